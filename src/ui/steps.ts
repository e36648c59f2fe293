/** Which step of an attempt the hand is at, from what has happened so far. Pure. */

export const STEPS = ['entry', 'aim', 'depth', 'inject', 'withdraw', 'score'] as const;
export type Step = (typeof STEPS)[number];

export interface Progress {
  /** The needle stands on or in the skin. */
  placed: boolean;
  depth_mm: number;
  injecting: boolean;
  /** mL given since the needle entered this time. */
  givenNow_ml: number;
  /** Times the skin was entered. */
  passes: number;
  /** Points of the plan; 0 in free practice. */
  planned: number;
}

/** The step that comes now. A plan of several points begins again at the entry until each has had its pass. */
export function stepOf(p: Progress): Step {
  if (!p.placed) return p.passes > 0 && p.passes >= p.planned ? 'score' : 'entry';
  if (p.depth_mm <= 0) return 'aim';
  if (p.injecting) return 'inject';
  return p.givenNow_ml > 0 ? 'withdraw' : 'depth';
}
