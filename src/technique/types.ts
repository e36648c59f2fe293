/** Techniques as data, and the score card. Numbers keep the basis they rest on; `assumed` and `textbook` are shown as not measured. */
import type { Layer } from '../patient/layers';
import type { PlannedTarget, Side, StructureSide, Vec3 } from '../trace/types';

export type TechniqueId =
  | 'fil-temple-deep'
  | 'fil-zygoma'
  | 'fil-pyriform'
  | 'fil-upper-lip-body'
  | 'fil-chin'
  | 'fil-nose-dorsum'
  | 'tox-glabella'
  | 'tox-masseter';

export type Sex = 'F' | 'M';
export type BySex<T> = Record<Sex, T>;
/** Where a number comes from. Only `found` was read in a study. */
export type Basis = 'found' | 'layer-model' | 'textbook' | 'assumed' | 'interpolated' | 'measured' | 'mixed';
export type BoneContact = 'required' | 'avoid' | 'n/a';
export type AspirateAdvice = 'advised' | 'optional' | 'not-useful';

export interface Offset {
  lateral_mm: number;
  superior_mm: number;
}
export interface LandmarkOffset extends Offset {
  landmark: string;
}
export interface DeviceChoice {
  /** Id of the devices table: `needle-27G`, `cannula-25G`. */
  id: string;
  length_mm: number;
}

interface PlanItemBase {
  per_side: boolean;
  region: string;
  depth_layer: Layer;
  /** Straight in, on the reference faces. On a patient the layer wins and the mm follow. */
  depth_mm: BySex<number>;
  /** Top and bottom of that layer in the stack of that region, reference faces. */
  reference_window_mm: BySex<[number, number]>;
  window_basis: { basis: Basis; sources: string[] };
  /** To the skin: 90 perpendicular. */
  angle_deg: number;
  /** 0 = tip points up the face, 90 = lateral. */
  azimuth_deg: number;
  bevel: string;
  optional?: boolean;
  target_structure?: string;
  note?: string;
  device?: DeviceChoice;
  bone_contact?: BoneContact;
}
/** One deposit. `deposit` says where a slanted needle carries it (offsets from the same landmark). */
export interface PointItem extends PlanItemBase, LandmarkOffset {
  kind: 'point';
  deposit?: Offset;
  volume_ml: number;
  /** Toxin, onabotulinum units. */
  units?: number;
}
/** A line of product, laid on the way out, from the entry side to the tip. */
export interface ThreadItem extends PlanItemBase {
  kind: 'thread';
  entry: LandmarkOffset;
  path: LandmarkOffset[];
  entry_region: string;
  entry_to_tip_mm: number;
  retrograde: boolean;
  volume_ml_total: number;
  passes: number;
}
export type PlanItem = PointItem | ThreadItem;

export interface Tolerance {
  entry_mm: number;
  depth_mm: number;
  angle_deg: number;
  volume_fraction: number;
}

export interface Plan {
  delivery: string;
  device: DeviceChoice;
  products: string[];
  items: PlanItem[];
  total: Record<string, number>;
  rate_ml_per_min_max: number;
  tolerance: Tolerance;
  aspirate: AspirateAdvice;
  bone_contact: BoneContact;
  basis: Record<'location' | 'depth_mm' | 'angle_deg' | 'azimuth_deg' | 'amount' | 'device' | 'tolerance' | 'aspirate' | 'bone_contact', Basis>;
  notes: string[];
}

/** A slip that is easily made: `change` is added to the plan (factors multiply). */
export interface EasyError {
  error: string;
  change: Partial<Record<'depth_mm' | 'lateral_mm' | 'superior_mm' | 'angle_deg' | 'azimuth_deg' | 'volume_factor' | 'rate_factor', number>>;
  result: string;
  consequence_structures: string[];
  complications?: string[];
}

/** Where plan, stack and courses disagree, or what was moved: shown to the reviewer, never hidden. */
export interface PlanCheck {
  kind: string;
  text: string;
  sex?: Sex;
  items?: number[];
}

export interface Technique {
  id: TechniqueId;
  name: string;
  kind: 'filler' | 'toxin';
  indication: string;
  region: string;
  model_region: string;
  entry: string;
  plan: Plan;
  product_class: string;
  /** Accepted devices, the plan's own first or among them. */
  devices: string[];
  target_plane: string;
  target_layer: string;
  target_window_mm: BySex<[number, number]>;
  ranges: Record<string, Record<string, number | string>>;
  bevel: string;
  delivery: string;
  /** In words, for reading. */
  structures_at_risk: string[];
  /** Evidence ids. */
  risk_structures: string[];
  risk_class: 'standard' | 'high';
  safety_steps: string[];
  expert_points: string[];
  easy_errors: EasyError[];
  evidence_level: string;
  confidence: 'high' | 'medium' | 'low';
  sources: string[];
  further_reading: string[];
  number_basis: Record<string, string>;
  checks: PlanCheck[];
  notes?: string[];
  equivalents?: Record<string, number>;
}

export interface SourceRecord {
  authors: string | null;
  year: number | null;
  title: string;
  journal: string | null;
  link: string | null;
}

export type CriterionId =
  | 'entry'
  | 'depth'
  | 'layer'
  | 'angle'
  | 'device'
  | 'volume'
  | 'rate'
  | 'bone-contact'
  | 'vessel-distance'
  | 'nerve-distance'
  | 'piercing'
  | 'passes'
  | 'redirections'
  | 'aspiration';

/** One line of the card. `max` 0 = not part of this technique; shown, not counted. */
export interface Criterion {
  id: CriterionId;
  title: string;
  target: string;
  done: string;
  points: number;
  max: number;
  /** A sentence a clinician would say. */
  why: string;
  unit: string;
  /** The number behind `done`; null when there is none. */
  value: number | null;
  /** Source ids behind the target. */
  sources: string[];
  /** What the target rests on. */
  basis: Basis;
  /** False for anything that no study measured. */
  measured: boolean;
  /** Where on the face and when to look at it in the replay. */
  at: { tick: number; point_mm: Vec3 } | null;
}

export interface Critical {
  /** `intra-orbital`: in the orbit or the globe; `structure` then says which. */
  kind: 'intra-arterial' | 'intra-orbital';
  text: string;
  structure: string;
  side: StructureSide;
  volume_ml: number;
  tick: number;
  sources: string[];
}

export interface ItemResult {
  target: string;
  label: string;
  optional: boolean;
  done: boolean;
  entry_error_mm: number | null;
  depth_mm: number | null;
  target_depth_mm: number;
  layer: string | null;
  target_layer: string;
  angle_error_deg: number | null;
  volume_ml: number;
  target_volume_ml: number;
  tracks: number[];
}

export interface ScoreCard {
  format: 'bevel-score';
  rubric: { id: string; hash: string };
  trace: string;
  technique: string | null;
  title: string;
  /** 0..100; null for free practice, which has a reading and no mark. */
  score: number | null;
  /** What the criteria add up to before a critical fail. */
  points: number | null;
  /** Where a key criterion was missed the score goes no higher than this, whatever the points add up to. */
  cap: { criterion: CriterionId; title: string; at: number } | null;
  /** One line in words. */
  verdict: string;
  critical: Critical[];
  criteria: Criterion[];
  items: ItemResult[];
  /** Labels of required points that were not treated. */
  missing: string[];
  /** Product that belongs to no planned point. */
  stray_ml: number;
  totals: { volume_ml: number; arterial_ml: number; venous_ml: number; passes: number; redirections: number; seconds: number; in_tissue_seconds: number; tip_path_mm: number };
  pierced: { id: string; name: string; kind: string; side: StructureSide; tick: number }[];
  /** The mark is ours: no validated instrument exists. */
  note: string;
}

export type { Layer, PlannedTarget, Side, StructureSide, Vec3 };
