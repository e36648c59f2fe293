/**
 * The skin is a Catmull-Clark surface of level two; its triangles come 32 to a quad of the cage, so the same vertices also hold level one:
 * a quarter of the triangles between vertices that lie exactly on the surface. Both stand in one index, the coarse one behind the fine.
 */

/** Stretch of an index: first place and number of places. */
export interface IndexRange {
  start: number;
  count: number;
}

export interface LevelIndex {
  index: Uint32Array;
  fine: IndexRange;
  coarse: IndexRange;
}

/** Level-one triangles of a level-two index as `triangulate` (patient/head/subdivide.ts) lays it out: two a quad, four quads a parent. */
export function coarserTriangles(triangles: Uint32Array): Uint32Array {
  const parents = Math.floor(triangles.length / 24);
  const out = new Uint32Array(parents * 6);
  for (let p = 0; p < parents; p++) {
    // The first corner of each child quad is a corner of the parent.
    const [a, b, c, d] = [0, 6, 12, 18].map((k) => triangles[p * 24 + k]);
    out.set([a, b, c, a, c, d], p * 6);
  }
  return out;
}

/** Fine and coarse triangles in one index. */
export function levelIndex(triangles: Uint32Array): LevelIndex {
  const coarse = coarserTriangles(triangles);
  const index = new Uint32Array(triangles.length + coarse.length);
  index.set(triangles);
  index.set(coarse, triangles.length);
  return { index, fine: { start: 0, count: triangles.length }, coarse: { start: triangles.length, count: coarse.length } };
}

/** Edges of the coarse triangles are about 2.5 mm: from this many device pixels a millimetre on their corners could be seen. */
const FINE_FROM_PX_PER_MM = 5.5;

/** Whether the fine triangles are worth drawing at this magnification. */
export function needsFine(devicePixelsPerMm: number): boolean {
  return devicePixelsPerMm > FINE_FROM_PX_PER_MM;
}
