import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../src/cli/anatomy';
import { buildGlb } from '../../../src/cli/glb';
import { answerLines } from '../../../src/cli/lines';
import { makePatients } from '../../../src/cli/patients';
import { probe } from '../../../src/cli/probe';
import { jsonSchemas } from '../../../src/cli/schemas';
import { score } from '../../../src/cli/score';
import { syntheticPatient } from '../../helpers/synthetic';

const root = join(import.meta.dirname, '..', '..', '..');
const model = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'public', 'models', name)));
let loads = 0;
const patients = makePatients(() => {
  loads++;
  return { head: model('head.glb'), skull: model('skull.glb'), chart: model('chart.bin') };
});

/** Feed text in odd pieces, so that lines and characters are torn apart. */
async function run(text: string, answer: (request: unknown) => unknown): Promise<{ lines: Record<string, unknown>[]; text: string; fine: boolean }> {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let i = 0; i < bytes.length; i += 37) pieces.push(bytes.subarray(i, i + 37));
  let out = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      out += chunk.toString();
      done();
    },
  });
  const fine = await answerLines(Readable.from(pieces), output, answer);
  return { lines: out.split('\n').filter((l) => l !== '').map((l) => JSON.parse(l) as Record<string, unknown>), text: out, fine };
}

const base = {
  patient: { preset: 'female-35' },
  side: 'left',
  device: { kind: 'needle', gauge: 27, length_mm: 25 },
  entry: { landmark: 'cheilion', lateral_mm: 10, superior_mm: 10 },
  angle_deg: 60,
  depth_mm: 8,
};
const line = (change: object): string => `${JSON.stringify({ ...base, ...change })}\n`;
const probing = (request: unknown): unknown => probe(request, patients);
type Answer = { id: unknown; error?: { code: string; path: string; message: string } };

describe('probe', () => {
  it('answers in the shape of the contract', async () => {
    const { lines, fine } = await run(line({ id: 'one' }), probing);
    expect(fine).toBe(true);
    const [a] = lines as [Record<string, never>];
    expect(Object.keys(a).slice(0, 11)).toEqual(['id', 'entry', 'tip', 'depth_reached_mm', 'path', 'skin_to_bone_mm', 'hard_tissue', 'bone_contact', 'near', 'risk', 'sources']);
    const { path, near, tip, entry } = a as unknown as {
      path: { layer: string; from_mm: number; to_mm: number; structures: string[] }[];
      near: Record<string, unknown>[];
      tip: { layer: string; depth_below_skin_mm: number };
      entry: { uv_mm: number[]; region: string };
    };
    expect(path[0].from_mm).toBe(0);
    path.forEach((p, i) => {
      if (i > 0) expect(p.from_mm).toBe(path[i - 1].to_mm);
      expect(p.to_mm).toBeGreaterThan(p.from_mm);
    });
    expect(path.at(-1)?.layer).toBe(tip.layer);
    expect(path.at(-1)?.to_mm).toBe(a.depth_reached_mm);
    expect(path[0].layer).toBe('skin');
    expect(entry.uv_mm[0]).toBeGreaterThan(0);
    expect(near.length).toBeGreaterThan(3);
    expect(Object.keys(near[0])).toEqual(['id', 'name', 'kind', 'side', 'diameter_mm', 'shaft_distance_mm', 'tip_distance_mm', 'opening_distance_mm', 'pierced', 'opening_in_lumen', 'population_probability']);
  }, 120_000);

  it('answers every line in order, bad ones with an error in their place, and compiles the patient once', async () => {
    const text = [
      line({ id: 1 }),
      '\n   \r\n',
      line({ id: 2, device: { ...base.device, gauge: 12 } }),
      line({ id: 3, device: { ...base.device, colour: 'red' } }),
      line({ id: 4, patient: { preset: 'nobody-9' } }),
      line({ id: 5, entry: { ...base.entry, landmark: 'elbow' } }),
      line({ id: 6, entry: { ...base.entry, lateral_mm: 300 } }),
      line({ id: 7, depth_mm: 26 }),
      line({ id: 8, angle_deg: 0 }),
      line({ id: 9, side: undefined }),
      line({ id: 10, patient: { ...base.patient, variants: { 'no-such-group': 'x' } } }),
      '{"id":11,"depth_mm":1e999}\n',
      '{"id":12,"id":13}\n',
      '{"id":14,"patient":{"__proto__":{"preset":"female-35"}}}\n',
      'NaN\n',
      line({ id: 15 }).trimEnd(),
    ].join('');
    const { lines, fine } = await run(text, probing);
    expect(fine).toBe(false);
    const answers = lines as unknown as Answer[];
    expect(answers.map((a) => a.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, null, 15]);
    const fault = (id: number): [string | undefined, string | undefined] => {
      const a = answers.find((x) => x.id === id);
      return [a?.error?.code, a?.error?.path];
    };
    expect(fault(1)[0]).toBeUndefined();
    expect(fault(15)[0]).toBeUndefined();
    expect(fault(2)).toEqual(['out-of-range', 'device.gauge']);
    expect(fault(3)).toEqual(['unknown-key', 'device.colour']);
    expect(fault(4)).toEqual(['unknown-preset', 'patient.preset']);
    expect(fault(5)).toEqual(['unknown-landmark', 'entry.landmark']);
    expect(fault(6)).toEqual(['off-chart', 'entry.lateral_mm']);
    expect(fault(7)).toEqual(['out-of-range', 'depth_mm']);
    expect(fault(8)).toEqual(['out-of-range', 'angle_deg']);
    expect(fault(9)).toEqual(['missing', 'side']);
    expect(fault(10)).toEqual(['unknown-variant', 'patient.variants.no-such-group']);
    expect(fault(13)).toEqual(['duplicate-key', 'id']);
    expect(fault(14)).toEqual(['unknown-key', 'patient.__proto__']);
    expect(answers.every((a) => a.error === undefined || a.error.message.length > 10)).toBe(true);
    expect(loads).toBe(1);
  });

  it.each([5, [], 'canthal', null])('says what variants are when they are %j', async (variants) => {
    const { lines } = await run(line({ id: 1, patient: { preset: 'female-35', variants } }), probing);
    expect((lines[0] as unknown as Answer).error).toMatchObject({ code: 'bad-value', path: 'patient.variants', message: expect.stringMatching(/group id to option id/) as string });
  });

  it('gives the same bytes for the same lines', async () => {
    const text = Array.from({ length: 20 }, (_, i) => line({ id: i, angle_deg: 20 + 3 * i, azimuth_deg: 17 * i, depth_mm: 3 + i, device: { kind: i % 2 ? 'cannula' : 'needle', gauge: 25, length_mm: 50 } })).join('');
    expect((await run(text, probing)).text).toBe((await run(text, probing)).text);
  });

  it('reads both sides of a symmetric patient alike', async () => {
    const both = ['left', 'right'].map((side) => line({ id: side, side, azimuth_deg: 30 })).join('');
    const { lines } = await run(both, probing);
    const [l, r] = lines as unknown as { entry: { point_mm: number[] }; near: { id: string; side: string; shaft_distance_mm: number }[] }[];
    expect(r.entry.point_mm[0]).toBeCloseTo(-l.entry.point_mm[0], 1);
    const nearest = (a: typeof l, side: string): Map<string, number> => new Map(a.near.filter((n) => n.side === side).map((n) => [n.id, n.shaft_distance_mm]));
    const left = nearest(l, 'left'), right = nearest(r, 'right');
    for (const [id, d] of left) if (d < 14.9) expect(Math.abs((right.get(id) ?? Infinity) - d)).toBeLessThan(0.1);
  });
});

describe('anatomy', () => {
  it('hands out the whole patient within the size allowed', async () => {
    const answer = await anatomy({ id: 'a', patient: { preset: 'female-35' } }, patients);
    const text = JSON.stringify(answer);
    expect(text.length).toBeLessThan(40e6);
    const a = JSON.parse(text) as {
      landmarks: { id: string; point_mm: number[] }[];
      structures: { id: string; kind: string; side: string; sources: string[]; centreline_mm?: number[][]; vertices_mm?: number[][]; triangles?: number[][] }[];
      layers_at_landmarks: { layers: { from_mm: number; to_mm: number }[] }[];
      skin: { vertices_mm: number[][]; triangles: number[][] };
    };
    expect(Object.keys(a)).toEqual(['id', 'preset', 'landmarks', 'structures', 'layers_at_landmarks', 'variants', 'skin', 'skull']);
    expect(a.landmarks.length).toBeGreaterThan(30);
    const keys = a.structures.map((s) => `${s.id} ${s.side}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { centreline_mm: line, vertices_mm: vertices = [], triangles = [] } of a.structures) {
      if (line) {
        let longest = 0;
        for (let i = 1; i < line.length; i++) longest = Math.max(longest, Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1], line[i][2] - line[i - 1][2]));
        expect(longest).toBeLessThanOrEqual(3);
      } else {
        expect(triangles.length).toBeGreaterThan(0);
        expect(Math.max(...triangles.map((t) => Math.max(...t)))).toBe(vertices.length - 1);
      }
    }
    for (const { layers } of a.layers_at_landmarks) layers.forEach((layer, i) => expect(layer.from_mm).toBe(i === 0 ? 0 : layers[i - 1].to_mm));
  });

  it('writes a model that a viewer can read', () => {
    const bytes = buildGlb(syntheticPatient());
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(0, true)).toBe(0x46546c67);
    expect(view.getUint32(8, true)).toBe(bytes.length);
    const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + view.getUint32(12, true)))) as { bufferViews: { byteOffset: number; byteLength: number }[]; buffers: { byteLength: number }[]; meshes: { name: string }[] };
    for (const { byteOffset, byteLength } of json.bufferViews) expect(byteOffset + byteLength).toBeLessThanOrEqual(json.buffers[0].byteLength);
    expect(json.meshes.map((m) => m.name)).toContain('facial-artery:left');
  });
});

describe('score', () => {
  it('says what is wrong with a broken trace, with its place', async () => {
    const { lines, fine } = await run('{"header":{},"entries":[]}\n{"id":"t","trace":{"header":null,"entries":[]}}\n{"id":"u","trail":1}\n', score);
    expect(fine).toBe(false);
    const answers = lines as unknown as Answer[];
    expect(answers[0].error?.code).toBe('bad-trace');
    expect(answers[1]).toMatchObject({ id: 't', error: { code: 'bad-trace' } });
    expect(answers[1].error?.path).toMatch(/^trace\.header/);
    expect(answers[2]).toMatchObject({ id: 'u', error: { code: 'unknown-key', path: 'trail' } });
  });

  it('names field and mend for an empty request and for a newer trace', async () => {
    const { lines } = await run('{}\n[]\n{"header":{"format":"bevel-trace","version":99},"entries":[]}\n', score);
    const [empty, list, newer] = (lines as unknown as Answer[]).map((a) => a.error!);
    expect(empty).toMatchObject({ code: 'missing', path: 'trace' });
    for (const { message } of [empty, list]) expect(message).toMatch(/"header" and "entries"/);
    expect(newer).toMatchObject({ code: 'bad-trace', path: 'header.version' });
    expect(newer.message).toMatch(/^header\.version: is 99.*Update Bevel/);
  });
});

describe('schemas/', () => {
  it('holds the schemas of the running code; write them anew with node scripts/run.mjs scripts/schemas.ts', () => {
    for (const [file, schema] of Object.entries(jsonSchemas())) expect(JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8'))).toEqual(schema);
  });
});

describe('the command', () => {
  const command = (args: string[], input?: string): Promise<{ code: number | null; out: string; err: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, 'scripts', 'bevel.mjs'), ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
      let out = '', err = '';
      child.stdout.on('data', (d: Buffer) => (out += d.toString()));
      child.stderr.on('data', (d: Buffer) => (err += d.toString()));
      if (input !== undefined) child.stdin.end(input);
      // Otherwise standard input stays open: an unknown command must not wait for it.
      child.on('close', (code) => resolve({ code, out, err }));
    });

  it('exits 2 at an unknown command or one of a later version, without reading', async () => {
    for (const name of ['prob', 'inject', 'toxin', 'riskmap']) {
      const { code, out, err } = await command([name]);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toContain(name);
    }
  });

  it('tells how it is used on standard error, exit 0, when asked', async () => {
    for (const args of [['--help'], ['-h'], ['help'], ['probe', '--help']]) expect(await command(args)).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Usage: bevel') as string });
  });

  it('says in words why a model cannot be written', async () => {
    expect(await command(['anatomy', '--glb'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('name of a file') as string });
    const { code, out } = await command(['anatomy', '--glb', join(root, 'no-such-folder', 'face.glb')], '{"id":1,"patient":{"preset":"female-35"}}\n');
    expect(code).toBe(1);
    expect((JSON.parse(out) as Answer).error).toMatchObject({ code: 'cannot-write', path: '--glb', message: expect.stringMatching(/folder does not exist\. Make the folder/) as string });
  }, 120_000);

  it('lists the presets', async () => {
    const { code, out } = await command(['presets']);
    expect(code).toBe(0);
    expect(out.trim().split('\n').map((l) => (JSON.parse(l) as { id: string }).id)).toEqual(['female-35', 'male-45']);
  });
});
