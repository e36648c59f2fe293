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
 * Squared distance of segment p-q to segment a-b, either of which may be a point.
 * Ericson, Real-Time Collision Detection, 5.1.9.
 */
export function segmentSegmentSquared(
  px: number, py: number, pz: number, qx: number, qy: number, qz: number,
  ax: number, ay: number, az: number, bx: number, by: number, bz: number,
): number {
  const ux = qx - px, uy = qy - py, uz = qz - pz;
  const vx = bx - ax, vy = by - ay, vz = bz - az;
  const wx = px - ax, wy = py - ay, wz = pz - az;
  const uu = ux * ux + uy * uy + uz * uz;
  const vv = vx * vx + vy * vy + vz * vz;
  const vw = vx * wx + vy * wy + vz * wz;
  let s = 0, t = 0;
  if (uu > 0) {
    const uw = ux * wx + uy * wy + uz * wz;
    if (vv > 0) {
      const uv = ux * vx + uy * vy + uz * vz;
      const denominator = uu * vv - uv * uv;
      if (denominator > 1e-12 * uu * vv) {
        s = (uv * vw - uw * vv) / denominator;
        s = s < 0 ? 0 : s > 1 ? 1 : s;
      }
      t = uv * s + vw;
      if (t < 0) {
        t = 0;
        s = -uw / uu;
        s = s < 0 ? 0 : s > 1 ? 1 : s;
      } else if (t > vv) {
        t = 1;
        s = (uv - uw) / uu;
        s = s < 0 ? 0 : s > 1 ? 1 : s;
      } else t /= vv;
    } else {
      s = -uw / uu;
      s = s < 0 ? 0 : s > 1 ? 1 : s;
    }
  } else if (vv > 0) {
    t = vw / vv;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
  }
  const dx = wx + ux * s - vx * t, dy = wy + uy * s - vy * t, dz = wz + uz * s - vz * t;
  return dx * dx + dy * dy + dz * dz;
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
