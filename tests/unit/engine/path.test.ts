import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAt, aim, makeFrame } from '../../../src/engine/frame';
import { tracePath } from '../../../src/engine/path';
import { makeIntervals } from '../../../src/engine/prism';
import { makeShellGrid } from '../../../src/engine/shellGrid';
import { BONE, isHard, MUCOSA, OUTSIDE, TISSUES } from '../../../src/engine/tissue';
import { tissueAt } from '../../../src/engine/tissueAt';
import { LAYER_COUNT } from '../../../src/patient/layers';
import { syntheticPatient } from '../../helpers/synthetic';

const patient = syntheticPatient();
const grid = makeShellGrid(patient);
const inDomain = [...patient.chart.domain.keys()].filter((t) => patient.chart.domain[t] === 1);

/** Brute force: the tissue of a point, by testing every tetrahedron of every prism with signed volumes. */
function bruteTissue(p: number[]): { strict: number[]; loose: number[] } {
  const found = { strict: [] as number[], loose: [] as number[] };
  const { skin, shell } = patient;
  for (const t of inDomain) {
    const v = [...skin.triangles.slice(3 * t, 3 * t + 3)].sort((a, b) => a - b);
    const x = skin.positions[3 * v[0]] - p[0], y = skin.positions[3 * v[0] + 1] - p[1], z = skin.positions[3 * v[0] + 2] - p[2];
    if (x * x + y * y + z * z > 30 * 30) continue;
    for (let l = 0; l < LAYER_COUNT; l++) {
      const corner = (r: number, level: number): number[] => [0, 1, 2].map((k) => skin.positions[3 * v[r] + k] + shell.directions[3 * v[r] + k] * shell.depths[v[r] * 10 + level]);
      const c = [corner(0, l), corner(1, l), corner(2, l), corner(0, l + 1), corner(1, l + 1), corner(2, l + 1)];
      for (const tet of [[0, 1, 2, 5], [0, 1, 4, 5], [0, 3, 4, 5]]) {
        const inside = insideTet(p, tet.map((k) => c[k]));
        const code = l === LAYER_COUNT - 1 && shell.mucosa[t] === 1 ? MUCOSA : l;
        if (inside > 1e-6) found.strict.push(code);
        if (inside > -1e-6) found.loose.push(code);
      }
    }
  }
  return found;
}

function volume(a: number[], b: number[], c: number[], d: number[]): number {
  const u = a.map((x, k) => x - d[k]), v = b.map((x, k) => x - d[k]), w = c.map((x, k) => x - d[k]);
  return u[0] * (v[1] * w[2] - v[2] * w[1]) - u[1] * (v[0] * w[2] - v[2] * w[0]) + u[2] * (v[0] * w[1] - v[1] * w[0]);
}

/** Least barycentric weight of p in a tetrahedron; -1 for a flat one. */
function insideTet(p: number[], c: number[][]): number {
  const whole = volume(c[0], c[1], c[2], c[3]);
  if (Math.abs(whole) < 1e-9) return -1;
  return Math.min(...[0, 1, 2, 3].map((k) => volume(...(c.map((x, i) => (i === k ? p : x)) as [number[], number[], number[], number[]])) / whole));
}

/** A point may count to any tetrahedron whose border it lies on, and to none only where no tetrahedron holds it truly. */
function expectTissue(found: number, p: number[]): void {
  const truth = bruteTissue(p);
  if (found <= MUCOSA) expect(truth.loose).toContain(found);
  else expect(truth.strict).toEqual([]);
}

/** Evenly spread, unlike fc.double. */
const even = (low: number, high: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: 100_000 }).map((k) => low + ((high - low) * k) / 100_000);

const shot = fc.record({
  triangle: fc.nat({ max: inDomain.length - 1 }),
  b: even(0, 1),
  c: even(0, 1),
  angle: even(1, 90),
  azimuth: even(0, 360),
  depth: even(0.1, 60),
});

function trace(s: { triangle: number; b: number; c: number; angle: number; azimuth: number; depth: number }, stop: boolean) {
  const b = s.b, c = s.c * (1 - s.b);
  const triangle = inDomain[s.triangle];
  const frame = frameAt(patient, { triangle, b, c }, makeFrame());
  aim(frame, s.angle, s.azimuth, 0);
  const out = makeIntervals();
  const end = tracePath(grid, triangle, frame.point[0], frame.point[1], frame.point[2], frame.direction[0], frame.direction[1], frame.direction[2], s.depth, stop, out);
  return { frame, out, end };
}

describe('path of a shaft through the tissue', () => {
  it('starts at 0, has no gaps, ends at the end, and neighbours differ', () => {
    fc.assert(
      fc.property(shot, fc.boolean(), (s, stop) => {
        const { out, end } = trace(s, stop);
        expect(out.count).toBeGreaterThan(0);
        let last = 0;
        for (let i = 0; i < out.count; i++) {
          expect(out.to[i]).toBeGreaterThan(last);
          expect(out.tissue[i]).toBeLessThan(TISSUES.length);
          if (i > 0) expect(out.tissue[i]).not.toBe(out.tissue[i - 1]);
          last = out.to[i];
        }
        expect(last).toBeCloseTo(end, 6);
        expect(end).toBeLessThanOrEqual(s.depth);
        if (stop) for (let i = 0; i < out.count; i++) expect(isHard(out.tissue[i])).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with a brute-force search of the tetrahedra along the way', () => {
    fc.assert(
      fc.property(shot, fc.array(even(0, 1), { minLength: 4, maxLength: 4 }), (s, samples) => {
        const { frame, out, end } = trace(s, false);
        for (const f of samples) {
          const t = f * Math.min(end, 25);
          let k = 0;
          while (k < out.count - 1 && out.to[k] < t) k++;
          const edge = Math.min(Math.abs(out.to[k] - t), k > 0 ? Math.abs(out.to[k - 1] - t) : t);
          if (edge < 1e-3) continue;
          const p = [0, 1, 2].map((a) => frame.point[a] + frame.direction[a] * t);
          expectTissue(out.tissue[k], p);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('passes lips into mucosa and then the mouth', () => {
    const triangle = inDomain.find((t) => {
      const v = patient.skin.triangles[3 * t];
      return Math.abs(patient.skin.positions[3 * v]) < 2 && Math.abs(patient.skin.positions[3 * v + 1] + 36) < 2;
    }) as number;
    const { out } = trace({ triangle: inDomain.indexOf(triangle), b: 0.3, c: 0.3, angle: 90, azimuth: 0, depth: 30 }, true);
    const names = [...out.tissue.slice(0, out.count)].map((c) => TISSUES[c]);
    expect(names.slice(-2)).toEqual(['mucosa', 'oral-cavity']);
    expect(names[0]).toBe('skin');
  });

  it('stops on bone where asked', () => {
    const triangle = inDomain.findIndex((t) => patient.skin.positions[3 * patient.skin.triangles[3 * t] + 1] > 20);
    const through = trace({ triangle, b: 0.3, c: 0.3, angle: 90, azimuth: 0, depth: 40 }, false);
    const stopped = trace({ triangle, b: 0.3, c: 0.3, angle: 90, azimuth: 0, depth: 40 }, true);
    expect(through.end).toBe(40);
    expect(through.out.tissue[through.out.count - 1]).toBe(BONE);
    expect(stopped.end).toBeLessThan(25);
    expect(TISSUES[stopped.out.tissue[stopped.out.count - 1]]).toBe('periosteum');
  });
});

describe('tissue at a point', () => {
  it('agrees with the brute-force search anywhere near the face', () => {
    fc.assert(
      fc.property(even(-55, 55), even(-55, 55), even(-5, 20), (x, y, depth) => {
        const z = 70 - (x * x) / 160 - (y * y) / 240 - depth;
        const found = tissueAt(patient, x, y, z);
        expectTissue(found, [x, y, z]);
        if (depth < -0.5) expect(found).toBe(OUTSIDE);
      }),
      { numRuns: 200 },
    );
  });
});
