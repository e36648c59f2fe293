import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allHits, buildCapsuleTree, buildTriangleTree, closestPoint, firstHit, makeClosest, makeHits, refitTriangleTree, segmentSegmentSquared, segmentsNear } from '../../../src/patient/trees';
import { randomMesh, randomTubes, sphere } from './meshes';

const coordinate = fc.double({ min: -40, max: 40, noNaN: true });
const point = fc.tuple(coordinate, coordinate, coordinate);

function brutePointTriangle(p: number[], t: number[][]): number {
  // Dense search over the triangle, refined around the best: independent of the closed form under test.
  let best = Infinity, b0 = 1 / 3, c0 = 1 / 3, size = 1;
  for (let round = 0; round < 30; round++) {
    let bb = b0, bc = c0;
    for (let i = -4; i <= 4; i++) {
      for (let j = -4; j <= 4; j++) {
        let b = b0 + (i * size) / 4, c = c0 + (j * size) / 4;
        b = Math.max(0, Math.min(1, b));
        c = Math.max(0, Math.min(1 - b, c));
        let d = 0;
        for (let k = 0; k < 3; k++) {
          const x = t[0][k] * (1 - b - c) + t[1][k] * b + t[2][k] * c - p[k];
          d += x * x;
        }
        if (d < best) { best = d; bb = b; bc = c; }
      }
    }
    b0 = bb;
    c0 = bc;
    size *= 0.6;
  }
  return Math.sqrt(best);
}

describe('triangle tree', () => {
  const mesh = randomMesh(7, 60, 25);
  const tree = buildTriangleTree(mesh);

  it('holds each triangle once and encloses it', () => {
    expect([...tree.items].sort((a, b) => a - b)).toEqual([...Array(60).keys()]);
    for (let n = 0; n < tree.nodes.length / 2; n++) {
      for (let s = tree.nodes[2 * n]; s < tree.nodes[2 * n] + tree.nodes[2 * n + 1]; s++) {
        for (let corner = 0; corner < 3; corner++) {
          const v = mesh.triangles[3 * tree.items[s] + corner] * 3;
          for (let k = 0; k < 3; k++) {
            expect(mesh.positions[v + k]).toBeGreaterThanOrEqual(tree.bounds[6 * n + k]);
            expect(mesh.positions[v + k]).toBeLessThanOrEqual(tree.bounds[6 * n + 3 + k]);
          }
        }
      }
    }
  });

  it('finds the closest point', () => {
    const out = makeClosest();
    const corners = (i: number): number[][] => [0, 1, 2].map((c) => [0, 1, 2].map((k) => mesh.positions[mesh.triangles[3 * i + c] * 3 + k]));
    fc.assert(
      fc.property(point, (p) => {
        let best = Infinity;
        for (let i = 0; i < 60; i++) best = Math.min(best, brutePointTriangle(p, corners(i)));
        const d = closestPoint(mesh, tree, p[0], p[1], p[2], out);
        expect(d).toBeLessThanOrEqual(best + 1e-9);
        expect(d).toBeGreaterThan(best - 1e-3);
        // The reported place is on the reported triangle, at the reported distance.
        const t = corners(out.triangle);
        const q = [0, 1, 2].map((k) => t[0][k] * (1 - out.b - out.c) + t[1][k] * out.b + t[2][k] * out.c);
        expect(Math.hypot(q[0] - out.x, q[1] - out.y, q[2] - out.z)).toBeLessThan(1e-6);
        expect(Math.hypot(p[0] - out.x, p[1] - out.y, p[2] - out.z)).toBeCloseTo(d, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('respects the limit of a closest-point search', () => {
    const out = makeClosest();
    const ball = sphere(10, 8);
    const ballTree = buildTriangleTree(ball);
    const d = closestPoint(ball, ballTree, 0, 0, 20, out);
    expect(closestPoint(ball, ballTree, 0, 0, 20, out, d - 0.01)).toBe(Infinity);
    expect(out.triangle).toBe(-1);
    expect(closestPoint(ball, ballTree, 0, 0, 20, out, d + 0.01)).toBe(d);
  });

  it('finds every hit of a ray, nearest first, and the first of them', () => {
    const hits = makeHits();
    const first = makeHits();
    fc.assert(
      fc.property(point, point, (p, q) => {
        const d = [0, 1, 2].map((k) => q[k] - p[k]);
        const length = Math.hypot(...d);
        if (length < 1e-3) return;
        const u = d.map((x) => x / length);
        const expected: { t: number; triangle: number; entering: number }[] = [];
        for (let i = 0; i < 60; i++) {
          const c = [0, 1, 2].map((corner) => [0, 1, 2].map((k) => mesh.positions[mesh.triangles[3 * i + corner] * 3 + k] - p[k]));
          const e1 = [0, 1, 2].map((k) => c[1][k] - c[0][k]);
          const e2 = [0, 1, 2].map((k) => c[2][k] - c[0][k]);
          const n = [e1[1] * e2[2] - e1[2] * e2[1], e1[2] * e2[0] - e1[0] * e2[2], e1[0] * e2[1] - e1[1] * e2[0]];
          const slope = n[0] * u[0] + n[1] * u[1] + n[2] * u[2];
          const t = (n[0] * c[0][0] + n[1] * c[0][1] + n[2] * c[0][2]) / slope;
          const x = [0, 1, 2].map((k) => u[k] * t);
          const inside = [0, 1, 2].every((k) => {
            const a = c[k], b = c[(k + 1) % 3];
            const e = [0, 1, 2].map((m) => b[m] - a[m]);
            const w = [0, 1, 2].map((m) => x[m] - a[m]);
            const cr = [e[1] * w[2] - e[2] * w[1], e[2] * w[0] - e[0] * w[2], e[0] * w[1] - e[1] * w[0]];
            return cr[0] * n[0] + cr[1] * n[1] + cr[2] * n[2] > 0;
          });
          if (inside && t >= 0 && t <= length) expected.push({ t, triangle: i, entering: slope < 0 ? 1 : 0 });
        }
        expected.sort((a, b) => a.t - b.t);
        const count = allHits(mesh, tree, p[0], p[1], p[2], u[0], u[1], u[2], 0, length, hits);
        expect(count).toBe(expected.length);
        expected.forEach((e, i) => {
          expect(hits.t[i]).toBeCloseTo(e.t, 6);
          expect(hits.triangle[i]).toBe(e.triangle);
          expect(hits.entering[i]).toBe(e.entering);
        });
        expect(firstHit(mesh, tree, p[0], p[1], p[2], u[0], u[1], u[2], 0, length, first)).toBe(expected.length > 0 ? expected[0].triangle : -1);
      }),
      { numRuns: 400 },
    );
  });

  it('crosses a closed surface an even number of times, also through vertices and edges', () => {
    const ball = sphere(10, 6);
    const ballTree = buildTriangleTree(ball);
    const hits = makeHits();
    for (let v = 0; v < ball.positions.length; v += 3) {
      const x = ball.positions[v], y = ball.positions[v + 1], z = ball.positions[v + 2];
      const l = Math.hypot(x, y, z);
      // From outside straight at a vertex and through the centre: in and out.
      allHits(ball, ballTree, 2 * x, 2 * y, 2 * z, -x / l, -y / l, -z / l, 0, 100, hits);
      let balance = 0;
      for (let i = 0; i < hits.count; i++) balance += hits.entering[i] === 1 ? 1 : -1;
      expect(balance).toBe(0);
      expect(hits.count).toBeGreaterThanOrEqual(2);
    }
  });

  it('can be fitted to moved vertices without building it again', () => {
    const moved = { positions: mesh.positions.map((x, i) => x * 1.1 + (i % 3)), triangles: mesh.triangles };
    const fitted = refitTriangleTree(tree, moved);
    const built = buildTriangleTree(moved);
    const a = makeClosest(), b = makeClosest();
    fc.assert(
      fc.property(point, (p) => {
        expect(closestPoint(moved, fitted, p[0], p[1], p[2], a)).toBe(closestPoint(moved, built, p[0], p[1], p[2], b));
      }),
      { numRuns: 100 },
    );
    expect(() => refitTriangleTree(tree, sphere(1, 4))).toThrow(/build a new tree/);
  });

  it('answers an empty mesh', () => {
    const empty = { positions: new Float32Array(0), triangles: new Uint32Array(0) };
    const t = buildTriangleTree(empty);
    expect(closestPoint(empty, t, 0, 0, 0, makeClosest())).toBe(Infinity);
    expect(allHits(empty, t, 0, 0, 0, 0, 0, 1, 0, 9, makeHits())).toBe(0);
    expect(firstHit(empty, t, 0, 0, 0, 0, 0, 1, 0, 9, makeHits())).toBe(-1);
  });
});

describe('capsule tree', () => {
  const tubes = randomTubes(3, 12, 40);
  const tree = buildCapsuleTree(tubes);

  it('keeps runs of one structure together', () => {
    expect(tree.items.length).toBe(tubes.radius.length);
    for (let n = 0; n < tree.nodes.length / 2; n++) {
      const first = tree.nodes[2 * n], count = tree.nodes[2 * n + 1];
      for (let s = 1; s < count; s++) {
        expect(tree.items[first + s]).toBe(tree.items[first] + s);
        expect(tubes.structure[tree.items[first + s]]).toBe(tubes.structure[tree.items[first]]);
      }
    }
  });

  it('finds exactly the capsules within reach', () => {
    const out = new Int32Array(tubes.radius.length);
    fc.assert(
      fc.property(point, point, fc.double({ min: 0, max: 20, noNaN: true }), (p, q, reach) => {
        const n = segmentsNear(tubes, tree, p[0], p[1], p[2], q[0], q[1], q[2], reach, out);
        const expected: number[] = [];
        for (let i = 0; i < tubes.radius.length; i++) {
          const k = 3 * i;
          const d = segmentSegmentSquared(p[0], p[1], p[2], q[0], q[1], q[2], tubes.a[k], tubes.a[k + 1], tubes.a[k + 2], tubes.b[k], tubes.b[k + 1], tubes.b[k + 2]);
          if (Math.sqrt(d) - tubes.radius[i] <= reach) expected.push(i);
        }
        expect([...out.subarray(0, n)].sort((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('measures segment to segment like a dense search', () => {
    fc.assert(
      fc.property(point, point, point, point, fc.boolean(), (p, q, a, b, degenerate) => {
        if (degenerate) b = a;
        const exact = Math.sqrt(segmentSegmentSquared(p[0], p[1], p[2], q[0], q[1], q[2], a[0], a[1], a[2], b[0], b[1], b[2]));
        let best = Infinity, s0 = 0.5, t0 = 0.5, size = 0.5;
        for (let round = 0; round < 40; round++) {
          let bs = s0, bt = t0;
          for (let i = -6; i <= 6; i++) {
            for (let j = -6; j <= 6; j++) {
              const s = Math.max(0, Math.min(1, s0 + (i * size) / 6)), t = Math.max(0, Math.min(1, t0 + (j * size) / 6));
              const d = Math.hypot(...[0, 1, 2].map((k) => p[k] + (q[k] - p[k]) * s - a[k] - (b[k] - a[k]) * t));
              if (d < best) { best = d; bs = s; bt = t; }
            }
          }
          s0 = bs;
          t0 = bt;
          size *= 0.7;
        }
        expect(exact).toBeLessThanOrEqual(best + 1e-5);
        expect(exact).toBeGreaterThan(best - 1e-2);
      }),
      { numRuns: 150 },
    );
  });
});
