import type { SkinRef } from '../../atlas/types';
import { catmullRom } from '../courses/curve';
import { labelAt, type Ground } from '../courses/ground';

/** A closed smooth outline on the chart, u, v per corner, without the first point repeated. */
export type Ring = number[];

const MIDLINE = 0.05;
const STEP = 1;

/** Chart corners of an outline of landmark offsets on this patient (left side, u >= 0). */
export function cornersOf(outline: readonly SkinRef[], ground: Pick<Ground, 'label'>): [number, number][] {
  return outline.map((ref) => {
    const [u, v] = labelAt(ground, ref);
    return [Math.abs(u) < MIDLINE ? 0 : u, v];
  });
}

/**
 * A smooth closed ring through the corners. An outline with at least two corners on the midline is first completed by its mirror
 * image, so that the halves of both sides meet without a seam; `midline` tells so, and only u >= 0 of the ring is this side's.
 */
export function smoothRing(corners: readonly (readonly [number, number])[]): { ring: Ring; midline: boolean } {
  const onMidline = corners.filter(([u]) => u === 0).length;
  const midline = onMidline >= 2;
  const full = midline ? completed(corners) : corners;
  // Three corners of overlap at both ends make the open curve run smoothly through the closure.
  const count = full.length;
  const points: number[] = [];
  for (let i = -3; i < count + 3; i++) points.push(...full[(i + 3 * count) % count]);
  const { samples, at } = catmullRom(points, 2, STEP);
  const ring: Ring = [];
  for (let i = 0; i < at.length; i++) if (at[i] >= 3 && at[i] < 3 + count) ring.push(samples[i * 2], samples[i * 2 + 1]);
  return { ring, midline };
}

/** The outline and its mirror image as one ring: midline corner, lateral corners, midline corner, mirrored corners back. */
function completed(corners: readonly (readonly [number, number])[]): [number, number][] {
  const count = corners.length;
  // Start after the midline stretch: the corner before must lie on the midline, this one must not.
  let start = 0;
  for (let i = 0; i < count; i++) if (corners[i][0] !== 0 && corners[(i + count - 1) % count][0] === 0) start = i;
  const lateral: [number, number][] = [];
  let i = start;
  for (; corners[i % count][0] !== 0; i++) lateral.push([corners[i % count][0], corners[i % count][1]]);
  const first = corners[(start + count - 1) % count];
  const last = corners[i % count];
  const mirror = lateral.map(([u, v]): [number, number] => [-u, v]).reverse();
  return [[0, first[1]], ...lateral, [0, last[1]], ...mirror];
}

/** Edges of a ring in runs of `RUN`, with the box of each run: u0, v0, u1, v1. */
const RUN = 8;
const runs = new WeakMap<Ring, { edges: Float64Array; boxes: Float64Array }>();

function runsOf(ring: Ring): { edges: Float64Array; boxes: Float64Array } {
  const count = ring.length / 2;
  const edges = new Float64Array(count * 4);
  const boxes = new Float64Array(Math.ceil(count / RUN) * 4);
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const edge = [ring[i * 2], ring[i * 2 + 1], ring[j * 2], ring[j * 2 + 1]];
    edges.set(edge, i * 4);
    const b = Math.floor(i / RUN) * 4;
    if (i % RUN === 0) boxes.set([Infinity, Infinity, -Infinity, -Infinity], b);
    boxes[b] = Math.min(boxes[b], edge[0], edge[2]);
    boxes[b + 1] = Math.min(boxes[b + 1], edge[1], edge[3]);
    boxes[b + 2] = Math.max(boxes[b + 2], edge[0], edge[2]);
    boxes[b + 3] = Math.max(boxes[b + 3], edge[1], edge[3]);
  }
  return { edges, boxes };
}

/** Signed distance to a ring, positive inside, chart mm. Runs of edges that can neither be nearest nor cross the row of (u, v) are passed over. */
export function signedDistance(ring: Ring, u: number, v: number): number {
  let known = runs.get(ring);
  if (known === undefined) {
    known = runsOf(ring);
    runs.set(ring, known);
  }
  const { edges, boxes } = known;
  let best = Number.POSITIVE_INFINITY;
  let inside = false;
  for (let b = 0, k = 0; b < boxes.length; b += 4, k += RUN * 4) {
    const bu = u < boxes[b] ? boxes[b] - u : u > boxes[b + 2] ? u - boxes[b + 2] : 0;
    const bv = v < boxes[b + 1] ? boxes[b + 1] - v : v > boxes[b + 3] ? v - boxes[b + 3] : 0;
    // The margins keep what rounding does to a distance or a crossing on the safe side.
    const far = (bu * bu + bv * bv) * (1 - 1e-9) > best;
    if (far && (bv > 0 || u > boxes[b + 2] + 1e-6)) continue;
    const end = Math.min(k + RUN * 4, edges.length);
    for (let i = k; i < end; i += 4) {
      const iu = edges[i];
      const iv = edges[i + 1];
      const jv = edges[i + 3];
      const eu = edges[i + 2] - iu;
      const ev = jv - iv;
      if (!far) {
        const ee = eu * eu + ev * ev;
        let t = ee > 0 ? ((u - iu) * eu + (v - iv) * ev) / ee : 0;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        const du = u - iu - t * eu;
        const dv = v - iv - t * ev;
        const d = du * du + dv * dv;
        if (d < best) best = d;
      }
      if (iv > v !== jv > v && u < (eu * (v - iv)) / ev + iu) inside = !inside;
    }
  }
  return inside ? Math.sqrt(best) : -Math.sqrt(best);
}

/** Smallest box around a ring: u0, v0, u1, v1. */
export function boxOf(ring: Ring): [number, number, number, number] {
  const box: [number, number, number, number] = [ring[0], ring[1], ring[0], ring[1]];
  for (let i = 2; i < ring.length; i += 2) {
    box[0] = Math.min(box[0], ring[i]);
    box[1] = Math.min(box[1], ring[i + 1]);
    box[2] = Math.max(box[2], ring[i]);
    box[3] = Math.max(box[3], ring[i + 1]);
  }
  return box;
}
