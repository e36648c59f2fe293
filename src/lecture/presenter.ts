/** The leading window: publishes its picture on every change of state, camera or pointer, at most 60 times a second. */
import { peelPoint } from '../scene/peel';
import { stage } from '../scene/stage';
import { store, type AppState } from '../ui/state/store';
import { lead, type Leader } from './follow';
import type { LectureState } from './state';
import { broadcastTransport } from './transport';

/** What only the lecture knows. */
export interface LectureExtras {
  caption: string;
  spotlight: [number, number, number] | null;
}

export const lecture: { extras: LectureExtras; changed: Set<() => void> } = { extras: { caption: '', spotlight: null }, changed: new Set() };

const PUBLISH_MS = 16;
const BEAT_MS = 4000;

/** Change caption or spotlight. */
export function setExtras(change: Partial<LectureExtras>): void {
  lecture.extras = { ...lecture.extras, ...change };
  for (const listener of lecture.changed) listener();
  stage.invalidate();
}

/** The same object while nothing it is made from has changed, so that only changed keys travel. */
function kept<T>(make: (state: AppState) => T, from: (state: AppState) => readonly unknown[]): (state: AppState) => T {
  let held: { from: readonly unknown[]; value: T } | null = null;
  return (state) => {
    const now = from(state);
    if (!held || now.some((value, i) => value !== held?.from[i])) held = { from: now, value: make(state) };
    return held.value;
  };
}

const handOf = kept<LectureState['hand']>(
  ({ device, product, side, entry, angle_deg, azimuth_deg, roll_deg, depth_mm, remaining_ml, flash, aiming, injecting }) => ({ device, product, side, entry, angle_deg, azimuth_deg, roll_deg, depth_mm, remaining_ml, flash, aiming, injecting }),
  (s) => [s.device, s.product, s.side, s.entry, s.angle_deg, s.azimuth_deg, s.roll_deg, s.depth_mm, s.remaining_ml, s.flash, s.aiming, s.injecting],
);
// The fold grows its lists in place: their contents tell whether something was added, not their identity.
const doneOf = kept<LectureState['done']>(
  ({ attempt }) => ({ deposits: [...(attempt?.deposits ?? [])], pierced: [...(attempt?.pierced ?? [])] }),
  ({ attempt, trace }) => [trace?.header.id, attempt?.totals.volume_ml, attempt?.deposits.length, attempt?.pierced.length],
);
const faceOf = kept<string | null>(
  ({ patient }) => (patient ? JSON.stringify(patient.spec) : null),
  ({ patient }) => [patient],
);

/** The picture of this window as the other one needs it. */
export function lectureState(state: AppState): LectureState {
  return {
    spec: state.spec,
    face: faceOf(state),
    skinTone: state.skinTone,
    view: stage.goal,
    layers: state.layers,
    isolated: state.isolated,
    peel: state.peel,
    peelPoint: peelPoint.point,
    labels: state.labels,
    guidance: state.guidance,
    inset: state.inset,
    selected: state.selected,
    caption: lecture.extras.caption,
    spotlight: lecture.extras.spotlight,
    alert: state.alert,
    hand: handOf(state),
    reading: state.reading,
    targets: state.targets,
    marks: state.marks,
    done: doneOf(state),
  };
}

/**
 * Begin to lead.
 * @param onFollowers called with how many windows follow, at every change.
 * @param onBeat called every few seconds.
 * @returns a function that ends it and says goodbye.
 */
export function present(onFollowers: (count: number) => void, onBeat: () => void = () => {}): () => void {
  let due: ReturnType<typeof setTimeout> | null = null;
  const leader: Leader<LectureState> = lead<LectureState>(broadcastTransport(), String(Math.random()).slice(2), onFollowers);
  const send = () => {
    due = null;
    leader.publish(lectureState(store.getState()));
  };
  // A timer and not an animation frame: the room follows even where the picture is slow to draw or this window is covered.
  const publish = () => {
    due ??= setTimeout(send, PUBLISH_MS);
  };
  const stop = store.subscribe(publish);
  stage.onMove.add(publish);
  lecture.changed.add(publish);
  const beat = setInterval(() => {
    leader.beat();
    onBeat();
  }, BEAT_MS);
  send();
  const end = () => {
    if (due) clearTimeout(due);
    clearInterval(beat);
    removeEventListener('pagehide', end);
    stop();
    stage.onMove.delete(publish);
    lecture.changed.delete(publish);
    leader.close();
  };
  addEventListener('pagehide', end);
  return end;
}
