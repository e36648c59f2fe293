import { TICKS_PER_SECOND } from '../../trace/types';
import { consequence, num, ramp } from './tools';
import type { Metric } from './types';

/** mL per minute of each deposit against the plan's limit. Full up to the limit, none at three times it; weighted by volume. */
export const rate: Metric<null> = {
  id: 'rate',
  title: 'Speed',
  unit: 'mL/min',
  needs: [],
  sources: ['goodman2022'],
  basis: () => 'textbook',
  start: () => null,
  sample: () => undefined,
  finish(_, context) {
    const limit = context.technique.plan.rate_ml_per_min_max;
    let volume = 0;
    let sum = 0;
    let fastest = 0;
    let at: { tick: number; point_mm: [number, number, number] } | null = null;
    for (const deposit of context.attempt.deposits) {
      const speed = (deposit.volume_ml / deposit.duration_ticks) * TICKS_PER_SECOND * 60;
      volume += deposit.volume_ml;
      sum += deposit.volume_ml * ramp(speed, limit * 1.02, limit * 3);
      if (speed > fastest) {
        fastest = speed;
        at = { tick: deposit.tick, point_mm: deposit.point_mm };
      }
    }
    const fine = fastest <= limit * 1.02;
    return {
      factor: volume > 0 ? (sum / volume) * context.share : 0,
      target: `at most ${num(limit, 2)} mL/min`,
      done: volume > 0 ? `up to ${num(fastest, 2)} mL/min` : 'nothing delivered',
      why:
        volume === 0
          ? 'Nothing was delivered.'
          : fine
            ? 'Slow, with low pressure: if a vessel had been entered, the least would have flowed back.'
            : `${num(fastest / limit)} times the limit: pressure is what drives filler back along an artery.${consequence(context, ['too-fast'])}`,
      value: volume > 0 ? fastest : null,
      at: fine ? null : at,
    };
  },
};
