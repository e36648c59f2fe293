/** A needle that enters the orbit or the globe is danger; one that stops before it, and every planned injection, is not for that reason. */
import { beforeAll, describe, expect, it } from 'vitest';
import { eyeEntered, reasons } from '../../../src/engine/risk';
import { isPlaceError } from '../../../src/patient/surface';
import { walk } from '../../../src/patient/walk';
import { loadTechnique, plannedPose, planSides, TECHNIQUE_IDS } from '../../../src/technique';
import { eyeOn, recordReading } from '../../../src/trace';
import { compiledRig, type CompiledRig } from '../../golden/compiled';

let rig: CompiledRig;
beforeAll(async () => {
  rig = await compiledRig({ preset: 'female-35' });
});

const device = { kind: 'needle', gauge: 27, length_mm: 25 } as const;

describe('the eye', () => {
  it.each([
    ['exocanthion', 0, 2, null],
    ['orbitale', 5, 10, 'orbit'],
    ['exocanthion', 0, 10, 'globe'],
  ] as const)('at %s, %d mm up, %d mm deep', (landmark, superior_mm, depth_mm, eye) => {
    const { patient, surface, reader } = rig.on;
    const found = walk(surface, { landmark, lateral_mm: 0, superior_mm }, 'left');
    if (isPlaceError(found)) throw new Error(found.message);
    const out = reader.read({ device, entry: found.at, side: 'left', angle_deg: 90, azimuth_deg: 0, roll_deg: 0, depth_mm }, reader.make());
    expect(eyeOn(recordReading(patient, out))).toBe(eye);
    expect(eyeEntered(out)).toBe(eye === null ? 0 : eye === 'orbit' ? 1 : 2);
    if (eye !== null) {
      expect(out.level).toBe('danger');
      expect(reasons(patient, out)[0]).toBe(`the needle enters the ${eye}`);
    }
  });

  it.each([...TECHNIQUE_IDS])('no planned shaft of %s enters it', (id) => {
    const technique = loadTechnique(id);
    const { patient, reader } = rig.on;
    for (const target of rig.targets(technique, planSides(technique, 'left'))) {
      const out = reader.read(plannedPose(target), reader.make());
      expect(eyeOn(recordReading(patient, out))).toBeNull();
    }
  });
});
