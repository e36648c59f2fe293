import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sinCosOf } from '../../../src/engine/angles';
import { cos, rad, sin } from '../../../src/engine/math';

const angle = new Float64Array(1), out = new Float64Array(2);

/** Both results are the same bits (Object.is tells 0 from -0). */
function same(degrees: number): void {
  angle[0] = degrees;
  sinCosOf(angle, 0, out, 0);
  expect(Object.is(out[0], sin(rad(degrees))), `sine of ${degrees}`).toBe(true);
  expect(Object.is(out[1], cos(rad(degrees))), `cosine of ${degrees}`).toBe(true);
}

describe('sine and cosine of an angle in degrees', () => {
  it('are those of the mathematics of the core, bit by bit', () => {
    fc.assert(fc.property(fc.double({ min: -720, max: 720, noNaN: true }), same), { numRuns: 5000 });
    fc.assert(fc.property(fc.double(), same), { numRuns: 2000 });
  });

  it('are so at and about every eighth of a turn', () => {
    for (let eighth = -80; eighth <= 80; eighth++)
      for (const off of [0, 1e-300, 1e-14, 1e-13, 3e-12, 1e-10, 1e-8, 2e-7, 1e-6, 1e-5, 5e-5, 1e-4, 1e-3, 0.1]) for (const sign of [-1, 1]) same(45 * eighth + sign * off);
  });
});
