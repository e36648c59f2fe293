import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptIn, type Prepared } from '../../../src/cli/kept';
import { syntheticPatient } from '../../helpers/synthetic';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const grid = { u0: 0, v0: 0, cell: 1, columns: 1, rows: 1, start: Uint32Array.of(0, 1), triangle: Uint32Array.of(0) };
const prepared: Prepared = { patient: syntheticPatient(), grid };
const open = (name: string, version = 'one') => keptIn(join(folder, name), [version]);

describe('patients kept on disk', () => {
  it('come back as they were', () => {
    open('a').put('key', prepared);
    expect(open('a').get('key')).toEqual(prepared);
  });

  it('belong to one version of program and models', () => {
    open('b').put('key', prepared);
    expect(open('b', 'two').get('key')).toBeNull();
    expect(open('b').get('other')).toBeNull();
  });

  it('are compiled again when the file is damaged or cut short', () => {
    const kept = open('c');
    kept.put('key', prepared);
    const file = join(folder, 'c', readdirSync(join(folder, 'c'))[0]);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
    expect(kept.get('key')).toBeNull();
    writeFileSync(file, bytes.subarray(0, 100));
    expect(kept.get('key')).toBeNull();
  });

  it('never stop a run where the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    const kept = keptIn(join(folder, 'file', 'below'), []);
    expect(() => kept.put('key', prepared)).not.toThrow();
    expect(kept.get('key')).toBeNull();
  });

  it('leave the disk alone: the oldest go', () => {
    const kept = open('d');
    for (let i = 0; i < 6; i++) {
      kept.put(`key ${i}`, prepared);
      for (const name of readdirSync(join(folder, 'd'))) utimesSync(join(folder, 'd', name), new Date(), new Date(Date.now() - 1000 * (6 - i)));
    }
    expect(readdirSync(join(folder, 'd')).length).toBeLessThan(6);
    expect(kept.get('key 5')).not.toBeNull();
  });
});
