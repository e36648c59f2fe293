/**
 * Bends lines of one person apart where they would run through one another: position and bore of each are drawn on their own, but in a body
 * vessels and nerves lie against each other and never share space. The thinner and the uncited one gives way; none leaves its tissue.
 */
import { isMeasured } from '../../atlas/sources';
import type { Course } from '../../atlas/types';
import type { StructureSide } from '../types';
import type { Named } from './collisions';
import { PATH_SIZE, type Guard } from './route';
import type { Segments } from './segmentGrid';
import type { UnderSkin } from './underSkin';
import { makeWatch, type Pairs, type Watched } from './watch';

/** A line that can give way. */
export interface Partable extends Watched {
  course: Course;
  side: StructureSide;
  /** PATH_SIZE numbers a point; changed in place. */
  path: number[];
  guards: readonly Guard[];
  /** Wall radius per point, mm. */
  radii: readonly number[];
  /** Points that must stay (openings of bone, the midline), by their waypoint coordinate. */
  pins: readonly number[];
  /** Ends that hang on another line: they follow it and hardly move by themselves. */
  held: { start: boolean; end: boolean };
}

/** Tissue left between two walls, mm. */
const CLEAR = 0.1;
/** Lines are parted nearer to a common start than they have to be, so that they are clear of each other where they must be. */
const STRICT = 0.4;
/** Tissue left between a wall and the skin, mm. */
const COVER = 0.3;
/** Paths have a point every 0.6 mm or so; every second one is enough here. */
const STRIDE = 2;
const STEP = 0.6 * STRIDE;
/** Pairs this much farther apart than touching are watched until the next search, mm. */
const WATCH = 1;
const ROUNDS = 42;
/** What rounding may take from a distance; pairs are looked at again so much sooner than they have to be, mm. */
const SURE = 1e-6;
/** Overlaps below this are left, mm. */
const DONE = 0.005;
const SEARCH_EVERY = 7;
/** How a push fades along the line, per point. */
const FADE = 0.91;
/** A push goes a little too far, because neighbours and the filter take some of it back. */
const RELAX = 1.5;
/** Over this length a pinned or held end comes free, mm. */
const FREE_MM = 4;
/** How readily a held end gives way by itself, against the middle of a line. */
const HELD = 0.25;
/** How readily a cited waypoint gives way, against an uncited one; half way between two cited ones a line is looser. */
const CITED = 0.15;
/** A cited point is moved at most so far, an uncited one so much farther, mm. */
const LEAST_LIMIT = 0.9;
const MORE_LIMIT = 5;
/** Passes of the (1 2 1) filter over the pushes of a line. */
const SMOOTHING = 2;

/** Bends the lines apart: changes their paths. `skin` keeps what has no column of its own inside. */
export function part(lines: readonly Partable[], mayTouch: (a: Named, b: Named) => boolean, skin: UnderSkin): void {
  const samples = lines.map(sampled);
  const first: number[] = [];
  let total = 0;
  for (const { length } of samples) {
    first.push(total);
    total += length;
  }
  const set: Segments = { points: new Float64Array(total * 3), radius: new Float64Array(total), line: new Int32Array(total) };
  const free = new Float64Array(total);
  const limit = new Float64Array(total);
  lines.forEach((line, index) => {
    const at = first[index];
    samples[index].forEach((sample, i) => {
      set.radius[at + i] = line.radii[sample];
      for (let k = 0; k < 3; k++) set.points[(at + i) * 3 + k] = line.path[sample * PATH_SIZE + k];
    });
    set.line.fill(index, at, at + samples[index].length);
    if (line.imageOf === undefined) freedom(line, samples[index], at, free, limit);
  });
  const origin = set.points.slice();
  const push = new Float64Array(total * 3);
  const pushed = new Uint8Array(lines.length);
  const watch = makeWatch(lines, set, mayTouch, { segment: STEP, step: 1.25 * STEP, margin: WATCH, strict: STRICT });
  // How far points of each line have come in all; and for each pair, how far its lines may have come before it has to be looked at again.
  const travel = new Float64Array(lines.length);
  let pairs: Pairs = { count: 0, segments: new Int32Array(0) };
  let due = new Float64Array(0);
  for (let round = 0; round < ROUNDS; round++) {
    if (round % SEARCH_EVERY === 0) {
      pairs = watch();
      if (due.length < pairs.count) due = new Float64Array(pairs.segments.length / 2);
      due.fill(0, 0, pairs.count);
    }
    push.fill(0);
    pushed.fill(0);
    let worst = 0;
    for (let k = 0; k < pairs.count; k++) {
      const i = pairs.segments[2 * k], j = pairs.segments[2 * k + 1];
      const a = set.line[i], b = set.line[j];
      const come = travel[a] + travel[b];
      if (come < due[k]) continue;
      const lack = press(set, free, push, i, j);
      if (lack <= 0) {
        due[k] = come - lack - SURE;
        continue;
      }
      pushed[a] = 1;
      pushed[b] = 1;
      worst = Math.max(worst, lack);
    }
    if (worst < CLEAR + DONE) {
      // Nothing overlaps: only a new search may find more.
      if (round % SEARCH_EVERY === 0) break;
      round += SEARCH_EVERY - 1 - (round % SEARCH_EVERY);
      continue;
    }
    lines.forEach((line, index) => {
      if (pushed[index] && line.imageOf === undefined) travel[index] += give(line, samples[index], first[index], set.points, origin, push, free, limit, skin);
    });
    lines.forEach((line, index) => {
      if (line.imageOf === undefined) return;
      mirrorInto(set.points, first[line.imageOf], first[index], samples[index].length);
      travel[index] = travel[line.imageOf];
    });
  }
  lines.forEach((line, index) => write(line, samples[index], first[index], set.points, origin));
}

/** Every STRIDE-th point of a path, and the last. */
function sampled({ radii }: Partable): number[] {
  const out: number[] = [];
  for (let i = 0; i < radii.length - 1; i += STRIDE) out.push(i);
  out.push(radii.length - 1);
  return out;
}

/** Adds to every point of a path what its sampled neighbours were moved. */
function write(line: Partable, samples: readonly number[], first: number, points: Float64Array, origin: Float64Array): void {
  for (let s = 0; s < samples.length; s++) {
    const next = Math.min(samples.length - 1, s + 1);
    const until = s === next ? samples[s] + 1 : samples[next];
    for (let i = samples[s]; i < until; i++) {
      const share = s === next ? 0 : (i - samples[s]) / (samples[next] - samples[s]);
      for (let k = 0; k < 3; k++) {
        const here = (first + s) * 3 + k;
        const there = (first + next) * 3 + k;
        line.path[i * PATH_SIZE + k] += (1 - share) * (points[here] - origin[here]) + share * (points[there] - origin[there]);
      }
    }
  }
}

/** How readily each point of a line gives way (thin lines more, cited stretches and fixed ends less), and how far at most. */
function freedom(line: Partable, samples: readonly number[], first: number, free: Float64Array, limit: Float64Array): void {
  const count = samples.length;
  const coordinate = (i: number): number => line.path[samples[i] * PATH_SIZE + 3];
  const cited = line.course.waypoints.map((point) => isMeasured(point.source) && !line.course.stub);
  const out = free.subarray(first, first + count);
  for (let i = 0; i < count; i++) {
    const w = coordinate(i);
    const low = cited[Math.max(0, Math.min(cited.length - 1, Math.floor(w)))] ? CITED : 1;
    const high = cited[Math.max(0, Math.min(cited.length - 1, Math.ceil(w)))] ? CITED : 1;
    const t = w - Math.floor(w);
    const firm = low + t * (high - low);
    const loose = firm + (1 - firm) * 2 * t * (1 - t);
    limit[first + i] = LEAST_LIMIT + loose * MORE_LIMIT;
    let ease = 1;
    if (line.held.start) ease = Math.min(ease, HELD + (i * STEP) / FREE_MM);
    if (line.held.end) ease = Math.min(ease, HELD + ((count - 1 - i) * STEP) / FREE_MM);
    out[i] = (Math.min(1, ease) * loose) / (0.3 + line.radii[samples[i]]);
  }
  for (const pin of line.pins) {
    let at = 0;
    for (let i = 1; i < count; i++) {
      const nearer = Math.abs(coordinate(at) - pin) - Math.abs(coordinate(i) - pin);
      // Points of a link to the parent carry the coordinate of the first waypoint too.
      if (nearer > 0 || (nearer === 0 && pin === 0)) at = i;
    }
    for (let i = 0; i < count; i++) out[i] *= Math.min(1, (Math.abs(i - at) * STEP) / FREE_MM);
  }
}

const near = { s: 0, t: 0 };

/** Shares of the way along two segments at which they are nearest. */
function nearest(p: Float64Array, i: number, j: number): void {
  const a = i * 3;
  const b = j * 3;
  const ux = p[a + 3] - p[a];
  const uy = p[a + 4] - p[a + 1];
  const uz = p[a + 5] - p[a + 2];
  const vx = p[b + 3] - p[b];
  const vy = p[b + 4] - p[b + 1];
  const vz = p[b + 5] - p[b + 2];
  const wx = p[a] - p[b];
  const wy = p[a + 1] - p[b + 1];
  const wz = p[a + 2] - p[b + 2];
  const uu = Math.max(1e-12, ux * ux + uy * uy + uz * uz);
  const vv = Math.max(1e-12, vx * vx + vy * vy + vz * vz);
  const uv = ux * vx + uy * vy + uz * vz;
  const uw = ux * wx + uy * wy + uz * wz;
  const vw = vx * wx + vy * wy + vz * wz;
  const det = uu * vv - uv * uv;
  let s = det > 1e-9 ? (uv * vw - vv * uw) / det : 0.5;
  s = s < 0 ? 0 : s > 1 ? 1 : s;
  let t = (uv * s + vw) / vv;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  s = (uv * t - uw) / uu;
  near.s = s < 0 ? 0 : s > 1 ? 1 : s;
  near.t = t;
}

/** Notes how far two segments must be pushed apart; returns how much clearance they lack, mm (negative: how much they have to spare). */
function press({ points: p, radius }: Segments, free: Float64Array, push: Float64Array, i: number, j: number): number {
  nearest(p, i, j);
  const { s, t } = near;
  const a = i * 3;
  const b = j * 3;
  let dx = p[a] + s * (p[a + 3] - p[a]) - p[b] - t * (p[b + 3] - p[b]);
  let dy = p[a + 1] + s * (p[a + 4] - p[a + 1]) - p[b + 1] - t * (p[b + 4] - p[b + 1]);
  let dz = p[a + 2] + s * (p[a + 5] - p[a + 2]) - p[b + 2] - t * (p[b + 5] - p[b + 2]);
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const lack = (radius[i] + radius[i + 1] + radius[j] + radius[j + 1]) / 2 + CLEAR - distance;
  if (lack <= 0) return lack;
  const fi = (free[i] + free[i + 1]) / 2;
  const fj = (free[j] + free[j + 1]) / 2;
  if (fi + fj <= 0) return -Infinity;
  if (distance < 1e-6) [dx, dy, dz] = [0, 0, 1e-6];
  const unit = RELAX / Math.max(distance, 1e-6);
  const own = (lack * fi * unit) / (fi + fj);
  const other = (lack * fj * unit) / (fi + fj);
  keep(push, s < 0.5 ? i : i + 1, dx * own, dy * own, dz * own);
  keep(push, t < 0.5 ? j : j + 1, -dx * other, -dy * other, -dz * other);
  return lack;
}

/** The greater push of a point counts; summing them would throw it too far. */
function keep(push: Float64Array, i: number, x: number, y: number, z: number): void {
  const at = i * 3;
  if (x * x + y * y + z * z <= push[at] * push[at] + push[at + 1] * push[at + 1] + push[at + 2] * push[at + 2]) return;
  push[at] = x;
  push[at + 1] = y;
  push[at + 2] = z;
}

/** Moves a line by its pushes: faded out to both sides, smoothed, and kept inside its tissue. Returns the farthest that one of its points came, mm. */
function give(line: Partable, samples: readonly number[], first: number, points: Float64Array, origin: Float64Array, push: Float64Array, free: Float64Array, limit: Float64Array, skin: UnderSkin): number {
  const count = samples.length;
  let farthest = 0;
  for (let i = first + 1; i < first + count; i++) keep(push, i, FADE * push[i * 3 - 3], FADE * push[i * 3 - 2], FADE * push[i * 3 - 1]);
  for (let i = first + count - 2; i >= first; i--) keep(push, i, FADE * push[i * 3 + 3], FADE * push[i * 3 + 4], FADE * push[i * 3 + 5]);
  for (let pass = 0; pass < SMOOTHING; pass++)
    for (let k = 0; k < 3; k++) {
      let before = push[first * 3 + k];
      for (let i = first + 1; i < first + count - 1; i++) {
        const here = push[i * 3 + k];
        push[i * 3 + k] = 0.25 * before + 0.5 * here + 0.25 * push[i * 3 + 3 + k];
        before = here;
      }
    }
  for (let i = 0; i < count; i++) {
    const at = (first + i) * 3;
    const x = points[at], y = points[at + 1], z = points[at + 2];
    const share = Math.min(1, free[first + i] * (0.3 + line.radii[samples[i]]) * 6);
    const id = line.path[samples[i] * PATH_SIZE + 4];
    const guard = id < 0 ? null : line.guards[id];
    let dx = share * push[at];
    let dy = share * push[at + 1];
    let dz = share * push[at + 2];
    if (guard) {
      const { origin, direction: d } = guard.column;
      const depth = (points[at] - origin[0]) * d[0] + (points[at + 1] - origin[1]) * d[1] + (points[at + 2] - origin[2]) * d[2];
      const into = dx * d[0] + dy * d[1] + dz * d[2];
      const kept = Math.max(Math.min(guard.least, depth), Math.min(Math.max(guard.most, depth), depth + into)) - depth - into;
      dx += kept * d[0];
      dy += kept * d[1];
      dz += kept * d[2];
    }
    dx += points[at] - origin[at];
    dy += points[at + 1] - origin[at + 1];
    dz += points[at + 2] - origin[at + 2];
    const far = Math.sqrt(dx * dx + dy * dy + dz * dz);
    const kept = far > limit[first + i] ? limit[first + i] / far : 1;
    points[at] = origin[at] + kept * dx;
    points[at + 1] = origin[at + 1] + kept * dy;
    points[at + 2] = origin[at + 2] + kept * dz;
    if (!guard && far > 0.01) skin.keep(points, at, line.radii[samples[i]], COVER);
    const mx = points[at] - x, my = points[at + 1] - y, mz = points[at + 2] - z;
    farthest = Math.max(farthest, mx * mx + my * my + mz * mz);
  }
  return Math.sqrt(farthest);
}

function mirrorInto(points: Float64Array, from: number, to: number, count: number): void {
  for (let i = 0; i < count; i++) {
    points[(to + i) * 3] = -points[(from + i) * 3];
    points[(to + i) * 3 + 1] = points[(from + i) * 3 + 1];
    points[(to + i) * 3 + 2] = points[(from + i) * 3 + 2];
  }
}
