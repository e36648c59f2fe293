/** Drills as data: items with what counts as right and why, answers, grades, a session that is a record of its own. */
import type { Layer, PatientSpec, RecordedReading, Side, StructureSide, Vec3 } from './shared';

export type DrillKind = 'point' | 'place' | 'risk';
export type Zone = 'upper' | 'mid' | 'lower';

interface ItemBase {
  /** Never changes; spaced repetition will count by it. */
  id: string;
  kind: DrillKind;
  zone: Zone;
  /** Region id of the chart. */
  region: string;
  prompt: string;
  /** Shown after the answer. */
  explanation: string;
  sources: string[];
  /** Structures to light up on the face when the answer is discussed. */
  structures: string[];
}

/** Point to the structure: click the skin over it, on either side. */
export interface PointItem extends ItemBase {
  kind: 'point';
  structure: string;
  name: string;
  /** Full credit within this of the structure, none at twice it; mm, seen straight through the skin. */
  tolerance_mm: number;
}

export interface SkinSpot {
  landmark: string;
  lateral_mm: number;
  superior_mm: number;
}

/** Place the tip in the named layer at a spot. */
export interface PlaceItem extends ItemBase {
  kind: 'place';
  spot: SkinSpot;
  side: Side;
  layer: Layer;
  /** How far from the spot the needle may enter. */
  tolerance_mm: number;
}

export interface Choice {
  id: string;
  text: string;
  right: boolean;
  /** Why it is right, or what is wrong with it. */
  why: string;
  sources: string[];
}

/** What is at risk here, and how would you lower it? */
export interface RiskItem extends ItemBase {
  kind: 'risk';
  spot: SkinSpot;
  side: Side;
  technique: string;
  risk: Choice[];
  lower: Choice[];
}

export type DrillItem = PointItem | PlaceItem | RiskItem;

export type DrillAnswer =
  | { kind: 'point'; point_mm: Vec3; /** Distance to the nearer of the two sides, from `skinDistance`. */ distance_mm: number | null; side: StructureSide }
  | { kind: 'place'; reading: RecordedReading; /** Entry to the asked spot, mm. */ entry_error_mm: number }
  | { kind: 'risk'; risk: string; lower: string }
  | { kind: 'skipped' };

export interface DrillGrade {
  item: string;
  kind: DrillKind;
  prompt: string;
  points: number;
  max: number;
  /** What was answered and what would have been right, in words. */
  done: string;
  right: string;
  why: string;
  structures: string[];
  /** Where the answer was given. */
  point_mm: Vec3 | null;
  sources: string[];
}

export interface DrillSession {
  format: 'bevel-drill';
  version: 1;
  id: string;
  profile: string;
  seed: number;
  patient: PatientSpec;
  items: DrillItem[];
  answers: DrillAnswer[];
  /** Wall-clock, beside the grading. */
  recorded: { started: string; ended?: string };
}

export interface DrillCard {
  format: 'bevel-drill-card';
  session: string;
  /** 0..100. */
  score: number;
  points: number;
  max: number;
  grades: DrillGrade[];
  by_kind: Record<DrillKind, { points: number; max: number }>;
  note: string;
}
