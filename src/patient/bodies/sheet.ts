import type { Shape, SideName } from '../../atlas/types';
import { LAYERS } from '../layers';
import type { Ground } from '../courses/ground';
import { stackPlace, type StackPlace } from '../courses/stack';
import { underSkin } from '../courses/underSkin';
import { COLUMN, columnEnd, columnsOf, endsOnBone, endsSoft, layerEnd, placeIn, type SheetColumns } from './columns';
import { INNER, laidOn, OUTER, SEAM, STRIP_OUTER, type LaidPlan } from './laid';
import type { BodyBuffer } from './mesh';
import { rankOf, type Occupancy } from './order';
import type { ShapePlan } from './plan';

/** Thickness left at the rim, mm. */
const RIM = 0.12;
/** Tissue kept under the dermis and over bone, mm. */
const CLEAR = 0.12;
/** Height of the strip by which the wall at the seam keeps its shading from the faces, mm. */
const STRIP = 0.03;
/** How far the half of a muscle reaches over the midline at its seam with the other half, mm: too little to be drawn. */
const OVERLAP = 0.02;
/** Least thickness to which a body is pressed where there is no room, mm. */
const LEAST = 0.3;
/** Muscles where the skin rolls in at the lips: their columns cross, so that what is laid along one may come out beside it. */
const AT_LIPS = new Set(['orbicularis-oris', 'orbicularis-oris-marginal']);
/** Tissue kept over them there, mm. */
const LIP_COVER = 0.3;
/** Share of the length over which a muscle comes up from its bony origin. */
const RISE = 0.4;

/** Muscles that arise from bone: they lie on it at their origin and come up to their own depth (origins: muscle-shapes `origin`, textbook). */
const FROM_BONE = new Set(['corrugator-supercilii', 'depressor-supercilii', 'nasalis-transverse', 'nasalis-alar', 'levator-nasolabialis', 'levator-labii-superioris', 'zygomaticus-minor', 'zygomaticus-major', 'levator-anguli-oris', 'depressor-anguli-oris', 'depressor-labii-inferioris', 'mentalis']);

/**
 * A muscle, gland, fat pad or ligament as a closed body: the flat plan laid into the shell, thick in the middle, thin at the rim and
 * the fibre ends, under what lies over it. Null when less than half of it finds skin.
 */
export function sheetBody(plan: ShapePlan, shape: Shape, side: SideName, ground: Ground, occupancy: Occupancy): BodyBuffer | null {
  const { mesh } = plan;
  const count = mesh.uv.length / 2;
  const laid = laidOn(plan, side, ground);
  if (laid.lost * 2 > count) return null;
  const columns = columnsOf(laid, ground);
  const range = placeRange(shape, plan, ground);
  const centre = new Float64Array(count);
  const half = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    if (laid.triangle[i] < 0) continue;
    const top = placeIn(columns, i, range.top);
    const bottom = placeIn(columns, i, range.bottom);
    half[i] = Math.max(RIM / 2, (range.share * (bottom - top) * profile(plan, shape, i)) / 2);
    // What lies on bone keeps to it where it is thinner than its layer.
    const middle = shape.id === 'temporalis' ? bottom - half[i] : (top + bottom) / 2;
    centre[i] = restDepth(shape, plan, i, columns, middle, half[i]);
  }
  relax(plan, [centre, half], 6);
  if (rankOf(shape.id) !== null) {
    settle(plan, laid, columns, centre, half, occupancy);
    for (let i = 0; i < count; i++) if (laid.triangle[i] >= 0) occupancy.raise(mesh.uv[i * 2], mesh.uv[i * 2 + 1], centre[i] + half[i]);
  }
  const body = assemble(laid, columns, centre, half, fibres(plan, laid, columns, ground));
  overlapAtSeam(body, plan, laid, side);
  if (AT_LIPS.has(shape.id)) {
    const skin = underSkin(ground);
    for (let at = 0; at < body.positions.length; at += 3) skin.keep(body.positions, at, 0, LIP_COVER);
  }
  return body;
}

const DEEP_MUSCLE = LAYERS.indexOf('deep-muscle');

/** Top and bottom as stack places, and the share of that range which the body fills. */
function placeRange(shape: Shape, plan: ShapePlan, ground: Ground): { top: StackPlace; bottom: StackPlace; share: number } {
  let u = 0;
  let v = 0;
  let best = -1;
  plan.rim.forEach((distance, i) => {
    if (distance <= best) return;
    best = distance;
    u = plan.mesh.uv[i * 2];
    v = plan.mesh.uv[i * 2 + 1];
  });
  const reference = ground.reference(u, v);
  const fills = fatLayer(shape, reference);
  if (fills !== null) return { top: { layer: fills, fraction: 0.06, beyond: 0 }, bottom: { layer: fills, fraction: 0.96, beyond: 0 }, share: 1 };
  // The layer of the temple below its deep fascia is this muscle: it lies in the fossa and thins out with it.
  if (shape.id === 'temporalis') return { top: { layer: DEEP_MUSCLE, fraction: 0, beyond: 0 }, bottom: { layer: DEEP_MUSCLE, fraction: 1, beyond: 0 }, share: 1 };
  const { superficial, deep } = shape.depth_mm;
  return { top: stackPlace(superficial, reference), bottom: stackPlace(deep, reference), share: Math.min(1, shape.thickness_mm / (deep - superficial)) };
}

/** The layer a fat pad fills: the superficial fat, or the deep fat where it is thick enough for the pad; null = by its depths. */
function fatLayer(shape: Shape, reference: ArrayLike<number>): number | null {
  if (shape.kind !== 'fat') return null;
  if (shape.plane === 'subcutaneous-superficial-fat') return LAYERS.indexOf('superficial-fat');
  const deep = LAYERS.indexOf('deep-fat');
  return shape.plane === 'deep-fat' && reference[deep + 1] - reference[deep] > 0.38 * shape.thickness_mm ? deep : null;
}

/** Share of the full thickness at a vertex: rounded towards the rim, tapered towards the ends of the fibres. */
function profile(plan: ShapePlan, shape: Shape, i: number): number {
  const sheet = shape.thickness_mm < 2.2;
  const width = Math.max(0.5, Math.min(sheet ? 3.5 : 8, 0.92 * plan.breadth));
  const x = Math.min(1, plan.rim[i] / width);
  const round = x * (2 - x);
  // A fan: thin along the temporal line, thick where its fibres come together above the arch.
  if (shape.id === 'temporalis') return (0.3 + 0.7 * Math.min(1, plan.rim[i] / 6)) * (0.3 + 0.7 * smoothstep(plan.along[i] / 0.75));
  if (shape.kind !== 'muscle' || plan.ring) return round;
  const a = plan.along[i];
  return round * (0.4 + 0.6 * smoothstep(a / 0.14) * smoothstep((1 - a) / 0.14));
}

/** Depth of the middle of the body: on bone at a bony origin, inside the tissue everywhere. */
function restDepth(shape: Shape, plan: ShapePlan, i: number, columns: SheetColumns, wanted: number, half: number): number {
  let depth = wanted;
  if (FROM_BONE.has(shape.id) && endsOnBone(columns, i)) {
    const origin = smoothstep((RISE - plan.along[i]) / RISE);
    depth += origin * Math.max(0, columnEnd(columns, i) - half - CLEAR - depth);
  }
  return inside(columns, i, depth, half);
}

function inside(columns: SheetColumns, i: number, depth: number, half: number): number {
  const top = layerEnd(columns, i, 0) * 0.9 + half + CLEAR;
  if (endsSoft(columns, i)) return Math.max(depth, top);
  const bottom = columnEnd(columns, i) - half - CLEAR;
  return bottom < top ? (top + bottom) / 2 : Math.max(top, Math.min(bottom, depth));
}

/** Pushes a muscle under those that lie over it, and presses it where there is no room. */
function settle(plan: ShapePlan, laid: LaidPlan, columns: SheetColumns, centre: Float64Array, half: Float64Array, occupancy: Occupancy): void {
  const push = new Float64Array(centre.length);
  const press = new Float64Array(centre.length);
  for (let i = 0; i < centre.length; i++) {
    if (laid.triangle[i] < 0) continue;
    const floor = occupancy.floor(plan.mesh.uv[i * 2], plan.mesh.uv[i * 2 + 1]);
    if (floor === 0 || centre[i] - half[i] >= floor + 0.05) continue;
    const limit = endsSoft(columns, i) ? Number.POSITIVE_INFINITY : columnEnd(columns, i) - CLEAR;
    const room = Math.max(LEAST, limit - floor - 0.05);
    const pressed = Math.min(half[i], room / 2);
    press[i] = half[i] - pressed;
    push[i] = floor + 0.05 + pressed - centre[i];
  }
  // What is over it ends at once; the way round it is gradual.
  spread(plan, push);
  spread(plan, press);
  for (let i = 0; i < centre.length; i++) {
    half[i] = Math.max(LEAST / 2, half[i] - press[i]);
    centre[i] += push[i];
  }
}

/** Lets a push fade out over the neighbouring vertices without taking any away where it is needed, then evens it a little. */
function spread(plan: ShapePlan, field: Float64Array): void {
  const { edges } = plan;
  for (let pass = 0; pass < 4; pass++) {
    for (let e = 0; e < edges.length; e += 2) {
      const a = edges[e];
      const b = edges[e + 1];
      if (field[a] > 0.72 * field[b] && field[b] > 0.72 * field[a]) continue;
      field[a] = Math.max(field[a], 0.72 * field[b]);
      field[b] = Math.max(field[b], 0.72 * field[a]);
    }
  }
  relax(plan, [field], 4);
}

/** Moves each value half way to the mean of its neighbours, `passes` times. */
function relax({ edges, degree }: ShapePlan, fields: readonly Float64Array[], passes: number): void {
  for (const field of fields) {
    const sum = new Float64Array(field.length);
    for (let pass = 0; pass < passes; pass++) {
      sum.fill(0);
      for (let e = 0; e < edges.length; e += 2) {
        const a = edges[e];
        const b = edges[e + 1];
        sum[a] += field[b];
        sum[b] += field[a];
      }
      for (let i = 0; i < field.length; i++) if (degree[i] > 0) field[i] = 0.5 * field[i] + (0.5 * sum[i]) / degree[i];
    }
  }
}

/** Fibre directions in space: the chart direction carried over by the skin triangle under each vertex, then smoothed. */
function fibres(plan: ShapePlan, laid: LaidPlan, { values }: SheetColumns, ground: Ground): Float64Array[] {
  const count = laid.triangle.length;
  const out = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const { positions } = ground.skin;
  const { corner, fibre } = laid;
  for (let i = 0; i < count; i++) {
    const s = fibre[i * 2];
    const t = fibre[i * 2 + 1];
    if (s === 0 && t === 0) continue;
    const a = corner[i * 3] * 3;
    const b = corner[i * 3 + 1] * 3;
    const c = corner[i * 3 + 2] * 3;
    for (let k = 0; k < 3; k++) out[k][i] = s * (positions[b + k] - positions[a + k]) + t * (positions[c + k] - positions[a + k]);
  }
  if (!plan.ring) relax(plan, out, 3);
  const [fx, fy, fz] = out;
  for (let i = 0; i < count; i++) {
    if (laid.triangle[i] < 0) continue;
    const d = i * COLUMN + 3;
    const into = fx[i] * values[d] + fy[i] * values[d + 1] + fz[i] * values[d + 2];
    const x = fx[i] - into * values[d];
    const y = fy[i] - into * values[d + 1];
    const z = fz[i] - into * values[d + 2];
    const length = Math.sqrt(x * x + y * y + z * z);
    fx[i] = length > 1e-6 ? x / length : 0;
    fy[i] = length > 1e-6 ? y / length : 0;
    fz[i] = length > 1e-6 ? z / length : 0;
  }
  return out;
}

/** The closed body of a laid plan: each of its vertices at its place on its column. */
function assemble({ source, place, faces }: LaidPlan, { values }: SheetColumns, centre: Float64Array, half: Float64Array, [fx, fy, fz]: readonly Float64Array[]): BodyBuffer {
  const positions = new Float64Array(source.length * 3);
  const fibre = new Float64Array(source.length * 3);
  for (let i = 0; i < source.length; i++) {
    const v = source[i];
    const strip = place[i] === OUTER || place[i] === INNER ? 0 : Math.min(STRIP, half[v] / 2);
    const depth = place[i] === OUTER || place[i] === STRIP_OUTER ? centre[v] - half[v] + strip : centre[v] + half[v] - strip;
    const c = v * COLUMN;
    for (let k = 0; k < 3; k++) positions[i * 3 + k] = values[c + k] + depth * values[c + 3 + k];
    fibre[i * 3] = fx[v];
    fibre[i * 3 + 1] = fy[v];
    fibre[i * 3 + 2] = fz[v];
  }
  return { positions, fibre, triangles: faces };
}

/** Moves the seam a little over the midline: a needle in the midline plane lies in the halves and not between them. */
function overlapAtSeam({ positions }: BodyBuffer, { mesh: { uv } }: ShapePlan, { source }: LaidPlan, side: SideName): void {
  const shift = side === 'left' ? -OVERLAP : OVERLAP;
  for (let i = 0; i < source.length; i++) if (Math.abs(uv[source[i] * 2]) < SEAM) positions[i * 3] += shift;
}

const smoothstep = (x: number): number => (x <= 0 ? 0 : x >= 1 ? 1 : x * x * (3 - 2 * x));
