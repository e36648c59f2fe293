/** The records of this browser, opened once; loaded only when something is to be kept or shown. */
import { openRecords, type AttemptRecord, type Records, type StoreStatus } from '../../records';
import type { ScoreCard } from '../../technique';
import type { Trace } from '../../trace/types';
import { serialise } from '../../trace/write';

let opening: Promise<Records> | null = null;
const listeners = new Set<(status: StoreStatus) => void>();

/** The records; never rejects. */
export function records(): Promise<Records> {
  opening ??= openRecords({ onStatus: (status) => listeners.forEach((listener) => listener(status)) });
  return opening;
}

/** Hear when the store's state changes; returns a function that stops. */
export function onRecordsStatus(listener: (status: StoreStatus) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A finished attempt as a record. */
export function attemptRecord(trace: Trace, card: ScoreCard): AttemptRecord {
  const { id, profile, patient, technique, recorded } = trace.header;
  return {
    id,
    profile,
    when: recorded.ended ?? recorded.started,
    technique,
    preset: patient.preset,
    seed: patient.seed ?? null,
    score: card.score,
    critical: card.critical.length > 0,
    trace: serialise(trace),
    card,
  };
}

/** Keep an attempt. @returns null, or why it could not be kept. */
export async function saveAttempt(trace: Trace, card: ScoreCard): Promise<string | null> {
  const status = await (await records()).saveAttempt(attemptRecord(trace, card));
  return status.problem === 'none' ? null : status.message;
}
