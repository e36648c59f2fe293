/** Closes the lips: targets leave a slit of a millimetre or two, and the resting mouth of a patient is closed. */
import type { HeadModel } from './model';
import { limitOf, type Rings } from './rings';

/** How far the lips overlap where they meet, mm: enough that no light shows between the limit surfaces. */
const OVERLAP = 0.2;

/** Share of the closing that each row takes, from the vermilion border (0) inwards. */
const UPPER = [0, 0.06, 0.2, 0.48, 0.8, 1, 1, 1, 0.6, 0.25];
const LOWER = [0, 0.18, 0.42, 0.72, 0.94, 1, 1, 1, 0.6, 0.25];

/** Rows whose surfaces meet. */
const CONTACT = [3, 4, 5, 6, 7];

/** Moves the lip rows of a cage (xyz mm, in place) up and down until upper and lower lip touch in every column. */
export function closeLips(head: Pick<HeadModel, 'lips'>, rings: Rings, cage: Float64Array): void {
  const { lips } = head;
  const limitY = (v: number): number => limitOf(rings, cage, v)[1];
  const columns: [upper: number, lower: number][] = [];
  for (let j = 0; j <= 9; j++) {
    columns.push([j, 19 - j]);
    if (j > 0) columns.push([38 - j, 19 + j]);
  }
  // Neighbouring columns pull at each other, so the closing is repeated.
  for (let pass = 0; pass < 6; pass++) {
    const move = columns.map(([upper, lower]) => {
      let gap = Infinity;
      for (const r of CONTACT) gap = Math.min(gap, limitY(lips[r][upper]) - limitY(lips[r][lower]));
      return gap + OVERLAP;
    });
    columns.forEach(([upper, lower], c) => {
      for (let r = 0; r < lips.length; r++) {
        cage[lips[r][upper] * 3 + 1] -= 0.45 * move[c] * UPPER[r];
        cage[lips[r][lower] * 3 + 1] += 0.55 * move[c] * LOWER[r];
      }
    });
  }
}
