import type { SideName } from '../../atlas/types';
import { locateNear, type Ground } from '../courses/ground';
import { splitPinches } from './lattice';
import type { ShapePlan } from './plan';

/** A vertex this near to the midline of the chart lies on the seam of the two halves, mm. */
export const SEAM = 0.02;

/** Where on its column a vertex of a sheet lies: on its outer or inner face, or on a strip just inside one of them. */
export const OUTER = 0;
export const INNER = 1;
export const STRIP_OUTER = 2;
export const STRIP_INNER = 3;

/** What of a sheet depends on the chart only, for one side: where its plan lies on the skin, and how its closed body is put together. */
export interface LaidPlan {
  /** Vertices of the plan that found no skin. */
  lost: number;
  /** Skin triangle per vertex of the plan, -1 where none was found; the skin vertices of its corners and their weights, three each. */
  triangle: Int32Array;
  corner: Uint32Array;
  weight: Float64Array;
  /** Fibre direction as multiples of two edges of the skin triangle, from its first corner to the second and third; 0, 0 where unknown. */
  fibre: Float64Array;
  /** Per vertex of the body: vertex of the plan and place on its column. */
  source: Uint32Array;
  place: Uint8Array;
  /** Triangles of the body, facing outward. */
  faces: Uint32Array;
}

/** The plan laid on the chart of that side; kept with the plan for the next patient on the same chart. */
export function laidOn(plan: ShapePlan, side: SideName, ground: Ground): LaidPlan {
  let sides = plan.laid.get(ground.chart);
  if (!sides) {
    sides = {};
    plan.laid.set(ground.chart, sides);
  }
  sides[side] ??= lay(plan, side, ground);
  return sides[side];
}

function lay(plan: ShapePlan, side: SideName, ground: Ground): LaidPlan {
  const { uv } = plan.mesh;
  const count = uv.length / 2;
  const sign = side === 'left' ? 1 : -1;
  const { triangles } = ground.skin;
  const triangle = new Int32Array(count).fill(-1);
  const corner = new Uint32Array(count * 3);
  const weight = new Float64Array(count * 3);
  const fibre = new Float64Array(count * 2);
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const at = locateNear(ground, sign * uv[i * 2], uv[i * 2 + 1], 6)?.at;
    if (!at) {
      lost++;
      continue;
    }
    triangle[i] = at.triangle;
    for (let k = 0; k < 3; k++) corner[i * 3 + k] = triangles[at.triangle * 3 + k];
    weight.set([1 - at.b - at.c, at.b, at.c], i * 3);
    fibre.set(carried(ground.chart.uv, corner, i, sign * plan.fibre[i * 2], plan.fibre[i * 2 + 1]), i * 2);
  }
  return { lost, triangle, corner, weight, fibre, ...bodyOver(plan, triangle, sign) };
}

/** A direction on the chart as multiples of the edges of the triangle under vertex `i`. */
function carried(uv: Float32Array, corner: Uint32Array, i: number, fu: number, fv: number): [number, number] {
  if (fu === 0 && fv === 0) return [0, 0];
  const [a, b, c] = [corner[i * 3] * 2, corner[i * 3 + 1] * 2, corner[i * 3 + 2] * 2];
  const bu = uv[b] - uv[a];
  const bv = uv[b + 1] - uv[a + 1];
  const cu = uv[c] - uv[a];
  const cv = uv[c + 1] - uv[a + 1];
  const det = bu * cv - cu * bv;
  return Math.abs(det) < 1e-9 ? [0, 0] : [(fu * cv - cu * fv) / det, (bu * fv - fu * bv) / det];
}

/** Triangles whose corners all found skin. */
function keptTriangles({ mesh: { triangles: t } }: ShapePlan, found: Int32Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < t.length; i += 3) if (found[t[i]] >= 0 && found[t[i + 1]] >= 0 && found[t[i + 2]] >= 0) out.push(t[i], t[i + 1], t[i + 2]);
  return out;
}

/** Outer and inner face and the wall between them along every border edge: each edge belongs to exactly two triangles. */
function bodyOver(plan: ShapePlan, found: Int32Array, sign: number): Pick<LaidPlan, 'source' | 'place' | 'faces'> {
  const { uv } = plan.mesh;
  const sources: number[] = [];
  const places: number[] = [];
  const faces: number[] = [];
  const index = new Map<number, number>();
  const { triangles, source } = splitPinches(keptTriangles(plan, found), found.length);
  for (const corner of triangles) {
    if (index.has(corner)) continue;
    index.set(corner, index.size);
    sources.push(source[corner], source[corner]);
    places.push(OUTER, INNER);
  }
  const outer = (vertex: number): number => 2 * (index.get(vertex) ?? 0);
  const inner = (vertex: number): number => outer(vertex) + 1;
  const face = (a: number, b: number, c: number): void => {
    // The chart of the right side is the mirror image: its triangles turn the other way.
    if (sign > 0) faces.push(a, b, c);
    else faces.push(a, c, b);
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
  const atSeam = (corner: number): boolean => Math.abs(uv[source[corner] * 2]) < SEAM;
  const inSeam = (a: number, b: number): boolean => atSeam(a) && atSeam(b);
  // A vertex where the seam meets the rim has no strip, so that both walls share its upright edge.
  const plain = new Set(border.flatMap(([a, b]) => (inSeam(a, b) ? [] : [a, b])));
  const strips = new Map<number, number>();
  const strip = (corner: number): number | null => {
    if (plain.has(corner)) return null;
    let first = strips.get(corner);
    if (first === undefined) {
      first = sources.length;
      strips.set(corner, first);
      sources.push(source[corner], source[corner]);
      places.push(STRIP_OUTER, STRIP_INNER);
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
  return { source: Uint32Array.from(sources), place: Uint8Array.from(places), faces: Uint32Array.from(faces) };
}
