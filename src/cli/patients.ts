import { createReader, type Reader, type Reading } from '../engine/reading';
import { compilePatient, prepare, type Assets } from '../patient/compile';
import { normaliseSpec, SpecError } from '../patient/spec';
import type { CompiledPatient } from '../patient/types';
import { LineError } from './json';

/** A compiled patient with its reader. */
export interface Subject {
  patient: CompiledPatient;
  assets: Assets;
  reader: Reader;
  reading: Reading;
}

/** Compiles each patient once a run. */
export interface Patients {
  /** @throws LineError for a bad spec, with `patient.` before its fields */
  get(spec: unknown): Promise<Subject>;
}

/** Bytes of the model files. */
export interface ModelFiles {
  head: Uint8Array;
  skull: Uint8Array;
  chart: Uint8Array;
}

/** Most compiled patients kept; the least recently asked one goes first. */
const KEPT = 12;

export function makePatients(load: () => ModelFiles): Patients {
  const cache = new Map<string, Subject>();
  let assets: Promise<Assets> | null = null;
  return {
    async get(input) {
      const spec = specOf(input);
      const key = JSON.stringify(spec);
      let subject = cache.get(key);
      if (subject === undefined) {
        assets ??= Promise.resolve().then(() => {
          const files = load();
          return prepare(files.head, files.skull, files.chart);
        });
        const ready = await assets;
        const patient = compilePatient(spec, ready);
        const reader = createReader(patient);
        subject = { patient, assets: ready, reader, reading: reader.make() };
        if (cache.size >= KEPT) cache.delete(cache.keys().next().value as string);
      } else cache.delete(key);
      cache.set(key, subject);
      return subject;
    },
  };
}

function specOf(input: unknown): ReturnType<typeof normaliseSpec> {
  try {
    return normaliseSpec(input, 'patient');
  } catch (error) {
    if (error instanceof SpecError) throw new LineError(error.code, error.path, error.message);
    throw error;
  }
}
