import { beforeAll, describe, expect, it } from 'vitest';
import { loadAssetsNode } from '../../../scripts/assets';
import { slice } from '../../../src/engine/slice';
import { TISSUES } from '../../../src/engine/tissue';
import { compilePatient } from '../../../src/patient/compile';
import type { CompiledPatient } from '../../../src/patient/types';

let patient: CompiledPatient;

beforeAll(async () => {
  patient = compilePatient({ preset: 'female-35' }, await loadAssetsNode());
});

describe('section through the eye', () => {
  it('shows globe, orbit round it and the room in front, seen from either side', () => {
    const pupil = patient.landmarks.find((l) => l.id === 'pupil' && l.side === 'left')!.point;
    for (const way of [1, -1]) {
      const origin: [number, number, number] = [pupil[0], pupil[1], pupil[2] - 12];
      const s = slice(patient, { origin, x: [0, 0, way], y: [0, 1, 0] }, { widthMm: 80, heightMm: 60, width: 160, height: 120 });
      const at = (forward: number, up: number): string => TISSUES[s.tissue[Math.floor(60 - 2 * up) * 160 + Math.floor(80 + 2 * way * forward)]];
      expect(at(0, 0)).toBe('globe');
      expect(at(-11, 0)).toBe('globe');
      expect(at(-15, 0)).toBe('orbit');
      expect(at(0, 13.5)).toBe('orbit');
      expect(at(0, -13.5)).toBe('orbit');
      expect(at(20, 0)).toBe('outside');
      expect(at(35, 10)).toBe('outside');
    }
  });
});
