import { describe, expect, it } from 'vitest';
import { aim, frameAt, makeFrame } from '../../../src/engine/frame';
import { deviceShape } from '../../../src/engine/needle';
import { createReader } from '../../../src/engine/reading';
import { closestPoint, makeClosest } from '../../../src/patient/trees';
import { syntheticPatient } from '../../helpers/synthetic';

const patient = syntheticPatient();
const entryAt = (x: number, y: number) => {
  const c = makeClosest();
  closestPoint(patient.skin, patient.trees.skin, x, y, 70 - (x * x) / 160 - (y * y) / 240, c);
  return { triangle: c.triangle, b: c.b, c: c.c };
};

describe('device measures', () => {
  it('has every gauge from 18 to 34, thinner as the gauge rises, bore inside the tube', () => {
    for (const kind of ['needle', 'cannula'] as const) {
      let last = Infinity;
      for (let gauge = 18; gauge <= 34; gauge++) {
        const shape = deviceShape({ kind, gauge });
        expect(shape.outer_mm).toBeLessThan(last);
        expect(shape.inner_mm).toBeGreaterThan(0);
        expect(shape.inner_mm).toBeLessThan(shape.outer_mm);
        last = shape.outer_mm;
      }
    }
  });

  it('keeps the table and marks what lies between its rows', () => {
    expect(deviceShape({ kind: 'needle', gauge: 27 })).toMatchObject({ outer_mm: 0.4128, interpolated: false });
    expect(deviceShape({ kind: 'needle', gauge: 27 }).bevel_mm).toBeCloseTo(2.12, 2);
    expect(deviceShape({ kind: 'cannula', gauge: 25 })).toMatchObject({ port_mm: 1.4, bevel_mm: 0, interpolated: false });
    expect(deviceShape({ kind: 'needle', gauge: 24 }).interpolated).toBe(true);
    expect(deviceShape({ kind: 'cannula', gauge: 32 }).interpolated).toBe(true);
  });

  it('refuses other gauges', () => {
    expect(() => deviceShape({ kind: 'needle', gauge: 35 })).toThrow(RangeError);
    expect(() => deviceShape({ kind: 'needle', gauge: 27.5 })).toThrow(RangeError);
  });
});

describe('frame', () => {
  it('points the tip up the face at azimuth 0 and away from the midline at 90, on either side', () => {
    for (const x of [-20, 20]) {
      const frame = frameAt(patient, entryAt(x, 0), makeFrame());
      expect(frame.side).toBe(x > 0 ? 'left' : 'right');
      aim(frame, 10, 0, 0);
      expect(frame.direction[1]).toBeGreaterThan(0.9);
      aim(frame, 10, 90, 0);
      expect(frame.direction[0] * Math.sign(x)).toBeGreaterThan(0.9);
      aim(frame, 90, 0, 0);
      for (let k = 0; k < 3; k++) expect(frame.direction[k]).toBeCloseTo(-frame.normal[k], 12);
    }
  });

  it('takes the asked side on the midline only', () => {
    expect(frameAt(patient, entryAt(0, 0), makeFrame(), 'right').side).toBe('right');
    expect(frameAt(patient, entryAt(0, 0), makeFrame(), 'left').side).toBe('left');
    expect(frameAt(patient, entryAt(10, 0), makeFrame(), 'right').side).toBe('left');
  });

  it('turns the bevel with the roll: away from the skin at 0, towards it at 180', () => {
    const frame = frameAt(patient, entryAt(10, 5), makeFrame());
    const facing = (angle: number, roll: number): number => {
      aim(frame, angle, 40, roll);
      return [0, 1, 2].reduce((sum, k) => sum + frame.bevel[k] * frame.normal[k], 0);
    };
    expect(facing(20, 0)).toBeCloseTo(Math.cos((20 * Math.PI) / 180), 9);
    expect(facing(20, 180)).toBeCloseTo(-Math.cos((20 * Math.PI) / 180), 9);
    expect(facing(20, 90)).toBeCloseTo(0, 9);
  });

  it('puts the opening on the side that the bevel faces', () => {
    const reader = createReader(patient);
    const pose = { device: { kind: 'needle' as const, gauge: 25, length_mm: 25 }, entry: entryAt(0, -10), angle_deg: 15, azimuth_deg: 0, depth_mm: 10 };
    const up = reader.read({ ...pose, roll_deg: 0 }, reader.make());
    const down = reader.read({ ...pose, roll_deg: 180 }, reader.make());
    // The heel of the opening lies on the bevel's side: nearer to the skin with the bevel up.
    expect(up.probe.opening[2]).toBeGreaterThan(down.probe.opening[2] + 0.1);
    // The opening's midline is as long as the bevelled bore.
    const length = Math.hypot(...[0, 1, 2].map((k) => up.probe.opening[k + 3] - up.probe.opening[k]));
    expect(length).toBeCloseTo(Math.hypot(0.26, (2.6464 * 0.26) / 0.5144), 2);
  });

  it('puts the port of a cannula behind its tip, on its wall', () => {
    const reader = createReader(patient);
    const r = reader.read({ device: { kind: 'cannula', gauge: 25, length_mm: 50 }, entry: entryAt(0, -10), angle_deg: 20, azimuth_deg: 0, roll_deg: 0, depth_mm: 12 }, reader.make());
    const along = [0, 1, 2].reduce((sum, k) => sum + (r.probe.opening[k] - r.frame.point[k]) * r.frame.direction[k], 0);
    expect(along).toBeCloseTo(12 - 1.4, 9);
    expect([...r.probe.opening.slice(0, 3)]).toEqual([...r.probe.opening.slice(3)]);
  });
});
