import type { Mesh, Tree } from '../types';

/** Result of the last `closestPoint`: filled in place, copy what you keep. */
export interface Closest {
  triangle: number;
  x: number;
  y: number;
  z: number;
  /** Barycentric weights of the triangle's second and third corner. */
  b: number;
  c: number;
  distance: number;
}

/** A fresh result holder for `closestPoint`. */
export const makeClosest = (): Closest => ({ triangle: -1, x: 0.5, y: 0.5, z: 0.5, b: 0.5, c: 0.5, distance: Infinity });

const stackNode = new Int32Array(128);
const stackDistance = new Float64Array(128);
/** The point asked for, and the least squared distance so far. */
const query = new Float64Array(4);

function boxDistanceSquared(bounds: Float32Array, node: number, x: number, y: number, z: number): number {
  const o = node * 6;
  const dx = x < bounds[o] ? bounds[o] - x : x > bounds[o + 3] ? x - bounds[o + 3] : 0;
  const dy = y < bounds[o + 1] ? bounds[o + 1] - y : y > bounds[o + 4] ? y - bounds[o + 4] : 0;
  const dz = z < bounds[o + 2] ? bounds[o + 2] - z : z > bounds[o + 5] ? z - bounds[o + 5] : 0;
  return dx * dx + dy * dy + dz * dz;
}

/**
 * The point of a mesh nearest to (x, y, z), mm. Exact; does not allocate.
 * @param out filled in place; `triangle` is -1 when nothing lies within `limit`
 * @param limit search radius, mm; a known upper bound makes the search faster
 * @returns the distance, or Infinity
 */
export function closestPoint(mesh: Mesh, tree: Tree, x: number, y: number, z: number, out: Closest, limit = Infinity): number {
  const { bounds, nodes, items } = tree;
  const { positions, triangles } = mesh;
  out.triangle = -1;
  out.distance = Infinity;
  query[0] = x;
  query[1] = y;
  query[2] = z;
  query[3] = limit * limit;
  let top = 0;
  let node = 0;
  let distance = boxDistanceSquared(bounds, 0, x, y, z);
  for (;;) {
    if (distance <= query[3]) {
      const count = nodes[2 * node + 1];
      if (count > 0) {
        const first = nodes[2 * node];
        for (let s = first; s < first + count; s++) {
          const i = 3 * items[s];
          nearerTriangle(positions, 3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2], items[s], query, out);
        }
      } else if (nodes.length > 2) {
        const left = node + 1;
        const right = nodes[2 * node];
        const dl = boxDistanceSquared(bounds, left, x, y, z);
        const dr = boxDistanceSquared(bounds, right, x, y, z);
        const near = dl <= dr;
        stackNode[top] = near ? right : left;
        stackDistance[top++] = near ? dr : dl;
        node = near ? left : right;
        distance = near ? dl : dr;
        continue;
      }
    }
    if (top === 0) break;
    node = stackNode[--top];
    distance = stackDistance[top];
  }
  if (out.triangle >= 0) out.distance = Math.sqrt(query[3]);
  return out.distance;
}

/**
 * Closest point on the triangle whose corners lie at ia, ib, ic of p, by its Voronoi regions (Ericson, Real-Time Collision Detection,
 * 5.1.5). Where it is nearer than `query[3]` (squared mm) to the point `query[0..2]`, it goes into both `query[3]` and `out`.
 */
export function nearerTriangle(p: Float32Array, ia: number, ib: number, ic: number, triangle: number, query: Float64Array, out: Closest): void {
  const x = query[0], y = query[1], z = query[2];
  const ax = p[ia], ay = p[ia + 1], az = p[ia + 2];
  const abx = p[ib] - ax, aby = p[ib + 1] - ay, abz = p[ib + 2] - az;
  const acx = p[ic] - ax, acy = p[ic + 1] - ay, acz = p[ic + 2] - az;
  const apx = x - ax, apy = y - ay, apz = z - az;
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  let b = 0, c = 0;
  if (d1 > 0 || d2 > 0) {
    const abab = abx * abx + aby * aby + abz * abz;
    const acac = acx * acx + acy * acy + acz * acz;
    const abac = abx * acx + aby * acy + abz * acz;
    const d3 = d1 - abab, d4 = d2 - abac, d5 = d1 - abac, d6 = d2 - acac;
    const va = d3 * d6 - d5 * d4, vb = d5 * d2 - d1 * d6, vc = d1 * d4 - d3 * d2;
    if (d3 >= 0 && d4 <= d3) b = 1;
    else if (d6 >= 0 && d5 <= d6) c = 1;
    else if (vc <= 0 && d1 >= 0 && d3 <= 0) b = d1 / (d1 - d3);
    else if (vb <= 0 && d2 >= 0 && d6 <= 0) c = d2 / (d2 - d6);
    else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
      c = (d4 - d3) / (d4 - d3 + (d5 - d6));
      b = 1 - c;
    } else {
      const sum = va + vb + vc;
      b = vb / sum;
      c = vc / sum;
    }
  }
  const qx = ax + abx * b + acx * c, qy = ay + aby * b + acy * c, qz = az + abz * b + acz * c;
  const d = (x - qx) * (x - qx) + (y - qy) * (y - qy) + (z - qz) * (z - qz);
  if (!(d <= query[3]) || (d === query[3] && out.triangle >= 0)) return;
  query[3] = d;
  out.triangle = triangle;
  out.x = qx;
  out.y = qy;
  out.z = qz;
  out.b = b;
  out.c = c;
}
