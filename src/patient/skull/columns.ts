/** Columns from the template's own depth anchors, for skin that has no tissue shell (scalp), and for work on the skull alone. */
import { anchorDepth, type Columns } from './pull';
import type { SkullTemplate } from './template';

/**
 * Columns of one part (`cranium`, `mandible`): depth by inverse distance from its anchors, w = 1 / (d^2 + 12)^2, against the skin normal.
 * @param skin xyz per skin vertex of the patient
 * @param normals unit normals; faired ones give quieter bone
 * @param use 1 where the vertex may carry a column
 */
export function anchorColumns(template: SkullTemplate, part: string, skin: Float32Array, normals: Float32Array, use: ArrayLike<number>): Columns {
  const anchors = template.depthAnchors.filter((a) => a.parts.includes(part));
  const directions = new Float32Array(skin.length);
  const depth = new Float32Array(skin.length / 3);
  for (let i = 0; i < depth.length; i++) {
    if (!use[i]) continue;
    const o = i * 3;
    for (let k = 0; k < 3; k++) directions[o + k] = -normals[o + k];
    depth[i] = anchorDepth(skin, anchors, skin[o], skin[o + 1], skin[o + 2]);
  }
  return { skin, directions, depth };
}
