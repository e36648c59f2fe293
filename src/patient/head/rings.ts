/** Where single cage vertices end on the limit surface, without subdividing the whole cage. */

/** One-ring stencil of the limit position of a cage vertex (Halstead 1993). */
interface Ring {
  index: number[];
  weight: number[];
}

/** Limit stencils by cage vertex. */
export type Rings = Map<number, Ring>;

/** Limit stencils of some inner vertices of a quad mesh. Topology only. */
export function limitRings(quads: Uint32Array, vertices: readonly number[]): Rings {
  const wanted = new Set(vertices);
  const corners = new Map<number, number[]>();
  for (let c = 0; c < quads.length; c++) {
    if (!wanted.has(quads[c])) continue;
    const list = corners.get(quads[c]);
    if (list) list.push(c);
    else corners.set(quads[c], [c]);
  }
  const out = new Map<number, Ring>();
  for (const [v, list] of corners) {
    const n = list.length;
    const weights = new Map<number, number>([[v, n / (n + 5)]]);
    const add = (i: number, w: number): void => {
      weights.set(i, (weights.get(i) ?? 0) + w);
    };
    for (const c of list) {
      const f = c & ~3;
      // Each edge neighbour is met twice, once in each of its quads.
      add(quads[f | ((c + 1) & 3)], 2 / (n * (n + 5)));
      add(quads[f | ((c + 3) & 3)], 2 / (n * (n + 5)));
      add(quads[f | ((c + 2) & 3)], 1 / (n * (n + 5)));
    }
    out.set(v, { index: [...weights.keys()], weight: [...weights.values()] });
  }
  return out;
}

/** Limit position of one of the vertices. */
export function limitOf(rings: Rings, cage: ArrayLike<number>, vertex: number): [number, number, number] {
  const ring = rings.get(vertex);
  if (!ring) throw new RangeError(`no limit stencil for vertex ${vertex}`);
  const out: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < ring.index.length; k++) for (let j = 0; j < 3; j++) out[j] += ring.weight[k] * cage[ring.index[k] * 3 + j];
  return out;
}
