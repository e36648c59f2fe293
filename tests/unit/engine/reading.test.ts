import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader, REACH, type Reading } from '../../../src/engine/reading';
import { eyeEntered, reasons } from '../../../src/engine/risk';
import { BONE, TISSUES } from '../../../src/engine/tissue';
import { closestPoint, makeClosest, pointSegmentSquared, segmentSegmentSquared } from '../../../src/patient/trees';
import type { Pose } from '../../../src/patient/types';
import { syntheticPatient } from '../../helpers/synthetic';

const patient = syntheticPatient();
const reader = createReader(patient);
const inDomain = [...patient.chart.domain.keys()].filter((t) => patient.chart.domain[t] === 1);

/** Evenly spread, unlike fc.double. */
const even = (low: number, high: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: 100_000 }).map((k) => low + ((high - low) * k) / 100_000);

const anyPose: fc.Arbitrary<Pose> = fc
  .record({
    kind: fc.constantFrom('needle' as const, 'cannula' as const),
    gauge: fc.integer({ min: 18, max: 34 }),
    triangle: fc.constantFrom(...inDomain),
    b: even(0, 1),
    c: even(0, 1),
    angle: even(1, 90),
    azimuth: even(-360, 360),
    roll: even(-180, 180),
    depth: even(0, 45),
  })
  .map((r) => ({
    device: { kind: r.kind, gauge: r.gauge, length_mm: 50 },
    entry: { triangle: r.triangle, b: r.b, c: r.c * (1 - r.b) },
    angle_deg: r.angle,
    azimuth_deg: r.azimuth,
    roll_deg: r.roll,
    depth_mm: r.depth,
  }));

/** Least wall distances of every tube by trying every capsule. */
function brute(reading: Reading): Map<number, [number, number, number]> {
  const { shaft, opening, radius } = reading.probe;
  const { a, b, radius: tube, structure } = patient.tubes;
  const out = new Map<number, [number, number, number]>();
  for (let i = 0; i < tube.length; i++) {
    const k = 3 * i;
    const seg = (s: Float64Array): number => Math.sqrt(segmentSegmentSquared(s[0], s[1], s[2], s[3], s[4], s[5], a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2])) - tube[i];
    const tip = Math.sqrt(pointSegmentSquared(shaft[3], shaft[4], shaft[5], a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2])) - tube[i];
    const old = out.get(structure[i]) ?? [Infinity, Infinity, Infinity];
    out.set(structure[i], [Math.min(old[0], seg(shaft) - radius), Math.min(old[1], tip - radius), Math.min(old[2], seg(opening))]);
  }
  return out;
}

describe('reading', () => {
  it('finds every tube within reach, with the distances of a full search', () => {
    const out = reader.make();
    fc.assert(
      fc.property(anyPose, (pose) => {
        reader.read(pose, out);
        const truth = brute(out);
        const found = new Map<number, number>();
        for (let i = 0; i < out.near.count; i++) if (patient.structures[out.near.structure[i]].shape === 'tube') found.set(out.near.structure[i], i);
        for (const [s, [shaft, tip, opening]] of truth) {
          const i = found.get(s);
          if (i === undefined) {
            expect(shaft).toBeGreaterThan(REACH - 1e-9);
            continue;
          }
          expect(out.near.shaft[i]).toBeCloseTo(shaft, 9);
          expect(out.near.tip[i]).toBeCloseTo(tip, 9);
          expect(out.near.opening[i]).toBeCloseTo(opening, 9);
          expect(shaft).toBeLessThanOrEqual(REACH);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('sorts by shaft distance, and tip and opening are never nearer than the shaft', () => {
    const out = reader.make();
    fc.assert(
      fc.property(anyPose, (pose) => {
        const { near } = reader.read(pose, out);
        for (let i = 0; i < near.count; i++) {
          if (i > 0) expect(near.shaft[i]).toBeGreaterThanOrEqual(near.shaft[i - 1]);
          expect(near.tip[i]).toBeGreaterThanOrEqual(near.shaft[i]);
          expect(near.opening[i]).toBeGreaterThanOrEqual(near.shaft[i]);
          expect(near.pierced[i]).toBe(near.shaft[i] <= 0 ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('measures glands like a dense search', () => {
    const out = reader.make();
    const closest = makeClosest();
    const glands = patient.structures.map((s, index) => ({ s, index })).filter(({ s }) => s.kind === 'gland');
    const meshes = glands.map(({ s }) => ({ positions: patient.bodies.positions, triangles: patient.bodies.triangles.slice(3 * s.first, 3 * (s.first + s.count)) }));
    const flat = meshes.map((mesh) => ({ bounds: new Float32Array([-1e9, -1e9, -1e9, 1e9, 1e9, 1e9]), nodes: new Uint32Array([0, mesh.triangles.length / 3]), items: Uint32Array.from({ length: mesh.triangles.length / 3 }, (_, i) => i) }));
    let seen = 0;
    fc.assert(
      fc.property(anyPose, (pose) => {
        reader.read(pose, out);
        glands.forEach(({ s, index }, g) => {
          const centre = [0, 1, 2].map((k) => {
            let sum = 0;
            for (let t = 3 * s.first; t < 3 * (s.first + s.count); t++) sum += patient.bodies.positions[3 * patient.bodies.triangles[t] + k];
            return sum / (3 * s.count);
          });
          let best = Infinity;
          for (let i = 0; i <= 100; i++) {
            const p = [0, 1, 2].map((k) => out.probe.shaft[k] + ((out.probe.shaft[k + 3] - out.probe.shaft[k]) * i) / 100);
            const d = closestPoint(meshes[g], flat[g], p[0], p[1], p[2], closest);
            // The ball is convex: a point is inside when it is nearer to the centre than its surface point.
            const inside = Math.hypot(p[0] - centre[0], p[1] - centre[1], p[2] - centre[2]) < Math.hypot(closest.x - centre[0], closest.y - centre[1], closest.z - centre[2]);
            best = Math.min(best, inside ? -d : d);
          }
          best -= out.probe.radius;
          const i = [...out.near.structure.slice(0, out.near.count)].indexOf(index);
          if (i < 0) expect(best).toBeGreaterThan(REACH - 0.3);
          else {
            seen++;
            expect(out.near.shaft[i]).toBeLessThanOrEqual(best + 0.05);
            expect(out.near.shaft[i]).toBeGreaterThan(best - 0.3);
          }
        });
      }),
      { numRuns: 200 },
    );
    expect(seen).toBeGreaterThan(10);
  });

  it('lets bone stop the shaft', () => {
    const out = reader.make();
    let stopped = 0;
    fc.assert(
      fc.property(anyPose, (pose) => {
        reader.read(pose, out);
        expect(out.reached).toBeLessThanOrEqual(pose.depth_mm);
        if (out.reached < pose.depth_mm - 1e-9) {
          stopped++;
          expect(out.boneContact).toBe(true);
          expect(out.hard).toBe(BONE);
        }
        if (out.path.count > 0) {
          expect(out.path.to[out.path.count - 1]).toBeCloseTo(out.reached, 9);
          expect(out.path.tissue[out.path.count - 1]).toBe(out.tissue);
        }
      }),
      { numRuns: 300 },
    );
    expect(stopped).toBeGreaterThan(20);
  });

  it('measures the depth below the skin as the shortest way out', () => {
    const out = reader.make();
    const closest = makeClosest();
    fc.assert(
      fc.property(anyPose, (pose) => {
        reader.read(pose, out);
        const d = closestPoint(patient.skin, patient.trees.skin, out.tip[0], out.tip[1], out.tip[2], closest);
        // Only skin with a chart counts; the made-up face has a rim without one.
        if (patient.chart.domain[closest.triangle] === 1) expect(Math.abs(out.depthBelowSkin)).toBeCloseTo(d, 6);
        else expect(Math.abs(out.depthBelowSkin)).toBeGreaterThan(d - 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('says how far bone is, and that there is none behind the mouth', () => {
    const out = reader.make();
    const at = (x: number, y: number): Pose => {
      const closest = makeClosest();
      closestPoint(patient.skin, patient.trees.skin, x, y, 70 - (x * x) / 160 - (y * y) / 240, closest);
      return { device: { kind: 'needle', gauge: 30, length_mm: 13 }, entry: { triangle: closest.triangle, b: closest.b, c: closest.c }, angle_deg: 90, azimuth_deg: 0, roll_deg: 0, depth_mm: 2 };
    };
    reader.read(at(0, 30), out);
    expect(out.skinToBone).toBeGreaterThan(4);
    expect(out.skinToBone).toBeLessThan(20);
    expect(out.boneContact).toBe(false);
    expect(TISSUES[out.hard]).toBe('bone');
    reader.read(at(0, -40), out);
    expect(out.skinToBone).toBeNaN();
    expect(out.hard).toBe(0);
  });

  it('lists the bodies that the shaft passes', () => {
    const out = reader.make();
    const masseter = patient.structures.findIndex((s) => s.id === 'masseter' && s.side === 'left');
    const closest = makeClosest();
    closestPoint(patient.skin, patient.trees.skin, 40, -21, 70 - 10 - 1.8, closest);
    reader.read({ device: { kind: 'needle', gauge: 30, length_mm: 25 }, entry: { triangle: closest.triangle, b: closest.b, c: closest.c }, angle_deg: 90, azimuth_deg: 0, roll_deg: 0, depth_mm: 8 }, out);
    const k = [...out.bodies.structure.slice(0, out.bodies.count)].indexOf(masseter);
    expect(k).toBeGreaterThanOrEqual(0);
    expect(out.bodies.from[k]).toBeGreaterThan(1);
    expect(out.bodies.to[k]).toBe(out.reached);
  });

  it('goes as far as the bone that it names when it goes straight in', () => {
    const out = reader.make();
    let met = 0;
    fc.assert(
      fc.property(anyPose, (pose) => {
        reader.read({ ...pose, angle_deg: 90, depth_mm: 40 }, out);
        if (Number.isNaN(out.skinToBone) || out.hard === 0 || !out.boneContact) return;
        met++;
        expect(out.reached).toBeCloseTo(out.skinToBone, 2);
      }),
      { numRuns: 200 },
    );
    expect(met).toBeGreaterThan(20);
  });

  it('grades the risk from what it lists', () => {
    const out = reader.make();
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyPose, (pose) => {
        reader.read(pose, out);
        let pierced = false, close = false;
        for (let i = 0; i < out.near.count; i++) {
          if (out.near.shaft[i] <= 0 || out.near.opening[i] < 0) pierced = true;
          if (Math.min(out.near.tip[i], out.near.opening[i]) < 3 || out.near.shaft[i] <= 0) close = true;
        }
        expect(out.level).toBe(pierced || eyeEntered(out) > 0 ? 'danger' : close ? 'caution' : 'low');
        expect(reasons(patient, out).length).toBeGreaterThan(0);
        if (out.level === 'low') expect(reasons(patient, out)).toEqual(['none modelled within 3 mm']);
        seen.add(out.level);
      }),
      { numRuns: 300 },
    );
    expect(seen.size).toBe(3);
  });

  it('gives the same bytes for the same pose whatever was read before', () => {
    const out = reader.make();
    fc.assert(
      fc.property(anyPose, anyPose, (first, second) => {
        reader.read(first, out);
        const once = JSON.stringify([[...out.near.shaft.slice(0, out.near.count)], [...out.path.to.slice(0, out.path.count)], out.depthBelowSkin, out.skinToBone, [...out.tip]]);
        reader.read(second, out);
        reader.read(first, out);
        expect(JSON.stringify([[...out.near.shaft.slice(0, out.near.count)], [...out.path.to.slice(0, out.path.count)], out.depthBelowSkin, out.skinToBone, [...out.tip]])).toBe(once);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses an unknown device or entry with the field named', () => {
    const pose: Pose = { device: { kind: 'needle', gauge: 30, length_mm: 13 }, entry: { triangle: inDomain[0], b: 0.2, c: 0.2 }, angle_deg: 90, azimuth_deg: 0, roll_deg: 0, depth_mm: 2 };
    expect(() => reader.read({ ...pose, device: { ...pose.device, gauge: 12 } }, reader.make())).toThrow(/device.*18 to 34/);
    expect(() => reader.read({ ...pose, entry: { triangle: -4, b: 0, c: 0 } }, reader.make())).toThrow(/entry/);
  });
});
