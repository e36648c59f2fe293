import { ramp } from './tools';
import type { Metric } from './types';

/** Skin entries against those that the plan needs. */
export const passes: Metric<null> = {
  id: 'passes',
  title: 'Skin entries',
  unit: 'count',
  needs: [],
  sources: ['barsuk2009'],
  basis: () => 'assumed',
  start: () => null,
  sample: () => undefined,
  finish(_, { attempt, counted, share }) {
    let allowed = 0;
    for (const target of counted) allowed += target.kind === 'thread' ? target.passes : 1;
    const done = attempt.passes.length;
    const extra = Math.max(0, done - allowed);
    return {
      factor: ramp(extra, 0, Math.max(2, allowed)) * share,
      target: `at most ${allowed}`,
      done: String(done),
      why: done === 0 ? 'The skin was not entered.' : extra === 0 ? 'One entry a point: the least that this plan can be done with.' : `${extra} more than needed; every entry is another chance for a bruise, an infection or a vessel.`,
      value: done,
      at: null,
    };
  },
};
