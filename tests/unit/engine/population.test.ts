import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as describeReading } from '../../../src/engine/describe';
import { normalBelow, stadiumProbability } from '../../../src/engine/population';
import { createReader } from '../../../src/engine/reading';
import { closestPoint, makeClosest } from '../../../src/patient/trees';
import { syntheticPatient } from '../../helpers/synthetic';
import { generator } from '../trees/meshes';

/** Two independent normal deviates. */
function normals(next: () => number): [number, number] {
  const r = Math.sqrt(-2 * Math.log(1 - next())), a = 2 * Math.PI * next();
  return [r * Math.cos(a), r * Math.sin(a)];
}

describe('population share', () => {
  it('knows the normal distribution', () => {
    expect(normalBelow(0)).toBeCloseTo(0.5, 7);
    expect(normalBelow(1.959964)).toBeCloseTo(0.975, 6);
    expect(normalBelow(-1)).toBeCloseTo(0.1586553, 6);
    expect(normalBelow(-40)).toBe(0);
  });

  it('agrees with drawing people at random', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 120 }), fc.integer({ min: -60, max: 60 }), fc.integer({ min: 5, max: 40 }), fc.integer({ min: 5, max: 40 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: 10, max: 30 }), (a, l, b, p, q, rho, r) => {
        const x0 = a / 10, x1 = x0 + l / 10, y = b / 10, sx = p / 10, sy = q / 10, c = rho / 10, reach = r / 10;
        const share = stadiumProbability(x0, x1, y, sx * sx, c * sx * sy, sy * sy, reach);
        const next = generator(5);
        let hits = 0;
        const n = 20000;
        for (let i = 0; i < n; i++) {
          const [u, v] = normals(next);
          const px = sx * u, py = sy * (c * u + Math.sqrt(1 - c * c) * v);
          const dx = px < x0 ? x0 - px : px > x1 ? px - x1 : 0;
          if (Math.hypot(dx, py - y) <= reach) hits++;
        }
        expect(Math.abs(share - hits / n)).toBeLessThan(0.02);
      }),
      { numRuns: 60 },
    );
  });

  it('is high for a vessel that the shaft pierces, lower far from it, null where no spread is published', () => {
    const patient = syntheticPatient();
    const reader = createReader(patient);
    const closest = makeClosest();
    closestPoint(patient.skin, patient.trees.skin, 20, -15, 66, closest);
    const reading = reader.read({ device: { kind: 'needle', gauge: 27, length_mm: 25 }, entry: { triangle: closest.triangle, b: closest.b, c: closest.c }, angle_deg: 90, azimuth_deg: 0, roll_deg: 0, depth_mm: 8 }, reader.make());
    const { near } = describeReading(patient, reading);
    for (const entry of near) {
      if (entry.id.startsWith('branch') || entry.kind === 'gland') expect(entry.population_probability).toBeNull();
      else if (entry.population_probability !== null) {
        expect(entry.population_probability).toBeGreaterThanOrEqual(0);
        expect(entry.population_probability).toBeLessThanOrEqual(1);
      }
    }
    const facial = near.filter((e) => e.id === 'facial-artery');
    expect(facial.length).toBeGreaterThan(0);
    expect(facial[0].population_probability).toBeGreaterThan(0.05);
    expect(describeReading(patient, reading, { population: false }).near.every((e) => e.population_probability === null)).toBe(true);
  });
});
