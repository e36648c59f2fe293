/** Finds prisms of the shell that are folded: any of the three tetrahedra of any layer that has thickness but no positive volume. */
import { LAYER_COUNT } from '../layers';
import type { Shell } from '../types';

const LEVELS = LAYER_COUNT + 1;
/** Layers thinner than this have no volume to check, mm. */
export const NO_THICKNESS = 1e-4;

// The three columns of a triangle, ranked by vertex number: skin point and direction.
const base = new Float64Array(9);
const slope = new Float64Array(9);
const top = new Float64Array(9);
const bottom = new Float64Array(9);

/** Dot product of the area normal of three points (corners at 3i, 3j, 3k of `p`, `q`, `r`) with column `d`. */
function facing(p: Float64Array, i: number, q: Float64Array, j: number, r: Float64Array, k: number, d: number): number {
  const ux = q[3 * j] - p[3 * i];
  const uy = q[3 * j + 1] - p[3 * i + 1];
  const uz = q[3 * j + 2] - p[3 * i + 2];
  const vx = r[3 * k] - p[3 * i];
  const vy = r[3 * k + 1] - p[3 * i + 1];
  const vz = r[3 * k + 2] - p[3 * i + 2];
  return (uy * vz - uz * vy) * slope[3 * d] + (uz * vx - ux * vz) * slope[3 * d + 1] + (ux * vy - uy * vx) * slope[3 * d + 2];
}

/**
 * Least volume (mm³) over all tetrahedra of the layers of a triangle that have thickness at all three corners; the split is the one the
 * engine walks: corners ranked by vertex number, top 0 1 2 and bottom 3 4 5, (0 1 2 5), (0 1 4 5), (0 3 4 5). Each has one edge along a
 * column, so its volume is a triangle's area normal times that column.
 */
export function leastVolume(positions: Float32Array, triangles: Uint32Array, shell: Pick<Shell, 'directions' | 'depths'>, t: number): number {
  const { directions, depths } = shell;
  let a = triangles[3 * t];
  let b = triangles[3 * t + 1];
  let c = triangles[3 * t + 2];
  // The triangle is counter-clockwise from outside and columns go in, so its normal and its columns are opposed; each swap turns that round.
  let sign = -1;
  let s = a;
  if (a > b) {
    a = b;
    b = s;
    sign = -sign;
  }
  if (b > c) {
    s = b;
    b = c;
    c = s;
    sign = -sign;
  }
  if (a > b) {
    s = a;
    a = b;
    b = s;
    sign = -sign;
  }
  for (let k = 0; k < 3; k++) {
    base[k] = top[k] = positions[3 * a + k];
    base[3 + k] = top[3 + k] = positions[3 * b + k];
    base[6 + k] = top[6 + k] = positions[3 * c + k];
    slope[k] = directions[3 * a + k];
    slope[3 + k] = directions[3 * b + k];
    slope[6 + k] = directions[3 * c + k];
  }
  let least = Infinity;
  for (let level = 0; level < LAYER_COUNT; level++) {
    const da = depths[a * LEVELS + level + 1];
    const db = depths[b * LEVELS + level + 1];
    const dc = depths[c * LEVELS + level + 1];
    const ha = da - depths[a * LEVELS + level];
    const hb = db - depths[b * LEVELS + level];
    const hc = dc - depths[c * LEVELS + level];
    for (let k = 0; k < 3; k++) {
      bottom[k] = base[k] + slope[k] * da;
      bottom[3 + k] = base[3 + k] + slope[3 + k] * db;
      bottom[6 + k] = base[6 + k] + slope[6 + k] * dc;
    }
    if (ha >= NO_THICKNESS && hb >= NO_THICKNESS && hc >= NO_THICKNESS) {
      const first = hc * facing(top, 0, top, 1, top, 2, 2);
      const second = hb * facing(top, 0, bottom, 1, bottom, 2, 1);
      const third = ha * facing(bottom, 0, bottom, 1, bottom, 2, 0);
      const volume = (sign * (first < second ? (sign > 0 ? first : second) : sign > 0 ? second : first)) / 6;
      const last = (sign * third) / 6;
      if (volume < least) least = volume;
      if (last < least) least = last;
    }
    top.set(bottom);
  }
  return least;
}
