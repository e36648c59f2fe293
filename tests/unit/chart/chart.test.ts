import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAssetsNode, modelsFolder } from '../../../scripts/assets';
import { LANDMARKS } from '../../../src/atlas/landmarks';
import { REGIONS } from '../../../src/atlas/regions';
import { loadChart, NO_REGION, skinPosition, skinToUv, uvToSkin } from '../../../src/patient/chart';
import type { Assets } from '../../../src/patient/compile';
import { landmarksOnSkin, shapeHead } from '../../../src/patient/head';

let assets: Assets;
let triangles: Uint32Array;
const corner = (t: number, k: number): [number, number] => {
  const v = triangles[3 * t + k];
  return [assets.chart.uv[2 * v], assets.chart.uv[2 * v + 1]];
};

beforeAll(async () => {
  assets = await loadAssetsNode();
  triangles = assets.head.surface.triangles;
});

describe('face chart', () => {
  it('has positive area in every triangle of its domain', () => {
    let faces = 0;
    const folded: number[] = [];
    for (let t = 0; t < assets.chart.domain.length; t++) {
      if (!assets.chart.domain[t]) continue;
      faces++;
      const [a, b, c] = [corner(t, 0), corner(t, 1), corner(t, 2)];
      if (!((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]) > 0)) folded.push(t);
    }
    expect(faces).toBeGreaterThan(50_000);
    expect(folded).toEqual([]);
  });

  it('is exactly mirror-symmetric: u odd, v even, the same domain on both sides', () => {
    const { mirror } = assets.head.surface;
    const { uv, domain } = assets.chart;
    const used = new Uint8Array(mirror.length);
    for (let t = 0; t < domain.length; t++) if (domain[t]) for (let k = 0; k < 3; k++) used[triangles[3 * t + k]] = 1;
    for (let i = 0; i < mirror.length; i++) {
      if (used[i] !== used[mirror[i]] || uv[2 * mirror[i]] !== -uv[2 * i] + 0 || uv[2 * mirror[i] + 1] !== uv[2 * i + 1]) {
        expect.fail(`skin vertex ${i} (${uv[2 * i]}, ${uv[2 * i + 1]}) and its mirror image (${uv[2 * mirror[i]]}, ${uv[2 * mirror[i] + 1]}) differ`);
      }
    }
  });

  it('gives every landmark of the reference head its label within 0.5 mm', () => {
    const rest = shapeHead(assets.head, {});
    const found = landmarksOnSkin(assets.head, rest.skin, rest.eyes);
    for (const l of LANDMARKS) {
      const at = found.find((f) => f.id === l.id && f.side !== 'right')?.at;
      if (!at) {
        expect(l.id).toBe('pupil');
        continue;
      }
      const uv = skinToUv(assets.chart, triangles, at);
      // The root of the ear lobe is the rim of the ear, just off the chart.
      if (l.id === 'otobasion-inferius') continue;
      expect(uv, `${l.id} lies off the chart`).not.toBeNull();
      // Stomion lies on the seam of the lips, which is pinned as a line.
      const limit = l.id === 'stomion' ? 1.5 : 0.5;
      const miss = Math.max(Math.abs(Math.abs(uv![0]) - l.reference_uv[0]), Math.abs(uv![1] - l.reference_uv[1]));
      expect(miss, `${l.id} at ${uv![0].toFixed(2)}, ${uv![1].toFixed(2)}`).toBeLessThan(limit);
    }
  });

  it('keeps its scale: a chart millimetre is 0.3 to 4 skin millimetres nearly everywhere', () => {
    const rest = shapeHead(assets.head, {}).skin;
    let odd = 0;
    let all = 0;
    for (let t = 0; t < assets.chart.domain.length; t++) {
      if (!assets.chart.domain[t]) continue;
      all++;
      for (let k = 0; k < 3; k++) {
        const [p, q] = [corner(t, k), corner(t, (k + 1) % 3)];
        const [a, b] = [3 * triangles[3 * t + k], 3 * triangles[3 * t + ((k + 1) % 3)]];
        const chartLength = Math.hypot(q[0] - p[0], q[1] - p[1]);
        const skinLength = Math.hypot(rest[a] - rest[b], rest[a + 1] - rest[b + 1], rest[a + 2] - rest[b + 2]);
        if (skinLength / chartLength < 0.3 || skinLength / chartLength > 4) {
          odd++;
          break;
        }
      }
    }
    expect(odd / all).toBeLessThan(0.03);
  });

  it('finds the skin point of a label and the label of a skin point, both sides', () => {
    const faces: number[] = [];
    assets.chart.domain.forEach((inside, t) => inside && faces.push(t));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: faces.length - 1 }), fc.double({ min: 0.01, max: 0.98, noNaN: true }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (f, x, y) => {
        const at = { triangle: faces[f], b: x, c: (1 - x) * y };
        const uv = skinToUv(assets.chart, triangles, at)!;
        const back = uvToSkin(assets.chart, triangles, assets.grid, uv[0], uv[1])!;
        const again = skinToUv(assets.chart, triangles, back)!;
        expect(Math.hypot(again[0] - uv[0], again[1] - uv[1])).toBeLessThan(1e-4);
        const rest = assets.head.surface;
        expect(rest.region[back.triangle]).toBe(rest.region[at.triangle]);
      }),
      { numRuns: 300 },
    );
  });

  it('has no skin at the eye opening, the ear, the back of the head or above the hairline', () => {
    for (const [u, v] of [[31, 0], [-31, 0], [140, -20], [0, 110], [0, -170], [7.5, -40.2], [Number.NaN, 0]]) {
      expect(uvToSkin(assets.chart, triangles, assets.grid, u, v), `${u}, ${v}`).toBeNull();
    }
  });

  it('puts every domain triangle in a region, and each region somewhere on both sides', () => {
    const seen = new Map<number, Set<number>>();
    for (let t = 0; t < assets.chart.domain.length; t++) {
      if (!assets.chart.domain[t]) {
        expect(assets.chart.region[t]).toBe(NO_REGION);
        continue;
      }
      const sides = seen.get(assets.chart.region[t]) ?? new Set();
      sides.add(Math.sign(corner(t, 0)[0] + corner(t, 1)[0] + corner(t, 2)[0]));
      seen.set(assets.chart.region[t], sides);
    }
    expect(seen.size).toBe(REGIONS.length);
    for (const sides of seen.values()) expect(sides.has(1) && sides.has(-1)).toBe(true);
  });

  it('lands on the glabella at u 0, v 22', () => {
    const rest = shapeHead(assets.head, {});
    const at = uvToSkin(assets.chart, triangles, assets.grid, 0, 22)!;
    const [x, y, z] = skinPosition(rest.skin, triangles, at);
    expect(Math.abs(x)).toBeLessThan(0.05);
    expect(y).toBeGreaterThan(20);
    expect(z).toBeGreaterThan(60);
  });

  it('refuses a file that is cut short, damaged or made for another head', async () => {
    const bytes = new Uint8Array(readFileSync(join(modelsFolder(), 'chart.bin')));
    const count = assets.head.surface.vertexCount;
    await expect(loadChart(bytes.subarray(0, 10), triangles, count)).rejects.toThrow(/truncated/);
    await expect(loadChart(bytes.subarray(0, bytes.length - 40), triangles, count)).rejects.toThrow(/truncated|damaged/);
    await expect(loadChart(bytes, triangles, count + 1)).rejects.toThrow(/was made for a head/);
    await expect(loadChart(new TextEncoder().encode('<!doctype html><title>404</title>'), triangles, count)).rejects.toThrow(/not a face chart/);
  });
});
