import type { Mesh, Tree } from '../types';
import { CORNER_WORDS, LINK_BITS, LINK_WORD, NODE_SHORTS, NODE_WORDS, type PackedMesh } from './packed';

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

/*
 * The ray of the query that runs now, in the watertight form of Woop, Benthin and Wald (JCGT 2013): axes permuted so that the direction's
 * largest part comes last, then sheared, so that the ray is the third axis and neighbouring triangles see the same edge alike.
 * In a typed array, because a module variable that holds a fraction is allocated anew at each write.
 */
const ray = new Float64Array(6);
const SX = 0, SY = 1, SZ = 2, OX = 3, OY = 4, OZ = 5;
let kx = 0, ky = 1, kz = 2, flip = 1;
const hit = new Float64Array(1);
let hitEntering = 0;

/**
 * A piece of a straight line: origin xyz, unit direction xyz, then the mm along it at which it begins and ends. An array, because numbers
 * with fractions that are handed from function to function may be allocated.
 */
export type Line = Float64Array;

export const makeLine = (): Line => new Float64Array(8);

/** Set a line from a point (xyz) and a unit direction (xyz), from 0 to `end` mm; `sense` -1 turns the direction round. */
export function setLine(line: Line, point: Float64Array, direction: Float64Array, sense: 1 | -1, end: number): void {
  for (let k = 0; k < 3; k++) {
    line[k] = point[k];
    line[k + 3] = sense * direction[k];
  }
  line[6] = 0;
  line[7] = end;
}

function setRay(x: number, y: number, z: number, dx: number, dy: number, dz: number): void {
  const ax = Math.abs(dx), ay = Math.abs(dy), az = Math.abs(dz);
  kz = ax >= ay && ax >= az ? 0 : ay >= az ? 1 : 2;
  kx = (kz + 1) % 3;
  ky = (kz + 2) % 3;
  const dk = kz === 0 ? dx : kz === 1 ? dy : dz;
  ray[SX] = (kx === 0 ? dx : kx === 1 ? dy : dz) / dk;
  ray[SY] = (ky === 0 ? dx : ky === 1 ? dy : dz) / dk;
  ray[SZ] = 1 / dk;
  ray[OX] = kx === 0 ? x : kx === 1 ? y : z;
  ray[OY] = ky === 0 ? x : ky === 1 ? y : z;
  ray[OZ] = kz === 0 ? x : kz === 1 ? y : z;
  flip = dk > 0 ? 1 : -1;
}

/** Ray against the triangle whose corners lie at a, b, c of p; true when hit, with `hit` and `hitEntering` set. Edges are shared without gaps or doubles. */
function cornersHit(p: Float32Array, a: number, b: number, c: number): boolean {
  const sx = ray[SX], sy = ray[SY], ox = ray[OX], oy = ray[OY], oz = ray[OZ];
  const az = p[a + kz] - oz, bz = p[b + kz] - oz, cz = p[c + kz] - oz;
  const ax = p[a + kx] - ox - sx * az, ay = p[a + ky] - oy - sy * az;
  const bx = p[b + kx] - ox - sx * bz, by = p[b + ky] - oy - sy * bz;
  const cx = p[c + kx] - ox - sx * cz, cy = p[c + ky] - oy - sy * cz;
  const u = cx * by - cy * bx;
  const v = ax * cy - ay * cx;
  const w = bx * ay - by * ax;
  // Most triangles are missed, with two of these of opposite sign; x - |x| is below 0 only where x is. One jump that is easily guessed.
  const uv = u * v, vw = v * w, wu = w * u;
  if (uv - Math.abs(uv) + (vw - Math.abs(vw)) + (wu - Math.abs(wu)) < 0) return false;
  // A ray exactly through an edge or vertex is taken as moved by (e, e * e) with e infinitely small, so all neighbours agree.
  const pu = u > 0 || (u === 0 && (cy > by || (cy === by && bx > cx)));
  const pv = v > 0 || (v === 0 && (ay > cy || (ay === cy && cx > ax)));
  const pw = w > 0 || (w === 0 && (by > ay || (by === ay && ax > bx)));
  if (pu !== pv || pv !== pw) return false;
  const sum = u + v + w;
  if (sum === 0) return false;
  hit[0] = ((u * az + v * bz + w * cz) / sum) * ray[SZ];
  hitEntering = (pu ? 1 : -1) * flip > 0 ? 1 : 0;
  return true;
}

/**
 * Distance along a ray to one triangle of a mesh, or Infinity where it is not met with t in [t0, t1] mm. A first hit is no farther: given to
 * `firstHit` as t1, it makes the search shorter and changes nothing. Does not allocate.
 */
export function distanceAlong(mesh: Mesh, triangle: number, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number): number {
  const { positions, triangles } = mesh;
  const i = 3 * triangle;
  setRay(x, y, z, dx, dy, dz);
  return cornersHit(positions, 3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2]) && hit[0] >= t0 && hit[0] <= t1 ? hit[0] : Infinity;
}

/** Boxes are widened by this, so that rounding cannot lose a flat one, mm. */
const HAIR = 1e-5;

/** Walk the tree along a ray; with `all` every hit goes into `hits`, else only the first. Returns the first hit's triangle or -1. */
function cast(mesh: Mesh, tree: Tree, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number, all: boolean, hits: Hits): number {
  const { bounds, nodes, items } = tree;
  const { positions, triangles } = mesh;
  hits.count = 0;
  if (items.length === 0) return -1;
  setRay(x, y, z, dx, dy, dz);
  // A direction of zero becomes a huge slope of the right kind.
  const rx = dx === 0 ? 1e300 : 1 / dx, ry = dy === 0 ? 1e300 : 1 / dy, rz = dz === 0 ? 1e300 : 1 / dz;
  // Offsets of the near and far faces of a box, and the origin moved a hair for each.
  const nx = rx > 0 ? 0 : 3, ny = ry > 0 ? 1 : 4, nz = rz > 0 ? 2 : 5;
  const fx = 3 - nx, fy = 5 - ny, fz = 7 - nz;
  const ex = rx > 0 ? HAIR : -HAIR, ey = ry > 0 ? HAIR : -HAIR, ez = rz > 0 ? HAIR : -HAIR;
  const nearX = x + ex, nearY = y + ey, nearZ = z + ez, farX = x - ex, farY = y - ey, farZ = z - ez;
  let best = t1;
  let found = -1;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top];
    const o = 6 * node;
    let from = (bounds[o + nx] - nearX) * rx, to = (bounds[o + fx] - farX) * rx;
    let a = (bounds[o + ny] - nearY) * ry, b = (bounds[o + fy] - farY) * ry;
    if (a > from) from = a;
    if (b < to) to = b;
    a = (bounds[o + nz] - nearZ) * rz;
    b = (bounds[o + fz] - farZ) * rz;
    if (a > from) from = a;
    if (b < to) to = b;
    if (from > to || to < t0 || from > best) continue;
    const count = nodes[2 * node + 1];
    if (count === 0) {
      const left = node + 1, right = nodes[2 * node];
      // The nearer child last on the stack, judged by the boxes' starts along the ray's main axis.
      const k = flip > 0 ? kz : kz + 3;
      const leftFirst = bounds[6 * left + k] * flip <= bounds[6 * right + k] * flip;
      stack[top++] = leftFirst ? right : left;
      stack[top++] = leftFirst ? left : right;
      continue;
    }
    const first = nodes[2 * node];
    for (let s = first; s < first + count; s++) {
      const i = 3 * items[s];
      if (!cornersHit(positions, 3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2])) continue;
      const t = hit[0];
      if (t < t0 || t > best) continue;
      if (all) insertHit(hits, items[s]);
      else if (t < best || found < 0) {
        best = t;
        found = items[s];
        hits.entering[0] = hitEntering;
      }
    }
  }
  if (all) return hits.count > 0 ? hits.triangle[0] : -1;
  if (found >= 0) {
    hits.count = 1;
    hits.t[0] = best;
    hits.triangle[0] = found;
  }
  return found;
}

/** Links of leaves that a line may meet; looked at together when all are known, or when this is full. */
const LEAVES = 512;
const leafLink = new Int32Array(LEAVES);

/** Nodes to be looked at, in turn; as many as a mesh has at most. */
let waiting = new Int32Array(1024);

/** `waiting`, long enough for `nodes` and the one that is written before it counts; grows when a larger mesh is asked for the first time. */
function room(nodes: number): Int32Array {
  if (waiting.length < nodes + 2) waiting = new Int32Array(nodes + 2);
  return waiting;
}

/**
 * As `cast`, over a packed mesh. Which children of a node a line meets cannot be guessed by the processor, and a wrong guess costs more than
 * the test. So a box and the line are compared without jumps (they are apart along an axis of the box or along a cross product of one with
 * the line, or not at all; `x + |x|` is 0 unless x is above 0), both children are written down, and the counts move on only for those met.
 * Nodes are looked at in the order in which they were met, not the last first: the next one is then known before the present one is done
 * with, and the processor works on both.
 */
function castPacked(mesh: PackedMesh, line: Line, all: boolean, hits: Hits): number {
  const { boxes, links, perMm, root } = mesh;
  hits.count = 0;
  if (root < 0 || !(line[6] <= line[7])) return -1;
  setRay(line[0], line[1], line[2], line[3], line[4], line[5]);
  const from = line[6], to = Math.min(line[7], 1e4);
  // Middle and half of the piece of line, and its direction, in the units of the boxes.
  const middle = (from + to) / 2, half = ((to - from) / 2) * perMm;
  const cx = (line[0] + line[3] * middle) * perMm, cy = (line[1] + line[4] * middle) * perMm, cz = (line[2] + line[5] * middle) * perMm;
  const dx = line[3], dy = line[4], dz = line[5];
  const ax = Math.abs(dx), ay = Math.abs(dy), az = Math.abs(dz);
  const hx = ax * half, hy = ay * half, hz = az * half;
  const queue = room(mesh.nodes);
  let head = 0, tail = 0, leaves = 0;
  if ((root & SIZE) === 0) queue[tail++] = root >> LINK_BITS;
  else leafLink[leaves++] = root;
  while (head < tail) {
    const node = queue[head++];
    const o = node * NODE_SHORTS, l = node * NODE_WORDS + LINK_WORD;
    let x = boxes[o] - cx, y = boxes[o + 1] - cy, z = boxes[o + 2] - cz;
    let ex = boxes[o + 3], ey = boxes[o + 4], ez = boxes[o + 5];
    let p = Math.abs(x) - hx - ex, q = Math.abs(y) - hy - ey, r = Math.abs(z) - hz - ez;
    let u = Math.abs(y * dz - z * dy) - ey * az - ez * ay, v = Math.abs(z * dx - x * dz) - ez * ax - ex * az, w = Math.abs(x * dy - y * dx) - ex * ay - ey * ax;
    const left = p + Math.abs(p) + (q + Math.abs(q)) + (r + Math.abs(r)) + (u + Math.abs(u) + (v + Math.abs(v)) + (w + Math.abs(w)));
    x = boxes[o + 6] - cx;
    y = boxes[o + 7] - cy;
    z = boxes[o + 8] - cz;
    ex = boxes[o + 9];
    ey = boxes[o + 10];
    ez = boxes[o + 11];
    p = Math.abs(x) - hx - ex;
    q = Math.abs(y) - hy - ey;
    r = Math.abs(z) - hz - ez;
    u = Math.abs(y * dz - z * dy) - ey * az - ez * ay;
    v = Math.abs(z * dx - x * dz) - ez * ax - ex * az;
    w = Math.abs(x * dy - y * dx) - ex * ay - ey * ax;
    const right = p + Math.abs(p) + (q + Math.abs(q)) + (r + Math.abs(r)) + (u + Math.abs(u) + (v + Math.abs(v)) + (w + Math.abs(w)));
    // 1 where met: where the gap is less than a unit. One too large for a whole number may wrap to "met", which only costs time.
    const meetsLeft = 1 - (-(left | 0) >>> 31), meetsRight = 1 - (-(right | 0) >>> 31);
    const linkLeft = links[l], linkRight = links[l + 1];
    const leafLeft = -(linkLeft & SIZE) >>> 31, leafRight = -(linkRight & SIZE) >>> 31;
    leafLink[leaves] = linkLeft;
    queue[tail] = linkLeft >> LINK_BITS;
    leaves += meetsLeft & leafLeft;
    tail += meetsLeft & (1 - leafLeft);
    leafLink[leaves] = linkRight;
    queue[tail] = linkRight >> LINK_BITS;
    leaves += meetsRight & leafRight;
    tail += meetsRight & (1 - leafRight);
    if (leaves > LEAVES - 3) {
      hitLeaves(mesh, leaves, line, all, hits);
      leaves = 0;
    }
  }
  hitLeaves(mesh, leaves, line, all, hits);
  return hits.count > 0 ? hits.triangle[0] : -1;
}

/** The bits of a link that count a leaf's triangles. */
const SIZE = (1 << LINK_BITS) - 1;

/** Test the triangles of the leaves written down. */
function hitLeaves({ corners, numbers }: PackedMesh, leaves: number, line: Line, all: boolean, hits: Hits): void {
  const t0 = line[6];
  let best = !all && hits.count > 0 ? hits.t[0] : line[7];
  for (let i = 0; i < leaves; i++) {
    const link = leafLink[i];
    for (let o = CORNER_WORDS * (link >> LINK_BITS), end = o + CORNER_WORDS * (link & SIZE); o < end; o += CORNER_WORDS) {
      if (!cornersHit(corners, o, o + 3, o + 6)) continue;
      const t = hit[0];
      if (t < t0 || t > best) continue;
      if (all) insertHit(hits, numbers[o + 9]);
      else if (t < best || hits.count === 0) {
        best = t;
        hits.count = 1;
        hits.t[0] = t;
        hits.triangle[0] = numbers[o + 9];
        hits.entering[0] = hitEntering;
      }
    }
  }
}

/** First hit of a line with a packed mesh: its triangle, or -1; `hits` then holds that one hit. Does not allocate. */
export function firstAlong(mesh: PackedMesh, line: Line, hits: Hits): number {
  return castPacked(mesh, line, false, hits);
}

/** Every hit of a line with a packed mesh, nearest first; returns how many, at most the capacity of `hits`. Does not allocate. */
export function allAlong(mesh: PackedMesh, line: Line, hits: Hits): number {
  castPacked(mesh, line, true, hits);
  return hits.count;
}

const own = makeLine();

/** `firstHit` on a packed mesh. */
export function firstHitPacked(mesh: PackedMesh, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number, hits: Hits): number {
  own[0] = x;
  own[1] = y;
  own[2] = z;
  own[3] = dx;
  own[4] = dy;
  own[5] = dz;
  own[6] = t0;
  own[7] = t1;
  return castPacked(mesh, own, false, hits);
}

/**
 * First hit of a ray with a mesh, t in [t0, t1] mm (direction of unit length). Does not allocate.
 * @returns the triangle, or -1; `hits` then holds that one hit
 */
export function firstHit(mesh: Mesh, tree: Tree, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number, hits: Hits): number {
  return cast(mesh, tree, x, y, z, dx, dy, dz, t0, t1, false, hits);
}

/**
 * Every hit of a ray with a mesh, t in [t0, t1] mm, nearest first. Does not allocate.
 * @returns the number of hits, at most the capacity of `hits`
 */
export function allHits(mesh: Mesh, tree: Tree, x: number, y: number, z: number, dx: number, dy: number, dz: number, t0: number, t1: number, hits: Hits): number {
  cast(mesh, tree, x, y, z, dx, dy, dz, t0, t1, true, hits);
  return hits.count;
}

/** Put the hit in `hit` in its place. */
function insertHit(hits: Hits, triangle: number): void {
  const { t, entering } = hits;
  const at = hit[0];
  const capacity = t.length;
  let k = hits.count;
  if (k === capacity) {
    if (t[k - 1] <= at) return;
    k--;
  } else hits.count++;
  while (k > 0 && t[k - 1] > at) {
    t[k] = t[k - 1];
    hits.triangle[k] = hits.triangle[k - 1];
    entering[k] = entering[k - 1];
    k--;
  }
  t[k] = at;
  hits.triangle[k] = triangle;
  entering[k] = hitEntering;
}
