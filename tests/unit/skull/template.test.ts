import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../src/patient/head';
import { loadSkull } from '../../../src/patient/skull';
import { skullBytes, theAssets } from './fixture';

describe('skull.glb', () => {
  it('has bone, teeth, cartilages and gums apart', async () => {
    const { template } = await theAssets();
    const kinds = Object.fromEntries(template.parts.map((p) => [p.id, p.kind]));
    expect(kinds).toMatchObject({
      cranium: 'bone', mandible: 'bone', 'teeth-upper': 'tooth', 'teeth-lower': 'tooth', 'septal-cartilage': 'cartilage',
      'lateral-nasal-cartilage': 'cartilage', 'greater-alar-cartilage': 'cartilage', 'gums-upper': 'gum', 'gums-lower': 'gum',
    });
    expect(template.triangles.length / 3).toBeGreaterThan(60_000);
    expect(template.triangles.length / 3).toBeLessThan(100_000);
    expect(skullBytes().length).toBeLessThan(450 * 1024);
  });

  it('is closed: every edge has one face on either side, piece by piece', async () => {
    const { template } = await theAssets();
    const n = template.positions.length / 3;
    for (const part of template.parts) {
      const edges = new Map<number, number>();
      for (let i = part.first * 3; i < (part.first + part.count) * 3; i += 3) {
        for (let e = 0; e < 3; e++) {
          const key = template.triangles[i + e] * n + template.triangles[i + ((e + 1) % 3)];
          edges.set(key, (edges.get(key) ?? 0) + 1);
        }
      }
      let bad = 0;
      for (const [key, count] of edges) if (count !== 1 || edges.get((key % n) * n + Math.floor(key / n)) !== 1) bad++;
      expect(bad, part.id).toBe(0);
    }
  });

  it('encloses a positive volume in every piece', async () => {
    const { template: { positions: p, triangles: t, parts } } = await theAssets();
    for (const part of parts) {
      let six = 0;
      for (let i = part.first * 3; i < (part.first + part.count) * 3; i += 3) {
        const [a, b, c] = [t[i] * 3, t[i + 1] * 3, t[i + 2] * 3];
        six += p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) + p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) + p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
      }
      expect(six / 6, part.id).toBeGreaterThan(50);
    }
  });

  it('is its own mirror image', async () => {
    const { template } = await theAssets();
    const { positions: p, mirror } = template;
    for (let v = 0; v < mirror.length; v++) {
      const m = mirror[v];
      expect(mirror[m]).toBe(v);
      if (p[v * 3] !== -p[m * 3] || p[v * 3 + 1] !== p[m * 3 + 1] || p[v * 3 + 2] !== p[m * 3 + 2]) expect.fail(`vertex ${v} is not the mirror image of ${m}`);
    }
  });

  it('says what is wrong with a file that cannot be used', async () => {
    const bytes = skullBytes();
    await expect(loadSkull(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(/skull\.glb is truncated/);
    await expect(loadSkull(new Uint8Array(3))).rejects.toThrow(ModelError);
    await expect(loadSkull(new TextEncoder().encode('<!doctype html><title>Not found</title>'))).rejects.toThrow(/not a GLB/);
    const damaged = bytes.slice();
    damaged.fill(0x7f, bytes.length - 60_000);
    await expect(loadSkull(damaged)).rejects.toThrow(/damaged|truncated/);
  });
});
