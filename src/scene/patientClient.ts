/**
 * Compiled patients, from the worker. One worker per window; a newer request makes the older one's answer void.
 */
import type { CompiledPatient, PatientSpec } from '../patient/types';

/** What the picture of the skin and eyes needs besides the patient: texture seams and named loops; the same for every patient. */
export interface HeadRender {
  toSkin: Uint32Array;
  uv: Float32Array;
  triangles: Uint32Array;
  loops: Record<string, Uint32Array>;
}

export interface EyePair {
  left: { centre: [number, number, number]; radius: number };
  right: { centre: [number, number, number]; radius: number };
}

export interface PatientAnswer {
  patient: CompiledPatient;
  head: HeadRender;
  eyes: EyePair;
}

/** What the worker hears: `base` is the address of `models/`, with its slash. */
export interface CompileRequest {
  id: number;
  spec: PatientSpec;
  base: string;
}

/** What the worker says. `head` comes with the first patient only. */
export type CompileReply =
  | { id: number; type: 'progress'; progress: number }
  | { id: number; type: 'patient'; patient: CompiledPatient; eyes: EyePair; head?: HeadRender }
  | { id: number; type: 'error'; message: string };

interface Waiting {
  resolve(answer: PatientAnswer): void;
  reject(error: Error): void;
  progress(value: number): void;
}

let worker: Worker | null = null;
let head: HeadRender | null = null;
let serial = 0;
const waiting = new Map<number, Waiting>();

function failAll(message: string): void {
  for (const [id, entry] of waiting) {
    waiting.delete(id);
    entry.reject(new Error(message));
  }
  worker?.terminate();
  worker = null;
}

function ensureWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./patientWorker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<CompileReply>) => {
    const reply = event.data;
    if (reply.type === 'patient' && reply.head) head = reply.head;
    const entry = waiting.get(reply.id);
    if (!entry) return;
    if (reply.type === 'progress') return entry.progress(reply.progress);
    waiting.delete(reply.id);
    if (reply.type === 'error') entry.reject(new Error(reply.message));
    else if (head) entry.resolve({ patient: reply.patient, eyes: reply.eyes, head });
    else entry.reject(new Error('The head was lost on the way; reload the page.'));
  };
  worker.onerror = (event) => failAll(event.message || 'The worker that prepares the face has stopped; try again.');
  return worker;
}

export const patientClient = {
  /** Compile a patient. @throws Error with a message for the reader when models or spec are at fault. */
  compile(spec: PatientSpec, progress: (value: number) => void): Promise<PatientAnswer> {
    const id = ++serial;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, progress });
      ensureWorker().postMessage({ id, spec, base: new URL('models/', document.baseURI).href } satisfies CompileRequest);
    });
  },
};
