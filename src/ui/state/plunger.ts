/** The plunger: product by real time, whatever the picture costs to draw. Volumes and durations are what the clock says, not what frames allow. */
import { TICK_MS } from '../../trace/types';
import type { AttemptClock } from './clock';

const CHUNK_MS = 80;
/** How much faster time runs while injecting, when asked for. The recorded rate and duration stay true. */
const WARP = 8;

export interface PlungerStroke {
  clock: AttemptClock;
  /** mL a minute, read at every step. */
  rate(): number;
  /** Whether time runs faster, read at every step. */
  warp(): boolean;
  /** The most that may be given: a dose, or what the syringe holds, mL. */
  most_ml: number;
  /** Give this volume, which took so many ticks. */
  give(volume_ml: number, ticks: number): void;
  /** All of `most_ml` has been given; the stroke has ended by then. */
  done(): void;
}

/**
 * Begin to press. The stroke ends at its dose to the last digit even when the window was busy for seconds.
 * @returns lift: gives what the time until now amounts to and ends; calling it again does nothing.
 */
export function press(stroke: PlungerStroke): () => void {
  const { clock, most_ml } = stroke;
  let last = clock.now();
  let given = 0;
  let timer: ReturnType<typeof setInterval> | null = null;
  const end = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const step = () => {
    if (timer === null) return;
    if (stroke.warp()) clock.skip((WARP - 1) * Math.max(0, clock.now() - last));
    const tick = clock.now();
    const perTick = (stroke.rate() * TICK_MS) / 60_000;
    if (tick <= last || perTick <= 0) return;
    const left = most_ml - given;
    const due = perTick * (tick - last);
    const full = due >= left - 1e-6;
    // To a millionth of a mL, as the trace keeps it, so that the parts add up to the dose.
    const volume = Math.round((full ? left : due) * 1e6) / 1e6;
    last = tick;
    given += volume;
    if (full) end();
    stroke.give(volume, Math.max(1, Math.round(volume / perTick)));
    if (full) stroke.done();
  };
  timer = setInterval(step, CHUNK_MS);
  return () => {
    step();
    end();
  };
}
