/**
 * The attempt in the hand: every act of pointer, keys and panels comes here, is answered by the engine and goes into the trace.
 * No React; components read the store.
 */
import type { Pose, SkinPoint } from '../../patient/types';
import type { PoseSink } from '../../scene/pose/PoseSource';
import type { KeyContext } from '../../scene/pose/keys';
import type { PointerContext } from '../../scene/pose/pointer';
import { wrap, LEAST_ANGLE } from '../../scene/pose/aim';
import { stage } from '../../scene/stage';
import { eyeOn } from '../../trace/record';
import { createTraceStore, type TraceStore } from '../../trace/store';
import { TICK_MS, type KnownEvent, type RecordedReading, type Trace } from '../../trace/types';
import { frameAt, makeFrame } from '../../engine/frame';
import { strings, sided } from '../strings';
import { tick as soundTick } from '../sound';
import { flashDelay, fixedDraw } from './aspiration';
import { startClock, type AttemptClock } from './clock';
import { attemptHeader, finishAttempt } from './finish';
import { keepAttempt } from './keep';
import { press } from './plunger';
import { makePointing } from './pointing';
import { readPose } from './reader';
import { loadScorer, prepareScorer } from './scorer';
import { store, type AppState } from './store';

/** Poses are written at most this often while a hand moves, in ticks. */
const POSE_EVERY = 6;
const LONGEST_ASPIRATION_S = 10;

let log: TraceStore | null = null;
let clock: AttemptClock | null = null;
let lastPoseTick = -1;
let poseDue: ReturnType<typeof setTimeout> | null = null;
let liftPlunger: (() => void) | null = null;
let pull: { since: number; flashAt: number | null; timer: ReturnType<typeof setInterval> } | null = null;

const get = store.getState;

/** Parts of the state that the picture is drawn from. */
const PICTURED = [
  'patient', 'eyes', 'layers', 'isolated', 'peel', 'labels', 'guidance', 'skinTone', 'hovered', 'selected', 'camera', 'device', 'product', 'remaining_ml', 'side',
  'ghost', 'entry', 'angle_deg', 'azimuth_deg', 'roll_deg', 'depth_mm', 'reading', 'flash', 'aiming', 'targets', 'attempt', 'marks', 'replayTick',
] as const satisfies readonly (keyof AppState)[];

/** The pose as the engine wants it; null while no needle is set. */
export function presentPose(): Pose | null {
  const { device, entry, angle_deg, azimuth_deg, roll_deg, depth_mm, side, patient } = get();
  if (!entry || !patient) return null;
  return { device, entry, side: frameAt(patient, entry, makeFrame(), side).side, angle_deg, azimuth_deg, roll_deg, depth_mm };
}

function ensureAttempt(): TraceStore | null {
  if (log && !log.getState().ended) return log;
  const header = attemptHeader(get());
  if (!header) return null;
  log = createTraceStore(header);
  prepareScorer();
  clock = startClock();
  lastPoseTick = -1;
  get().setAttempt({ trace: log.getState().trace, attempt: log.getState().attempt, card: null, cardOpen: false, replayTick: null });
  return log;
}

function append(event: KnownEvent): void {
  const open = ensureAttempt();
  if (!open || !clock) return;
  open.getState().append(event, clock.now());
  get().setAttempt({ trace: open.getState().trace, attempt: { ...open.getState().attempt } });
}

/** Write the present pose, now or when the next is due; acts write it before themselves. */
function writePose(now: boolean): void {
  if (poseDue) clearTimeout(poseDue);
  poseDue = null;
  const pose = presentPose();
  const { reading } = get();
  if (!pose || !reading || !ensureAttempt() || !clock) return;
  const tick = clock.now();
  if (!now && tick - lastPoseTick < POSE_EVERY) {
    poseDue = setTimeout(() => writePose(true), (POSE_EVERY - (tick - lastPoseTick)) * TICK_MS);
    return;
  }
  const last = get().attempt?.pose;
  if (last && samePose(last, pose)) return;
  lastPoseTick = tick;
  append({ type: 'pose', pose, reading });
}

function samePose(a: Pose, b: Pose): boolean {
  return (
    a.depth_mm === b.depth_mm && a.angle_deg === b.angle_deg && a.azimuth_deg === b.azimuth_deg && a.roll_deg === b.roll_deg &&
    a.entry.triangle === b.entry.triangle && a.entry.b === b.entry.b && a.entry.c === b.entry.c &&
    a.device.kind === b.device.kind && a.device.gauge === b.device.gauge && a.device.length_mm === b.device.length_mm
  );
}

/** Ask the engine about the present pose, let hard tissue stop the needle, tell what has just happened. */
function refresh(write: 'now' | 'soon' | 'no' = 'soon'): void {
  const pose = presentPose();
  const { patient } = get();
  if (!pose || !patient) {
    get().setHand({ reading: null });
    return;
  }
  const before = get().reading;
  const reading = readPose(patient, pose);
  const stopped = reading.depth_reached_mm < pose.depth_mm - 1e-9;
  get().setHand({ reading, depth_mm: stopped ? reading.depth_reached_mm : pose.depth_mm });
  announce(before, reading);
  if (write !== 'no' && (reading.depth_reached_mm > 0 || before?.depth_reached_mm)) writePose(write === 'now');
  stage.invalidate();
}

function announce(before: RecordedReading | null, now: RecordedReading): void {
  const had = new Set(before?.pierced.map((p) => `${p.id}:${p.side}`));
  const fresh = now.pierced.filter((p) => !had.has(`${p.id}:${p.side}`));
  const inBefore = new Set(before?.opening_in_lumen.map((p) => `${p.id}:${p.side}`));
  const entered = now.opening_in_lumen.find((p) => !inBefore.has(`${p.id}:${p.side}`));
  const eye = eyeOn(now);
  if (eye && (!before || eyeOn(before) !== eye)) get().say('danger', strings.alerts[eye]);
  else if (entered) get().say('danger', strings.alerts.lumen(sided(entered.name, entered.side)));
  else if (fresh.length > 0) get().say('danger', strings.alerts.pierced(fresh.map((p) => sided(p.name, p.side)).join('; ')));
  else if (now.bone_contact && !before?.bone_contact) get().say('info', now.hard_tissue === 'cartilage' ? strings.alerts.cartilage : strings.alerts.bone);
  if (get().sound) soundTick(before, now);
}

const sink: PoseSink = {
  hover(at) {
    if (get().ghost === at) return;
    get().setHand({ ghost: at });
    stage.invalidate();
  },
  place(at) {
    if (get().depth_mm > 0) return;
    if (get().card) newAttempt();
    get().setHand({ entry: at, depth_mm: 0, ghost: null });
    refresh('no');
  },
  aim(angle, azimuth, live) {
    if (!get().entry) return;
    get().setHand({ angle_deg: round(Math.min(90, Math.max(LEAST_ANGLE, angle)), 10), azimuth_deg: round(wrap(azimuth), 10), aiming: live });
    refresh(live ? 'soon' : 'now');
  },
  roll(by) {
    get().setHand({ roll_deg: wrap(get().roll_deg + by) });
    refresh();
  },
  advance(by) {
    const { entry, depth_mm, device } = get();
    if (!entry) return;
    const next = round(Math.min(device.length_mm, Math.max(0, depth_mm + by)), 1000);
    if (next === depth_mm) return;
    if (next === 0 && depth_mm > 0) return sink.withdraw();
    get().setHand({ depth_mm: next });
    refresh();
  },
  inject(on) {
    if (on) return beginStroke(get().remaining_ml);
    const lift = liftPlunger;
    liftPlunger = null;
    lift?.();
    if (get().injecting) get().setHand({ injecting: false });
  },
  aspirate(on) {
    if (!on) return endPull();
    if (pull || !get().entry || get().depth_mm <= 0) return;
    writePose(true);
    const { reading, device, product, trace, attempt } = get();
    const inLumen = (reading?.opening_in_lumen.length ?? 0) > 0;
    const draw = fixedDraw(trace?.header.id ?? '', attempt?.aspirations.length ?? 0);
    const since = clock?.now() ?? 0;
    const flashAt = inLumen ? flashDelay(device.kind, product, draw) : null;
    get().setHand({ aspirating_s: 0, flash: 0 });
    const timer = setInterval(() => {
      const held = ((clock?.now() ?? since) - since) * TICK_MS * 0.001;
      get().setHand({ aspirating_s: held, flash: flashAt !== null && held >= flashAt ? Math.min(1, (held - flashAt) / 0.6) : 0 });
      stage.invalidate();
      if (held >= LONGEST_ASPIRATION_S) endPull();
    }, 100);
    pull = { since, flashAt, timer };
  },
  withdraw() {
    sink.inject(false);
    endPull();
    const { entry, depth_mm } = get();
    if (!entry) return;
    if (depth_mm > 0 || get().attempt?.pose) {
      writePose(true);
      get().setHand({ depth_mm: 0 });
      append({ type: 'withdraw' });
    }
    get().setHand({ entry: null, reading: null, ghost: null, aiming: false, flash: 0, depth_mm: 0 });
    stage.invalidate();
  },
};

/** Press the plunger until it is lifted or `most_ml` has been given. */
function beginStroke(most_ml: number): void {
  if (liftPlunger || !get().entry || get().depth_mm <= 0) return;
  if (get().remaining_ml <= 0) return get().say('info', strings.alerts.empty);
  writePose(true);
  if (!clock) return;
  get().setHand({ injecting: true });
  liftPlunger = press({
    clock,
    rate: () => get().rate_ml_per_min,
    warp: () => get().warp,
    most_ml: Math.min(most_ml, get().remaining_ml),
    give: deliver,
    done: () => sink.inject(false),
  });
}

/** Deliver product through the opening as it lies now. */
function deliver(volume_ml: number, ticks: number): void {
  const { remaining_ml, product, reading } = get();
  if (volume_ml > 0) append({ type: 'inject', product, volume_ml, duration_ticks: ticks });
  get().setHand({ remaining_ml: Math.max(0, round(remaining_ml - volume_ml, 1e6)) });
  const artery = reading?.opening_in_lumen.find((p) => p.kind === 'artery');
  if (artery && get().alert?.text !== strings.alerts.arterial(sided(artery.name, artery.side))) get().say('danger', strings.alerts.arterial(sided(artery.name, artery.side)));
  if (get().remaining_ml <= 0) get().say('info', strings.alerts.empty);
}

function endPull(): void {
  if (!pull || !clock) return;
  clearInterval(pull.timer);
  const held = clock.now() - pull.since;
  const positive = pull.flashAt !== null && held * TICK_MS * 0.001 >= pull.flashAt;
  pull = null;
  append({ type: 'aspirate', hold_ticks: Math.max(1, held), result: positive ? 'positive' : 'negative' });
  get().setHand({ aspirating_s: null, flash: positive ? 1 : 0 });
  get().say(positive ? 'danger' : 'info', positive ? strings.aspiration.positive : strings.aspiration.negative);
}

const round = (value: number, per: number) => Math.round(value * per) / per;

/** Give a dose at the chosen rate without holding a key: the act that one press can do. */
export function injectDose(volume_ml: number): void {
  beginStroke(volume_ml);
}

/** Set angle, direction, depth or bevel from a field or slider. */
export function setPose(change: Partial<{ angle_deg: number; azimuth_deg: number; roll_deg: number; depth_mm: number }>): void {
  const state = get();
  if (change.depth_mm !== undefined) return sink.advance(change.depth_mm - state.depth_mm);
  if (change.roll_deg !== undefined) return sink.roll(change.roll_deg - state.roll_deg);
  if (state.entry) return sink.aim(change.angle_deg ?? state.angle_deg, change.azimuth_deg ?? state.azimuth_deg, false);
  state.setHand(change);
}

/** Change device or product; only with the needle out of the skin. */
export function setDevice(change: Partial<Pick<ReturnType<typeof get>, 'device' | 'product' | 'rate_ml_per_min'>>): void {
  if (change.device && get().depth_mm > 0) return;
  get().setHand(change);
  if (get().entry) refresh('no');
  stage.invalidate();
}

/** Forget the attempt on the screen and begin with a full syringe. */
export function newAttempt(): void {
  sink.inject(false);
  if (pull) clearInterval(pull.timer);
  pull = null;
  if (poseDue) clearTimeout(poseDue);
  poseDue = null;
  log = null;
  clock = null;
  get().setHand({ entry: null, ghost: null, depth_mm: 0, reading: null, remaining_ml: 1, flash: 0, aspirating_s: null, injecting: false, aiming: false });
  get().setAttempt({ trace: null, attempt: null, card: null, cardOpen: false, replayTick: null, replaying: false, saved: null, older: null });
  stage.invalidate();
}

/** End the attempt: withdraw, score, keep. */
export async function endAttempt(): Promise<void> {
  if (get().entry) sink.withdraw();
  const open = log;
  if (!open || open.getState().trace.entries.length === 0) return;
  let score: Awaited<ReturnType<typeof loadScorer>>;
  try {
    score = await loadScorer();
  } catch {
    // The attempt stays open: nothing of it is lost, and it can be ended once the connection is back.
    return get().say('caution', strings.errors.scorer);
  }
  // Ended meanwhile, or another face took its place.
  if (log !== open) return;
  const trace = closeLog(open);
  await finishAttempt(trace, score(trace));
}

/** The log is complete; the next act begins another. */
function closeLog(open: TraceStore): Trace {
  open.getState().end(new Date().toISOString());
  log = null;
  clock = null;
  return open.getState().trace;
}

/** Before another face takes the place of this one: an attempt in which product was given is ended, scored and kept, and said to be. */
export function keepReplaced(): void {
  if (!log || !get().attempt?.deposits.length) return;
  if (get().entry) sink.withdraw();
  const trace = closeLog(log);
  void loadScorer()
    .then((score) => keepAttempt(trace, score(trace)))
    .then(
      (problem) => get().say('caution', problem ?? strings.link.replaced),
      () => get().say('caution', strings.link.unscored),
    );
}

/** The log of the open attempt as it stands; null when none is open. */
export function openAttempt(): Trace | null {
  return log !== null && !log.getState().ended ? log.getState().trace : null;
}

/** Whether an attempt is open; an update of the app waits while it is. */
export const attemptOpen = (): boolean => openAttempt() !== null;

const { pointerContext, keyContext }: { pointerContext: PointerContext; keyContext: KeyContext } = makePointing();

export const session = {
  sink,
  pointerContext,
  keyContext,
  /** A part of the picture failed: say so without taking the rest down. */
  fail(message: string): void {
    get().setPatientStatus({ kind: 'error', message });
  },
  /** Draw a frame when something that the picture shows has changed; words and numbers in the panels cost none. */
  invalidateOnChange(): () => void {
    return store.subscribe((now, before) => {
      if (PICTURED.some((key) => now[key] !== before[key])) stage.invalidate();
    });
  },
};

export type { SkinPoint };
