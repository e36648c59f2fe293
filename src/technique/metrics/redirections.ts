import { REDIRECT_DEG } from '../../trace/fold';
import { ramp } from './tools';
import type { Metric } from './types';

/** Turns of the shaft in tissue by more than 10 degrees. */
export const redirections: Metric<null> = {
  id: 'redirections',
  title: 'Redirections in tissue',
  unit: 'count',
  needs: [],
  sources: ['barsuk2009', 'keri2015'],
  basis: () => 'assumed',
  start: () => null,
  sample: () => undefined,
  finish(_, { attempt, counted, share }) {
    let allowed = 0;
    for (const target of counted) if (target.kind === 'thread') allowed += target.passes - 1;
    const done = attempt.redirections;
    const extra = Math.max(0, done - allowed);
    return {
      factor: ramp(extra, 0, 4) * share,
      target: allowed === 0 ? 'none' : `at most ${allowed}`,
      done: String(done),
      why: extra === 0 ? 'The line was set before the skin was entered and kept.' : `The shaft was turned by more than ${REDIRECT_DEG} degrees under the skin ${extra} time${extra > 1 ? 's' : ''} too often: the tip cuts sideways. Come back to just under the skin first.`,
      value: done,
      at: null,
    };
  },
};
