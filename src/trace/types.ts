/**
 * The trace: the append-only log of one attempt. Score, replay, lecture, record and link are folds of it.
 *
 * Time is an integer tick (`TICK_MS`); wall-clock time stands in `header.recorded`, beside the fold, never in it.
 * Space as everywhere: millimetres, x to the patient's left, y up, z forward.
 */
import type { Tissue } from '../patient/layers';
import type { Device, PatientSpec, Pose, Side, SkinPoint, StructureSide } from '../patient/types';

export const TRACE_FORMAT = 'bevel-trace';
/** Upgrades only add: a reader of version n reads every version up to n, refuses later ones in words, and keeps events of a type that it does not know. */
export const TRACE_VERSION = 1;
export const TICK_MS = 10;
export const TICKS_PER_SECOND = 1000 / TICK_MS;

export type Vec3 = [number, number, number];
export type NearKind = 'artery' | 'vein' | 'nerve' | 'duct';
export type RiskLevel = 'low' | 'caution' | 'danger';

/** A vessel, nerve or duct that something touched. */
export interface TouchRecord {
  id: string;
  name: string;
  kind: NearKind;
  side: StructureSide;
}

/** The nearest vessel or nerve. Distances run from the device to the structure's wall, mm, negative inside. */
export interface NearRecord extends TouchRecord {
  /** The lesser of tip and opening. */
  distance_mm: number;
  shaft_distance_mm: number;
}

/** What the engine read at a pose, kept small. The score folds this and never asks today's anatomy. */
export interface RecordedReading {
  /** Where the shaft meets the skin; uv on the reference chart (u >= 0, mm). */
  entry: { point_mm: Vec3; uv_mm: [number, number]; region: string | null; side: StructureSide };
  tip: { point_mm: Vec3; layer: Tissue; depth_below_skin_mm: number };
  /** Centre of the bevel opening or of the cannula's port: where product leaves. */
  opening_mm: Vec3;
  /** Along the shaft; less than asked where hard tissue stopped it. */
  depth_reached_mm: number;
  skin_to_bone_mm: number | null;
  hard_tissue: 'bone' | 'cartilage' | null;
  bone_contact: boolean;
  /** From the skin to the tip, without gaps. */
  path: { layer: Tissue; from_mm: number; to_mm: number }[];
  vessel: NearRecord | null;
  nerve: NearRecord | null;
  pierced: TouchRecord[];
  /** Vessels whose lumen holds the opening. */
  opening_in_lumen: TouchRecord[];
  /** Ids of muscles, glands and fat pads in which the tip lies. */
  within: string[];
  risk: { level: RiskLevel; vascular: number; nerve: number };
}

/** The needle stands at a pose. `depth_mm` 0 = it rests on the skin. */
export interface PoseEvent {
  type: 'pose';
  pose: Pose;
  reading: RecordedReading;
}
/** Plunger drawn back and held. */
export interface AspirateEvent {
  type: 'aspirate';
  hold_ticks: number;
  /** `positive` = blood in the hub. A negative test proves nothing. */
  result: 'negative' | 'positive';
}
/** Product left the opening during the `duration_ticks` that end at this tick; the rate follows from the two. */
export interface InjectEvent {
  type: 'inject';
  /** Product id of the devices table: `ha-firm`, `onaA`, ... */
  product: string;
  volume_ml: number;
  duration_ticks: number;
}
/** The device left the skin. */
export interface WithdrawEvent {
  type: 'withdraw';
}
/** A choice at a branching point (cases, drills). */
export interface DecideEvent {
  type: 'decide';
  question: string;
  choice: string;
}
export interface ConsentEvent {
  type: 'consent';
  item: string;
  given: boolean;
}
/** A rescue act. */
export interface TreatEvent {
  type: 'treat';
  action: string;
  dose?: string;
  at?: SkinPoint;
}
export interface DocumentEvent {
  type: 'document';
  field: string;
  value: string;
}
export interface AnnotateEvent {
  type: 'annotate';
  text: string;
  point_mm?: Vec3;
  structure?: string;
}
/** Of a type that this Bevel does not know: kept as it came. */
export interface UnknownEvent {
  type: string;
  readonly unknown: true;
  /** The whole event, as parsed. */
  value: Readonly<Record<string, unknown>>;
}

export type KnownEvent =
  | PoseEvent
  | AspirateEvent
  | InjectEvent
  | WithdrawEvent
  | DecideEvent
  | ConsentEvent
  | TreatEvent
  | DocumentEvent
  | AnnotateEvent;
export type TraceEvent = KnownEvent | UnknownEvent;

export type Actor = 'learner' | 'instructor' | 'patient' | 'system';
export const ACTORS: readonly Actor[] = ['learner', 'instructor', 'patient', 'system'];

export interface TraceEntry {
  /** 0, 1, 2, ... without gaps. */
  seq: number;
  /** Never runs backwards. */
  tick: number;
  actor: Actor;
  event: TraceEvent;
  /** The entry's own bytes when its event is unknown, so that writing gives back what was read. */
  raw?: string;
}

/** One planned deposit as it lay on this patient when the attempt began; recorded, so that the score needs no patient. */
export interface PlannedTarget {
  /** `0-right`, `2-mid`: index of the plan item and side. */
  id: string;
  item: number;
  side: StructureSide;
  kind: 'point' | 'thread';
  label: string;
  entry: { at: SkinPoint; point_mm: Vec3; uv_mm: [number, number] };
  /** Where product should lie: one point, or both ends of the thread (entry side first). */
  deposit_mm: Vec3[];
  layer: Tissue;
  /** Top and bottom of that layer below the skin, here. */
  window_mm: [number, number];
  /** Straight in: shaft times the sine of the angle. */
  depth_mm: number;
  angle_deg: number;
  azimuth_deg: number;
  /** Shaft length that brings the tip there. */
  shaft_mm: number;
  bevel: string;
  device: { kind: 'needle' | 'cannula'; gauge: number; length_mm: number };
  volume_ml: number;
  /** Toxin, onabotulinum units. */
  units: number | null;
  passes: number;
  optional: boolean;
  bone_contact: 'required' | 'avoid' | 'n/a';
  target_structure: string | null;
  /** How near the plan itself comes to a vessel and a nerve on this patient; null when it was not read. */
  vessel_mm: number | null;
  nerve_mm: number | null;
  /** What the planned shaft itself passes through here, as `id:side`: not the learner's fault. */
  pierces: string[];
  /** Why the point stands elsewhere than the plan says, when it had to be moved on this face. */
  note: string | null;
}

export interface BuiltWith {
  atlas: string;
  head: string;
  compiler: string;
  engine: string;
  rubric: string;
}

export interface TraceHeader {
  format: typeof TRACE_FORMAT;
  version: number;
  /** Never changes. */
  id: string;
  /** Learner profile id. */
  profile: string;
  patient: PatientSpec;
  /** Technique id, or null for free practice. */
  technique: string | null;
  /** Sides the learner set out to treat. */
  sides: Side[];
  targets: PlannedTarget[];
  built_with: BuiltWith;
  /** Wall-clock, ISO 8601. Beside the fold. */
  recorded: { started: string; ended?: string; app?: string };
}

export interface Trace {
  header: TraceHeader;
  entries: readonly TraceEntry[];
}

export type { Device, PatientSpec, Pose, Side, SkinPoint, StructureSide, Tissue };
