import type { Mesh, Tree } from '../types';
import { makeClosest, nearerTriangle, type Closest } from './closest';
import { CORNER_WORDS, layLeaf, places } from './packed';
import { segmentSquaredAt } from './segments';

/** Words of a disc: centre, unit normal, radius, half thickness. */
const DISC = 8;
/** Words of a node: two discs, or two boxes and four left free; then four of links. */
const NODE = 20;
/** Where in it the links lie. */
const LINKS = 16;
/** The children of nodes with at most this many triangles are bounded by discs, those of larger ones by boxes. */
const FLAT = 32;
/** Radius and thickness are widened by this, so that rounding cannot lose a triangle, mm. */
const HAIR = 1e-3;

/** Kind of a node, in place of the count of a leaf. */
const BOXES = 0;
const DISCS = -1;

/**
 * A mesh for the question "how far is the surface". Small patches are bounded by flat round discs along their mean normal: a box round a
 * slanted patch is thick, and under skin nearly everything at the same depth would lie in reach; a disc is as thin as the patch is flat.
 */
export interface DiscMesh {
  /** Nodes and triangles in the order of the tree. Per interior node two discs (centre, unit normal, radius, half thickness) or two boxes (min, max), then links; per triangle of a leaf its corners, mm, and its number. */
  words: Float32Array;
  /** The same memory as integers. At the end of a node: where the left child begins and its kind, those of the right child. Kind above 0: a leaf of so many triangles. */
  links: Int32Array;
  /** Kind of the root, which begins at word 0. */
  root: number;
}

/** Bound a mesh over its tree: some milliseconds for fifty thousand triangles. */
export function makeDiscs(mesh: Mesh, tree: Tree): DiscMesh {
  const { bounds: boxes, nodes, items } = tree;
  const count = items.length === 0 ? 0 : nodes.length / 2;
  if (count === 0) return { words: new Float32Array(0), links: new Int32Array(0), root: BOXES };
  const place = places(tree, NODE);
  const memory = new ArrayBuffer(4 * place[count]);
  const words = new Float32Array(memory), links = new Int32Array(memory);
  // Triangles below each node, from its children, which come after it.
  const size = new Uint32Array(count);
  for (let n = count - 1; n >= 0; n--) {
    const leaf = nodes[2 * n + 1];
    size[n] = leaf > 0 ? leaf : size[n + 1] + size[nodes[2 * n]];
    if (leaf > 0) layLeaf(mesh, items, nodes[2 * n], leaf, words, links, place[n]);
  }
  const kind = (n: number): number => (nodes[2 * n + 1] > 0 ? nodes[2 * n + 1] : size[n] <= FLAT ? DISCS : BOXES);
  for (let n = 0; n < count; n++) {
    if (nodes[2 * n + 1] > 0) continue;
    const flat = kind(n) === DISCS;
    for (let side = 0; side < 2; side++) {
      const child = side === 0 ? n + 1 : nodes[2 * n];
      const o = place[n];
      if (flat) enclose(patch(mesh, items, firstSlot(nodes, child), size[child]), words, o + DISC * side);
      else for (let k = 0; k < 6; k++) words[o + 6 * side + k] = boxes[6 * child + k];
      links[o + LINKS + 2 * side] = place[child];
      links[o + LINKS + 2 * side + 1] = kind(child);
    }
  }
  return { words, links, root: kind(0) };
}

/** First slot below a node: that of its leftmost leaf. */
function firstSlot(nodes: Uint32Array, n: number): number {
  while (nodes[2 * n + 1] === 0) n++;
  return nodes[2 * n];
}

const corners = new Float32Array(9 * FLAT);

/** Corners of the triangles in a range of at most `FLAT` slots, nine coordinates each. */
function patch({ positions: p, triangles: t }: Mesh, items: Uint32Array, first: number, size: number): Float32Array {
  for (let s = 0, o = 0; s < size; s++) {
    for (let k = 3 * items[first + s], end = k + 3; k < end; k++, o += 3) {
      const v = 3 * t[k];
      corners[o] = p[v];
      corners[o + 1] = p[v + 1];
      corners[o + 2] = p[v + 2];
    }
  }
  return corners.subarray(0, 9 * size);
}

/** The disc of triangles given by their corners, nine coordinates each. */
function enclose(p: Float32Array, out: Float32Array, o: number): void {
  let cx = 0, cy = 0, cz = 0, nx = 0, ny = 0, nz = 0;
  for (let i = 0; i < p.length; i += 9) {
    const ux = p[i + 3] - p[i], uy = p[i + 4] - p[i + 1], uz = p[i + 5] - p[i + 2];
    const vx = p[i + 6] - p[i], vy = p[i + 7] - p[i + 1], vz = p[i + 8] - p[i + 2];
    nx += uy * vz - uz * vy;
    ny += uz * vx - ux * vz;
    nz += ux * vy - uy * vx;
    cx += p[i] + p[i + 3] + p[i + 6];
    cy += p[i + 1] + p[i + 4] + p[i + 7];
    cz += p[i + 2] + p[i + 5] + p[i + 8];
  }
  const share = 3 / p.length;
  setDisc(out, o, cx * share, cy * share, cz * share, nx, ny, nz);
  nx = out[o + 3];
  ny = out[o + 4];
  nz = out[o + 5];
  let low = Infinity, high = -Infinity, wide = 0;
  for (let i = 0; i < p.length; i += 3) {
    const x = p[i] - out[o], y = p[i + 1] - out[o + 1], z = p[i + 2] - out[o + 2];
    const h = x * nx + y * ny + z * nz;
    const w = x * x + y * y + z * z - h * h;
    if (h < low) low = h;
    if (h > high) high = h;
    if (w > wide) wide = w;
  }
  centre(out, o, low, high, Math.sqrt(wide));
}

/** Centre and unit normal of a disc; a normal of no length becomes z. */
function setDisc(out: Float32Array, o: number, cx: number, cy: number, cz: number, nx: number, ny: number, nz: number): void {
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
  out[o] = cx;
  out[o + 1] = cy;
  out[o + 2] = cz;
  out[o + 3] = length > 0 ? nx / length : 0;
  out[o + 4] = length > 0 ? ny / length : 0;
  out[o + 5] = length > 0 ? nz / length : 1;
}

/** Move the centre along the normal to the middle of what the disc holds, and set its size. */
function centre(out: Float32Array, o: number, low: number, high: number, wide: number): void {
  const middle = (low + high) / 2;
  for (let k = 0; k < 3; k++) out[o + k] += out[o + 3 + k] * middle;
  out[o + 6] = wide + HAIR;
  out[o + 7] = (high - low) / 2 + HAIR;
}

const stack = new Int32Array(128);
const kinds = new Int32Array(128);
const lows = new Float64Array(128);
/** The point asked for, and the least squared distance so far. */
const query = new Float64Array(4);

/*
 * Both bounds are computed without jumps: no processor can guess their outcome, and a wrong guess costs more than the arithmetic.
 * 0.5 * (x + |x|) is the greater of x and 0.
 */

/** Squared distances of the children of the node last looked at. */
const child = new Float64Array(2);

/** Squared distances from the point asked for to both discs of a node, never above those of what they hold, into `child`. */
function discsSquared(d: Float32Array, o: number): void {
  for (let k = 0; k < 2; k++, o += DISC) {
    const wx = query[0] - d[o], wy = query[1] - d[o + 1], wz = query[2] - d[o + 2];
    const h = wx * d[o + 3] + wy * d[o + 4] + wz * d[o + 5];
    const up = Math.abs(h) - d[o + 7];
    const out = Math.sqrt(Math.abs(wx * wx + wy * wy + wz * wz - h * h)) - d[o + 6];
    const a = up + Math.abs(up), b = out + Math.abs(out);
    child[k] = 0.25 * (a * a + b * b);
  }
}

/** Squared distances from the point asked for to both boxes of a node, a hair less, into `child`. */
function boxesSquared(b: Float32Array, o: number): void {
  const x = query[0], y = query[1], z = query[2];
  for (let k = 0; k < 2; k++, o += 6) {
    const x0 = b[o] - x, x1 = x - b[o + 3], y0 = b[o + 1] - y, y1 = y - b[o + 4], z0 = b[o + 2] - z, z1 = z - b[o + 5];
    const dx = x0 + Math.abs(x0) + x1 + Math.abs(x1), dy = y0 + Math.abs(y0) + y1 + Math.abs(y1), dz = z0 + Math.abs(z0) + z1 + Math.abs(z1);
    child[k] = 0.25 * (dx * dx + dy * dy + dz * dz) * (1 - 1e-12);
  }
}

/**
 * The point of a mesh nearest to `point`, mm; see `closestPoint`. Exact; does not allocate.
 * @param point xyz, and at 3 the search radius, mm; a known upper bound makes the search faster
 * @param out filled in place; `triangle` is -1 and `distance` Infinity when nothing lies within the radius
 */
export function closestOnDiscs({ words, links, root }: DiscMesh, point: Float64Array, out: Closest): void {
  out.triangle = -1;
  out.distance = Infinity;
  if (words.length === 0) return;
  query[0] = point[0];
  query[1] = point[1];
  query[2] = point[2];
  query[3] = point[3] * point[3];
  let node = 0, kind = root;
  let top = 0;
  for (;;) {
    if (kind <= 0) {
      const l = node + LINKS;
      if (kind === DISCS) discsSquared(words, node);
      else boxesSquared(words, node);
      const left = child[0], right = child[1];
      const best = query[3];
      if (left <= right) {
        if (left <= best) {
          if (right <= best) {
            stack[top] = links[l + 2];
            kinds[top] = links[l + 3];
            lows[top++] = right;
          }
          node = links[l];
          kind = links[l + 1];
          continue;
        }
      } else if (right <= best) {
        if (left <= best) {
          stack[top] = links[l];
          kinds[top] = links[l + 1];
          lows[top++] = left;
        }
        node = links[l + 2];
        kind = links[l + 3];
        continue;
      }
    } else {
      for (let o = node, end = node + CORNER_WORDS * kind; o < end; o += CORNER_WORDS) nearerTriangle(words, o, o + 3, o + 6, links[o + 9], query, out);
    }
    do top--;
    while (top >= 0 && lows[top] > query[3]);
    if (top < 0) break;
    node = stack[top];
    kind = kinds[top];
  }
  if (out.triangle >= 0) out.distance = Math.sqrt(query[3]);
}

const whole = new Float64Array(6);
const squared = new Float64Array(1);
const ends = new Float64Array(4);
const end: Closest = makeClosest();

/**
 * Lower `least[0]` to the distance of a mesh from segment `s` (xyz, xyz), which does not cross it, mm. Exact; does not allocate.
 * @param least a known upper bound
 */
export function segmentToDiscs(mesh: DiscMesh, s: Float64Array, least: Float64Array): void {
  const { words, links } = mesh;
  if (words.length === 0) return;
  whole.set(s);
  // The nearest pair of a segment and a triangle that do not cross lies on an edge or at an end of the segment.
  for (let k = 0; k < 6; k += 3) {
    ends[0] = s[k];
    ends[1] = s[k + 1];
    ends[2] = s[k + 2];
    ends[3] = least[0];
    closestOnDiscs(mesh, ends, end);
    if (end.distance < least[0]) least[0] = end.distance;
  }
  let best = least[0];
  let node = 0, kind = mesh.root;
  let top = 0;
  for (;;) {
    if (kind <= 0) {
      const l = node + LINKS;
      ballDistance(words, node, kind === DISCS, 0);
      ballDistance(words, kind === DISCS ? node + DISC : node + 6, kind === DISCS, 1);
      const left = child[0], right = child[1];
      const far = left <= right ? 2 : 0;
      if ((far === 2 ? left : right) < best) {
        if ((far === 2 ? right : left) < best) {
          stack[top] = links[l + far];
          kinds[top] = links[l + far + 1];
          lows[top++] = far === 2 ? right : left;
        }
        node = links[l + 2 - far];
        kind = links[l + 3 - far];
        continue;
      }
    } else {
      for (let o = node, last = node + CORNER_WORDS * kind; o < last; o += CORNER_WORDS) {
        for (let e = 0; e < 9; e += 3) {
          segmentSquaredAt(whole, words, o + e, words, o + (e === 6 ? 0 : e + 3), squared);
          if (squared[0] < best * best) best = Math.sqrt(squared[0]);
        }
      }
    }
    do top--;
    while (top >= 0 && lows[top] >= best);
    if (top < 0) break;
    node = stack[top];
    kind = kinds[top];
  }
  least[0] = best;
}

/** Lower bound: distance from the segment `whole` to the ball round a disc or a box, into `child[k]`. */
function ballDistance(b: Float32Array, o: number, disc: boolean, k: number): void {
  let cx = b[o], cy = b[o + 1], cz = b[o + 2];
  let radius: number;
  if (disc) radius = Math.sqrt(b[o + 6] * b[o + 6] + b[o + 7] * b[o + 7]);
  else {
    const hx = (b[o + 3] - cx) / 2, hy = (b[o + 4] - cy) / 2, hz = (b[o + 5] - cz) / 2;
    cx += hx;
    cy += hy;
    cz += hz;
    radius = Math.sqrt(hx * hx + hy * hy + hz * hz);
  }
  const dx = whole[3] - whole[0], dy = whole[4] - whole[1], dz = whole[5] - whole[2];
  const wx = cx - whole[0], wy = cy - whole[1], wz = cz - whole[2];
  let f = (wx * dx + wy * dy + wz * dz) / (dx * dx + dy * dy + dz * dz + 1e-30);
  f = 0.5 * (Math.abs(f) - Math.abs(f - 1) + 1);
  const ex = wx - f * dx, ey = wy - f * dy, ez = wz - f * dz;
  child[k] = Math.sqrt(ex * ex + ey * ey + ez * ez) - radius - 1e-9;
}
