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

/** Area normal times column (mm²) above which every layer of `NO_THICKNESS` and more has volume; far above rounding. */
const SURE = 1e-4;

/**
 * Whether no prism of a triangle can be folded, wherever the layer boundaries lie on its columns; false where that must be looked at with
 * `leastVolume`. The area normal of three points on the columns times column k does not depend on the point of column k and is linear in
 * the depth of each of the others, so it is least at an end of the columns: four combinations for each column are all there is to check.
 */
export function surelyStands(positions: Float32Array, triangles: Uint32Array, shell: Pick<Shell, 'directions' | 'depths'>, t: number): boolean {
  const { directions, depths } = shell;
  const i = triangles[3 * t], j = triangles[3 * t + 1], k = triangles[3 * t + 2];
  const a = 3 * i, b = 3 * j, c = 3 * k;
  const ax = directions[a], ay = directions[a + 1], az = directions[a + 2];
  const bx = directions[b], by = directions[b + 1], bz = directions[b + 2];
  const cx = directions[c], cy = directions[c + 1], cz = directions[c + 2];
  // Edges from the first corner, and the columns at full length.
  const ex = positions[b] - positions[a], ey = positions[b + 1] - positions[a + 1], ez = positions[b + 2] - positions[a + 2];
  const fx = positions[c] - positions[a], fy = positions[c + 1] - positions[a + 1], fz = positions[c + 2] - positions[a + 2];
  const da = depths[i * LEVELS + LAYER_COUNT], db = depths[j * LEVELS + LAYER_COUNT], dc = depths[k * LEVELS + LAYER_COUNT];
  const ux = ax * da, uy = ay * da, uz = az * da;
  const vx = bx * db, vy = by * db, vz = bz * db;
  const wx = cx * dc, wy = cy * dc, wz = cz * dc;
  // The normal at the skin, against the columns, and what the full length of each column adds to it.
  const nx = ez * fy - ey * fz, ny = ex * fz - ez * fx, nz = ey * fx - ex * fy;
  const gx = ex - fx, gy = ey - fy, gz = ez - fz;
  const px = uz * gy - uy * gz, py = ux * gz - uz * gx, pz = uy * gx - ux * gy;
  const qx = vz * fy - vy * fz, qy = vx * fz - vz * fx, qz = vy * fx - vx * fy;
  const rx = ez * wy - ey * wz, ry = ex * wz - ez * wx, rz = ey * wx - ex * wy;
  const onA = nx * ax + ny * ay + nz * az, qa = qx * ax + qy * ay + qz * az, ra = rx * ax + ry * ay + rz * az;
  if (!(onA > SURE && onA + qa > SURE && onA + ra > SURE)) return false;
  const onB = nx * bx + ny * by + nz * bz, pb = px * bx + py * by + pz * bz, rb = rx * bx + ry * by + rz * bz;
  if (!(onB > SURE && onB + pb > SURE && onB + rb > SURE)) return false;
  const onC = nx * cx + ny * cy + nz * cz, pc = px * cx + py * cy + pz * cz, qc = qx * cx + qy * cy + qz * cz;
  if (!(onC > SURE && onC + pc > SURE && onC + qc > SURE)) return false;
  // Both other columns at full length.
  const vwa = (vz * wy - vy * wz) * ax + (vx * wz - vz * wx) * ay + (vy * wx - vx * wy) * az;
  const uwb = (uz * wy - uy * wz) * bx + (ux * wz - uz * wx) * by + (uy * wx - ux * wy) * bz;
  const uvc = (uz * vy - uy * vz) * cx + (ux * vz - uz * vx) * cy + (uy * vx - ux * vy) * cz;
  return onA + qa + ra + vwa > SURE && onB + pb + rb - uwb > SURE && onC + pc + qc + uvc > SURE;
}
