import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { LAYER_COUNT } from '../../../src/patient/layers';
import { leastVolume, surelyStands } from '../../../src/patient/shell/folds';

const LEVELS = LAYER_COUNT + 1;

/** One triangle of about 2 mm with a column on each corner, more or less against its normal, in any order of vertices. */
const prism = fc.record({
  corners: fc.array(fc.integer({ min: -80, max: 80 }), { minLength: 9, maxLength: 9 }),
  tilt: fc.array(fc.integer({ min: -45, max: 45 }), { minLength: 6, maxLength: 6 }),
  layers: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3 * LAYER_COUNT, maxLength: 3 * LAYER_COUNT }),
  order: fc.constantFrom([0, 1, 2], [1, 2, 0], [2, 0, 1]),
  flipped: fc.boolean(),
});

describe('a prism that surely stands', () => {
  it('has volume in every layer', () => {
    let sure = 0, folded = 0;
    fc.assert(
      fc.property(prism, ({ corners, tilt, layers, order, flipped }) => {
        const flat = [0, 0, 0, 2, 0, 0, 0, 2, 0];
        const positions = Float32Array.from(flat, (x, i) => x + corners[i] / 100);
        const directions = new Float32Array(9);
        const depths = new Float32Array(3 * LEVELS);
        for (let v = 0; v < 3; v++) {
          const x = tilt[2 * v] / 100, y = tilt[2 * v + 1] / 100;
          const l = Math.sqrt(x * x + y * y + 1);
          directions.set([x / l, y / l, -1 / l], 3 * v);
          for (let k = 0; k < LAYER_COUNT; k++) depths[v * LEVELS + k + 1] = depths[v * LEVELS + k] + layers[v * LAYER_COUNT + k] / 50;
        }
        const triangles = Uint32Array.from(flipped ? [order[0], order[2], order[1]] : order);
        const shell = { directions, depths };
        const stands = surelyStands(positions, triangles, shell, 0);
        const least = leastVolume(positions, triangles, shell, 0);
        if (stands) sure++;
        if (!(least > 0)) folded++;
        return !stands || least > 1e-9;
      }),
      { numRuns: 3000, seed: 5 },
    );
    // Both kinds were met, or the property says nothing.
    expect(sure).toBeGreaterThan(100);
    expect(folded).toBeGreaterThan(100);
  });
});
