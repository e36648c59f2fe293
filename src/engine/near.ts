import { pointSegmentSquared, segmentSquaredAt } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { cells, CHORD, FROM, makeRuns, OVER, PER_SQUARE, STRIDE, STRUCTURE, THICK, TO, UNDER, type Runs } from './runs';

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

/** Places of the three distances of a structure in `TubeSearch.distance`, which has `DISTANCES` words a structure. */
export const SHAFT = 0, TIP = 1, OPENING = 2, DISTANCES = 4;

/**
 * Search for tubes near a device. Holds, per structure, the least distance from its wall to the shaft's axis, the tip point and the opening.
 * Made once per patient; a search does not allocate.
 */
export interface TubeSearch {
  runs: Runs;
  /** Structures found, in no order, and how many; behind them, up to `touched`, those that turned out to be too far. */
  found: Uint16Array;
  count: number;
  touched: number;
  /** Axis-to-wall distances by structure, mm, negative inside; only those of `found` are valid. */
  distance: Float64Array;
  /** Scratch: candidate runs and their lower bounds (shaft, tip, opening); the run with the least upper bound, by structure as `distance`. */
  candidates: Int32Array;
  low: Float64Array;
  best: Int32Array;
  /** Scratch: lower bounds of a run's capsules. */
  walls: Float64Array;
}

export function makeTubeSearch(patient: CompiledPatient): TubeSearch {
  const runs = makeRuns(patient);
  const n = patient.structures.length;
  return {
    runs,
    found: new Uint16Array(n),
    count: 0,
    touched: 0,
    distance: new Float64Array(DISTANCES * n).fill(Infinity),
    candidates: new Int32Array(runs.count + 1),
    low: new Float64Array(3 * runs.count),
    best: new Int32Array(DISTANCES * n),
    walls: new Float64Array(runs.longest),
  };
}

/*
 * What follows asks a few hundred small questions whose answers no processor can guess, and a wrong guess costs more than the arithmetic.
 * So ranges are kept by 0.5 * (|x| - |x - 1| + 1), which is x held between 0 and 1, and boxes are compared as whole numbers.
 */

const stack = new Int32Array(128);
const squared = new Float64Array(1);

/**
 * Find every tube whose wall comes within `reach` mm of the device's surface, with exact distances. Does not allocate.
 *
 * First each run of capsules is bounded from below and above by its chord. Then, capsule by capsule, the run with the least upper bound of
 * each structure is measured, and of the others those that may still hold a nearer place; first to the shaft, and to tip and opening only
 * for structures that turn out to lie within reach.
 */
export function searchTubes(search: TubeSearch, probe: Probe, reach: number): void {
  const { runs, distance, candidates, low, best, found } = search;
  const { index } = runs;
  for (let i = 0; i < search.touched; i++) forget(distance, found[i]);
  search.touched = 0;
  // The upper bounds are a hair above the true distances, so searching below them finds those exactly.
  const most = gather(search, probe, reach);
  for (let i = 0; i < search.touched; i++) measureSegment(search, best[DISTANCES * found[i]], probe.shaft, DISTANCES * found[i]);
  for (let i = 0; i < most; i++) {
    const k = candidates[i];
    const d = DISTANCES * index[CHORD * k + STRUCTURE];
    if (low[3 * i] < distance[d] && best[d] !== k) measureSegment(search, k, probe.shaft, d);
  }
  let kept = 0;
  for (let i = 0; i < search.touched; i++) {
    const s = found[i], d = DISTANCES * s;
    if (distance[d] - probe.radius > reach) {
      // Nothing is below this: its tip and opening are left alone.
      distance[d + 1] = distance[d + 2] = -Infinity;
      continue;
    }
    found[i] = found[kept];
    found[kept++] = s;
    measureTip(runs, best[d + 1], probe.shaft, distance, d + 1);
    measureSegment(search, best[d + 2], probe.opening, d + 2);
  }
  search.count = kept;
  for (let i = 0; i < most; i++) {
    const k = candidates[i];
    const d = DISTANCES * index[CHORD * k + STRUCTURE];
    if (low[3 * i + 1] < distance[d + 1] && best[d + 1] !== k) measureTip(runs, k, probe.shaft, distance, d + 1);
    if (low[3 * i + 2] < distance[d + 2] && best[d + 2] !== k) measureSegment(search, k, probe.opening, d + 2);
  }
  for (let i = 0; i < kept; i++) {
    const d = DISTANCES * found[i];
    if (distance[d + 1] > reach || distance[d + 2] > reach) measureAll(search, found[i], probe);
  }
}

function forget(distance: Float64Array, s: number): void {
  const d = DISTANCES * s;
  distance[d] = distance[d + 1] = distance[d + 2] = Infinity;
}

/** Collect runs that may come within `beyond` of the device's surface, their bounds, and the structures they belong to. */
function gather(search: TubeSearch, probe: Probe, beyond: number): number {
  const reach = beyond + probe.radius;
  const { runs, distance, candidates, low, best, found } = search;
  const { bounds, chords: q, index } = runs;
  const p = probe.shaft, o = probe.opening;
  const px = p[0], py = p[1], pz = p[2], qx = p[3], qy = p[4], qz = p[5];
  const x0 = cells((px < qx ? px : qx) - reach) - 1, x1 = cells((px < qx ? qx : px) + reach) + 1;
  const y0 = cells((py < qy ? py : qy) - reach) - 1, y1 = cells((py < qy ? qy : py) + reach) + 1;
  const z0 = cells((pz < qz ? pz : qz) - reach) - 1, z1 = cells((pz < qz ? qz : pz) + reach) + 1;
  const ux = qx - px, uy = qy - py, uz = qz - pz;
  const uu = ux * ux + uy * uy + uz * uz;
  const perU = uu > 0 ? 1 / uu : 0;
  // The opening is short: its middle, give or take half its length, bounds it well enough.
  const mx = (o[0] + o[3]) / 2, my = (o[1] + o[4]) / 2, mz = (o[2] + o[5]) / 2;
  const half = halfLength(o);
  // Which children a box meets cannot be guessed: both are written down, and the counts move on only for those met.
  let leaves = 0, top = 0;
  if (runs.root < 0) candidates[leaves++] = -1 - runs.root;
  else if (runs.count > 0) stack[top++] = runs.root;
  while (top > 0) {
    const node = stack[--top];
    const left = bounds[node + 12], right = bounds[node + 13];
    // Apart where any of six differences is below 0.
    const meetsLeft = ~((x1 - bounds[node]) | (bounds[node + 3] - x0) | (y1 - bounds[node + 1]) | (bounds[node + 4] - y0) | (z1 - bounds[node + 2]) | (bounds[node + 5] - z0)) >>> 31;
    const meetsRight = ~((x1 - bounds[node + 6]) | (bounds[node + 9] - x0) | (y1 - bounds[node + 7]) | (bounds[node + 10] - y0) | (z1 - bounds[node + 8]) | (bounds[node + 11] - z0)) >>> 31;
    candidates[leaves] = -1 - left;
    leaves += meetsLeft & (left >>> 31);
    candidates[leaves] = -1 - right;
    leaves += meetsRight & (right >>> 31);
    stack[top] = right;
    top += meetsRight & ~(right >> 31);
    stack[top] = left;
    top += meetsLeft & ~(left >> 31);
  }
  let most = 0;
  for (let i = 0; i < leaves; i++) {
    const k = candidates[i];
    const c = CHORD * k;
    const under = q[c + UNDER], over = q[c + OVER];
    const ax = q[c], ay = q[c + 1], az = q[c + 2];
    const vx = q[c + 3] - ax, vy = q[c + 4] - ay, vz = q[c + 5] - az;
    const perV = q[c + PER_SQUARE];
    // Shaft to chord: nearest places at shares f and g (Ericson 5.1.9), kept in range without jumps.
    const wx = px - ax, wy = py - ay, wz = pz - az;
    const vv = vx * vx + vy * vy + vz * vz, uv = ux * vx + uy * vy + uz * vz;
    const vw = vx * wx + vy * wy + vz * wz, uw = ux * wx + uy * wy + uz * wz;
    let f = (uv * vw - uw * vv) / (uu * vv - uv * uv + 1e-12 * uu * vv + 1e-30);
    f = 0.5 * (Math.abs(f) - Math.abs(f - 1) + 1);
    let g = (uv * f + vw) * perV;
    g = 0.5 * (Math.abs(g) - Math.abs(g - 1) + 1);
    f = (uv * g - uw) * perU;
    f = 0.5 * (Math.abs(f) - Math.abs(f - 1) + 1);
    let x = wx + ux * f - vx * g, y = wy + uy * f - vy * g, z = wz + uz * f - vz * g;
    const ds = Math.sqrt(x * x + y * y + z * z);
    if (ds - under > reach) continue;
    // Tip to chord.
    x = wx + ux;
    y = wy + uy;
    z = wz + uz;
    g = (x * vx + y * vy + z * vz) * perV;
    g = 0.5 * (Math.abs(g) - Math.abs(g - 1) + 1);
    x -= g * vx;
    y -= g * vy;
    z -= g * vz;
    const dt = Math.sqrt(x * x + y * y + z * z);
    // Middle of the opening to chord.
    x = mx - ax;
    y = my - ay;
    z = mz - az;
    g = (x * vx + y * vy + z * vz) * perV;
    g = 0.5 * (Math.abs(g) - Math.abs(g - 1) + 1);
    x -= g * vx;
    y -= g * vy;
    z -= g * vz;
    const dn = Math.sqrt(x * x + y * y + z * z);
    const s = index[c + STRUCTURE];
    const d = DISTANCES * s;
    if (distance[d] === Infinity) found[search.touched++] = s;
    if (ds + over < distance[d]) {
      distance[d] = ds + over;
      best[d] = k;
    }
    if (dt + over < distance[d + 1]) {
      distance[d + 1] = dt + over;
      best[d + 1] = k;
    }
    if (dn + half + over < distance[d + 2]) {
      distance[d + 2] = dn + half + over;
      best[d + 2] = k;
    }
    candidates[most] = k;
    low[3 * most] = ds - under;
    low[3 * most + 1] = dt - under;
    low[3 * most + 2] = dn - half - under;
    most++;
  }
  return most;
}

/** Bounds are taken to be this much lower, so that their rounding cannot lose the nearest place, mm. */
const HAIR = 1e-5;

/**
 * Lower `distance[d]` to the least distance of run k's walls from segment s (the shaft or the opening).
 *
 * The squared distance from a segment is convex along a capsule's axis, so it lies above its tangents at both ends. The capsule that this
 * bounds lowest is measured first, then those that may still be nearer.
 */
function measureSegment({ runs, distance, walls }: TubeSearch, k: number, s: Float64Array, d: number): void {
  const { index, points } = runs;
  const begin = index[CHORD * k + FROM], end = index[CHORD * k + TO];
  const sx = s[0], sy = s[1], sz = s[2];
  const ux = s[3] - sx, uy = s[4] - sy, uz = s[5] - sz;
  const uu = ux * ux + uy * uy + uz * uz;
  const inverse = uu > 0 ? 1 / uu : 0;
  // From the nearest place on the segment to the near end.
  let ax = points[begin], ay = points[begin + 1], az = points[begin + 2];
  let ex = ax - sx, ey = ay - sy, ez = az - sz;
  const share = (ex * ux + ey * uy + ez * uz) * inverse;
  const f = 0.5 * (Math.abs(share) - Math.abs(share - 1) + 1);
  ex -= f * ux;
  ey -= f * uy;
  ez -= f * uz;
  let here = ex * ex + ey * ey + ez * ez;
  let lowest = Infinity, first = begin;
  for (let o = begin; o < end; o += 4) {
    // The same for the far end.
    const bx = points[o + 4], by = points[o + 5], bz = points[o + 6];
    const vx = bx - ax, vy = by - ay, vz = bz - az;
    const wx = bx - sx, wy = by - sy, wz = bz - sz;
    const along = (wx * ux + wy * uy + wz * uz) * inverse;
    const g = 0.5 * (Math.abs(along) - Math.abs(along - 1) + 1);
    const gx = wx - g * ux, gy = wy - g * uy, gz = wz - g * uz;
    const there = gx * gx + gy * gy + gz * gz;
    // Squares along the capsule lie above both end tangents: the greatest of the two bounds and 0, without jumps.
    const fall = ex * vx + ey * vy + ez * vz, rise = gx * vx + gy * vy + gz * vz;
    const low = here + fall - Math.abs(fall), low2 = there - rise - Math.abs(rise);
    const least = low + low2 + Math.abs(low - low2);
    const wall = 0.5 * Math.sqrt(least + Math.abs(least)) - points[o + 3] - HAIR;
    walls[(o - begin) >> 2] = wall;
    if (wall < lowest) {
      lowest = wall;
      first = o;
    }
    ax = bx;
    ay = by;
    az = bz;
    ex = gx;
    ey = gy;
    ez = gz;
    here = there;
  }
  let best = distance[d];
  if (lowest >= best) return;
  segmentSquaredAt(s, points, first, points, first + 4, squared);
  const nearest = Math.sqrt(squared[0]) - points[first + 3];
  if (nearest < best) best = nearest;
  for (let o = begin; o < end; o += 4) {
    if (walls[(o - begin) >> 2] >= best || o === first) continue;
    segmentSquaredAt(s, points, o, points, o + 4, squared);
    const wall = Math.sqrt(squared[0]) - points[o + 3];
    if (wall < best) best = wall;
  }
  distance[d] = best;
}

/**
 * Lower `distance[d]` to the least distance of a run's walls from the tip: the end of segment p. Neighbouring capsules are joined end to
 * end, so the distance can fall by at most a capsule's length from one to the next: that many cannot be better and are stepped over.
 */
function measureTip({ chords, index, points }: Runs, k: number, p: Float64Array, distance: Float64Array, d: number): void {
  const end = index[CHORD * k + TO];
  const thick = chords[CHORD * k + THICK], stride = chords[CHORD * k + STRIDE];
  const x = p[3], y = p[4], z = p[5];
  let best = distance[d];
  for (let o = index[CHORD * k + FROM]; o < end; o += 4) {
    const away = Math.sqrt(pointSegmentSquared(x, y, z, points[o], points[o + 1], points[o + 2], points[o + 4], points[o + 5], points[o + 6]));
    if (away - points[o + 3] < best) best = away - points[o + 3];
    const spare = away - thick - best;
    if (spare > stride) o += 4 * ((spare / stride) | 0);
  }
  distance[d] = best;
}

/** Half the length of the opening's midline, mm. */
function halfLength(o: Float64Array): number {
  const x = o[3] - o[0], y = o[4] - o[1], z = o[5] - o[2];
  return Math.sqrt(x * x + y * y + z * z) / 2;
}

/** Tip and opening of a structure over all its runs: one that is out of the shaft's reach may still be the nearest to them. */
function measureAll(search: TubeSearch, s: number, probe: Probe): void {
  const { runs, distance } = search;
  const q = runs.chords, p = probe.shaft;
  const d = DISTANCES * s;
  // Every point of the opening lies this near to the tip.
  const o = probe.opening;
  const spread = Math.sqrt(Math.max(pointSegmentSquared(p[3], p[4], p[5], o[0], o[1], o[2], o[0], o[1], o[2]), pointSegmentSquared(p[3], p[4], p[5], o[3], o[4], o[5], o[3], o[4], o[5])));
  for (let j = runs.start[s]; j < runs.start[s + 1]; j++) {
    const k = runs.byStructure[j], c = CHORD * k;
    const vx = q[c + 3] - q[c], vy = q[c + 4] - q[c + 1], vz = q[c + 5] - q[c + 2];
    let x = p[3] - q[c], y = p[4] - q[c + 1], z = p[5] - q[c + 2];
    let g = (x * vx + y * vy + z * vz) * q[c + PER_SQUARE];
    g = 0.5 * (Math.abs(g) - Math.abs(g - 1) + 1);
    x -= g * vx;
    y -= g * vy;
    z -= g * vz;
    const low = Math.sqrt(x * x + y * y + z * z) - q[c + UNDER];
    if (low < distance[d + 1]) measureTip(runs, k, p, distance, d + 1);
    if (low - spread < distance[d + 2]) measureSegment(search, k, o, d + 2);
  }
}
