/** An old attempt on today's anatomy: the same poses read again, the plan laid again, scored with today's rubric. A second number, never the first. */
import { isUnknown } from '../trace/write';
import { recordReading } from '../trace/record';
import type { BuiltWith, Trace } from '../trace/types';
import { loadTechnique } from './library';
import { resolveTargets, type PlanPatient } from './resolve';
import { rubricHash } from './rubric';
import { scoreTrace } from './score';
import type { ScoreCard } from './types';

/**
 * The trace as it would have been recorded today: every pose read on `on` (the same spec compiled today), targets laid afresh. What the learner
 * did, and what was seen then (a positive aspiration), stays as it was. The recorded trace is not changed.
 * @throws InputError for a technique that this version does not know, or a plan that no longer fits this face.
 */
export function rereadTrace(trace: Trace, on: PlanPatient, built: Omit<BuiltWith, 'rubric'>): Trace {
  const { header } = trace;
  const reading = on.reader.make();
  const entries = trace.entries.map((entry) => {
    const { event } = entry;
    if (isUnknown(event) || event.type !== 'pose') return entry;
    return { ...entry, event: { ...event, reading: recordReading(on.patient, on.reader.read(event.pose, reading)) } };
  });
  const targets = header.technique === null ? header.targets : resolveTargets(loadTechnique(header.technique), on, header.sides);
  return { header: { ...header, targets, built_with: { ...built, rubric: rubricHash() } }, entries };
}

/** The card of an old attempt on today's anatomy; see `rereadTrace`. */
export const rescoreToday = (trace: Trace, on: PlanPatient, built: Omit<BuiltWith, 'rubric'>): ScoreCard => scoreTrace(rereadTrace(trace, on, built));
