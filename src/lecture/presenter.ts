/** The leading window: publishes its picture on every change of state, camera or pointer, at most once a frame. */
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

/** Change caption or spotlight. */
export function setExtras(change: Partial<LectureExtras>): void {
  lecture.extras = { ...lecture.extras, ...change };
  for (const listener of lecture.changed) listener();
  stage.invalidate();
}

let handCache: { from: unknown[]; hand: LectureState['hand'] } | null = null;

/** The same object while nothing in it changed, so that only changed keys travel. */
function handOf(state: AppState): LectureState['hand'] {
  const { device, product, entry, angle_deg, azimuth_deg, roll_deg, depth_mm, remaining_ml, flash } = state;
  const from = [device, product, entry, angle_deg, azimuth_deg, roll_deg, depth_mm, remaining_ml, flash];
  if (!handCache || from.some((value, i) => value !== handCache?.from[i])) handCache = { from, hand: { device, product, entry, angle_deg, azimuth_deg, roll_deg, depth_mm, remaining_ml, flash } };
  return handCache.hand;
}

/** The picture of this window as the other one needs it. */
export function lectureState(state: AppState): LectureState {
  return {
    spec: state.spec,
    skinTone: state.skinTone,
    view: stage.goal,
    layers: state.layers,
    isolated: state.isolated,
    peel: state.peel,
    peelPoint: peelPoint.point,
    labels: state.labels,
    guidance: state.guidance,
    selected: state.selected,
    caption: lecture.extras.caption,
    spotlight: lecture.extras.spotlight,
    hand: handOf(state),
    reading: state.reading,
    targets: state.targets,
    deposits: state.attempt?.deposits ?? [],
  };
}

/** Begin to lead. `onFollower` is called with how many windows have joined. */
export function present(onFollower: (count: number) => void): () => void {
  let due = 0;
  const leader: Leader<LectureState> = lead<LectureState>(broadcastTransport(), String(Math.random()).slice(2), () => onFollower(leader.followers()));
  const publish = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      leader.publish(lectureState(store.getState()));
    });
  };
  const stop = store.subscribe(publish);
  stage.onMove.add(publish);
  lecture.changed.add(publish);
  publish();
  return () => {
    cancelAnimationFrame(due);
    stop();
    stage.onMove.delete(publish);
    lecture.changed.delete(publish);
    leader.close();
  };
}
