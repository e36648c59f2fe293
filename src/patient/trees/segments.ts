import type { Tree, Tubes } from '../types';

/** Squared distance of point p to segment a-b. */
export function pointSegmentSquared(px: number, py: number, pz: number, ax: number, ay: number, az: number, bx: number, by: number, bz: number): number {
  const dx = bx - ax, dy = by - ay, dz = bz - az;
  const wx = px - ax, wy = py - ay, wz = pz - az;
  const along = wx * dx + wy * dy + wz * dz;
  const length = dx * dx + dy * dy + dz * dz;
  const t = along <= 0 ? 0 : along >= length ? 1 : along / length;
  const ex = wx - t * dx, ey = wy - t * dy, ez = wz - t * dz;
  return ex * ex + ey * ey + ez * ez;
}

/**
 * Squared distance of segment `s` (start and end, xyz xyz) to the segment from `a[i]` to `b[j]` (xyz), into `out[0]`; either may be a
 * point. Takes arrays and writes its result, because numbers with fractions handed from function to function may be allocated.
 * Ericson, Real-Time Collision Detection, 5.1.9.
 */
export function segmentSquaredAt(s: Float64Array, a: Float32Array | Float64Array, i: number, b: Float32Array | Float64Array, j: number, out: Float64Array): void {
  const ax = a[i], ay = a[i + 1], az = a[i + 2];
  const ux = s[3] - s[0], uy = s[4] - s[1], uz = s[5] - s[2];
  const vx = b[j] - ax, vy = b[j + 1] - ay, vz = b[j + 2] - az;
  const wx = s[0] - ax, wy = s[1] - ay, wz = s[2] - az;
  const uu = ux * ux + uy * uy + uz * uz;
  const vv = vx * vx + vy * vy + vz * vz;
  const vw = vx * wx + vy * wy + vz * wz;
  let f = 0, g = 0;
  if (uu > 0) {
    const uw = ux * wx + uy * wy + uz * wz;
    if (vv > 0) {
      const uv = ux * vx + uy * vy + uz * vz;
      const denominator = uu * vv - uv * uv;
      if (denominator > 1e-12 * uu * vv) {
        f = (uv * vw - uw * vv) / denominator;
        f = f < 0 ? 0 : f > 1 ? 1 : f;
      }
      g = uv * f + vw;
      if (g < 0) {
        g = 0;
        f = -uw / uu;
        f = f < 0 ? 0 : f > 1 ? 1 : f;
      } else if (g > vv) {
        g = 1;
        f = (uv - uw) / uu;
        f = f < 0 ? 0 : f > 1 ? 1 : f;
      } else g /= vv;
    } else {
      f = -uw / uu;
      f = f < 0 ? 0 : f > 1 ? 1 : f;
    }
  } else if (vv > 0) {
    g = vw / vv;
    g = g < 0 ? 0 : g > 1 ? 1 : g;
  }
  const dx = wx + ux * f - vx * g, dy = wy + uy * f - vy * g, dz = wz + uz * f - vz * g;
  out[0] = dx * dx + dy * dy + dz * dz;
}

const one = new Float64Array(6), start = new Float64Array(3), end = new Float64Array(3), squared = new Float64Array(1);

/** Squared distance of segment p-q to segment a-b, either of which may be a point; see `segmentSquaredAt`. */
export function segmentSegmentSquared(
  px: number, py: number, pz: number, qx: number, qy: number, qz: number,
  ax: number, ay: number, az: number, bx: number, by: number, bz: number,
): number {
  one[0] = px;
  one[1] = py;
  one[2] = pz;
  one[3] = qx;
  one[4] = qy;
  one[5] = qz;
  start[0] = ax;
  start[1] = ay;
  start[2] = az;
  end[0] = bx;
  end[1] = by;
  end[2] = bz;
  segmentSquaredAt(one, start, 0, end, 0, squared);
  return squared[0];
}

const stack = new Int32Array(128);

/**
 * Every capsule whose wall comes within `reach` mm of the segment p-q. Exact; does not allocate.
 * @param out receives capsule indices in tree order; what does not fit is counted but not written
 * @returns the number of capsules found
 */
export function segmentsNear(
  tubes: Tubes, tree: Tree,
  px: number, py: number, pz: number, qx: number, qy: number, qz: number,
  reach: number, out: Int32Array,
): number {
  const { bounds, nodes, items } = tree;
  const { a, b, radius } = tubes;
  const x0 = (px < qx ? px : qx) - reach, x1 = (px < qx ? qx : px) + reach;
  const y0 = (py < qy ? py : qy) - reach, y1 = (py < qy ? qy : py) + reach;
  const z0 = (pz < qz ? pz : qz) - reach, z1 = (pz < qz ? qz : pz) + reach;
  let found = 0;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top];
    const o = node * 6;
    if (bounds[o] > x1 || bounds[o + 3] < x0 || bounds[o + 1] > y1 || bounds[o + 4] < y0 || bounds[o + 2] > z1 || bounds[o + 5] < z0) continue;
    const count = nodes[2 * node + 1];
    if (count === 0) {
      if (nodes.length === 2) break;
      stack[top++] = nodes[2 * node];
      stack[top++] = node + 1;
      continue;
    }
    const first = nodes[2 * node];
    for (let s = first; s < first + count; s++) {
      const i = items[s], k = 3 * i;
      const d = segmentSegmentSquared(px, py, pz, qx, qy, qz, a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2]);
      const limit = reach + radius[i];
      if (limit >= 0 && d <= limit * limit) {
        if (found < out.length) out[found] = i;
        found++;
      }
    }
  }
  return found;
}
