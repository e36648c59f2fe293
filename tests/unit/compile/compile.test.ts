import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAssetsNode, modelsFolder } from '../../../scripts/assets';
import { compilePatient, prepare, type Assets } from '../../../src/patient/compile';
import { LAYER_COUNT } from '../../../src/patient/layers';
import type { CompiledPatient } from '../../../src/patient/types';

const LEVELS = LAYER_COUNT + 1;
let assets: Assets;
let female: CompiledPatient;
beforeAll(async () => {
  assets = await loadAssetsNode();
  female = compilePatient({ preset: 'female-35' }, assets);
});

/** Hash of every number of a patient: typed arrays by their bytes, the rest as JSON. */
function fingerprint(value: unknown): string {
  const hash = createHash('sha256');
  const visit = (x: unknown): void => {
    if (ArrayBuffer.isView(x)) hash.update(new Uint8Array(x.buffer, x.byteOffset, x.byteLength));
    else if (Array.isArray(x)) x.forEach(visit);
    else if (typeof x === 'object' && x !== null) {
      for (const key of Object.keys(x).sort()) {
        hash.update(key);
        visit((x as Record<string, unknown>)[key]);
      }
    } else hash.update(JSON.stringify(x) ?? 'undefined');
  };
  visit(value);
  return hash.digest('hex');
}

describe('compile', () => {
  it('gives the same bytes every time, whatever was compiled in between', () => {
    const before = fingerprint(female);
    compilePatient({ preset: 'male-45', seed: 4 }, assets);
    expect(fingerprint(compilePatient({ preset: 'female-35' }, assets))).toBe(before);
    const seeded = fingerprint(compilePatient({ preset: 'female-35', seed: 11 }, assets));
    expect(fingerprint(compilePatient({ preset: 'female-35', seed: 11 }, assets))).toBe(seeded);
    expect(seeded).not.toBe(before);
  });

  it('owns its buffers: a patient that was handed over or written to leaves the next one of its preset as it was', () => {
    const spec = { preset: 'female-35' };
    const gone = compilePatient(spec, assets);
    gone.landmarks[0].point[0] = 1e6;
    const { skin, shell, skull, tubes, bodies, trees } = gone;
    const own = [skin.positions, skin.normals, skin.fairedNormals, shell.directions, shell.depths, skull.positions, tubes.a, tubes.b, tubes.radius, tubes.structure, bodies.positions, bodies.triangles, bodies.structure, bodies.fibre];
    for (const tree of Object.values(trees)) own.push(tree.bounds, tree.nodes, tree.items);
    structuredClone(gone, { transfer: [...new Set(own.map((array) => array.buffer as ArrayBuffer))] });
    expect(gone.skin.positions.length).toBe(0);
    expect(fingerprint(compilePatient(spec, assets))).toBe(fingerprint(female));
  });

  it('is plain data that can be posted between threads', () => {
    const copy = structuredClone(female);
    expect(fingerprint(copy)).toBe(fingerprint(female));
  });

  it('is mirror-symmetric to 0.05 mm without a seed: skin, shell, landmarks, vessels', () => {
    const { mirror } = assets.head.surface;
    const { positions } = female.skin;
    const { depths, directions } = female.shell;
    for (let i = 0; i < mirror.length; i++) {
      const j = mirror[i];
      const skin = Math.hypot(positions[3 * i] + positions[3 * j], positions[3 * i + 1] - positions[3 * j + 1], positions[3 * i + 2] - positions[3 * j + 2]);
      if (skin > 0.05) expect.fail(`skin vertex ${i} and its mirror image differ by ${skin} mm`);
      for (const level of [3, LAYER_COUNT]) {
        const [a, b] = [depths[i * LEVELS + level], depths[j * LEVELS + level]];
        const end = Math.hypot(
          positions[3 * i] + directions[3 * i] * a + positions[3 * j] + directions[3 * j] * b,
          positions[3 * i + 1] + directions[3 * i + 1] * a - positions[3 * j + 1] - directions[3 * j + 1] * b,
          positions[3 * i + 2] + directions[3 * i + 2] * a - positions[3 * j + 2] - directions[3 * j + 2] * b,
        );
        if (end > 0.05) expect.fail(`column ${i}, boundary ${level}: mirror images differ by ${end} mm (uv ${female.chart.uv[2 * i]}, ${female.chart.uv[2 * i + 1]})`);
      }
    }
    for (const l of female.landmarks.filter((x) => x.side === 'left')) {
      const r = female.landmarks.find((x) => x.id === l.id && x.side === 'right')!;
      expect(Math.hypot(l.point[0] + r.point[0], l.point[1] - r.point[1], l.point[2] - r.point[2]), l.id).toBeLessThan(0.05);
    }
    const { a } = female.tubes;
    for (const s of female.structures.filter((x) => x.side === 'left' && x.shape === 'tube')) {
      const twin = female.structures.find((x) => x.id === s.id && x.side === 'right');
      expect(twin?.count, s.id).toBe(s.count);
      for (let k = 0; k < s.count; k++) {
        const [p, q] = [3 * (s.first + k), 3 * (twin!.first + k)];
        expect(Math.hypot(a[p] + a[q], a[p + 1] - a[q + 1], a[p + 2] - a[q + 2]), s.id).toBeLessThan(0.05);
      }
    }
  });

  it('draws tissue thickness with a seed, sides apart, within the published spread', () => {
    const seeded = compilePatient({ preset: 'female-35', seed: 21 }, assets);
    const { mirror } = assets.head.surface;
    let differs = 0;
    let apart = 0;
    const { plan } = assets;
    plan.vertices.forEach((v, e) => {
      const at = (p: CompiledPatient, i: number, k: number): number => p.shell.depths[i * LEVELS + k + 1] - p.shell.depths[i * LEVELS + k];
      if (Math.abs(at(seeded, v, 0) - at(female, v, 0)) > 0.02) differs++;
      if (Math.abs(at(seeded, v, 0) - at(seeded, mirror[v], 0)) > 0.02) apart++;
      // The skin is not stretched by the bone, so its spread shows as drawn.
      const limit = 2.5 * plan.sd.female[e * LAYER_COUNT] + 0.02;
      if (at(seeded, v, 0) - plan.mean.female[e * LAYER_COUNT] > limit) expect.fail(`skin at vertex ${v} is thicker than 2.5 SD`);
    });
    expect(differs / plan.vertices.length).toBeGreaterThan(0.5);
    expect(apart / plan.vertices.length).toBeGreaterThan(0.3);
  });

  it('measures angles to a smoother skin than it draws', () => {
    const { fairedNormals, normals } = female.skin;
    let sum = 0;
    for (const v of assets.plan.vertices) {
      const dot = normals[3 * v] * fairedNormals[3 * v] + normals[3 * v + 1] * fairedNormals[3 * v + 1] + normals[3 * v + 2] * fairedNormals[3 * v + 2];
      expect(Math.hypot(fairedNormals[3 * v], fairedNormals[3 * v + 1], fairedNormals[3 * v + 2])).toBeCloseTo(1, 4);
      sum += dot;
    }
    expect(sum / assets.plan.vertices.length).toBeGreaterThan(0.97);
    expect(sum / assets.plan.vertices.length).toBeLessThan(1);
  });

  it('gives landmarks on both sides with labels, and the search trees', () => {
    expect(female.landmarks.filter((l) => l.id === 'zygion')).toHaveLength(2);
    expect(female.landmarks.filter((l) => l.id === 'glabella')).toHaveLength(1);
    expect(female.landmarks.every((l) => l.uv === null || l.uv[0] >= 0)).toBe(true);
    expect(female.trees.skin.items.length).toBe(female.skin.triangles.length / 3);
    expect(female.trees.tubes.items.length).toBe(female.tubes.radius.length);
    expect(female.builtWith.head).toMatch(/^[0-9a-f]{8}$/);
  });

  it('works without a skull file: columns then end at the published depth', async () => {
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(modelsFolder(), name)));
    const bare = await prepare(read('head.glb'), null, read('chart.bin'));
    const patient = compilePatient({ preset: 'male-45' }, bare);
    expect(patient.skull.triangles).toHaveLength(0);
    const zygion = patient.landmarks.find((l) => l.id === 'zygion')!;
    const v = patient.skin.triangles[3 * zygion.at!.triangle];
    expect(patient.shell.depths[v * LEVELS + LAYER_COUNT]).toBeGreaterThan(6);
    expect(patient.shell.depths[v * LEVELS + LAYER_COUNT]).toBeLessThan(9);
  });

  it('says what is wrong with a truncated model or an unknown preset', async () => {
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(modelsFolder(), name)));
    await expect(prepare(read('head.glb').subarray(0, 5000), null, read('chart.bin'))).rejects.toThrow(/truncated/);
    await expect(prepare(read('head.glb'), null, read('chart.bin').subarray(0, 99))).rejects.toThrow(/chart\.bin/);
    expect(() => compilePatient({ preset: 'nobody-1' }, assets)).toThrow(/Unknown preset/);
  });
});
