import { describe, expect, it } from 'vitest';
import { LAYER_COUNT } from '../../../src/patient/layers';
import { referenceDepths } from '../../../src/patient/shell';

const total = (u: number, v: number, sex: 'female' | 'male'): number => referenceDepths(u, v, sex)[LAYER_COUNT];

describe('temporal fossa', () => {
  it('is a hollow with a soft edge: bone sinks behind the temporal line over a centimetre, nowhere in a step', () => {
    for (const sex of ['female', 'male'] as const) {
      for (let v = 24; v <= 56; v += 4) {
        let steepest = 0;
        for (let u = 48; u < 96; u += 0.5) steepest = Math.max(steepest, Math.abs(total(u + 0.5, v, sex) - total(u, v, sex)) / 0.5);
        // Beside the brow two measured sites 8 mm apart (4.3 and 12 mm) set the slope.
        expect(steepest, `${sex}, v ${v}: mm per mm`).toBeLessThan(v < 40 ? 1.7 : 1.1);
        // Towards the vault the muscle tapers and the hollow runs out.
        expect(total(84, v, sex) - total(50, v, sex), `${sex}, v ${v}: depth of the hollow`).toBeGreaterThan(v < 50 ? 4 : 2.5);
      }
    }
  });

  it('grows shallower upwards and backwards and deeper towards the arch', () => {
    for (const sex of ['female', 'male'] as const) {
      expect(total(85, 55, sex)).toBeLessThan(total(85, 30, sex) - 0.5);
      expect(total(112, 20, sex)).toBeLessThan(total(90, 20, sex) - 0.5);
      expect(total(85, 2, sex)).toBeGreaterThan(total(85, 30, sex) + 0.6);
    }
  });
});
