/** What lies under a ray: skin, bone, and the structures that can be seen. All in millimetres, on the patient's own trees. */
import { allHits, firstHit, makeHits } from '../patient/trees';
import { segmentSegmentSquared } from '../patient/trees';
import type { CompiledPatient, SkinPoint, StructureKind } from '../patient/types';
import { along, type Ray, type Vec3 } from './rig/ray';

const FAR = 4000;
const one = makeHits(1);
const many = makeHits(64);

/** Barycentric skin point of a position on a triangle of the skin. */
export function barycentric(patient: CompiledPatient, triangle: number, p: Vec3): SkinPoint {
  const { positions, triangles } = patient.skin;
  const corner = (k: number): Vec3 => {
    const o = triangles[triangle * 3 + k] * 3;
    return [positions[o], positions[o + 1], positions[o + 2]];
  };
  const [p0, p1, p2] = [corner(0), corner(1), corner(2)];
  const d = (a: Vec3, b: Vec3) => (a[0] - p0[0]) * (b[0] - p0[0]) + (a[1] - p0[1]) * (b[1] - p0[1]) + (a[2] - p0[2]) * (b[2] - p0[2]);
  const [d11, d12, d22, dp1, dp2] = [d(p1, p1), d(p1, p2), d(p2, p2), d(p, p1), d(p, p2)];
  const det = d11 * d22 - d12 * d12 || 1;
  const b = Math.min(1, Math.max(0, (d22 * dp1 - d12 * dp2) / det));
  const c = Math.min(1 - b, Math.max(0, (d11 * dp2 - d12 * dp1) / det));
  return { triangle, b, c };
}

export interface SkinHit {
  at: SkinPoint;
  point: Vec3;
  distance: number;
  /** Whether a needle may enter here: the triangle lies in the chart's domain. */
  inDomain: boolean;
}

/** The skin under a ray, or null. */
export function pickSkin(patient: CompiledPatient, ray: Ray): SkinHit | null {
  const [x, y, z] = ray.origin;
  const [dx, dy, dz] = ray.direction;
  const triangle = firstHit(patient.skin, patient.trees.skin, x, y, z, dx, dy, dz, 0, FAR, one);
  if (triangle < 0) return null;
  const point = along(ray, one.t[0]);
  return { at: barycentric(patient, triangle, point), point, distance: one.t[0], inDomain: patient.chart.domain[triangle] === 1 };
}

/** Distance to the bone under a ray, or Infinity. */
export function boneDistance(patient: CompiledPatient, ray: Ray): number {
  const [x, y, z] = ray.origin;
  const [dx, dy, dz] = ray.direction;
  return firstHit(patient.skull, patient.trees.skull, x, y, z, dx, dy, dz, 0, FAR, one) < 0 ? Infinity : one.t[0];
}

export interface StructureHit {
  structure: number;
  point: Vec3;
  distance: number;
}

/**
 * The nearest structure under a ray among the kinds that are shown.
 * Tubes are picked with `slack` mm to spare (a few pixels), since a vessel is thinner than a finger; bone hides what lies behind it.
 */
export function pickStructure(patient: CompiledPatient, ray: Ray, shown: ReadonlySet<StructureKind>, slack: number, from = 0): StructureHit | null {
  const limit = shown.has('bone') ? boneDistance(patient, ray) : FAR;
  let best: StructureHit | null = null;
  const [x, y, z] = ray.origin;
  const [dx, dy, dz] = ray.direction;
  if (patient.bodies.triangles.length > 0) {
    const count = allHits(patient.bodies, patient.trees.bodies, x, y, z, dx, dy, dz, from, Math.min(FAR, limit), many);
    for (let i = 0; i < count; i++) {
      const structure = patient.bodies.structure[many.triangle[i]];
      if (!shown.has(patient.structures[structure].kind)) continue;
      best = { structure, point: along(ray, many.t[i]), distance: many.t[i] };
      break;
    }
  }
  const tube = pickTube(patient, ray, shown, slack, from, Math.min(limit, best ? best.distance + 4 : FAR));
  // A vessel just under the face of a muscle is still what the pointer means.
  return tube ?? best;
}

function pickTube(patient: CompiledPatient, ray: Ray, shown: ReadonlySet<StructureKind>, slack: number, from: number, limit: number): StructureHit | null {
  const { a, b, radius, structure } = patient.tubes;
  const { bounds, nodes, items } = patient.trees.tubes;
  if (radius.length === 0) return null;
  const end = along(ray, Math.min(limit, FAR));
  const [x, y, z] = along(ray, from);
  const inverse = ray.direction.map((d) => (d === 0 ? 1e12 : 1 / d));
  const hitsBox = (node: number): boolean => {
    let near = from;
    let far = Math.min(limit, FAR);
    for (let axis = 0; axis < 3; axis++) {
      const low = (bounds[node * 6 + axis] - slack - ray.origin[axis]) * inverse[axis];
      const high = (bounds[node * 6 + 3 + axis] + slack - ray.origin[axis]) * inverse[axis];
      near = Math.max(near, Math.min(low, high));
      far = Math.min(far, Math.max(low, high));
    }
    return near <= far;
  };
  let best: StructureHit | null = null;
  let bestCost = Infinity;
  const stack = [0];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (!hitsBox(node)) continue;
    const count = nodes[node * 2 + 1];
    if (count === 0) {
      stack.push(node + 1, nodes[node * 2]);
      continue;
    }
    for (let s = nodes[node * 2]; s < nodes[node * 2] + count; s++) {
      const i = items[s];
      if (!shown.has(patient.structures[structure[i]].kind)) continue;
      const o = i * 3;
      const gap = Math.sqrt(segmentSegmentSquared(x, y, z, end[0], end[1], end[2], a[o], a[o + 1], a[o + 2], b[o], b[o + 1], b[o + 2])) - radius[i];
      if (gap > slack) continue;
      const mid: Vec3 = [(a[o] + b[o]) / 2, (a[o + 1] + b[o + 1]) / 2, (a[o + 2] + b[o + 2]) / 2];
      const distance = (mid[0] - ray.origin[0]) * ray.direction[0] + (mid[1] - ray.origin[1]) * ray.direction[1] + (mid[2] - ray.origin[2]) * ray.direction[2];
      const cost = distance + Math.max(0, gap) * 6;
      if (cost < bestCost) {
        bestCost = cost;
        best = { structure: structure[i], point: mid, distance };
      }
    }
  }
  return best;
}
