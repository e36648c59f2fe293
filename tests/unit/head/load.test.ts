import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { loadHead, ModelError } from '../../../src/patient/head';
import { headBytes, theHead } from './fixture';

describe('loadHead', () => {
  it('says that a cut file is truncated, and what to do', async () => {
    const bytes = headBytes();
    await expect(loadHead(bytes.subarray(0, bytes.length - 1000))).rejects.toThrow(/head\.glb is truncated.*reload/);
    await expect(loadHead(bytes.subarray(0, 7))).rejects.toThrow(/truncated/);
    await expect(loadHead(new Uint8Array())).rejects.toThrow(ModelError);
  });

  it('says that an error page is not a GLB', async () => {
    await expect(loadHead(new TextEncoder().encode('<!doctype html><title>404 Not Found</title>'))).rejects.toThrow(/not a GLB/);
  });

  it('turns down a GLB that is not a head', async () => {
    const json = new TextEncoder().encode('{"meshes":[{"primitives":[{"attributes":{},"indices":0}]}]} '.padEnd(60));
    const out = new Uint8Array(20 + json.length + 8);
    const view = new DataView(out.buffer);
    [0x46546c67, 2, out.length, json.length, 0x4e4f534a].forEach((v, i) => view.setUint32(i * 4, v, true));
    out.set(json, 20);
    view.setUint32(24 + json.length, 0x004e4942, true);
    await expect(loadHead(out)).rejects.toThrow(/not a Bevel head/);
  });

  it('never fails in another way when bytes are damaged', async () => {
    const bytes = headBytes();
    await fc.assert(
      fc.asyncProperty(fc.nat(60_000), fc.integer({ min: 0, max: 255 }), async (position, value) => {
        const damaged = bytes.slice();
        damaged[position] = value;
        try {
          await loadHead(damaged);
        } catch (error) {
          // JSON that is still valid may name other numbers; then a plain range error of the mesh is right too.
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message.length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('holds the morphs of a patient studio: sex, ancestry, build, age and features', async () => {
    const head = await theHead();
    const names = new Set(head.morphs.map((m) => m.name));
    for (const name of ['male', 'african-female', 'african-male', 'asian-female', 'asian-male', 'heavy-female', 'light-male', 'muscle-female']) expect(names).toContain(name);
    expect(new Set(head.morphs.map((m) => m.name.replace(/[+-]$/, ''))).size).toBeGreaterThan(80);
    expect(head.morphs.filter((m) => m.name.startsWith('age-')).length).toBeGreaterThanOrEqual(12);
    for (const m of head.morphs) expect(m.index.length, m.name).toBeGreaterThan(0);
  });
});
