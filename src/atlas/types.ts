/**
 * The atlas: published anatomy as data, in face coordinates (landmark + offset along the skin of the reference face).
 *
 * Units: millimetres unless a field name says otherwise. `lateral_mm` is positive away from the front midline,
 * `superior_mm` positive up, `depth_mm` straight in from the skin. Source ids resolve in `data/study/sources.json`;
 * `textbook`, `assumed`, `interpolated` and `recalled-*` are not measurements (see `sources.ts`).
 */

/** A point on the skin: landmark + offset along the skin of the reference face. */
export interface SkinRef {
  landmark: string;
  lateral_mm: number;
  superior_mm: number;
}

/** A point off a deep anchor, straight head axes: lateral away from the midplane, superior up, posterior backward. */
export interface DeepRef {
  anchor: string;
  lateral_mm: number;
  superior_mm: number;
  posterior_mm: number;
}

/** One point of a course. `skin` points lie under their skin point at `depth_mm` or in `plane`; `deep` points are placed by `deep`. */
export interface Waypoint extends SkinRef {
  depth_mm: number | null;
  plane: string | null;
  source: string;
  where: 'skin' | 'deep';
  deep?: DeepRef;
  /** The waypoint sits at this opening of the bone. */
  foramen?: string;
}

export type CourseKind = 'artery' | 'vein' | 'nerve' | 'duct';

/** A vessel, nerve or duct of one side. */
export interface Course {
  id: string;
  name: string;
  /** TA2 term; empty where TA2 has none. */
  latin: string;
  kind: CourseKind;
  parent: string | null;
  parent_secondary?: string;
  /** Absent until a variant adds it. */
  optional?: boolean;
  /** A plexus or sinus: a region, not a tube. */
  body?: boolean;
  /** Only closes the tree; low confidence. */
  stub?: boolean;
  confidence?: string;
  diameter_mm: { start: number; end: number };
  /** The end diameter was set by us. */
  taper?: 'assumed';
  communicates_with?: string[];
  supplies?: string[];
  innervates?: string[];
  function?: string;
  /** Points between the parent and the first waypoint, where a straight way would be wrong; set by us, outside the waypoint count. */
  lead?: Waypoint[];
  waypoints: Waypoint[];
}

export type ShapeKind = 'muscle' | 'gland' | 'fat' | 'ligament';

/** A muscle, gland, fat pad or ligament of one side, as an outline on the face chart with a depth range. */
export interface Shape {
  id: string;
  name: string;
  latin: string;
  kind: ShapeKind;
  outline: SkinRef[];
  /** Lines along the fibres, origin first. */
  fibre_direction: [SkinRef, SkinRef][];
  depth_mm: { superficial: number; deep: number };
  thickness_mm: number;
  plane: string;
  source: string;
  antagonists?: string[];
  /** Only for the levator of the upper lid, which lies in the orbit. */
  space?: 'orbit';
  centreline?: Waypoint[];
  width_mm?: { at_origin: number; at_lid: number; source: string; note: string };
}

export interface Landmark {
  id: string;
  name: string;
  latin: string;
  definition: string;
  kind: string;
  symmetry: 'midline' | 'paired';
  /** Chart label on the reference face: u away from the midline, v up. */
  reference_uv: [number, number];
  skin_to_bone_mm?: { F: number | null; M: number | null; source: string; basis: string; note?: string } | null;
}

export interface DeepAnchor {
  id: string;
  landmark: string;
  lateral_mm: number;
  superior_mm: number;
  posterior_mm: number;
  scale: 'orbit' | 'skull' | 'mandible' | 'neck';
  basis: string;
  source: string;
  note: string;
  sd_mm: number;
  sd_source: string;
}

export interface SpreadRow {
  id: string;
  segment: string;
  from_index: number;
  to_index: number;
  lateral_sd_mm: number | null;
  superior_sd_mm: number | null;
  depth_sd_mm: number | null;
  diameter_sd_mm: number | null;
  basis: string;
  source: string | string[];
  reason?: string;
}

export type SideName = 'left' | 'right';

/** One operation of a variant option; `side` limits it to one side of a person-wide draw. */
export type VariantOp =
  | { op: 'add'; course: Course; side?: SideName }
  | { op: 'add'; shape: { like: string; id: string; lateral_mm?: number; superior_mm?: number }; side?: SideName }
  | { op: 'remove'; id: string; side?: SideName }
  | { op: 'reroute'; id: string; waypoints?: Waypoint[]; outline?: SkinRef[]; side?: SideName }
  | { op: 'reparent'; id: string; parent: string; only_if_parent?: string; side?: SideName }
  | { op: 'end-at'; id: string; waypoint_index: number; side?: SideName }
  | { op: 'plane'; id: string; from_index: number; to_index: number; plane: string; side?: SideName }
  | { op: 'shift'; id: string; lateral_mm: number; superior_mm: number; depth_mm: number; from_index?: number; to_index?: number; side?: SideName }
  | { op: 'calibre'; id: string; start: number; end: number; side?: SideName }
  | { op: 'connect'; a: string; b: string; side?: SideName; side_b?: SideName | 'opposite' };

export interface VariantOption {
  id: string;
  name: string;
  /** Share of the population; null = can be chosen, never drawn. */
  weight_percent: number | null;
  source: string;
  basis: string;
  ops_basis?: string;
  population?: string;
  n?: number;
  ops: VariantOp[];
}

export interface VariantGroup {
  id: string;
  structure_ids: string[];
  side: 'per-side' | 'person';
  depends_on?: { group: string; when: string[] };
  /** Option of a patient without a seed, before the teaching pattern. */
  default: string;
  options: VariantOption[];
}

export interface AtlasRegion {
  id: string;
  name: string;
  latin: string;
  midline: boolean;
  outline: [number, number][];
  neighbours: string[];
  aesthetic_unit: string;
}

/** One layer of a region's stack. */
export interface StackLayer {
  layer: string;
  mean_mm: number;
  sd_mm: number;
  top_mm: number;
  bottom_mm: number;
  sources?: string[];
  basis?: string;
  label?: string;
}

export interface RegionStack {
  stack: StackLayer[];
  total_mm: number | null;
  total_sd_mm: number | null;
  total_sources?: string[];
}

export interface RegionLayers {
  region: string;
  site: string;
  below: string;
  was_deep_boundary: string;
  confidence: string;
  female: RegionStack;
  male: RegionStack;
}

/** Where a plane lies in the one ordered stack; fractions of the layer's thickness, 0 at its top. */
export interface PlanePlace {
  layer: string;
  from: number;
  to: number;
  at: number;
  why?: string;
}

export interface PlaneRule extends PlanePlace {
  plane: string;
  rule?: string;
  below?: boolean;
  by_region?: Record<string, PlanePlace>;
  by_structure?: Record<string, PlanePlace>;
}

export interface PlaneTarget {
  plane: string;
  targets: { layer: string; from: number; to: number }[];
}

export interface Source {
  authors: string | null;
  year: number | string | null;
  title: string;
  journal: string | null;
  ref: string | null;
}

/** A measurement row as a study card shows it. */
export interface MeasurementRow {
  id: string;
  structures: string[];
  segment: string;
  quantity: string;
  value?: number;
  sd?: number;
  min?: number;
  max?: number;
  unit?: string;
  text?: string;
  plane?: string;
  from_landmark?: string;
  direction?: string;
  population?: string;
  n?: number;
  method?: string;
  source: string;
  confidence: string;
}

export interface LayerRow {
  id: string;
  region: string;
  layer: string;
  mean_mm?: number;
  sd_mm?: number;
  min_mm?: number;
  max_mm?: number;
  population?: string;
  sex?: string;
  n?: number;
  method?: string;
  source: string;
  confidence: string;
  note?: string;
}

export interface SoftTissueDepthRow {
  landmark: string;
  definition: string;
  type: string;
  mean_mm: number | null;
  sd_mm: number | null;
  n: number | null;
  source: string;
  sex: string;
  population: string;
  confidence: string;
}

export interface FaceDimensionRow {
  measure: string;
  from: string;
  to: string;
  female_mean: number | null;
  female_sd: number | null;
  male_mean: number | null;
  male_sd: number | null;
  unit: string;
  population: string;
  source: string;
  confidence: string;
}

export interface AllowedContact {
  a: string;
  b: string;
  kinds: string[];
  basis: string;
}
