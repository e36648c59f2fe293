/** Beginning and end of an attempt's record: header, score, keeping. */
import { rubricHash } from '../../technique/rubric';
import type { ScoreCard } from '../../technique/types';
import { TRACE_FORMAT, TRACE_VERSION, type Trace, type TraceHeader } from '../../trace/types';
import { ENGINE_VERSION } from '../../engine/version';
import { version } from '../../../package.json';
import { keepAttempt, profileId } from './keep';
import { store, type AppState } from './store';

/** A random id; `randomUUID` needs a secure context, which a classroom server may not be. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The header of a new attempt on the present patient; null before there is one. */
export function attemptHeader(state: AppState): TraceHeader | null {
  const { patient, technique, targets, side } = state;
  if (!patient) return null;
  const sides = [...new Set(targets.map((target) => target.side).filter((s): s is 'left' | 'right' => s !== 'mid'))];
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    id: freshId(),
    profile: profileId(),
    patient: patient.spec,
    technique,
    sides: sides.length > 0 ? sides : [side],
    targets: [...targets],
    built_with: { ...patient.builtWith, engine: ENGINE_VERSION, rubric: rubricHash() },
    recorded: { started: new Date().toISOString(), app: version },
  };
}

/** Show the card of a finished trace, keep the attempt. */
export async function finishAttempt(trace: Trace, card: ScoreCard): Promise<void> {
  store.getState().setAttempt({ trace, card, cardOpen: true, saved: 'saving' });
  const problem = await keepAttempt(trace, card);
  store.getState().setAttempt({ saved: problem === null ? 'saved' : problem });
}
