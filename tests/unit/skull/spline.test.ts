import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinPlate } from '../../../src/patient/skull';

const coordinate = fc.double({ min: -80, max: 80, noNaN: true });
/** Corners of a box keep the points off one plane. */
const corners = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((c) => [c & 1 ? 90 : -90, c & 2 ? 90 : -90, c & 4 ? 90 : -90]);
const points = fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 1, maxLength: 12 }).map((list) => {
  const far = list.filter((p, i) => list.every((q, j) => j >= i || (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2 > 25));
  return Float64Array.from([...corners, ...far.flat()]);
});

describe('thinPlate', () => {
  it('carries its points exactly', () => {
    fc.assert(fc.property(points, fc.infiniteStream(fc.double({ min: -8, max: 8, noNaN: true })), (from, moves) => {
      const to = from.map((v) => v + (moves.next().value as number));
      const p = from.slice();
      thinPlate(from, to)(p);
      for (let i = 0; i < p.length; i++) expect(p[i]).toBeCloseTo(to[i], 6);
    }), { numRuns: 40 });
  });

  it('is the affine map when the points move by one', () => {
    fc.assert(fc.property(points, fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 12, maxLength: 12 }), fc.tuple(coordinate, coordinate, coordinate), (from, m, x) => {
      const map = (p: ArrayLike<number>, o: number): number[] => [0, 1, 2].map((r) => p[o + r] + m[r * 4] * p[o] + m[r * 4 + 1] * p[o + 1] + m[r * 4 + 2] * p[o + 2] + 10 * m[r * 4 + 3]);
      const to = Float64Array.from(Array.from({ length: from.length / 3 }, (_, i) => map(from, i * 3)).flat());
      const p = Float64Array.from(x);
      thinPlate(from, to)(p);
      map(x, 0).forEach((v, k) => expect(p[k]).toBeCloseTo(v, 6));
    }), { numRuns: 40 });
  });

  it('refuses points that lie in one plane', () => {
    const flat = Float64Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 2, 3, 0]);
    expect(() => thinPlate(flat, flat)).toThrow(/one plane/);
  });
});
