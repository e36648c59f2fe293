/** Replay: the same fold as live, stopped at a tick; the picture shows the attempt as it stood. */
import { lastTick, replay } from '../../trace/fold';
import type { Trace } from '../../trace/types';
import { stage } from '../../scene/stage';
import { store } from './store';

/** Show a finished trace at a tick. */
export function startReplay(trace: Trace, tick: number): void {
  store.getState().setAttempt({ trace, replaying: false });
  // Before its first entry there is nothing to see.
  seek(Math.min(Math.max(tick, trace.entries[0]?.tick ?? 0), lastTick(trace)));
}

/** Put hand and marks where they were at a tick. */
export function seek(tick: number): void {
  const { trace, setAttempt, setHand } = store.getState();
  if (!trace) return;
  const attempt = replay(trace, tick);
  const { pose, reading } = attempt;
  setAttempt({ attempt, replayTick: tick });
  setHand({
    ghost: null,
    entry: pose?.entry ?? null,
    depth_mm: reading?.depth_reached_mm ?? 0,
    reading,
    aiming: false,
    remaining_ml: Math.max(0, 1 - attempt.totals.volume_ml),
    ...(pose ? { device: pose.device, angle_deg: pose.angle_deg, azimuth_deg: pose.azimuth_deg, roll_deg: pose.roll_deg } : {}),
  });
  stage.invalidate();
}

/** Close the replay; the finished attempt stays as it ended. */
export function endReplay(): void {
  const { trace, setAttempt, setHand } = store.getState();
  if (trace) setAttempt({ attempt: replay(trace, lastTick(trace)) });
  setAttempt({ replayTick: null, replaying: false });
  setHand({ entry: null, reading: null, depth_mm: 0 });
  stage.invalidate();
}
