/** The one picture of this window: camera numbers, frame size and counters, outside React so that pointer and labels read them without a redraw. */
import { presetView, type View } from './rig/orbit';
import type { Frame } from './rig/ray';

export interface StageStats {
  drawCalls: number;
  triangles: number;
  frames: number;
  /** From the first command of the last measured frame to its last pixel, ms. */
  frame_ms: number;
}

export const stage = {
  /** What is on the screen now, and what the camera eases towards. */
  view: presetView('left-three-quarter', 1) as View,
  goal: presetView('left-three-quarter', 1) as View,
  frame: { width: 1, height: 1 } as Frame,
  /** Serial of the last camera request that was answered: a picture mounted anew (context given back) keeps the view that a hand has set. */
  answered: -1,
  stats: { drawCalls: 0, triangles: 0, frames: 0, frame_ms: 0 } as StageStats,
  /** `reduced`: this frame is drawn coarser because more are to come. `fixed`: always draw everything (pictures for print). */
  quality: { reduced: false, fixed: false },
  /** Ask for a frame; set while a canvas is mounted. */
  invalidate: (() => {}) as () => void,
  /** Called after each frame with the view that was drawn. */
  afterFrame: new Set<() => void>(),
  /** Called when a gesture moved the camera (the lecture publishes it). */
  onMove: new Set<() => void>(),
};

/** Move the camera; `jump` skips the smooth way. */
export function moveTo(view: View, jump = false): void {
  stage.goal = view;
  if (jump) stage.view = view;
  stage.invalidate();
  for (const listener of stage.onMove) listener();
}

/** Whether the reader asked for less movement. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
