/**
 * How much of the picture is drawn while it moves. Pure: `paceAfter` learns from how long frames took; `Quality.tsx` applies it.
 * A quick machine never leaves full quality. A slow one draws fewer pixels while something moves and the whole picture when it rests.
 */

/** Shares of the full pixel ratio that may be drawn, best first. */
export const STEPS = [1, 0.8, 0.64, 0.5, 0.4] as const;

export interface Pace {
  /** Index into STEPS while something moves; 0 is full quality. */
  moving: number;
  /** Index into STEPS when nothing moves. */
  resting: number;
}

export const FULL_PACE: Pace = { moving: 0, resting: 0 };

export interface PaceOptions {
  /** What a frame may take while something moves, ms. */
  moving_ms?: number;
  /** What the whole picture may take when it rests, ms; it holds the next input up for as long. */
  resting_ms?: number;
  /** Coarsest step when resting. */
  coarsestRest?: number;
}

/** The pace after a frame that was drawn at step `step` and took `ms` from its first command to its last pixel. */
export function paceAfter(pace: Pace, step: number, ms: number, { moving_ms = 34, resting_ms = 1200, coarsestRest = 2 }: PaceOptions = {}): Pace {
  // Cost is taken to go with the number of pixels: somewhat too hopeful about a finer step, so steps are climbed singly.
  const whole = ms / (STEPS[step] * STEPS[step]);
  const fits = (limit: number, coarsest: number) => {
    for (let i = 0; i < coarsest; i++) if (whole * STEPS[i] * STEPS[i] <= limit) return i;
    return coarsest;
  };
  const moving = fits(moving_ms, STEPS.length - 1);
  return {
    // Finer only when there is a margin, so that a machine at the limit does not swing between two steps.
    moving: moving < pace.moving ? (fits(moving_ms * 0.6, STEPS.length - 1) < pace.moving ? pace.moving - 1 : pace.moving) : moving,
    resting: step === pace.resting || step === 0 ? fits(resting_ms, coarsestRest) : pace.resting,
  };
}
