/** How far a click on the skin is from a structure, seen straight through the skin. */
import { segmentSegmentSquared } from '../patient/trees/segments';
import type { CompiledPatient, SkinPoint, StructureSide } from '../patient/types';
import type { Vec3 } from '../trace';

/** How deep the line of sight goes, mm. */
const SIGHT_MM = 40;

export interface SkinDistance {
  /** From the line into the face to the structure's wall; 0 = right over it. */
  distance_mm: number;
  side: StructureSide;
  /** Nearest point of the structure. */
  point_mm: Vec3;
}

/**
 * Distance from a skin point to a structure of either side, measured from the straight line that runs into the face there (against the faired normal).
 * @returns null when this patient does not have the structure
 */
export function skinDistance(patient: CompiledPatient, at: SkinPoint, structure: string): SkinDistance | null {
  const { triangles, positions, fairedNormals } = patient.skin;
  const p = [0, 0, 0];
  const n = [0, 0, 0];
  const weights = [1 - at.b - at.c, at.b, at.c];
  for (let corner = 0; corner < 3; corner++) {
    const v = 3 * triangles[3 * at.triangle + corner];
    for (let k = 0; k < 3; k++) {
      p[k] += weights[corner] * positions[v + k];
      n[k] += weights[corner] * fairedNormals[v + k];
    }
  }
  const length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
  const q = p.map((x, k) => x - (n[k] / length) * SIGHT_MM);
  let best: SkinDistance | null = null;
  for (const s of patient.structures) {
    if (s.id !== structure || s.count === 0) continue;
    const found = s.shape === 'tube' ? tubeDistance(patient, s.first, s.count, p, q) : bodyDistance(patient, s.first, s.count, p, q);
    if (best === null || found.distance_mm < best.distance_mm) best = { ...found, side: s.side };
  }
  return best;
}

function tubeDistance(patient: CompiledPatient, first: number, count: number, p: number[], q: number[]): Omit<SkinDistance, 'side'> {
  const { a, b, radius } = patient.tubes;
  let least = Infinity;
  let at = first;
  for (let i = first; i < first + count; i++) {
    const k = 3 * i;
    const square = segmentSegmentSquared(p[0], p[1], p[2], q[0], q[1], q[2], a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2]);
    const d = Math.sqrt(square) - radius[i];
    if (d < least) {
      least = d;
      at = i;
    }
  }
  const k = 3 * at;
  return { distance_mm: Math.max(0, least), point_mm: [(a[k] + b[k]) / 2, (a[k + 1] + b[k + 1]) / 2, (a[k + 2] + b[k + 2]) / 2] };
}

/** 0 where the line meets the body's surface, else the least distance from its vertices to the line. */
function bodyDistance(patient: CompiledPatient, first: number, count: number, p: number[], q: number[]): Omit<SkinDistance, 'side'> {
  const { positions, triangles } = patient.bodies;
  const d = [q[0] - p[0], q[1] - p[1], q[2] - p[2]];
  const dd = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
  let least = Infinity;
  let nearest = 0;
  for (let t = first; t < first + count; t++) {
    if (meets(positions, triangles, t, p, d)) {
      const v = 3 * triangles[3 * t];
      return { distance_mm: 0, point_mm: [positions[v], positions[v + 1], positions[v + 2]] };
    }
    for (let corner = 0; corner < 3; corner++) {
      const v = 3 * triangles[3 * t + corner];
      const x = positions[v] - p[0];
      const y = positions[v + 1] - p[1];
      const z = positions[v + 2] - p[2];
      const s = Math.max(0, Math.min(1, (x * d[0] + y * d[1] + z * d[2]) / dd));
      const ex = x - s * d[0];
      const ey = y - s * d[1];
      const ez = z - s * d[2];
      const square = ex * ex + ey * ey + ez * ez;
      if (square < least) {
        least = square;
        nearest = v;
      }
    }
  }
  return { distance_mm: Math.sqrt(least), point_mm: [positions[nearest], positions[nearest + 1], positions[nearest + 2]] };
}

/** Whether the segment p .. p + d meets a triangle (Moeller-Trumbore). */
function meets(positions: Float32Array, triangles: Uint32Array, t: number, p: number[], d: number[]): boolean {
  const A = 3 * triangles[3 * t];
  const B = 3 * triangles[3 * t + 1];
  const C = 3 * triangles[3 * t + 2];
  const e = [positions[B] - positions[A], positions[B + 1] - positions[A + 1], positions[B + 2] - positions[A + 2]];
  const f = [positions[C] - positions[A], positions[C + 1] - positions[A + 1], positions[C + 2] - positions[A + 2]];
  const h = [d[1] * f[2] - d[2] * f[1], d[2] * f[0] - d[0] * f[2], d[0] * f[1] - d[1] * f[0]];
  const det = e[0] * h[0] + e[1] * h[1] + e[2] * h[2];
  if (Math.abs(det) < 1e-12) return false;
  const s = [p[0] - positions[A], p[1] - positions[A + 1], p[2] - positions[A + 2]];
  const u = (s[0] * h[0] + s[1] * h[1] + s[2] * h[2]) / det;
  if (u < 0 || u > 1) return false;
  const g = [s[1] * e[2] - s[2] * e[1], s[2] * e[0] - s[0] * e[2], s[0] * e[1] - s[1] * e[0]];
  const v = (d[0] * g[0] + d[1] * g[1] + d[2] * g[2]) / det;
  if (v < 0 || u + v > 1) return false;
  const w = (f[0] * g[0] + f[1] * g[1] + f[2] * g[2]) / det;
  return w >= 0 && w <= 1;
}
