/** Compiles a preset from the checked-in model files, for reports. */
import { existsSync, readFileSync } from 'node:fs';
import { compileFully, groundOf, prepare, type Compilation } from '../../src/patient/compile';
import type { Ground } from '../../src/patient/courses/ground';

const models = new URL('../public/models/', import.meta.url);
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, models)));

let assets: ReturnType<typeof prepare> | null = null;

/** The compiled preset and the ground its anatomy was laid on. A missing skull file gives a patient without bone. */
export async function compiledPreset(preset: string, seed?: number): Promise<Compilation & { ground: Ground }> {
  assets ??= prepare(read('head.glb'), existsSync(new URL('skull.glb', models)) ? read('skull.glb') : null, read('chart.bin'));
  const shared = await assets;
  const made = compileFully(seed === undefined ? { preset } : { preset, seed }, shared);
  const { skin, shell, landmarks } = made.patient;
  return { ...made, ground: groundOf(shared, { skin, shell, landmarks, bone: made.bone }) };
}
