/** Carries out a scripted attempt and gives back its trace: enter, advance, aspirate, inject, withdraw at each planned point, with stated slips. */
import { createTraceStore } from '../../src/trace';
import type { BuiltWith, Device, PatientSpec, PlannedTarget, Pose, RecordedReading, Side, SkinPoint, Trace, TraceHeader } from '../../src/trace';
import { rubricHash } from '../../src/technique';
import type { Technique } from '../../src/technique';

/** A patient that answers poses: the compiled preset, or a flat one made by hand. */
export interface Rig {
  patient: PatientSpec;
  built_with: Omit<BuiltWith, 'rubric'>;
  targets(technique: Technique, sides: Side[]): PlannedTarget[];
  read(pose: Pose): RecordedReading;
  /** The skin point at an offset (true mm, lateral and superior) from a target's entry. */
  move(target: PlannedTarget, lateral_mm: number, superior_mm: number): SkinPoint;
}

export interface Slip {
  lateral_mm?: number;
  superior_mm?: number;
  angle_deg?: number;
  azimuth_deg?: number;
  /** Added to the shaft. */
  depth_mm?: number;
  volume_factor?: number;
  rate_factor?: number;
  device?: Device;
  product?: string;
  aspirate?: false | number;
  result?: 'negative' | 'positive';
  /** Comes out without injecting. */
  dry?: boolean;
  /** Redirections before the injection. */
  redirect?: number;
  skip?: boolean;
  /** A pass made and withdrawn without product before the planned one. */
  first?: (target: PlannedTarget) => Pose;
  /** A pose that replaces the planned one. */
  pose?: (target: PlannedTarget) => Pose;
}

export interface Script {
  technique: Technique;
  sides: Side[];
  id: string;
  /** Slip per target id, or for all. */
  slip?: Slip | ((target: PlannedTarget) => Slip);
  /** Leave optional points out. */
  optional?: boolean;
}

const TICKS = 100;

/** The pose that the plan asks for, changed by the slip. */
export function planned(rig: Rig, target: PlannedTarget, slip: Slip = {}): Pose {
  if (slip.pose) return slip.pose(target);
  const down = target.bevel.includes('down');
  const device = slip.device ?? target.device;
  return {
    device,
    entry: slip.lateral_mm || slip.superior_mm ? rig.move(target, slip.lateral_mm ?? 0, slip.superior_mm ?? 0) : target.entry.at,
    ...(target.side === 'mid' ? {} : { side: target.side }),
    angle_deg: Math.min(90, target.angle_deg + (slip.angle_deg ?? 0)),
    azimuth_deg: target.azimuth_deg + (slip.azimuth_deg ?? 0),
    roll_deg: down ? 180 : 0,
    depth_mm: Math.min(device.length_mm, Math.max(0.5, target.shaft_mm + (slip.depth_mm ?? 0))),
  };
}

export function perform(rig: Rig, script: Script): Trace {
  const { technique } = script;
  const { plan } = technique;
  const targets = rig.targets(technique, script.sides);
  const header: TraceHeader = {
    format: 'bevel-trace',
    version: 1,
    id: script.id,
    profile: 'golden',
    patient: rig.patient,
    technique: technique.id,
    sides: script.sides,
    targets,
    built_with: { ...rig.built_with, rubric: rubricHash() },
    recorded: { started: '2026-11-22T12:00:00.000Z' },
  };
  const store = createTraceStore(header);
  const { append } = store.getState();
  let tick = 0;
  for (const target of targets) {
    const slip = typeof script.slip === 'function' ? script.slip(target) : (script.slip ?? {});
    if (slip.skip || (target.optional && !script.optional)) continue;
    const goal = planned(rig, target, slip);
    const at = (depth_mm: number, turn = 0): Pose => ({ ...goal, depth_mm, azimuth_deg: goal.azimuth_deg + turn * 60, angle_deg: turn ? Math.min(goal.angle_deg, 70) : goal.angle_deg });
    const put = (pose: Pose, when = tick): RecordedReading => {
      const reading = rig.read(pose);
      append({ type: 'pose', pose, reading }, when);
      return reading;
    };
    if (slip.first) {
      const probe = slip.first(target);
      for (let i = 0; i <= 4; i++) {
        put({ ...probe, depth_mm: (probe.depth_mm * i) / 4 });
        tick += 25;
      }
      append({ type: 'withdraw' }, tick);
      tick += 100;
    }
    put(at(0));
    for (let i = 1; i <= 4; i++) {
      tick += 25;
      put(at((goal.depth_mm * i) / 4));
    }
    for (let i = 1; i <= (slip.redirect ?? 0); i++) {
      tick += 50;
      put(at(goal.depth_mm, i));
      tick += 50;
      put(at(goal.depth_mm));
    }
    const hold = slip.aspirate === undefined ? (plan.aspirate === 'advised' ? 10 : false) : slip.aspirate;
    if (hold !== false) {
      tick += hold * TICKS;
      append({ type: 'aspirate', hold_ticks: hold * TICKS, result: slip.result ?? 'negative' }, tick);
    }
    if (!slip.dry) tick = inject(rig, store.getState().append, tick, target, slip, plan, at, put);
    tick += 25;
    append({ type: 'withdraw' }, tick);
    tick += 200;
  }
  store.getState().end();
  return store.getState().trace;
}

function inject(rig: Rig, append: ReturnType<ReturnType<typeof createTraceStore>['getState']>['append'], from: number, target: PlannedTarget, slip: Slip, plan: Technique['plan'], at: (depth: number) => Pose, put: (pose: Pose, when: number) => RecordedReading): number {
  let tick = from;
  const volume = target.volume_ml * (slip.volume_factor ?? 1);
  const product = slip.product ?? plan.products[0];
  const duration = Math.ceil((volume / (plan.rate_ml_per_min_max * 0.8 * (slip.rate_factor ?? 1))) * 60 * TICKS);
  const full = planned(rig, target, slip).depth_mm;
  const strokes = target.kind === 'thread' ? target.passes : 1;
  const steps = target.kind === 'thread' ? 7 : 2;
  const line = target.kind === 'thread' ? Math.max(1, full - 5) : 0;
  for (let s = 0; s < strokes; s++) {
    if (s > 0) {
      tick += 50;
      put(at(full), tick);
    }
    for (let i = 0; i < steps; i++) {
      if (target.kind === 'thread') put(at(full - (line * i) / steps), tick);
      const ticks = Math.max(1, Math.round(duration / (strokes * steps)));
      tick += ticks;
      append({ type: 'inject', product, volume_ml: volume / (strokes * steps), duration_ticks: ticks }, tick);
    }
  }
  return tick;
}
