import type { Tree, Tubes } from '../types';
import { buildTree } from './build';

/** Most capsules in a leaf. */
export const RUN = 8;

/**
 * Bounding-volume tree over the capsules of all tubes (mm). A leaf holds a *run*: up to `RUN` consecutive capsules of one structure,
 * `items[first] .. items[first] + count - 1`, so that a query can bound and skip a whole run at once.
 */
export function buildCapsuleTree(tubes: Tubes, run = RUN): Tree {
  const { a, b, radius, structure } = tubes;
  const count = radius.length;
  const starts: number[] = [];
  for (let i = 0; i < count; ) {
    let end = i + 1;
    while (end < count && end - i < run && structure[end] === structure[i] && joined(tubes, end - 1, end)) end++;
    starts.push(i);
    i = end;
  }
  const boxes = new Float32Array(starts.length * 6);
  for (let k = 0; k < starts.length; k++) {
    const end = k + 1 < starts.length ? starts[k + 1] : count;
    for (let axis = 0; axis < 3; axis++) {
      let low = Infinity, high = -Infinity;
      for (let i = starts[k]; i < end; i++) {
        const p = a[3 * i + axis], q = b[3 * i + axis], r = radius[i];
        low = Math.min(low, p - r, q - r);
        high = Math.max(high, p + r, q + r);
      }
      // Storing as 32-bit floats may round inwards; widen by more than that error.
      boxes[6 * k + axis] = low - widening(low);
      boxes[6 * k + 3 + axis] = high + widening(high);
    }
  }
  const runs = buildTree(boxes, starts.length, 1);
  return expandRuns(runs, starts, count);
}

const widening = (x: number): number => 1e-6 + Math.abs(x) * 2.4e-7;

function joined(tubes: Tubes, i: number, j: number): boolean {
  return tubes.b[3 * i] === tubes.a[3 * j] && tubes.b[3 * i + 1] === tubes.a[3 * j + 1] && tubes.b[3 * i + 2] === tubes.a[3 * j + 2];
}

/** Turn leaves that hold one run into leaves that hold its capsules. */
function expandRuns(runs: Tree, starts: number[], count: number): Tree {
  const items = new Uint32Array(count);
  const nodes = runs.nodes;
  let slot = 0;
  for (let n = 0; n < nodes.length / 2; n++) {
    if (nodes[2 * n + 1] === 0) continue;
    const run = runs.items[nodes[2 * n]];
    const end = run + 1 < starts.length ? starts[run + 1] : count;
    nodes[2 * n] = slot;
    nodes[2 * n + 1] = end - starts[run];
    for (let i = starts[run]; i < end; i++) items[slot++] = i;
  }
  return { bounds: runs.bounds, nodes, items };
}
