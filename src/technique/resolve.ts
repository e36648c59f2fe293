/**
 * The plan on this patient: each item's entry, layer, depth and shaft, as true mm on this skin and in this column. The planned layer wins and the
 * mm follow: the share of the reference layer at which the plan's depth lies is kept, so "on bone" stays on bone.
 */
import { rad, round4, sin } from '../engine/math';
import type { Reader, Reading } from '../engine/reading';
import { LAYER_COUNT, LAYERS } from '../patient/layers';
import { isPlaceError } from '../patient/surface';
import type { ChartedSkin, Placed } from '../patient/surface';
import type { CompiledPatient, Side, SkinPoint, StructureSide } from '../patient/types';
import { walk } from '../patient/walk';
import { straightDepth } from '../trace/axis';
import { InputError } from '../trace/check';
import { recordReading } from '../trace/record';
import type { PlannedTarget, Vec3 } from '../trace/types';
import { plannedPose } from './pose';
import { threadLine } from './thread';
import type { LandmarkOffset, PlanItem, PointItem, Technique } from './types';

/** A patient with what is needed to walk on the skin and to read poses. */
export interface PlanPatient {
  patient: CompiledPatient;
  surface: ChartedSkin;
  reader: Reader;
}

/**
 * Resolves a technique on a patient.
 * @param sides sides to treat; midline items come once
 * @throws InputError when a point of the plan leaves the chart on this face
 */
export function resolveTargets(technique: Technique, on: PlanPatient, sides: readonly Side[]): PlannedTarget[] {
  return technique.plan.items.flatMap((item, index) => {
    const wanted: StructureSide[] = item.per_side ? [...sides] : ['mid'];
    return wanted.map((side) => resolveItem(technique, item, index, side, on));
  });
}

/** Top and bottom of a layer below the skin at a skin point, mm along the column. */
export function layerWindow(patient: CompiledPatient, at: SkinPoint, layer: number): [number, number] {
  const { triangles } = patient.skin;
  const { depths } = patient.shell;
  const t = 3 * at.triangle;
  const n = LAYER_COUNT + 1;
  const mix = (k: number): number => depths[triangles[t] * n + k] * (1 - at.b - at.c) + depths[triangles[t + 1] * n + k] * at.b + depths[triangles[t + 2] * n + k] * at.c;
  return [mix(layer), mix(layer + 1)];
}

/** Where in its reference layer the plan's depth lies, 0 top .. 1 bottom. Bone wanted = the bottom. */
export function depthShare(item: PlanItem, sex: 'F' | 'M', bone = item.bone_contact): number {
  if (bone === 'required') return 1;
  const [top, bottom] = item.reference_window_mm[sex];
  if (!(bottom > top)) return 1;
  return Math.max(0, Math.min(1, (item.depth_mm[sex] - top) / (bottom - top)));
}

function find(on: PlanPatient, offset: LandmarkOffset, side: StructureSide, path: string): Placed {
  const found = walk(on.surface, offset, side === 'mid' ? 'left' : side, path);
  if (isPlaceError(found)) throw new InputError(found.path, found.message.replace(/\.$/, ''), 'This plan does not fit this face; choose another patient.');
  return found;
}

function resolveItem(technique: Technique, item: PlanItem, index: number, side: StructureSide, on: PlanPatient): PlannedTarget {
  const { patient } = on;
  const { plan } = technique;
  const sex = patient.sex === 'male' ? 'M' : 'F';
  const share = depthShare(item, sex, item.bone_contact ?? plan.bone_contact);
  const layer = LAYERS.indexOf(item.depth_layer);
  const path = `plan.items[${index}]`;
  const from = item.kind === 'thread' ? item.entry : { landmark: item.landmark, lateral_mm: item.lateral_mm, superior_mm: item.superior_mm };
  const entry = find(on, from, side, path);
  const choice = item.device ?? plan.device;
  const device = { kind: choice.id.startsWith('cannula') ? ('cannula' as const) : ('needle' as const), gauge: Number(choice.id.replace(/[^0-9]/g, '')), length_mm: choice.length_mm };
  const number = plan.items.length > 1 ? `point ${index + 1}` : technique.name.toLowerCase();
  const target: PlannedTarget = {
    id: `${index}-${side}`,
    item: index,
    side,
    kind: item.kind,
    label: side === 'mid' ? (plan.items.length > 1 ? `${number} (midline)` : number) : `${number}, ${side}`,
    entry: { at: entry.at, point_mm: round(entry.point), uv_mm: [round4(Math.abs(entry.uv[0])), round4(entry.uv[1])] },
    deposit_mm: [],
    layer: item.depth_layer,
    window_mm: [0, 0],
    depth_mm: 0,
    angle_deg: item.angle_deg,
    azimuth_deg: item.azimuth_deg,
    shaft_mm: 0,
    bevel: item.bevel,
    device,
    volume_ml: item.kind === 'thread' ? item.volume_ml_total : item.volume_ml,
    units: item.kind === 'point' ? (item.units ?? null) : null,
    passes: item.kind === 'thread' ? item.passes : 1,
    optional: item.optional ?? false,
    bone_contact: item.bone_contact ?? plan.bone_contact,
    target_structure: item.target_structure ?? null,
    vessel_mm: null,
    nerve_mm: null,
    pierces: [],
    note: null,
  };
  if (item.kind === 'thread') {
    const reading = on.reader.make();
    const start = find(on, item.path[0], side, `${path}.path[0]`);
    const end = find(on, item.path[item.path.length - 1], side, `${path}.path[${item.path.length - 1}]`);
    const window = layerWindow(patient, end.at, layer);
    const line = threadLine(on, target, start, end, window[0] + share * (window[1] - window[0]));
    target.angle_deg = round4(line.angle_deg);
    target.azimuth_deg = round4(line.azimuth_deg);
    target.shaft_mm = round4(line.shaft_mm);
    target.window_mm = [round4(window[0]), round4(window[1])];
    nearAt(target, on, reading, [1, 0.75, 0.5, 0.25, 0].map((f) => line.start_mm + f * (line.shaft_mm - line.start_mm)));
    target.deposit_mm = [openingAt(target, on, reading, line.start_mm), openingAt(target, on, reading, line.shaft_mm)];
    target.depth_mm = round4(straightDepth(target.shaft_mm, target.angle_deg));
    return target;
  }
  return settle(target, item, from, layer, share, on, path, Math.min(NUDGE_MAX_MM, plan.tolerance.entry_mm));
}

/** Step and farthest of the search for a better spot, mm; distance from a vessel wall below which one is looked for. */
const NUDGE_STEP_MM = 0.5;
const NUDGE_MAX_MM = 3;
const CLEAR_MM = 0.5;

/**
 * Lays a point on this patient. Where the plan's own spot would put the needle through a vessel or nerve, or would miss the bone or layer it wants, the nearest spot
 * within the plan's entry tolerance that does neither is taken and the target says so: what an injector does who has scanned the vessel or felt for the bone.
 */
function settle(target: PlannedTarget, item: PointItem, from: LandmarkOffset, layer: number, share: number, on: PlanPatient, path: string, tolerance = NUDGE_MAX_MM): PlannedTarget {
  const first = layPoint(target, item, layer, share, on, path);
  if (first.faults === 0) return first.target;
  let best = first;
  let moved: [number, number] = [0, 0];
  const offsets: [number, number][] = [];
  const steps = Math.floor(tolerance / NUDGE_STEP_MM);
  for (let i = -steps; i <= steps; i++) for (let j = -steps; j <= steps; j++) if (i * i + j * j > 0 && i * i + j * j <= steps * steps) offsets.push([i * NUDGE_STEP_MM, j * NUDGE_STEP_MM]);
  offsets.sort((p, q) => p[0] * p[0] + p[1] * p[1] - q[0] * q[0] - q[1] * q[1] || p[0] - q[0] || p[1] - q[1]);
  for (const [du, dv] of offsets) {
    if (target.side === 'mid' && du !== 0) continue;
    const spot = { landmark: from.landmark, lateral_mm: from.lateral_mm + du, superior_mm: from.superior_mm + dv };
    const found = walk(on.surface, spot, target.side === 'mid' ? 'left' : target.side, path);
    if (isPlaceError(found)) continue;
    const entry = { at: found.at, point_mm: round(found.point), uv_mm: [round4(Math.abs(found.uv[0])), round4(found.uv[1])] as [number, number] };
    const tried = layPoint({ ...target, entry, pierces: [] }, item, layer, share, on, path, [du, dv]);
    if (tried.faults < best.faults) {
      best = tried;
      moved = [du, dv];
    }
    if (best.faults === 0) break;
  }
  if (best === first) return first.target;
  const words = [moved[0] !== 0 ? `${Math.abs(moved[0])} mm ${moved[0] > 0 ? 'lateral' : 'medial'}` : '', moved[1] !== 0 ? `${Math.abs(moved[1])} mm ${moved[1] > 0 ? 'up' : 'down'}` : ''].filter((w) => w !== '');
  return { ...best.target, note: `Moved ${words.join(' and ')} on this face: ${first.why}.` };
}

interface Laid {
  target: PlannedTarget;
  faults: number;
  why: string;
}

/** The target at one spot, with what is wrong there: 2 for bone or layer missed, 1 for a wall pierced or touched. */
function layPoint(plain: PlannedTarget, item: PointItem, layer: number, share: number, on: PlanPatient, path: string, moved: [number, number] = [0, 0]): Laid {
  const target: PlannedTarget = { ...plain, vessel_mm: null, nerve_mm: null, pierces: [] };
  const reading = on.reader.make();
  const deposit = item.deposit ? { landmark: item.landmark, lateral_mm: item.deposit.lateral_mm + moved[0], superior_mm: item.deposit.superior_mm + moved[1] } : null;
  const under = deposit ? find(on, deposit, target.side, `${path}.deposit`) : { at: target.entry.at };
  const window = layerWindow(on.patient, under.at, layer);
  const shaft = shaftInto(target, on, reading, layer, share, window[0] + share * (window[1] - window[0]));
  target.shaft_mm = round4(Math.min(shaft, target.device.length_mm));
  target.window_mm = [round4(window[0]), round4(window[1])];
  nearAt(target, on, reading, [target.shaft_mm]);
  target.deposit_mm = [openingAt(target, on, reading, target.shaft_mm)];
  target.depth_mm = round4(straightDepth(reading.reached, target.angle_deg));
  const missed = target.bone_contact === 'required' && !reading.boneContact;
  const off = target.bone_contact !== 'required' && reading.tissue !== layer;
  const touched = target.pierces.length > 0 || (target.vessel_mm !== null && target.vessel_mm < CLEAR_MM);
  const name = target.pierces[0]?.split(':')[0] ?? recordReading(on.patient, reading).vessel?.id ?? '';
  const words = name.replace(/-/g, ' ');
  return { target, faults: (missed || off ? 2 : 0) + (touched ? 1 : 0), why: missed ? 'the plan point misses bone' : off ? `there is no ${target.layer.replace(/-/g, ' ')} under the plan point` : touched ? `the plan point runs into the ${words}` : '' };
}

/**
 * The shaft length that brings the tip to the asked share of the layer along this shaft. Where bone is wanted it is the length at which bone stops
 * the shaft, plus a tenth of a millimetre to press on it.
 */
function shaftInto(target: PlannedTarget, on: PlanPatient, reading: Reading, layer: number, share: number, straight: number): number {
  const guess = straight / Math.max(0.1, sin(rad(target.angle_deg)));
  on.reader.read(plannedPose(target, Math.max(guess * 1.6 + 4, target.device.length_mm)), reading);
  if (target.bone_contact === 'required' && reading.boneContact) return reading.reached + 0.1;
  let best: { from: number; to: number } | null = null;
  for (let i = 0, from = 0; i < reading.path.count; i++) {
    const to = reading.path.to[i];
    // The layer may be met twice where the skin folds: the stretch that holds most of it near the expected depth counts.
    if (reading.path.tissue[i] === layer && to > from && (best === null || merit(from, to, guess) > merit(best.from, best.to, guess))) best = { from, to };
    from = to;
  }
  return best ? best.from + share * (best.to - best.from) : guess;
}

const merit = (from: number, to: number, x: number): number => to - from - Math.max(from - x, x - to, 0);

/** How near the planned shaft comes to a vessel and a nerve while it delivers. */
function nearAt(target: PlannedTarget, on: PlanPatient, reading: Reading, shafts: readonly number[]): void {
  for (const shaft of shafts) {
    const { vessel, nerve, pierced } = recordReading(on.patient, on.reader.read(plannedPose(target, shaft), reading));
    if (vessel && (target.vessel_mm === null || vessel.distance_mm < target.vessel_mm)) target.vessel_mm = vessel.distance_mm;
    if (nerve && (target.nerve_mm === null || nerve.distance_mm < target.nerve_mm)) target.nerve_mm = nerve.distance_mm;
    for (const p of pierced) if (!target.pierces.includes(`${p.id}:${p.side}`)) target.pierces.push(`${p.id}:${p.side}`);
  }
}

function openingAt(target: PlannedTarget, on: PlanPatient, reading: Reading, shaft: number): Vec3 {
  return recordReading(on.patient, on.reader.read(plannedPose(target, shaft), reading)).opening_mm;
}

const round = (p: readonly number[]): Vec3 => [round4(p[0]), round4(p[1]), round4(p[2])];
