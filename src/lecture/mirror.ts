/** The following window: holds the leader's newest picture and puts it into this window's state, face-bound parts once that face is compiled. */
import { peelPoint } from '../scene/peel';
import { moveTo, stage } from '../scene/stage';
import { emptyAttempt } from '../trace/fold';
import { store } from '../ui/state/store';
import { setExtras } from './presenter';
import type { LectureState } from './state';

export interface Mirror {
  /** Take what the leader has sent. */
  take(state: Partial<LectureState>): void;
  close(): void;
}

/** What stands for itself: view, layers, words. */
function applyView(state: Partial<LectureState>): void {
  const { setLayers, setOption, setPeel, setSpec, spec } = store.getState();
  if (state.spec && JSON.stringify(state.spec) !== JSON.stringify(spec)) setSpec(state.spec);
  if (state.layers) setLayers(state.layers);
  if (state.isolated !== undefined) store.setState({ isolated: state.isolated });
  if (state.peel) setPeel(state.peel);
  if (state.peelPoint !== undefined) peelPoint.point = state.peelPoint;
  for (const key of ['skinTone', 'labels', 'guidance', 'inset'] as const) if (state[key] !== undefined) setOption({ [key]: state[key] });
  if (state.alert !== undefined) store.setState({ alert: state.alert });
  if (state.caption !== undefined) setExtras({ caption: state.caption });
  if (state.spotlight !== undefined) setExtras({ spotlight: state.spotlight });
  if (state.view) {
    // The leader's view holds, also against the first view of a picture that is mounted only later.
    stage.answered = store.getState().camera.serial;
    moveTo(state.view);
  }
}

/** What is said in points of one face. */
function applyFace(state: Partial<LectureState>): void {
  const { setHand, setAttempt, select } = store.getState();
  if (state.hand) setHand(state.hand);
  if (state.reading !== undefined) setHand({ reading: state.reading });
  if (state.selected !== undefined) select(state.selected);
  if (state.targets) setAttempt({ targets: state.targets });
  if (state.marks) setAttempt({ marks: state.marks });
  if (state.done) setAttempt({ attempt: { ...emptyAttempt(), ...state.done } });
}

/** Begin to mirror into this window's store. */
export function mirror(): Mirror {
  let held: Partial<LectureState> = {};
  const faceIsHere = () => {
    const { patient } = store.getState();
    return patient !== null && typeof held.face === 'string' && JSON.stringify(patient.spec) === held.face;
  };
  const stop = store.subscribe((now, before) => {
    // A new face comes without a needle: what the leader has in hand follows it, after the code that cleared the attempt has run.
    if (now.patient !== before.patient) queueMicrotask(() => faceIsHere() && applyFace(held));
  });
  return {
    take(state) {
      const wasHere = faceIsHere();
      held = { ...held, ...state };
      applyView(state);
      if (faceIsHere()) applyFace(wasHere ? state : held);
      stage.invalidate();
    },
    close: stop,
  };
}
