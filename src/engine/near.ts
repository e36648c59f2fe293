import { pointSegmentSquared, segmentSegmentSquared } from '../patient/trees';
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
  for (let i = 0; i < most; i++) {
    const k = candidates[i];
    const s = runs.structure[k];
    // A run whose lower bound does not beat what is known of its structure cannot hold the least distance.
    const wantShaft = low[3 * i] < shaft[s] && low[3 * i] <= limit[3 * s];
    const wantTip = low[3 * i + 1] < tip[s] && low[3 * i + 1] <= limit[3 * s + 1];
    const wantOpening = low[3 * i + 2] < opening[s] && low[3 * i + 2] <= limit[3 * s + 2];
    if (wantShaft) measureShaft(patient, search, k, probe.shaft);
    if (wantTip) measureTip(patient, search, k, probe.shaft);
    if (wantOpening) measureOpening(patient, search, k, probe.opening);
  }
  let kept = 0;
  for (let i = 0; i < search.count; i++) {
    const s = found[i];
    if (shaft[s] - probe.radius > reach) {
      shaft[s] = tip[s] = opening[s] = limit[3 * s] = limit[3 * s + 1] = limit[3 * s + 2] = Infinity;
      continue;
    }
    // A run that is out of the shaft's reach may still be the nearest to the tip or opening when both are far.
    if (tip[s] > reach) for (let j = runs.start[s]; j < runs.start[s + 1]; j++) measureTip(patient, search, runs.byStructure[j], probe.shaft);
    if (opening[s] > reach) for (let j = runs.start[s]; j < runs.start[s + 1]; j++) measureOpening(patient, search, runs.byStructure[j], probe.opening);
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
    const ds = Math.sqrt(segmentSegmentSquared(px, py, pz, qx, qy, qz, ax, ay, az, bx, by, bz));
    if (ds - under > reach) continue;
    const dt = Math.sqrt(pointSegmentSquared(qx, qy, qz, ax, ay, az, bx, by, bz));
    const dn = Math.sqrt(segmentSegmentSquared(o[0], o[1], o[2], o[3], o[4], o[5], ax, ay, az, bx, by, bz));
    const s = runs.structure[k];
    const l = 3 * s;
    if (limit[l] === Infinity) found[search.count++] = s;
    if (ds + over < limit[l]) limit[l] = ds + over;
    if (dt + over < limit[l + 1]) limit[l + 1] = dt + over;
    if (dn + over < limit[l + 2]) limit[l + 2] = dn + over;
    candidates[most] = k;
    low[3 * most] = ds - under;
    low[3 * most + 1] = dt - under;
    low[3 * most + 2] = dn - under;
    most++;
  }
  return most;
}

function measureShaft(patient: CompiledPatient, search: TubeSearch, k: number, p: Float64Array): void {
  const { a, b, radius } = patient.tubes;
  const first = search.runs.first[k], end = first + search.runs.size[k];
  const s = search.runs.structure[k];
  let best = search.shaft[s];
  for (let i = first; i < end; i++) {
    const j = 3 * i;
    const d = segmentSegmentSquared(p[0], p[1], p[2], p[3], p[4], p[5], a[j], a[j + 1], a[j + 2], b[j], b[j + 1], b[j + 2]);
    const limit = best + radius[i];
    if (limit > 0 && d < limit * limit) best = Math.sqrt(d) - radius[i];
  }
  search.shaft[s] = best;
}

function measureTip(patient: CompiledPatient, search: TubeSearch, k: number, p: Float64Array): void {
  const { a, b, radius } = patient.tubes;
  const first = search.runs.first[k], end = first + search.runs.size[k];
  const s = search.runs.structure[k];
  let best = search.tip[s];
  for (let i = first; i < end; i++) {
    const j = 3 * i;
    const d = pointSegmentSquared(p[3], p[4], p[5], a[j], a[j + 1], a[j + 2], b[j], b[j + 1], b[j + 2]);
    const limit = best + radius[i];
    if (limit > 0 && d < limit * limit) best = Math.sqrt(d) - radius[i];
  }
  search.tip[s] = best;
}

function measureOpening(patient: CompiledPatient, search: TubeSearch, k: number, o: Float64Array): void {
  const { a, b, radius } = patient.tubes;
  const first = search.runs.first[k], end = first + search.runs.size[k];
  const s = search.runs.structure[k];
  let best = search.opening[s];
  for (let i = first; i < end; i++) {
    const j = 3 * i;
    const d = segmentSegmentSquared(o[0], o[1], o[2], o[3], o[4], o[5], a[j], a[j + 1], a[j + 2], b[j], b[j + 1], b[j + 2]);
    const limit = best + radius[i];
    if (limit > 0 && d < limit * limit) best = Math.sqrt(d) - radius[i];
  }
  search.opening[s] = best;
}
