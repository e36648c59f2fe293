/** The attempt's clock: whole ticks since the attempt began. Wall-clock time stays here, outside the fold. */
import { TICK_MS } from '../../trace/types';

export interface AttemptClock {
  /** Ticks since the start; never runs backwards. */
  now(): number;
  /** Let this many ticks pass at once (faster time while injecting). */
  skip(ticks: number): void;
}

/** A clock that starts now; `from` continues a former count. */
export function startClock(from = 0): AttemptClock {
  const start = performance.now();
  let last = from;
  let skipped = 0;
  return {
    now() {
      last = Math.max(last, from + skipped + Math.floor((performance.now() - start) / TICK_MS));
      return last;
    },
    skip(ticks) {
      skipped += ticks;
    },
  };
}
