import { createReader, type Reader, type Reading } from '../engine/reading';
import { compilePatient, prepare, type Assets } from '../patient/compile';
import { normaliseSpec, SpecError } from '../patient/spec';
import type { PatientSpec } from '../patient/types';
import { LineError } from './json';
import type { Kept, Prepared } from './kept';

/** A compiled patient with its reader. */
export interface Subject extends Prepared {
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

/** @param keep opens the patients of earlier runs; none without it */
export function makePatients(load: () => ModelFiles, keep?: (files: ModelFiles) => Kept): Patients {
  const cache = new Map<string, Subject>();
  let files: ModelFiles | null = null;
  let kept: Kept | undefined;
  let assets: Promise<Assets> | null = null;
  const compiled = async (spec: PatientSpec, key: string): Promise<Prepared> => {
    if (!files) {
      files = load();
      kept = keep?.(files);
    }
    // Seeds come by the hundred and are asked once; presets are asked again and again.
    const store = spec.seed === undefined ? kept : undefined;
    const known = store?.get(key);
    if (known) return known;
    assets ??= prepare(files.head, files.skull, files.chart);
    const { grid } = await assets;
    const prepared = { patient: compilePatient(spec, await assets), grid };
    store?.put(key, prepared);
    return prepared;
  };
  return {
    async get(input) {
      const spec = specOf(input);
      const key = JSON.stringify(spec);
      let subject = cache.get(key);
      if (subject === undefined) {
        const prepared = await compiled(spec, key);
        const reader = createReader(prepared.patient);
        subject = { ...prepared, reader, reading: reader.make() };
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
