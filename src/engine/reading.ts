import type { CompiledPatient, Pose } from '../patient/types';
import { allAlong, closestOnDiscs, makeClosest, makeHits, makeLine, setLine } from '../patient/trees';
import { makeFrame, poseFrame, type Frame } from './frame';
import { makeGlands, measureGland, type GlandBody } from './glands';
import { boneUnder, cartilageMask, firstHard, hardFound } from './hard';
import { DISTANCES, makeProbe, makeTubeSearch, OPENING, SHAFT, searchTubes, TIP, type Probe, type TubeSearch } from './near';
import { deviceShape, type DeviceShape } from './needle';
import { BEHIND, traced, traceLine } from './path';
import { makeIntervals, walked, type Intervals } from './prism';
import { assess, type RiskLevel } from './risk';
import type { ShellGrid } from './shellGrid';
import { shellGridOf } from './tissueAt';
import { OUTSIDE } from './tissue';

/** Structures are listed when their wall is this near to the shaft, mm. */
export const REACH = 15;

/** Everything within reach, nearest first. `count` entries are valid. Distances from the device's surface to the wall, mm, negative inside. */
export interface NearList {
  count: number;
  structure: Uint16Array;
  shaft: Float64Array;
  tip: Float64Array;
  opening: Float64Array;
  pierced: Uint8Array;
  inLumen: Uint8Array;
}

/** Muscles, glands and fat pads that the shaft passes, in order. `count` entries are valid; mm along the shaft. */
export interface BodyList {
  count: number;
  structure: Uint16Array;
  from: Float64Array;
  to: Float64Array;
}

/** One full reading. Made once by `makeReading`, filled in place by `Reader.read`; copy what you keep (or use `describe`). */
export interface Reading {
  device: DeviceShape;
  frame: Frame;
  /** Skin triangle of the entry. */
  triangle: number;
  /** Asked and reached length along the shaft, mm. */
  depth: number;
  reached: number;
  tip: Float64Array;
  /** Shortest distance from the tip to the skin, mm; negative where the tip is out of the face. */
  depthBelowSkin: number;
  /** Tissue code at the tip. */
  tissue: number;
  path: Intervals;
  bodies: BodyList;
  /** Perpendicular at the entry, mm; NaN where there is no hard tissue. */
  skinToBone: number;
  /** Tissue code of what stopped the shaft, else of what lies under the entry; 0 = nothing. */
  hard: number;
  boneContact: boolean;
  /** Shaft and opening midline, mm. */
  probe: Probe;
  near: NearList;
  vascular: number;
  nerve: number;
  level: RiskLevel;
}

/** A fresh reading for a patient of `structures` structures. */
export function makeReading(patient: CompiledPatient): Reading {
  const n = patient.structures.length;
  return {
    device: deviceShape({ kind: 'needle', gauge: 30 }),
    frame: makeFrame(),
    triangle: 0,
    depth: 0.5,
    reached: 0.5,
    tip: new Float64Array(3),
    depthBelowSkin: 0.5,
    tissue: OUTSIDE,
    path: makeIntervals(),
    bodies: { count: 0, structure: new Uint16Array(64), from: new Float64Array(64), to: new Float64Array(64) },
    skinToBone: NaN,
    hard: 0,
    boneContact: false,
    probe: makeProbe(),
    near: { count: 0, structure: new Uint16Array(n), shaft: new Float64Array(n), tip: new Float64Array(n), opening: new Float64Array(n), pierced: new Uint8Array(n), inLumen: new Uint8Array(n) },
    vascular: 0.5,
    nerve: 0.5,
    level: 'low',
  };
}

/** Reads poses on one patient; holds what a reading needs so that reading allocates nothing. */
export interface Reader {
  readonly patient: CompiledPatient;
  /** A fresh reading to be filled. */
  make(): Reading;
  /**
   * Fill `out` with the reading of a pose and return it. Angles in degrees, lengths in mm; depth 0 = the needle rests on the skin.
   * @throws RangeError when the device is unknown or the entry is not on the skin mesh
   */
  read(pose: Pose, out: Reading): Reading;
}

interface ReaderState {
  patient: CompiledPatient;
  grid: ShellGrid;
  cartilage: Uint8Array;
  search: TubeSearch;
  glands: GlandBody[];
}

const closest = makeClosest();
const bodyHits = makeHits(128);
const shaft = makeLine();
/** The tip, and the radius within which the skin is sought. */
const tip = new Float64Array(4);
const wall = new Float64Array(4);

/** Prepare a patient for readings: some tens of milliseconds, once. */
export function createReader(patient: CompiledPatient): Reader {
  const state: ReaderState = { patient, grid: shellGridOf(patient), cartilage: cartilageMask(patient), search: makeTubeSearch(patient), glands: makeGlands(patient) };
  return {
    patient,
    make: () => makeReading(patient),
    read: (pose, out) => read(state, pose, out),
  };
}

function read(state: ReaderState, pose: Pose, out: Reading): Reading {
  const { patient, grid } = state;
  const { triangle } = pose.entry;
  if (!(triangle >= 0 && triangle < patient.skin.triangles.length / 3)) throw new RangeError(`entry: triangle ${triangle} is not on the skin; pick a point with place() or walk()`);
  const device = deviceShape(pose.device);
  const frame = poseFrame(patient, pose, out.frame);
  const { point, normal, direction } = frame;
  out.device = device;
  out.triangle = triangle;
  out.depth = pose.depth_mm;
  boneUnder(grid, state.cartilage, triangle, point, normal);
  out.skinToBone = hardFound.t;
  const under = hardFound.code;
  // The shaft, as far as skull or shell floor lets it.
  setLine(shaft, point, direction, 1, 0);
  shaft[7] = pose.depth_mm + BEHIND;
  firstHard(grid, state.cartilage, shaft);
  const hit = hardFound.t, hitCode = hit <= pose.depth_mm ? hardFound.code : 0;
  traced.hard = hit;
  shaft[7] = hit < pose.depth_mm ? hit : pose.depth_mm;
  traceLine(grid, triangle, shaft, true, out.path);
  const reached = traced.t;
  shaft[7] = reached;
  out.reached = reached;
  out.boneContact = traced.floor !== 0 || hit <= pose.depth_mm;
  out.hard = traced.floor !== 0 ? traced.floor : hitCode !== 0 ? hitCode : under;
  out.tissue = out.path.count > 0 ? out.path.tissue[out.path.count - 1] : 0;
  for (let k = 0; k < 3; k++) {
    out.tip[k] = point[k] + direction[k] * reached;
    out.probe.shaft[k] = point[k];
    out.probe.shaft[k + 3] = tip[k] = out.tip[k];
  }
  placeOpening(out);
  // The skin is no farther from the tip than the entry, nor than the skin over the prism in which the path ended.
  tip[3] = reached + 1e-6;
  boundSkin(patient, walked.triangle, tip);
  closestOnDiscs(grid.surface, tip, closest);
  const distance = closest.triangle >= 0 ? closest.distance : reached;
  out.depthBelowSkin = out.tissue === OUTSIDE && out.path.count > 0 ? -distance : distance;
  passBodies(grid, out);
  searchTubes(state.search, out.probe, REACH);
  collectNear(state, out);
  assess(patient, out);
  return out;
}

/** Lower `p[3]` to the distances of a point `p` to the corners of an outer skin triangle, a hair more, mm. */
function boundSkin({ skin, chart }: CompiledPatient, triangle: number, p: Float64Array): void {
  if (triangle < 0 || triangle >= chart.domain.length || chart.domain[triangle] !== 1) return;
  for (let k = 3 * triangle; k < 3 * triangle + 3; k++) {
    const v = 3 * skin.triangles[k];
    const x = skin.positions[v] - p[0], y = skin.positions[v + 1] - p[1], z = skin.positions[v + 2] - p[2];
    const d = Math.sqrt(x * x + y * y + z * z) + 1e-6;
    if (d < p[3]) p[3] = d;
  }
}

/**
 * The opening: of a needle the midline of the bevelled lumen, from its heel to its front, tilted by the bevel angle; of a cannula the
 * centre of the side port. What still stands out of the skin is cut off.
 */
function placeOpening({ device, frame, reached, probe }: Reading): void {
  const { point, direction, bevel } = frame;
  probe.radius = device.outer_mm / 2;
  const inner = device.inner_mm / 2;
  const share = device.inner_mm / device.outer_mm;
  const needle = device.kind === 'needle';
  // Along the shaft and towards the bevel's side, for both ends.
  let t0 = needle ? reached - (device.bevel_mm / 2) * (1 + share) : reached - device.port_mm;
  let t1 = needle ? reached - (device.bevel_mm / 2) * (1 - share) : t0;
  let s0 = needle ? inner : probe.radius;
  let s1 = needle ? -inner : s0;
  if (t1 < 0) {
    t0 = t1 = 0;
    s0 = s1 = needle ? 0 : s0;
  } else if (t0 < 0) {
    s0 += ((s1 - s0) * -t0) / (t1 - t0);
    t0 = 0;
  }
  for (let k = 0; k < 3; k++) {
    probe.opening[k] = point[k] + direction[k] * t0 + bevel[k] * s0;
    probe.opening[k + 3] = point[k] + direction[k] * t1 + bevel[k] * s1;
  }
}

/** Which muscles, glands and fat pads the shaft lies in, by its crossings with their closed meshes. */
function passBodies(grid: ShellGrid, out: Reading): void {
  const { bodies } = grid.patient;
  const list = out.bodies;
  list.count = 0;
  if (bodies.structure.length === 0 || out.reached <= 0) return;
  const n = allAlong(grid.bodies, shaft, bodyHits);
  for (let i = 0; i < n; i++) {
    const structure = bodies.structure[bodyHits.triangle[i]];
    if (bodyHits.entering[i] === 1) {
      if (list.count === list.structure.length) continue;
      list.structure[list.count] = structure;
      list.from[list.count] = bodyHits.t[i];
      list.to[list.count++] = out.reached;
      continue;
    }
    let open = -1;
    for (let k = list.count - 1; k >= 0 && open < 0; k--) if (list.structure[k] === structure && list.to[k] === out.reached) open = k;
    if (open >= 0) list.to[open] = bodyHits.t[i];
  }
}

/** Tubes and glands within reach into `out.near`, sorted by shaft distance, then by structure. */
function collectNear(state: ReaderState, out: Reading): void {
  const { search, glands } = state;
  const { near, probe } = out;
  const { distance } = search;
  wall[3] = probe.radius;
  near.count = 0;
  for (let i = 0; i < search.count; i++) {
    const s = search.found[i];
    for (let k = 0; k < 3; k++) wall[k] = distance[DISTANCES * s + k];
    insertNear(near, s);
  }
  for (let i = 0; i < glands.length; i++) if (measureGland(glands[i], probe, REACH, wall)) insertNear(near, glands[i].structure);
}

/** Put a structure with the distances of its wall in `wall` (shaft's axis, tip, opening, then the shaft's radius) in its place. */
function insertNear(near: NearList, structure: number): void {
  const r = wall[3];
  const shaft = wall[SHAFT] - r, tip = wall[TIP] - r, opening = wall[OPENING];
  let k = near.count++;
  while (k > 0 && (near.shaft[k - 1] > shaft || (near.shaft[k - 1] === shaft && near.structure[k - 1] > structure))) {
    near.structure[k] = near.structure[k - 1];
    near.shaft[k] = near.shaft[k - 1];
    near.tip[k] = near.tip[k - 1];
    near.opening[k] = near.opening[k - 1];
    near.pierced[k] = near.pierced[k - 1];
    near.inLumen[k] = near.inLumen[k - 1];
    k--;
  }
  near.structure[k] = structure;
  near.shaft[k] = shaft;
  near.tip[k] = tip < shaft ? shaft : tip;
  near.opening[k] = opening < shaft ? shaft : opening;
  near.pierced[k] = shaft <= 0 ? 1 : 0;
  near.inLumen[k] = near.opening[k] < 0 ? 1 : 0;
}
