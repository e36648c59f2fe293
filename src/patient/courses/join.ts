import { arcLengths, nearestOn, resample, reversed, smooth } from './curve';
import { PATH_SIZE } from './route';

/** A gap up to this is closed by bending the course; a wider one by a curved link. */
const BEND_LIMIT = 3;
/** Gaps wider than this are left open: the course comes out of bone or the neck on its own. */
const LINK_LIMIT = 26;
const LINK_STEP = 0.6;

/** The xyz of a path as a plain polyline. */
export function polyline(path: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < path.length; i += PATH_SIZE) out.push(path[i], path[i + 1], path[i + 2]);
  return out;
}

/** How a course end met its partner. */
export interface Joint {
  gap: number;
  how: 'met' | 'bent' | 'linked' | 'open';
}

/**
 * Joins the first point of `path` to the nearest point of `parent` (xyz polyline): small gaps by bending the course over its
 * first millimetres, wider ones by a curve that leaves in the direction of the course. Returns a new path.
 */
export function joinStart(path: readonly number[], parent: readonly number[], limit = LINK_LIMIT): { path: number[]; joint: Joint } {
  const target = nearestOn(parent, path[0], path[1], path[2]);
  const gap = target.distance;
  if (gap < 0.02) return { path: path.slice(), joint: { gap, how: 'met' } };
  if (gap > limit) return { path: path.slice(), joint: { gap, how: 'open' } };
  if (gap <= BEND_LIMIT) return { path: bend(path, target.point, gap), joint: { gap, how: 'bent' } };
  return { path: link(path, target.point, gap), joint: { gap, how: 'linked' } };
}

/** As joinStart, at the last point. */
export function joinEnd(path: readonly number[], parent: readonly number[], limit = LINK_LIMIT): { path: number[]; joint: Joint } {
  const turned = joinStart(reversed(path, PATH_SIZE), parent, limit);
  return { path: reversed(turned.path, PATH_SIZE), joint: turned.joint };
}

function bend(path: readonly number[], target: readonly number[], gap: number): number[] {
  const out = path.slice();
  const lengths = arcLengths(polyline(path), 3);
  const reach = Math.min(Math.max(6, 5 * gap), lengths[lengths.length - 1] * 0.9);
  const d = [target[0] - path[0], target[1] - path[1], target[2] - path[2]];
  for (let i = 0; i < lengths.length && lengths[i] < reach; i++) {
    const rest = 1 - lengths[i] / reach;
    const weight = rest * rest * (3 - 2 * rest);
    for (let k = 0; k < 3; k++) out[i * PATH_SIZE + k] += weight * d[k];
  }
  return out;
}

function link(path: readonly number[], target: readonly number[], gap: number): number[] {
  // The direction in which the course leaves, taken over its first few millimetres.
  const ahead = Math.min(path.length / PATH_SIZE - 1, 5) * PATH_SIZE;
  const out = [path[ahead] - path[0], path[ahead + 1] - path[1], path[ahead + 2] - path[2]];
  const norm = Math.max(Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]), 1e-6);
  const pieces = Math.max(2, Math.ceil((gap * 1.15) / LINK_STEP));
  const lead: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const t = piece / pieces;
    const h00 = (1 + 2 * t) * (1 - t) * (1 - t);
    const h10 = t * (1 - t) * (1 - t);
    const h01 = t * t * (3 - 2 * t);
    const h11 = t * t * (t - 1);
    for (let k = 0; k < 3; k++) {
      const chord = path[k] - target[k];
      lead.push(h00 * target[k] + h10 * chord + h01 * path[k] + h11 * (0.8 * gap * (out[k] / norm)));
    }
    lead.push(path[3], -1);
  }
  const joined = lead.concat(path);
  smooth(joined, PATH_SIZE, 6, 3);
  return joined;
}

/** Evenly spaced points, segments of at most `step` mm. */
export function finished(path: readonly number[], step: number): number[] {
  return resample(path, PATH_SIZE, step, 3);
}
