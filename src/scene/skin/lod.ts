/**
 * The skin is a Catmull-Clark surface of level two; its triangles come 32 to a quad of the cage, so the same vertices also hold level one
 * and the cage itself: a quarter and a sixteenth of the triangles, between vertices that lie exactly on the surface. All stand in one index.
 */

/** Stretch of an index: first place and number of places. */
export interface IndexRange {
  start: number;
  count: number;
}

/** `fine` is level two, `coarse` level one, `cage` level nought. */
export type SkinLevel = 'fine' | 'coarse' | 'cage';

export interface LevelIndex {
  index: Uint32Array;
  levels: Record<SkinLevel, IndexRange>;
}

/**
 * Triangles one level up (`quads` 4) or two (`quads` 16) from a level-two index as `triangulate` (patient/head/subdivide.ts) lays it out:
 * two triangles a quad, the children of a quad one after another, each beginning at its parent's corner.
 */
export function coarserTriangles(triangles: Uint32Array, quads: 4 | 16): Uint32Array {
  const stride = quads * 6;
  const parents = Math.floor(triangles.length / stride);
  const out = new Uint32Array(parents * 6);
  for (let p = 0; p < parents; p++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => triangles[p * stride + (k * stride) / 4]);
    out.set([a, b, c, a, c, d], p * 6);
  }
  return out;
}

/** All levels in one index. */
export function levelIndex(triangles: Uint32Array): LevelIndex {
  const coarse = coarserTriangles(triangles, 4);
  const cage = coarserTriangles(triangles, 16);
  const index = new Uint32Array(triangles.length + coarse.length + cage.length);
  index.set(triangles);
  index.set(coarse, triangles.length);
  index.set(cage, triangles.length + coarse.length);
  return {
    index,
    levels: {
      fine: { start: 0, count: triangles.length },
      coarse: { start: triangles.length, count: coarse.length },
      cage: { start: triangles.length + coarse.length, count: cage.length },
    },
  };
}

/** Edges of the coarse triangles are about 2.5 mm: from this many device pixels a millimetre on their corners could be seen. */
const FINE_FROM_PX_PER_MM = 5.5;

/** The level to draw at this magnification; `reduced`: on a slow machine while something moves. */
export function levelFor(devicePixelsPerMm: number, reduced: boolean): SkinLevel {
  if (reduced) return devicePixelsPerMm > FINE_FROM_PX_PER_MM ? 'coarse' : 'cage';
  return devicePixelsPerMm > FINE_FROM_PX_PER_MM ? 'fine' : 'coarse';
}
