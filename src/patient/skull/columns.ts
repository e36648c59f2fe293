/** Columns against the skin normals, as deep as the published depths say: for work on the skull without a tissue shell. */
import { anchorDepth, anchorsOf, type Columns } from './pull';
import type { SkullTemplate } from './template';

/**
 * Columns of one part (`cranium`, `mandible`): depth by inverse distance from its anchors, w = 1 / (d^2 + 12)^2.
 * @param skin xyz per skin vertex of the patient
 * @param normals unit normals
 * @param use 1 where the vertex may carry a column; elsewhere its direction is kept and the depth is 0
 */
export function anchorColumns(template: SkullTemplate, part: string, skin: Float32Array, normals: Float32Array, use: ArrayLike<number>, sex: 'female' | 'male'): Columns {
  const anchors = anchorsOf(template, part, skin, sex);
  const directions = Float32Array.from(normals, (v) => -v);
  const depth = new Float32Array(skin.length / 3);
  for (let i = 0; i < depth.length; i++) if (use[i]) depth[i] = anchorDepth(anchors, skin[i * 3], skin[i * 3 + 1], skin[i * 3 + 2]);
  return { skin, directions, depth };
}
