import { pointSegmentSquared, segmentSquaredAt } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { makeRuns, type Runs } from './runs';

/** The three things on a device that distances are measured from, mm: the shaft's axis, its tip, and the opening's midline. Filled in place. */
export interface Probe {
  /** Start and end of the shaft inside the patient. */
  shaft: Float64Array;
  /** Both ends of the opening's midline; equal for a point. */
  opening: Float64Array;
  /** Half the outer diameter. */
  radius: number;
}

export const makeProbe = (): Probe => ({ shaft: new Float64Array(6), opening: new Float64Array(6), radius: 0.5 });

/**
 * Search for tubes near a device. Holds, per structure, the least distance from its wall to the shaft's axis, the tip point and the opening.
 * Made once per patient; a search does not allocate.
 */
export interface TubeSearch {
  runs: Runs;
  /** Structures found, in no order, and how many. */
  found: Uint16Array;
  count: number;
  /** Axis-to-wall distances by structure index, mm, negative inside; only those of `found` are valid. */
  shaft: Float64Array;
  tip: Float64Array;
  opening: Float64Array;
  /** Scratch: upper bounds by structure, candidate runs and their lower bounds. */
  limit: Float64Array;
  candidates: Int32Array;
  low: Float64Array;
}

export function makeTubeSearch(patient: CompiledPatient): TubeSearch {
  const runs = makeRuns(patient);
  const n = patient.structures.length;
  const fill = (): Float64Array => new Float64Array(n).fill(Infinity);
  return {
    runs,
    found: new Uint16Array(n),
    count: 0,
    shaft: fill(),
    tip: fill(),
    opening: fill(),
    limit: new Float64Array(3 * n).fill(Infinity),
    candidates: new Int32Array(runs.count),
    low: new Float64Array(3 * runs.count),
  };
}

const stack = new Int32Array(128);
const squared = new Float64Array(1);

/**
 * Find every tube whose wall comes within `reach` mm of the device's surface, with exact distances. Does not allocate.
 *
 * First each run of capsules is bounded from below and above by its chord; then only runs that may hold a structure's least distance
 * are measured capsule by capsule.
 */
export function searchTubes(patient: CompiledPatient, search: TubeSearch, probe: Probe, reach: number): void {
  const { runs, shaft, tip, opening, limit, candidates, low, found } = search;
  for (let i = 0; i < search.count; i++) {
    const s = found[i];
    shaft[s] = tip[s] = opening[s] = limit[3 * s] = limit[3 * s + 1] = limit[3 * s + 2] = Infinity;
  }
  search.count = 0;
  const most = gather(patient, search, probe, reach + probe.radius);
  // The upper bounds are a hair above the true distances, so searching below them finds those exactly.
  for (let i = 0; i < search.count; i++) {
    const s = found[i];
    shaft[s] = limit[3 * s];
    tip[s] = limit[3 * s + 1];
    opening[s] = limit[3 * s + 2];
  }
  for (let i = 0; i < most; i++) {
    const k = candidates[i];
    const s = runs.structure[k];
    if (low[3 * i] < shaft[s]) measureShaft(patient, search, k, probe.shaft);
    if (low[3 * i + 1] < tip[s]) measureTip(patient, search, k, probe.shaft);
    if (low[3 * i + 2] < opening[s]) measureOpening(patient, search, k, probe.opening);
  }
  let kept = 0;
  for (let i = 0; i < search.count; i++) {
    const s = found[i];
    if (shaft[s] - probe.radius > reach) {
      shaft[s] = tip[s] = opening[s] = limit[3 * s] = limit[3 * s + 1] = limit[3 * s + 2] = Infinity;
      continue;
    }
    if (tip[s] > reach || opening[s] > reach) measureAll(patient, search, s, probe);
    found[kept++] = s;
  }
  search.count = kept;
}

/** Collect runs that may come within `reach` of the shaft's axis, their bounds, and the structures they belong to. */
function gather(patient: CompiledPatient, search: TubeSearch, probe: Probe, reach: number): number {
  const { runs, limit, candidates, low, found } = search;
  const { bounds, nodes } = patient.trees.tubes;
  const p = probe.shaft, o = probe.opening, q = runs.chord;
  const px = p[0], py = p[1], pz = p[2], qx = p[3], qy = p[4], qz = p[5];
  const x0 = (px < qx ? px : qx) - reach, x1 = (px < qx ? qx : px) + reach;
  const y0 = (py < qy ? py : qy) - reach, y1 = (py < qy ? qy : py) + reach;
  const z0 = (pz < qz ? pz : qz) - reach, z1 = (pz < qz ? qz : pz) + reach;
  // The opening is short: its middle, give or take half its length, bounds it well enough.
  const mx = (o[0] + o[3]) / 2, my = (o[1] + o[4]) / 2, mz = (o[2] + o[5]) / 2;
  const half = halfLength(o);
  let most = 0;
  let top = 0;
  if (runs.count > 0) stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top];
    const b = 6 * node;
    if (bounds[b] > x1 || bounds[b + 3] < x0 || bounds[b + 1] > y1 || bounds[b + 4] < y0 || bounds[b + 2] > z1 || bounds[b + 5] < z0) continue;
    const k = runs.ofNode[node];
    if (k < 0) {
      stack[top++] = nodes[2 * node];
      stack[top++] = node + 1;
      continue;
    }
    const c = 6 * k;
    const ax = q[c], ay = q[c + 1], az = q[c + 2], bx = q[c + 3], by = q[c + 4], bz = q[c + 5];
    const under = runs.deviation[k] + runs.thick[k];
    const over = runs.deviation[k] - runs.thin[k];
    segmentSquaredAt(p, q, c, q, c + 3, squared);
    const ds = Math.sqrt(squared[0]);
    if (ds - under > reach) continue;
    const dt = Math.sqrt(pointSegmentSquared(qx, qy, qz, ax, ay, az, bx, by, bz));
    const dn = Math.sqrt(pointSegmentSquared(mx, my, mz, ax, ay, az, bx, by, bz));
    const s = runs.structure[k];
    const l = 3 * s;
    if (limit[l] === Infinity) found[search.count++] = s;
    if (ds + over < limit[l]) limit[l] = ds + over;
    if (dt + over < limit[l + 1]) limit[l + 1] = dt + over;
    if (dn + half + over < limit[l + 2]) limit[l + 2] = dn + half + over;
    candidates[most] = k;
    low[3 * most] = ds - under;
    low[3 * most + 1] = dt - under;
    low[3 * most + 2] = dn - half - under;
    most++;
  }
  return most;
}

/*
 * Measuring a run. Neighbouring capsules are joined end to end, so the distance can fall by at most a capsule's length from one to the
 * next: when it is far above the best one, that many capsules cannot be better and are stepped over.
 */

function measureShaft(patient: CompiledPatient, search: TubeSearch, k: number, p: Float64Array): void {
  const { a, b, radius } = patient.tubes;
  const { runs } = search;
  const first = runs.first[k], end = first + runs.size[k];
  const s = runs.structure[k];
  const thick = runs.thick[k], stride = runs.longest[k];
  let best = search.shaft[s];
  for (let i = first; i < end; i++) {
    const j = 3 * i;
    segmentSquaredAt(p, a, j, b, j, squared);
    const d = Math.sqrt(squared[0]);
    if (d - radius[i] < best) best = d - radius[i];
    const spare = d - thick - best;
    if (spare > stride) i += Math.floor(spare / stride);
  }
  search.shaft[s] = best;
}

function measureTip(patient: CompiledPatient, search: TubeSearch, k: number, p: Float64Array): void {
  const { a, b, radius } = patient.tubes;
  const { runs } = search;
  const first = runs.first[k], end = first + runs.size[k];
  const s = runs.structure[k];
  const thick = runs.thick[k], stride = runs.longest[k];
  const x = p[3], y = p[4], z = p[5];
  let best = search.tip[s];
  for (let i = first; i < end; i++) {
    const j = 3 * i;
    const d = Math.sqrt(pointSegmentSquared(x, y, z, a[j], a[j + 1], a[j + 2], b[j], b[j + 1], b[j + 2]));
    if (d - radius[i] < best) best = d - radius[i];
    const spare = d - thick - best;
    if (spare > stride) i += Math.floor(spare / stride);
  }
  search.tip[s] = best;
}

function measureOpening(patient: CompiledPatient, search: TubeSearch, k: number, o: Float64Array): void {
  const { a, b, radius } = patient.tubes;
  const { runs } = search;
  const first = runs.first[k], end = first + runs.size[k];
  const s = runs.structure[k];
  const thick = runs.thick[k], stride = runs.longest[k];
  const mx = (o[0] + o[3]) / 2, my = (o[1] + o[4]) / 2, mz = (o[2] + o[5]) / 2;
  const half = halfLength(o);
  let best = search.opening[s];
  for (let i = first; i < end; i++) {
    const j = 3 * i;
    let d = Math.sqrt(pointSegmentSquared(mx, my, mz, a[j], a[j + 1], a[j + 2], b[j], b[j + 1], b[j + 2])) - half;
    if (half > 0 && d - radius[i] < best) {
      segmentSquaredAt(o, a, j, b, j, squared);
      d = Math.sqrt(squared[0]);
    }
    if (d - radius[i] < best) best = d - radius[i];
    const spare = d - thick - best;
    if (spare > stride) i += Math.floor(spare / stride);
  }
  search.opening[s] = best;
}

/** Half the length of the opening's midline, mm. */
function halfLength(o: Float64Array): number {
  const x = o[3] - o[0], y = o[4] - o[1], z = o[5] - o[2];
  return Math.sqrt(x * x + y * y + z * z) / 2;
}

/** Tip and opening of a structure over all its runs: one that is out of the shaft's reach may still be the nearest to them. */
function measureAll(patient: CompiledPatient, search: TubeSearch, s: number, probe: Probe): void {
  const { runs } = search;
  const q = runs.chord, p = probe.shaft;
  // Every point of the opening lies this near to the tip.
  const o = probe.opening;
  const spread = Math.sqrt(Math.max(pointSegmentSquared(p[3], p[4], p[5], o[0], o[1], o[2], o[0], o[1], o[2]), pointSegmentSquared(p[3], p[4], p[5], o[3], o[4], o[5], o[3], o[4], o[5])));
  for (let j = runs.start[s]; j < runs.start[s + 1]; j++) {
    const k = runs.byStructure[j], c = 6 * k;
    const low = Math.sqrt(pointSegmentSquared(p[3], p[4], p[5], q[c], q[c + 1], q[c + 2], q[c + 3], q[c + 4], q[c + 5])) - runs.deviation[k] - runs.thick[k];
    if (low < search.tip[s]) measureTip(patient, search, k, p);
    if (low - spread < search.opening[s]) measureOpening(patient, search, k, o);
  }
}
