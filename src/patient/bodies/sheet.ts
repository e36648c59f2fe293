import type { Shape, SideName } from '../../atlas/types';
import { LAYER_COUNT, LAYERS } from '../layers';
import type { SkinPoint } from '../types';
import { columnAt, locateNear, type Column, type Ground } from '../courses/ground';
import { depthOf, stackPlace, type StackPlace } from '../courses/stack';
import { underSkin } from '../courses/underSkin';
import { splitPinches } from './lattice';
import { emptyBuffer, type BodyBuffer } from './mesh';
import { rankOf, type Occupancy } from './order';
import type { ShapePlan } from './plan';

/** Thickness left at the rim, mm. */
const RIM = 0.12;
/** Tissue kept under the dermis and over bone, mm. */
const CLEAR = 0.12;
/** A vertex this near to the midline of the chart lies on the seam of the two halves, mm. */
const SEAM = 0.02;
/** Height of the strip by which the wall at the seam keeps its shading from the faces, mm. */
const STRIP = 0.03;
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
  const sign = side === 'left' ? 1 : -1;
  const columns: (Column | null)[] = [];
  const triangleOf = new Int32Array(count).fill(-1);
  let lost = 0;
  const points = locatedOn(plan, side, ground);
  for (let i = 0; i < count; i++) {
    const at = points[i];
    if (at) triangleOf[i] = at.triangle;
    else lost++;
    columns.push(at ? columnAt(ground, at) : null);
  }
  if (lost * 2 > count) return null;
  const keep = keptTriangles(plan, columns);
  const range = placeRange(shape, plan, ground);
  const centre = new Float64Array(count);
  const half = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const column = columns[i];
    if (!column) continue;
    const top = depthOf(range.top, column.depths);
    const bottom = depthOf(range.bottom, column.depths);
    half[i] = Math.max(RIM / 2, (range.share * (bottom - top) * profile(plan, shape, i)) / 2);
    // What lies on bone keeps to it where it is thinner than its layer.
    const middle = shape.id === 'temporalis' ? bottom - half[i] : (top + bottom) / 2;
    centre[i] = restDepth(shape, plan, i, column, middle, half[i]);
  }
  const neighbours = edgesOf(mesh.triangles);
  relax(neighbours, [centre, half], 6);
  settle(shape, plan, columns, centre, half, occupancy, neighbours);
  for (let i = 0; i < count; i++) if (columns[i] && rankOf(shape.id) !== null) occupancy.raise(mesh.uv[i * 2], mesh.uv[i * 2 + 1], centre[i] + half[i]);
  const body = assemble(keep, columns, centre, half, fibres(plan, neighbours, triangleOf, columns, ground, sign), sign, (i) => Math.abs(mesh.uv[i * 2]) < SEAM);
  if (AT_LIPS.has(shape.id)) {
    const skin = underSkin(ground);
    for (let at = 0; at < body.positions.length; at += 3) skin.keep(body.positions, at, 0, LIP_COVER);
  }
  return body;
}

/** Skin point of each vertex of the plan on that side, kept with the plan for the next patient on the same chart. */
function locatedOn(plan: ShapePlan, side: SideName, ground: Ground): readonly (SkinPoint | null)[] {
  let sides = plan.located.get(ground.chart);
  if (!sides) {
    sides = {};
    plan.located.set(ground.chart, sides);
  }
  let points = sides[side];
  if (!points) {
    const sign = side === 'left' ? 1 : -1;
    const { uv } = plan.mesh;
    points = [];
    for (let i = 0; i < uv.length; i += 2) points.push(locateNear(ground, sign * uv[i], uv[i + 1], 6)?.at ?? null);
    sides[side] = points;
  }
  return points;
}

/** Triangles whose corners all found skin, without those folded over in the process. */
function keptTriangles(plan: ShapePlan, columns: readonly (Column | null)[]): number[] {
  const out: number[] = [];
  const t = plan.mesh.triangles;
  for (let i = 0; i < t.length; i += 3) if (columns[t[i]] && columns[t[i + 1]] && columns[t[i + 2]]) out.push(t[i], t[i + 1], t[i + 2]);
  return out;
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
  return shape.plane === 'deep-fat' && reference[deep + 1] - reference[deep] > 0.5 * shape.thickness_mm ? deep : null;
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
function restDepth(shape: Shape, plan: ShapePlan, i: number, column: Column, wanted: number, half: number): number {
  let depth = wanted;
  if (FROM_BONE.has(shape.id) && column.below === 'bone') {
    const origin = smoothstep((RISE - plan.along[i]) / RISE);
    depth += origin * Math.max(0, column.depths[LAYER_COUNT] - half - CLEAR - depth);
  }
  return inside(column, depth, half);
}

function inside(column: Column, depth: number, half: number): number {
  const top = (column.depths[1] ?? 0) * 0.9 + half + CLEAR;
  if (column.below === 'deep-space' || column.below === 'orbit') return Math.max(depth, top);
  const bottom = column.depths[LAYER_COUNT] - half - CLEAR;
  return bottom < top ? (top + bottom) / 2 : Math.max(top, Math.min(bottom, depth));
}

/** Pushes a muscle under those that lie over it, and presses it where there is no room. */
function settle(shape: Shape, plan: ShapePlan, columns: readonly (Column | null)[], centre: Float64Array, half: Float64Array, occupancy: Occupancy, neighbours: readonly number[]): void {
  if (rankOf(shape.id) === null) return;
  const push = new Float64Array(centre.length);
  const press = new Float64Array(centre.length);
  for (let i = 0; i < centre.length; i++) {
    const column = columns[i];
    if (!column) continue;
    const floor = occupancy.floor(plan.mesh.uv[i * 2], plan.mesh.uv[i * 2 + 1]);
    if (floor === 0 || centre[i] - half[i] >= floor + 0.05) continue;
    const limit = column.below === 'deep-space' || column.below === 'orbit' ? Number.POSITIVE_INFINITY : column.depths[LAYER_COUNT] - CLEAR;
    const room = Math.max(LEAST, limit - floor - 0.05);
    const pressed = Math.min(half[i], room / 2);
    press[i] = half[i] - pressed;
    push[i] = floor + 0.05 + pressed - centre[i];
  }
  // What is over it ends at once; the way round it is gradual.
  spread(neighbours, push);
  spread(neighbours, press);
  for (let i = 0; i < centre.length; i++) {
    half[i] = Math.max(LEAST / 2, half[i] - press[i]);
    centre[i] += push[i];
  }
}

/** Lets a push fade out over the neighbouring vertices without taking any away where it is needed, then evens it a little. */
function spread(edges: readonly number[], field: Float64Array): void {
  for (let pass = 0; pass < 4; pass++) {
    for (let e = 0; e < edges.length; e += 2) {
      const a = edges[e];
      const b = edges[e + 1];
      if (field[a] > 0.72 * field[b] && field[b] > 0.72 * field[a]) continue;
      field[a] = Math.max(field[a], 0.72 * field[b]);
      field[b] = Math.max(field[b], 0.72 * field[a]);
    }
  }
  relax(edges, [field], 4);
}

/** Vertex pairs that share an edge. */
function edgesOf(triangles: readonly number[]): number[] {
  const seen = new Set<number>();
  const edges: number[] = [];
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = triangles[t + k];
      const b = triangles[t + ((k + 1) % 3)];
      const key = Math.min(a, b) * 1048576 + Math.max(a, b);
      if (seen.has(key)) continue;
      seen.add(key);
      edges.push(a, b);
    }
  return edges;
}

/** Moves each value half way to the mean of its neighbours, `passes` times. */
function relax(edges: readonly number[], fields: readonly Float64Array[], passes: number): void {
  for (const field of fields) {
    const sum = new Float64Array(field.length);
    const degree = new Float64Array(field.length);
    for (let pass = 0; pass < passes; pass++) {
      sum.fill(0);
      degree.fill(0);
      for (let e = 0; e < edges.length; e += 2) {
        sum[edges[e]] += field[edges[e + 1]];
        sum[edges[e + 1]] += field[edges[e]];
        degree[edges[e]]++;
        degree[edges[e + 1]]++;
      }
      for (let i = 0; i < field.length; i++) if (degree[i] > 0) field[i] = 0.5 * field[i] + (0.5 * sum[i]) / degree[i];
    }
  }
}

/** Fibre directions in space: the chart direction carried over by the skin triangle under each vertex, then smoothed. */
function fibres(plan: ShapePlan, edges: readonly number[], triangleOf: Int32Array, columns: readonly (Column | null)[], ground: Ground, sign: number): Float64Array[] {
  const count = triangleOf.length;
  const out = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const { positions, triangles } = ground.skin;
  const { uv } = ground.chart;
  for (let i = 0; i < count; i++) {
    const fu = sign * plan.fibre[i * 2];
    const fv = plan.fibre[i * 2 + 1];
    if (triangleOf[i] < 0 || (fu === 0 && fv === 0)) continue;
    const [a, b, c] = [triangles[triangleOf[i] * 3], triangles[triangleOf[i] * 3 + 1], triangles[triangleOf[i] * 3 + 2]];
    const bu = uv[b * 2] - uv[a * 2];
    const bv = uv[b * 2 + 1] - uv[a * 2 + 1];
    const cu = uv[c * 2] - uv[a * 2];
    const cv = uv[c * 2 + 1] - uv[a * 2 + 1];
    const det = bu * cv - cu * bv;
    if (Math.abs(det) < 1e-9) continue;
    const s = (fu * cv - cu * fv) / det;
    const t = (bu * fv - fu * bv) / det;
    for (let k = 0; k < 3; k++) out[k][i] = s * (positions[b * 3 + k] - positions[a * 3 + k]) + t * (positions[c * 3 + k] - positions[a * 3 + k]);
  }
  if (!plan.ring) relax(edges, out, 3);
  for (let i = 0; i < count; i++) {
    const column = columns[i];
    if (!column) continue;
    const d = column.direction;
    const into = out[0][i] * d[0] + out[1][i] * d[1] + out[2][i] * d[2];
    for (let k = 0; k < 3; k++) out[k][i] -= into * d[k];
    const length = Math.sqrt(out[0][i] * out[0][i] + out[1][i] * out[1][i] + out[2][i] * out[2][i]);
    for (let k = 0; k < 3; k++) out[k][i] = length > 1e-6 ? out[k][i] / length : 0;
  }
  return out;
}

/** Outer and inner face and the wall between them along every border edge: each edge belongs to exactly two triangles. */
function assemble(flat: readonly number[], columns: readonly (Column | null)[], centre: Float64Array, half: Float64Array, fibre: readonly Float64Array[], sign: number, atSeam: (vertex: number) => boolean): BodyBuffer {
  const body = emptyBuffer();
  const index = new Map<number, number>();
  const { triangles, source } = splitPinches(flat, columns.length);
  for (const corner of triangles) {
    if (index.has(corner)) continue;
    index.set(corner, index.size);
    const vertex = source[corner];
    const column = columns[vertex];
    if (!column) continue;
    for (const depth of [centre[vertex] - half[vertex], centre[vertex] + half[vertex]]) {
      for (let k = 0; k < 3; k++) body.positions.push(column.origin[k] + depth * column.direction[k]);
      body.fibre.push(fibre[0][vertex], fibre[1][vertex], fibre[2][vertex]);
    }
  }
  const outer = (vertex: number): number => 2 * (index.get(vertex) ?? 0);
  const inner = (vertex: number): number => outer(vertex) + 1;
  const face = (a: number, b: number, c: number): void => {
    // The chart of the right side is the mirror image: its triangles turn the other way.
    if (sign > 0) body.triangles.push(a, b, c);
    else body.triangles.push(a, c, b);
  };
  const edges = new Set<number>();
  const span = 1048576;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t], triangles[t + 1], triangles[t + 2]];
    face(outer(a), outer(b), outer(c));
    face(inner(a), inner(c), inner(b));
    edges.add(a * span + b).add(b * span + c).add(c * span + a);
  }
  const border: [number, number][] = [];
  for (const key of edges) {
    const a = Math.floor(key / span);
    const b = key - a * span;
    if (!edges.has(b * span + a)) border.push([a, b]);
  }
  const inSeam = (a: number, b: number): boolean => atSeam(source[a]) && atSeam(source[b]);
  // A vertex where the seam meets the rim has no strip, so that both walls share its upright edge.
  const plain = new Set(border.flatMap(([a, b]) => (inSeam(a, b) ? [] : [a, b])));
  const strips = new Map<number, number>();
  const strip = (corner: number): number | null => {
    const vertex = source[corner];
    const column = columns[vertex];
    if (plain.has(corner) || !column) return null;
    let first = strips.get(corner);
    if (first === undefined) {
      first = body.positions.length / 3;
      strips.set(corner, first);
      const height = Math.min(STRIP, half[vertex] / 2);
      for (const depth of [centre[vertex] - half[vertex] + height, centre[vertex] + half[vertex] - height]) {
        for (let k = 0; k < 3; k++) body.positions.push(column.origin[k] + depth * column.direction[k]);
        body.fibre.push(fibre[0][vertex], fibre[1][vertex], fibre[2][vertex]);
      }
    }
    return first;
  };
  const wall = (a: number, b: number, belowA: number, belowB: number): void => {
    if (b !== belowB) face(a, belowB, b);
    if (a !== belowA) face(a, belowA, belowB);
  };
  for (const [a, b] of border) {
    const sa = inSeam(a, b) ? strip(a) : null;
    const sb = inSeam(a, b) ? strip(b) : null;
    const [topA, lowA] = sa === null ? [outer(a), inner(a)] : [sa, sa + 1];
    const [topB, lowB] = sb === null ? [outer(b), inner(b)] : [sb, sb + 1];
    wall(outer(a), outer(b), topA, topB);
    wall(topA, topB, lowA, lowB);
    wall(lowA, lowB, inner(a), inner(b));
  }
  return body;
}

const smoothstep = (x: number): number => (x <= 0 ? 0 : x >= 1 ? 1 : x * x * (3 - 2 * x));
