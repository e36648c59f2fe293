/**
 * The compiled patient: everything the engine and the screen need, as plain data and typed arrays.
 *
 * Space, everywhere: millimetres; x to the patient's left, y up, z forward; origin midway between the tragions.
 * No class instances, so that a compiled patient can be posted between threads.
 */

export type Side = 'left' | 'right';
export type StructureSide = Side | 'mid';
export type StructureKind = 'artery' | 'vein' | 'nerve' | 'duct' | 'muscle' | 'gland' | 'fat' | 'ligament' | 'bone' | 'cartilage';

/** Who the patient is: a few hundred bytes from which everything else follows. */
export interface PatientSpec {
  /** One of the preset ids, e.g. `female-35`. */
  preset: string;
  /** Draws variants and tissue thickness, the sides apart. Without it the patient is mirror-symmetric with the classic teaching pattern. */
  seed?: number;
  /** Variant options chosen by hand: group id -> option id (both sides), or `group:left` / `group:right` -> option id. */
  variants?: Record<string, string>;
}

/** A triangle mesh. `positions` holds xyz per vertex, `triangles` three vertex indices per face, counter-clockwise seen from outside. */
export interface Mesh {
  positions: Float32Array;
  triangles: Uint32Array;
}

/** A point on the skin mesh: triangle index and barycentric weights of its second and third corner (first = 1 - b - c). */
export interface SkinPoint {
  triangle: number;
  b: number;
  c: number;
}

/** The skin: the level-two subdivision of the morphed cage, the same vertices for the engine and the screen. */
export interface Skin extends Mesh {
  /** Unit vertex normals of the drawn surface. */
  normals: Float32Array;
  /** Unit vertex normals of the faired skin, to which angles are measured. */
  fairedNormals: Float32Array;
}

/** The face chart: a flat label (mm on the reference face) per skin vertex. Right side has negative u here. */
export interface Chart {
  /** u, v per skin vertex. */
  uv: Float32Array;
  /** Per skin triangle: 1 inside the authored domain. */
  domain: Uint8Array;
  /** Per skin triangle: index into the atlas regions, 255 = none. */
  region: Uint8Array;
}

/**
 * The tissue shell. Each skin vertex of the chart domain carries a straight column from the skin to the deep boundary;
 * boundary k of vertex i lies at `skin + direction * depths[i * 10 + k]`. Prisms between boundaries fill the tissue.
 */
export interface Shell {
  /** Unit column directions, into the face, xyz per skin vertex. */
  directions: Float32Array;
  /** Cumulative mm along the column, `LAYER_COUNT + 1` per skin vertex, non-decreasing, first 0. All 0 outside the domain. */
  depths: Float32Array;
  /** Per skin triangle: index into BELOW. */
  below: Uint8Array;
  /** Per skin triangle: 1 where the last layer is mucosa instead of periosteum. */
  mucosa: Uint8Array;
}

/** A named anatomical structure of this patient; tubes and bodies refer to it by its index in `CompiledPatient.structures`. */
export interface Structure {
  /** Evidence id, e.g. `facial-artery`. One entry per structure and side. */
  id: string;
  name: string;
  latin: string;
  kind: StructureKind;
  side: StructureSide;
  /** Evidence id of the parent, where there is one. */
  parent?: string;
  sources: string[];
  /** `tube`: capsules `first .. first + count` of `tubes`; `body`: triangles `first .. first + count` of `bodies`. */
  shape: 'tube' | 'body';
  first: number;
  count: number;
  /** Whole percent of the population that has this structure, where published. */
  prevalence?: number;
  /** Unit fibre direction per muscle at its middle, where known. */
  fibre?: [number, number, number];
}

/** Vessels, nerves and ducts as capsules: the truth that the engine measures to. */
export interface Tubes {
  /** Start and end of each segment, xyz. */
  a: Float32Array;
  b: Float32Array;
  /** Constant radius per segment, mm. */
  radius: Float32Array;
  /** Index into `structures` per segment. */
  structure: Uint16Array;
  /** Where the middle of each segment lies on its published course, in waypoints (1.5 = halfway between waypoints 1 and 2); for `spread`. */
  waypoint?: Float32Array;
}

/** Closed meshes of muscles, glands and fat pads, concatenated. */
export interface Bodies extends Mesh {
  /** Index into `structures` per triangle. */
  structure: Uint16Array;
  /** Unit fibre direction per vertex, xyz (0 where unknown). */
  fibre: Float32Array;
}

/** Skull, jaw, teeth and nasal cartilages; closed surfaces, warped to this patient. */
export interface Skull extends Mesh {
  parts: { id: string; kind: 'bone' | 'cartilage' | 'tooth'; first: number; count: number }[];
}

export interface LandmarkPoint {
  id: string;
  side: StructureSide;
  surface: 'skin' | 'bone';
  /** xyz in mm. */
  point: [number, number, number];
  /** Chart label, u >= 0; null for points off the skin. */
  uv: [number, number] | null;
  /** Where it sits on the skin mesh; null for points off the skin. */
  at: SkinPoint | null;
}

export interface DrawnVariant {
  group: string;
  option: string;
  side: Side | 'person';
  weight_percent: number | null;
  source: string;
}

/** A bounding-volume tree in two flat arrays; see `trees/`. */
export interface Tree {
  bounds: Float32Array;
  nodes: Uint32Array;
  /** Permutation: leaf slot -> item index. */
  items: Uint32Array;
}

export interface CompiledPatient {
  spec: PatientSpec;
  sex: 'female' | 'male';
  age: number;
  /** Hashes of what the patient was built from; recorded in traces. */
  builtWith: { atlas: string; head: string; compiler: string };
  skin: Skin;
  chart: Chart;
  shell: Shell;
  skull: Skull;
  structures: Structure[];
  tubes: Tubes;
  bodies: Bodies;
  landmarks: LandmarkPoint[];
  variants: DrawnVariant[];
  trees: { skin: Tree; skull: Tree; tubes: Tree; bodies: Tree };
}

/** What a device is, resolved from devices.json. */
export interface Device {
  kind: 'needle' | 'cannula';
  gauge: number;
  length_mm: number;
}

/** A needle pose on a compiled patient. */
export interface Pose {
  device: Device;
  entry: SkinPoint;
  /** Which side the entry counts to where it lies on the midline; elsewhere the side is where it lies. */
  side?: Side;
  /** To the faired skin: 0 flat, 90 perpendicular. 0 < angle <= 90. */
  angle_deg: number;
  /** In the faired tangent plane: 0 = tip points up the face along the v-gradient, 90 = lateral (away from the midline on that side). */
  azimuth_deg: number;
  /** 0 = bevel away from the skin. */
  roll_deg: number;
  /** Along the shaft. */
  depth_mm: number;
}
