import stdlibExp from '@stdlib/math-base-special-exp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../../src/engine/math';

describe('exp', () => {
  it('gives the bits of the port it stands for', () => {
    const same = (x: number): void => {
      expect(Object.is(exp(x), stdlibExp(x)), `exp(${x})`).toBe(true);
    };
    fc.assert(fc.property(fc.double({ min: -50, max: 50, noNaN: true }), same), { numRuns: 10000 });
    fc.assert(fc.property(fc.double({ min: -760, max: 760, noNaN: true }), same), { numRuns: 5000 });
    for (const x of [0, -0, 1, -1, 1e-9, -1e-9, 1e-8, 700, -700, 709.9, -745.2, Infinity, -Infinity, NaN]) same(x);
    for (let k = -1000; k <= 1000; k++) for (const off of [0, 1e-12, -1e-12]) same((k / 2) * 0.6931471805599453 + off);
  });
});
