import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { subdivideValues, subdivision, triangulate } from '../../../src/patient/head';
import { theHead } from './fixture';

/** The closed cube: eight corners, six quads, counter-clockwise from outside. */
const CUBE = Uint32Array.from([0, 3, 2, 1, 4, 5, 6, 7, 0, 1, 5, 4, 1, 2, 6, 5, 2, 3, 7, 6, 3, 0, 4, 7]);
const CORNERS = [-1, -1, -1, 1, -1, -1, 1, 1, -1, -1, 1, -1, -1, -1, 1, 1, -1, 1, 1, 1, 1, -1, 1, 1];

/** A flat grid of n x n quads. */
function grid(n: number): { quads: Uint32Array; count: number; at: (i: number, j: number) => number } {
  const at = (i: number, j: number): number => j * (n + 1) + i;
  const quads: number[] = [];
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) quads.push(at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1));
  return { quads: Uint32Array.from(quads), count: (n + 1) * (n + 1), at };
}

const edgesOf = (triangles: Uint32Array): Map<string, number> => {
  const count = new Map<string, number>();
  for (let i = 0; i < triangles.length; i++) {
    const a = triangles[i];
    const b = triangles[i % 3 === 2 ? i - 2 : i + 1];
    const key = `${Math.min(a, b)},${Math.max(a, b)}`;
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  return count;
};

describe('Catmull-Clark stencils', () => {
  it('have weights that sum to one on the head, so that moving the cage moves the skin', async () => {
    const head = await theHead();
    for (const stage of head.surface.subdivision.stages) {
      for (let r = 0; r < stage.rows; r++) {
        let sum = 0;
        for (let k = stage.start[r]; k < stage.start[r + 1]; k++) sum += stage.weight[k];
        if (Math.abs(sum - 1) > 1e-12) expect.fail(`row ${r} sums to ${sum}`);
      }
    }
    expect(head.surface.subdivision.stages).toHaveLength(3);
  });

  it('reproduce every affine map of a flat grid, its border included', () => {
    const { quads, count } = grid(4);
    const subdiv = subdivision(quads, count);
    const x = Array.from({ length: count }, (_, i) => i % 5);
    const y = Array.from({ length: count }, (_, i) => Math.floor(i / 5));
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }), (a, b) => {
        const both = subdivideValues(subdiv, x.flatMap((v, i) => [v, y[i], a * v + b * y[i]]), 3);
        for (let i = 0; i < both.length; i += 3) if (Math.abs(both[i + 2] - (a * both[i] + b * both[i + 1])) > 1e-4) return false;
        return true;
      }),
      { numRuns: 20 },
    );
  });

  it('take the corners of a cube to the known limit', () => {
    const subdiv = subdivision(CUBE, 8);
    const out = subdivideValues(subdiv, CORNERS, 3);
    // Limit of a valence-3 corner: (9 P + 4 sum E + sum F) / 24 with the neighbours of the cube.
    const expected = (9 * 1 + 4 * (1 + 1 - 1) + (1 - 1 - 1)) / 24;
    expect(Math.abs(out[18])).toBeCloseTo(expected, 6);
    expect(Math.abs(out[19])).toBeCloseTo(expected, 6);
    expect(Math.abs(out[20])).toBeCloseTo(expected, 6);
  });

  it('keep a closed mesh closed: every edge has two triangles', () => {
    const subdiv = subdivision(CUBE, 8);
    expect([...edgesOf(triangulate(subdiv.quads)).values()].every((n) => n === 2)).toBe(true);
  });

  it('refuse a mesh in which an edge has three quads', () => {
    expect(() => subdivision(Uint32Array.from([0, 1, 2, 3, 0, 1, 4, 5, 0, 1, 6, 7]), 8)).toThrow(/more than two quads/);
  });
});

describe('the skin of the head', () => {
  it('is one closed sheet but for the lower edge', async () => {
    const { surface } = await theHead();
    const edges = edgesOf(surface.triangles);
    const open = [...edges].filter(([, n]) => n === 1).map(([k]) => k);
    expect([...edges.values()].every((n) => n === 1 || n === 2)).toBe(true);
    const rim = surface.loops['lower-edge'];
    const onRim = new Set(Array.from(rim, (v, i) => { const w = rim[(i + 1) % rim.length]; return `${Math.min(v, w)},${Math.max(v, w)}`; }));
    expect(new Set(open)).toEqual(onRim);
  });

  it('has the same triangles for drawing, split along UV seams only', async () => {
    const { surface } = await theHead();
    const { toSkin, uv, triangles } = surface.render;
    expect(triangles).toHaveLength(surface.triangles.length);
    expect(uv).toHaveLength(toSkin.length * 2);
    expect(triangles.every((v, i) => toSkin[v] === surface.triangles[i])).toBe(true);
    expect(uv.every((c) => c >= 0 && c <= 1)).toBe(true);
    expect(toSkin.length).toBeLessThan(surface.vertexCount * 1.03);
  });

  it('has a smooth, level lower edge', async () => {
    const head = await theHead();
    const { shapeHead, headPreset } = await import('../../../src/patient/head');
    const { skin } = shapeHead(head, headPreset('female-35').weights);
    const rim = head.surface.loops['lower-edge'];
    let sharpest = 0;
    for (let i = 0; i < rim.length; i++) {
      const [a, b, c] = [rim[i], rim[(i + 1) % rim.length], rim[(i + 2) % rim.length]].map((v) => v * 3);
      const u = [0, 1, 2].map((k) => skin[b + k] - skin[a + k]);
      const v = [0, 1, 2].map((k) => skin[c + k] - skin[b + k]);
      const cos = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / (Math.hypot(...u) * Math.hypot(...v));
      sharpest = Math.max(sharpest, (Math.acos(Math.min(1, cos)) * 180) / Math.PI);
    }
    expect(sharpest).toBeLessThan(25);
  });
});
