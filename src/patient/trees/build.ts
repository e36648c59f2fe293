import type { Tree } from '../types';

const BINS = 16;

/**
 * Build a bounding-volume tree over axis-aligned boxes by binned surface-area heuristic on the longest centroid axis.
 *
 * Layout, depth first: node n has bounds `bounds[6n .. 6n+6]` (min xyz, max xyz). Interior: left child is n + 1, right child is
 * `nodes[2n]`, `nodes[2n + 1]` is 0. Leaf: first slot `nodes[2n]`, count `nodes[2n + 1]` > 0; slot s holds item `items[s]`.
 * Deterministic: exact arithmetic, stable order.
 *
 * @param boxes min xyz, max xyz per item, mm
 * @param count number of items; 0 gives a single empty leaf that no query enters
 * @param leafSize most items in a leaf
 */
export function buildTree(boxes: Float32Array, count: number, leafSize: number): Tree {
  const items = new Uint32Array(count);
  for (let i = 0; i < count; i++) items[i] = i;
  const most = Math.max(1, 2 * count - 1);
  const bounds = new Float32Array(most * 6);
  const nodes = new Uint32Array(most * 2);
  if (count === 0) {
    bounds.set([Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]);
    return { bounds, nodes, items };
  }
  const bins = makeBins();
  // Explicit stack of [node to patch with its right-child index or -1, first, end]; depth first keeps left child = parent + 1.
  const stack: number[] = [-1, 0, count];
  let used = 0;
  const scratch = new Uint32Array(count);
  while (stack.length > 0) {
    const end = stack.pop() as number;
    const first = stack.pop() as number;
    const patch = stack.pop() as number;
    const node = used++;
    if (patch >= 0) nodes[2 * patch] = node;
    const centroid = enclose(boxes, items, first, end, bounds, node);
    const split = end - first <= leafSize ? -1 : partition(boxes, items, first, end, centroid, bins, scratch);
    if (split < 0) {
      nodes[2 * node] = first;
      nodes[2 * node + 1] = end - first;
    } else {
      stack.push(node, split, end, -1, first, split);
    }
  }
  return { bounds: bounds.slice(0, used * 6), nodes: nodes.slice(0, used * 2), items };
}

const centroidBounds = new Float64Array(6);

/** Write the union of the items' boxes as the node's bounds; returns the bounds of twice their centres. */
function enclose(boxes: Float32Array, items: Uint32Array, first: number, end: number, bounds: Float32Array, node: number): Float64Array {
  let x0 = Infinity, y0 = Infinity, z0 = Infinity, x1 = -Infinity, y1 = -Infinity, z1 = -Infinity;
  let cx0 = Infinity, cy0 = Infinity, cz0 = Infinity, cx1 = -Infinity, cy1 = -Infinity, cz1 = -Infinity;
  for (let s = first; s < end; s++) {
    const o = items[s] * 6;
    const ax = boxes[o], ay = boxes[o + 1], az = boxes[o + 2], bx = boxes[o + 3], by = boxes[o + 4], bz = boxes[o + 5];
    if (ax < x0) x0 = ax;
    if (ay < y0) y0 = ay;
    if (az < z0) z0 = az;
    if (bx > x1) x1 = bx;
    if (by > y1) y1 = by;
    if (bz > z1) z1 = bz;
    const cx = ax + bx, cy = ay + by, cz = az + bz;
    if (cx < cx0) cx0 = cx;
    if (cx > cx1) cx1 = cx;
    if (cy < cy0) cy0 = cy;
    if (cy > cy1) cy1 = cy;
    if (cz < cz0) cz0 = cz;
    if (cz > cz1) cz1 = cz;
  }
  const b = node * 6;
  bounds[b] = x0;
  bounds[b + 1] = y0;
  bounds[b + 2] = z0;
  bounds[b + 3] = x1;
  bounds[b + 4] = y1;
  bounds[b + 5] = z1;
  centroidBounds[0] = cx0;
  centroidBounds[1] = cy0;
  centroidBounds[2] = cz0;
  centroidBounds[3] = cx1;
  centroidBounds[4] = cy1;
  centroidBounds[5] = cz1;
  return centroidBounds;
}

interface Bins {
  count: Uint32Array;
  box: Float64Array;
  rightArea: Float64Array;
}

function makeBins(): Bins {
  return { count: new Uint32Array(BINS), box: new Float64Array(BINS * 6), rightArea: new Float64Array(BINS) };
}

/** Reorder `items[first..end)` about the cheapest bin border on the longest axis; returns the first slot of the right part. */
function partition(boxes: Float32Array, items: Uint32Array, first: number, end: number, c: Float64Array, bins: Bins, scratch: Uint32Array): number {
  const ex = c[3] - c[0], ey = c[4] - c[1], ez = c[5] - c[2];
  const axis = ex >= ey && ex >= ez ? 0 : ey >= ez ? 1 : 2;
  const low = c[axis];
  const extent = c[axis + 3] - low;
  if (!(extent > 0)) return (first + end) >> 1;
  const scale = BINS / extent;
  fillBins(boxes, items, first, end, axis, low, scale, bins);
  const border = bestBorder(bins, end - first);
  let left = first;
  let right = 0;
  for (let s = first; s < end; s++) {
    const item = items[s];
    const o = item * 6 + axis;
    const bin = Math.min(BINS - 1, Math.floor((boxes[o] + boxes[o + 3] - low) * scale));
    if (bin < border) items[left++] = item;
    else scratch[right++] = item;
  }
  for (let k = 0; k < right; k++) items[left + k] = scratch[k];
  return left > first && left < end ? left : (first + end) >> 1;
}

function fillBins(boxes: Float32Array, items: Uint32Array, first: number, end: number, axis: number, low: number, scale: number, bins: Bins): void {
  const { count, box } = bins;
  count.fill(0);
  for (let k = 0; k < BINS; k++) {
    for (let a = 0; a < 3; a++) {
      box[6 * k + a] = Infinity;
      box[6 * k + 3 + a] = -Infinity;
    }
  }
  for (let s = first; s < end; s++) {
    const o = items[s] * 6;
    const bin = Math.min(BINS - 1, Math.floor((boxes[o + axis] + boxes[o + axis + 3] - low) * scale));
    count[bin]++;
    const b = bin * 6;
    if (boxes[o] < box[b]) box[b] = boxes[o];
    if (boxes[o + 1] < box[b + 1]) box[b + 1] = boxes[o + 1];
    if (boxes[o + 2] < box[b + 2]) box[b + 2] = boxes[o + 2];
    if (boxes[o + 3] > box[b + 3]) box[b + 3] = boxes[o + 3];
    if (boxes[o + 4] > box[b + 4]) box[b + 4] = boxes[o + 4];
    if (boxes[o + 5] > box[b + 5]) box[b + 5] = boxes[o + 5];
  }
}

const sweep = new Float64Array(6);

function resetSweep(): void {
  sweep.fill(Infinity, 0, 3);
  sweep.fill(-Infinity, 3, 6);
}

function growSweep(box: Float64Array, k: number): number {
  for (let a = 0; a < 3; a++) {
    if (box[6 * k + a] < sweep[a]) sweep[a] = box[6 * k + a];
    if (box[6 * k + 3 + a] > sweep[a + 3]) sweep[a + 3] = box[6 * k + 3 + a];
  }
  const x = sweep[3] - sweep[0], y = sweep[4] - sweep[1], z = sweep[5] - sweep[2];
  return x >= 0 ? x * y + y * z + z * x : 0;
}

/** The bin border with the least area-weighted count on both sides; bins below it go left. */
function bestBorder(bins: Bins, total: number): number {
  const { count, box, rightArea } = bins;
  resetSweep();
  for (let k = BINS - 1; k > 0; k--) rightArea[k] = growSweep(box, k);
  resetSweep();
  let best = Infinity;
  let border = BINS >> 1;
  let left = 0;
  for (let k = 1; k < BINS; k++) {
    const area = growSweep(box, k - 1);
    left += count[k - 1];
    if (left === 0 || left === total) continue;
    const cost = area * left + rightArea[k] * (total - left);
    if (cost < best) {
      best = cost;
      border = k;
    }
  }
  return border;
}
