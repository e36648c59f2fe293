import { ENGINE_VERSION } from '../../engine/version';
import { rescoreToday } from '../../technique/rescore';
import { rubricHash } from '../../technique/rubric';
import type { ScoreCard } from '../../technique/types';
import { ageNote } from '../../trace/age';
import { InputError } from '../../trace/check';
import { foldAttempt } from '../../trace/fold';
import type { Trace } from '../../trace/types';
import { chartedSkin } from './charted';
import { readerOf } from './reader';
import type { AttemptSlice } from './attempt';
import { newAttempt } from './session';
import { store } from './store';

/**
 * Show a kept or imported attempt: its patient, its plan, its card and the way to its replay.
 * `saved`: what the card says of its keeping, 'saved' or a sentence.
 */
export function openTrace(trace: Trace, card: ScoreCard, saved = 'saved'): void {
  const { spec, patient } = store.getState();
  const same = JSON.stringify(spec) === JSON.stringify(trace.header.patient);
  const show = () => {
    newAttempt();
    store.getState().setAttempt({ technique: trace.header.technique, targets: [...trace.header.targets], trace, attempt: foldAttempt(trace), card, cardOpen: true, saved, older: olderOf(trace) });
  };
  if (same && patient) return show();
  // The patient of the trace is compiled first; the card opens when that face is on the screen.
  store.getState().setSpec(trace.header.patient);
  const stop = store.subscribe((now, before) => {
    if (now.patient === before.patient) return;
    stop();
    // After the code that clears the attempt for a new patient has run.
    queueMicrotask(show);
  });
}

/** What has changed since a trace was recorded, and its score on the face that is on the screen; null when nothing has. */
function olderOf(trace: Trace): AttemptSlice['older'] {
  const { patient } = store.getState();
  if (!patient) return null;
  const built = { ...patient.builtWith, engine: ENGINE_VERSION };
  const note = ageNote(trace.header.built_with, { ...built, rubric: rubricHash() });
  if (note === null) return null;
  try {
    return { note, score: rescoreToday(trace, { patient, surface: chartedSkin(patient), reader: readerOf(patient).reader }, built).score };
  } catch (error) {
    // The plan, or an entry, no longer fits this face.
    if (error instanceof InputError || error instanceof RangeError) return { note, score: null };
    throw error;
  }
}
