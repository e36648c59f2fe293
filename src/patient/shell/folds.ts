/** Finds prisms of the shell that are folded: any of the three tetrahedra of any layer that has thickness but no positive volume. */
import { LAYER_COUNT } from '../layers';
import type { Shell } from '../types';

const LEVELS = LAYER_COUNT + 1;
/** Layers thinner than this have no volume to check, mm. */
export const NO_THICKNESS = 1e-4;

/** Corner columns of a triangle ranked by vertex number, and whether that order keeps the triangle's sense. */
function ranked(triangles: Uint32Array, t: number, out: Int32Array): boolean {
  let a = triangles[3 * t];
  let b = triangles[3 * t + 1];
  let c = triangles[3 * t + 2];
  let even = true;
  if (a > b) [a, b, even] = [b, a, !even];
  if (b > c) [b, c, even] = [c, b, !even];
  if (a > b) [a, b, even] = [b, a, !even];
  out[0] = a;
  out[1] = b;
  out[2] = c;
  return even;
}

const rank = new Int32Array(3);
const point = new Float64Array(18);

/** Six times the volume of the tetrahedron of four of the six prism corners. */
function sixVolume(p: number, q: number, r: number, s: number): number {
  const ax = point[3 * q] - point[3 * p];
  const ay = point[3 * q + 1] - point[3 * p + 1];
  const az = point[3 * q + 2] - point[3 * p + 2];
  const bx = point[3 * r] - point[3 * p];
  const by = point[3 * r + 1] - point[3 * p + 1];
  const bz = point[3 * r + 2] - point[3 * p + 2];
  const cx = point[3 * s] - point[3 * p];
  const cy = point[3 * s + 1] - point[3 * p + 1];
  const cz = point[3 * s + 2] - point[3 * p + 2];
  return ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
}

/**
 * Least volume (mm³) over all tetrahedra of the layers of a triangle that have thickness at all three corners; the split is the one the
 * engine walks: corners ranked by vertex number, (0 1 2 5), (0 1 4 5), (0 3 4 5).
 */
export function leastVolume(positions: Float32Array, triangles: Uint32Array, shell: Pick<Shell, 'directions' | 'depths'>, t: number): number {
  // The triangle is counter-clockwise from outside and the layers lie inside, so an even order has negative raw volumes.
  const sign = ranked(triangles, t, rank) ? -1 : 1;
  let least = Infinity;
  for (let k = 0; k < LAYER_COUNT; k++) {
    let thick = true;
    for (let c = 0; c < 3; c++) if (shell.depths[rank[c] * LEVELS + k + 1] - shell.depths[rank[c] * LEVELS + k] < NO_THICKNESS) thick = false;
    if (!thick) continue;
    for (let c = 0; c < 3; c++) {
      const v = rank[c];
      const top = shell.depths[v * LEVELS + k];
      const bottom = shell.depths[v * LEVELS + k + 1];
      for (let x = 0; x < 3; x++) {
        const p = positions[3 * v + x];
        const d = shell.directions[3 * v + x];
        point[3 * c + x] = p + d * top;
        point[9 + 3 * c + x] = p + d * bottom;
      }
    }
    const volume = Math.min(sign * sixVolume(0, 1, 2, 5), -sign * sixVolume(0, 1, 4, 5), sign * sixVolume(0, 3, 4, 5)) / 6;
    if (volume < least) least = volume;
  }
  return least;
}

/** Cheap test of a whole column triangle: the cross-section must keep its sense from the skin to the deepest boundary. */
export function sectionFolds(positions: Float32Array, triangles: Uint32Array, directions: Float32Array, depths: Float32Array, t: number, least: number): boolean {
  const a = triangles[3 * t];
  const b = triangles[3 * t + 1];
  const c = triangles[3 * t + 2];
  for (let step = 1; step <= 4; step++) {
    const f = step / 4;
    const da = depths[a * LEVELS + LAYER_COUNT] * f;
    const db = depths[b * LEVELS + LAYER_COUNT] * f;
    const dc = depths[c * LEVELS + LAYER_COUNT] * f;
    const px = positions[3 * a] + directions[3 * a] * da;
    const py = positions[3 * a + 1] + directions[3 * a + 1] * da;
    const pz = positions[3 * a + 2] + directions[3 * a + 2] * da;
    const ux = positions[3 * b] + directions[3 * b] * db - px;
    const uy = positions[3 * b + 1] + directions[3 * b + 1] * db - py;
    const uz = positions[3 * b + 2] + directions[3 * b + 2] * db - pz;
    const vx = positions[3 * c] + directions[3 * c] * dc - px;
    const vy = positions[3 * c + 1] + directions[3 * c + 1] * dc - py;
    const vz = positions[3 * c + 2] + directions[3 * c + 2] * dc - pz;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    // Every corner's own column must go inward through the section.
    for (let k = 0; k < 3; k++) {
      const v = triangles[3 * t + k];
      if (-(nx * directions[3 * v] + ny * directions[3 * v + 1] + nz * directions[3 * v + 2]) <= least) return true;
    }
  }
  return false;
}
