/** Compiled presets kept on disk between runs, so that a single question does not wait for the compiler. The bytes are those a fresh compile gives. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { ChartGrid } from '../patient/chart';
import type { CompiledPatient } from '../patient/types';

/** What answers need of a patient. */
export interface Prepared {
  patient: CompiledPatient;
  grid: ChartGrid;
}

export interface Kept {
  /** The patient of this key, or null where there is none that can be read. */
  get(key: string): Prepared | null;
  /** Keeps a patient; a folder that cannot be written to is no error. */
  put(key: string, prepared: Prepared): void;
}

/** Most patients on disk; the oldest go first. */
const MOST = 4;

/**
 * @param folder where the files go; made when missing
 * @param versions bytes and names that the result depends on (program, models, runtime): a change of any makes new files
 */
export function keptIn(folder: string, versions: readonly (Uint8Array | string)[]): Kept {
  const version = createHash('sha256');
  for (const part of versions) version.update(part);
  const stamp = version.digest('hex');
  const fileOf = (key: string): string => join(folder, `${createHash('sha256').update(stamp).update(key).digest('hex').slice(0, 32)}.patient`);
  return {
    get(key) {
      try {
        const bytes = readFileSync(fileOf(key));
        const sum = createHash('sha256').update(bytes.subarray(32)).digest();
        return sum.equals(bytes.subarray(0, 32)) ? (deserialize(bytes.subarray(32)) as Prepared) : null;
      } catch {
        return null;
      }
    },
    put(key, prepared) {
      try {
        mkdirSync(folder, { recursive: true });
        const body = serialize(prepared);
        const file = fileOf(key);
        const fresh = `${file}.${process.pid}`;
        writeFileSync(fresh, Buffer.concat([createHash('sha256').update(body).digest(), body]));
        renameSync(fresh, file);
        tidy(folder);
      } catch {
        // Without it the next run compiles again.
      }
    },
  };
}

function tidy(folder: string): void {
  const files = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, age: statSync(path).mtimeMs }))
    .sort((a, b) => b.age - a.age);
  for (const { path } of files.slice(MOST)) rmSync(path, { force: true });
}
