import type { ScoreCard } from '../../technique';
import { foldAttempt, type Trace } from '../../trace';
import { newAttempt } from './session';
import { store } from './store';

/** Show a kept or imported attempt: its patient, its plan, its card and the way to its replay. */
export function openTrace(trace: Trace, card: ScoreCard): void {
  const { spec, patient } = store.getState();
  const same = JSON.stringify(spec) === JSON.stringify(trace.header.patient);
  const show = () => {
    newAttempt();
    store.getState().setAttempt({ technique: trace.header.technique, targets: [...trace.header.targets], trace, attempt: foldAttempt(trace), card, cardOpen: true, saved: 'saved' });
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
