/** The attempt's clock: whole ticks since the attempt began. Wall-clock time stays here, outside the fold. */
import { TICK_MS } from '../../trace';

export interface AttemptClock {
  /** Ticks since the start; never runs backwards. */
  now(): number;
}

/** A clock that starts now; `from` continues a former count. */
export function startClock(from = 0): AttemptClock {
  const start = performance.now();
  let last = from;
  return {
    now() {
      last = Math.max(last, from + Math.floor((performance.now() - start) / TICK_MS));
      return last;
    },
  };
}
