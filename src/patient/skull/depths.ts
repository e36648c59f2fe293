/** What was asked of the bone and what came out: published depths beside those of a warped skull. */
import { buildTriangleTree, firstHit, makeHits } from '../trees';
import type { Mesh } from '../types';
import type { SkullTemplate } from './template';

export interface DepthRow {
  id: string;
  side: 'left' | 'mid' | 'right';
  /** Straight in, mm. */
  asked: number;
  /** Along the column, mm; null where it meets no bone (it runs into the orbit, the nose or past the border). */
  got: number | null;
  source: string;
}

/** One row per depth anchor, measured along the given directions (unit, into the face) from the skin vertex of the anchor. */
export function depthTable(template: SkullTemplate, bone: Mesh, skin: Float32Array, directions: Float32Array, sex: 'female' | 'male'): DepthRow[] {
  const tree = buildTriangleTree(bone);
  const hits = makeHits(1);
  return template.depthAnchors.map((a) => {
    const o = a.vertex * 3;
    const hit = firstHit(bone, tree, skin[o], skin[o + 1], skin[o + 2], directions[o], directions[o + 1], directions[o + 2], 0, 35, hits);
    const x = skin[o];
    return { id: a.id, side: Math.abs(x) < 0.5 ? 'mid' : x > 0 ? 'left' : 'right', asked: a.depth_mm[sex], got: hit < 0 ? null : hits.t[0], source: a.depth_mm.source };
  });
}
