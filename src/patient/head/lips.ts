/** Closes the lips: targets leave a slit of a millimetre or two, and the resting mouth of a patient is closed. */
import type { HeadModel } from './model';

/** How far the lips overlap where they meet, mm: enough that no light shows between the limit surfaces. */
const OVERLAP = 0.2;

/** Share of the closing that each row takes, from the vermilion border (0) inwards. */
const UPPER = [0, 0.06, 0.2, 0.48, 0.8, 1, 1, 1, 0.6, 0.25];
const LOWER = [0, 0.18, 0.42, 0.72, 0.94, 1, 1, 1, 0.6, 0.25];

/** Rows whose surfaces meet. */
const CONTACT = [3, 4, 5, 6, 7];

/** One-ring stencil of the limit position of a cage vertex (Halstead 1993). */
interface Ring {
  index: number[];
  weight: number[];
}

/** Limit stencils of the lip vertices, by cage vertex. Topology only. */
export function lipRings(quads: Uint32Array, lips: number[][]): Map<number, Ring> {
  const wanted = new Set(lips.flat());
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

/** Moves the lip rows of a cage (xyz mm, in place) up and down until upper and lower lip touch in every column. */
export function closeLips(head: Pick<HeadModel, 'lips'>, rings: Map<number, Ring>, cage: Float64Array): void {
  const { lips } = head;
  const limitY = (v: number): number => {
    const ring = rings.get(v);
    if (!ring) throw new RangeError(`vertex ${v} is not a lip vertex`);
    let y = 0;
    for (let k = 0; k < ring.index.length; k++) y += ring.weight[k] * cage[ring.index[k] * 3 + 1];
    return y;
  };
  const columns: [upper: number, lower: number][] = [];
  for (let j = 0; j <= 9; j++) {
    columns.push([j, 19 - j]);
    if (j > 0) columns.push([38 - j, 19 + j]);
  }
  // Neighbouring columns pull at each other, so the closing is repeated.
  for (let pass = 0; pass < 6; pass++) {
    const move = columns.map(([upper, lower]) => {
      let low = Infinity;
      let high = -Infinity;
      for (const r of CONTACT) {
        low = Math.min(low, limitY(lips[r][upper]));
        high = Math.max(high, limitY(lips[r][lower]));
      }
      return low - high + OVERLAP;
    });
    columns.forEach(([upper, lower], c) => {
      for (let r = 0; r < lips.length; r++) {
        cage[lips[r][upper] * 3 + 1] -= 0.45 * move[c] * UPPER[r];
        cage[lips[r][lower] * 3 + 1] += 0.55 * move[c] * LOWER[r];
      }
    });
  }
}
