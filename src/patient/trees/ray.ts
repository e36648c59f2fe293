import type { Mesh, Tree } from '../types';

/** Hits of the last ray query, by distance: filled in place, copy what you keep. */
export interface Hits {
  count: number;
  /** Distance along the ray, mm. */
  t: Float64Array;
  triangle: Int32Array;
  /** 1 where the ray goes into the mesh (against the outward normal), 0 where it comes out. */
  entering: Uint8Array;
}

/** A holder for at most `capacity` hits; what lies further is dropped. */
export const makeHits = (capacity = 64): Hits => ({
  count: 0,
  t: new Float64Array(capacity),
  triangle: new Int32Array(capacity),
  entering: new Uint8Array(capacity),
});

const stack = new Int32Array(128);
// The ray of the query that runs now, in the watertight form of Woop, Benthin and Wald (JCGT 2013): axes permuted so that the direction's
// largest part comes last, then sheared, so that the ray is the third axis and neighbouring triangles see the same edge alike.
let ox = 0.5, oy = 0.5, oz = 0.5, rx = 0.5, ry = 0.5, rz = 0.5;
let kx = 0, ky = 1, kz = 2, sx = 0.5, sy = 0.5, sz = 0.5;
let okx = 0.5, oky = 0.5, okz = 0.5, flip = 1;

function setRay(x: number, y: number, z: number, dx: number, dy: number, dz: number): void {
  ox = x;
  oy = y;
  oz = z;
  // Slab tests divide by the direction; a zero becomes a huge number of the right kind.
  rx = dx === 0 ? 1e300 : 1 / dx;
  ry = dy === 0 ? 1e300 : 1 / dy;
  rz = dz === 0 ? 1e300 : 1 / dz;
  const ax = Math.abs(dx), ay = Math.abs(dy), az = Math.abs(dz);
  kz = ax >= ay && ax >= az ? 0 : ay >= az ? 1 : 2;
  kx = (kz + 1) % 3;
  ky = (kz + 2) % 3;
  const dk = kz === 0 ? dx : kz === 1 ? dy : dz;
  sx = (kx === 0 ? dx : kx === 1 ? dy : dz) / dk;
  sy = (ky === 0 ? dx : ky === 1 ? dy : dz) / dk;
  sz = 1 / dk;
  okx = kx === 0 ? x : kx === 1 ? y : z;
  oky = ky === 0 ? x : ky === 1 ? y : z;
  okz = kz === 0 ? x : kz === 1 ? y : z;
  flip = dk > 0 ? 1 : -1;
}

function boxHit(bounds: Float32Array, node: number, t0: number, t1: number): boolean {
  const o = node * 6;
  // Widened by a hair so that rounding in the slabs cannot lose a flat box.
  const e = 1e-5;
  let a = (bounds[o] - e - ox) * rx, b = (bounds[o + 3] + e - ox) * rx;
  if (a > b) { const s = a; a = b; b = s; }
  if (a > t0) t0 = a;
  if (b < t1) t1 = b;
  a = (bounds[o + 1] - e - oy) * ry;
  b = (bounds[o + 4] + e - oy) * ry;
  if (a > b) { const s = a; a = b; b = s; }
  if (a > t0) t0 = a;
  if (b < t1) t1 = b;
  a = (bounds[o + 2] - e - oz) * rz;
  b = (bounds[o + 5] + e - oz) * rz;
  if (a > b) { const s = a; a = b; b = s; }
  if (a > t0) t0 = a;
  if (b < t1) t1 = b;
  return t0 <= t1;
}

let hitT = 0.5;
let hitEntering = 0;

/** Ray against one triangle; true when hit, with `hitT` and `hitEntering` set. Edges are shared without gaps or doubles. */
function triangleHit(p: Float32Array, t: Uint32Array, triangle: number): boolean {
  const a = t[3 * triangle] * 3, b = t[3 * triangle + 1] * 3, c = t[3 * triangle + 2] * 3;
  const az = p[a + kz] - okz, bz = p[b + kz] - okz, cz = p[c + kz] - okz;
  const ax = p[a + kx] - okx - sx * az, ay = p[a + ky] - oky - sy * az;
  const bx = p[b + kx] - okx - sx * bz, by = p[b + ky] - oky - sy * bz;
  const cx = p[c + kx] - okx - sx * cz, cy = p[c + ky] - oky - sy * cz;
  const u = cx * by - cy * bx;
  const v = ax * cy - ay * cx;
  const w = bx * ay - by * ax;
  // A ray exactly through an edge or vertex is taken as moved by (e, e * e) with e infinitely small, so all neighbours agree.
  const pu = u > 0 || (u === 0 && (cy > by || (cy === by && bx > cx)));
  const pv = v > 0 || (v === 0 && (ay > cy || (ay === cy && cx > ax)));
  const pw = w > 0 || (w === 0 && (by > ay || (by === ay && ax > bx)));
  if (pu !== pv || pv !== pw) return false;
  const sum = u + v + w;
  if (sum === 0) return false;
  hitT = ((u * az + v * bz + w * cz) / sum) * sz;
  hitEntering = (pu ? 1 : -1) * flip > 0 ? 1 : 0;
  return true;
}

/**
 * First hit of a ray with a mesh, t in [t0, t1] mm (direction of unit length). Does not allocate.
 * @returns the triangle, or -1; `hits` then holds that one hit
 */
export function firstHit(mesh: Mesh, tree: Tree, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number, hits: Hits): number {
  const { bounds, nodes, items } = tree;
  const { positions, triangles } = mesh;
  hits.count = 0;
  setRay(x, y, z, dx, dy, dz);
  let best = t1;
  let found = -1;
  let entering = 0;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top];
    if (!boxHit(bounds, node, t0, best)) continue;
    const count = nodes[2 * node + 1];
    if (count === 0) {
      if (nodes.length === 2) break;
      const left = node + 1;
      const right = nodes[2 * node];
      // Nearer child last on the stack, judged by the box middles along the ray's main axis.
      const lm = bounds[6 * left + kz] + bounds[6 * left + 3 + kz];
      const rm = bounds[6 * right + kz] + bounds[6 * right + 3 + kz];
      if (lm * flip <= rm * flip) {
        stack[top++] = right;
        stack[top++] = left;
      } else {
        stack[top++] = left;
        stack[top++] = right;
      }
      continue;
    }
    const first = nodes[2 * node];
    for (let s = first; s < first + count; s++) {
      if (triangleHit(positions, triangles, items[s]) && hitT >= t0 && (hitT < best || (hitT === best && found < 0))) {
        best = hitT;
        found = items[s];
        entering = hitEntering;
      }
    }
  }
  if (found >= 0) {
    hits.count = 1;
    hits.t[0] = best;
    hits.triangle[0] = found;
    hits.entering[0] = entering;
  }
  return found;
}

/**
 * Every hit of a ray with a mesh, t in [t0, t1] mm, nearest first. Does not allocate.
 * @returns the number of hits, at most the capacity of `hits`
 */
export function allHits(mesh: Mesh, tree: Tree, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number, hits: Hits): number {
  const { bounds, nodes, items } = tree;
  const { positions, triangles } = mesh;
  hits.count = 0;
  setRay(x, y, z, dx, dy, dz);
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top];
    if (!boxHit(bounds, node, t0, t1)) continue;
    const count = nodes[2 * node + 1];
    if (count === 0) {
      if (nodes.length === 2) break;
      stack[top++] = nodes[2 * node];
      stack[top++] = node + 1;
      continue;
    }
    const first = nodes[2 * node];
    for (let s = first; s < first + count; s++) {
      if (triangleHit(positions, triangles, items[s]) && hitT >= t0 && hitT <= t1) insertHit(hits, items[s]);
    }
  }
  return hits.count;
}

function insertHit(hits: Hits, triangle: number): void {
  const { t, entering } = hits;
  const capacity = t.length;
  let k = hits.count;
  if (k === capacity) {
    if (t[k - 1] <= hitT) return;
    k--;
  } else hits.count++;
  while (k > 0 && t[k - 1] > hitT) {
    t[k] = t[k - 1];
    hits.triangle[k] = hits.triangle[k - 1];
    entering[k] = entering[k - 1];
    k--;
  }
  t[k] = hitT;
  hits.triangle[k] = triangle;
  entering[k] = hitEntering;
}
