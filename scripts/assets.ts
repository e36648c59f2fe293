/** Loads the model files in Node: for the command line, tests, reports and measurements. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, type Assets } from '../src/patient/compile';

/** public/models, from wherever this file runs: its own place in scripts/, or a bundle in build/. */
export function modelsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 5; up++) {
    const models = join(folder, 'public', 'models');
    if (existsSync(join(models, 'head.glb'))) return models;
    folder = dirname(folder);
  }
  throw new Error('public/models/head.glb was not found; run the command inside the repository');
}

let loaded: Promise<Assets> | null = null;

/** The assets of the repository, loaded once a process. */
export function loadAssetsNode(): Promise<Assets> {
  return (loaded ??= (() => {
    const folder = modelsFolder();
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
    return prepare(read('head.glb'), existsSync(join(folder, 'skull.glb')) ? read('skull.glb') : null, read('chart.bin'));
  })());
}
