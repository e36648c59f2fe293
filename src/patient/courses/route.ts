import { ADJUSTMENTS, type Adjustment } from '../../atlas/adjustments';
import { landmark } from '../../atlas/landmarks';
import { REGIONS } from '../../atlas/regions';
import { COURSES } from '../../atlas/structures';
import type { Course, SideName, Waypoint } from '../../atlas/types';
import { LAYER_COUNT } from '../layers';
import { anchorAt, deepPoint } from './anchors';
import { catmullRom, smooth } from './curve';
import { along, columnAt, labelAt, locateNear, type Column, type Ground, type Point } from './ground';
import { depthOf, placeDepth, type PlacedDepth } from './stack';
import type { Shift } from './spread';
import { underSkin } from './underSkin';

/** A waypoint on this patient: on the chart with a stack place, or a fixed point in space. */
export type Knot =
  | { kind: 'skin'; u: number; v: number; depth: PlacedDepth; shift: number }
  | { kind: 'fixed'; point: Point; foramen: boolean };

/** Numbers per point of a path: x, y, z, the waypoint coordinate (1.5 = halfway between waypoints 1 and 2), and the index of its guard or -1. */
export const PATH_SIZE = 5;

const NO_SHIFT: Shift = { lateral: 0, superior: 0, depth: 0 };
const STEP = 0.6;
/** Least tissue kept between a wall and the skin, and a wall and bone, where the stack is thick enough, mm. */
const SKIN_MARGIN = 0.3;
const BONE_MARGIN = 0.25;
/** Tissue kept between the wall of a deep trunk and the skin, mm. */
const DEEP_COVER = 1.5;
/** Filter passes that take the facets of the skin out of a path; 10 passes at 0.6 mm blur by about 1.3 mm. */
const SMOOTHING = 10;

/** Shifts of base waypoints that ran through something on the compiled face; kept with the waypoint, so a rerouted course has none. */
let adjusted = adjustmentMap(ADJUSTMENTS);

function adjustmentMap(adjustments: readonly Adjustment[]): Map<Waypoint, Shift> {
  const byId = new Map(COURSES.map((course) => [course.id, course]));
  return new Map(
    adjustments.flatMap(({ id, index, lateral_mm, superior_mm, depth_mm }) => {
      const point = byId.get(id)?.waypoints[index];
      return point ? [[point, { lateral: lateral_mm, superior: superior_mm, depth: depth_mm }] as const] : [];
    }),
  );
}

/** Replaces the adjustments; only the script that finds them needs this. */
export function useAdjustments(adjustments: readonly Adjustment[]): void {
  adjusted = adjustmentMap(adjustments);
}

function shiftOf(point: Waypoint, personal: Shift | undefined): Shift {
  const own = adjusted.get(point);
  if (!own) return personal ?? NO_SHIFT;
  return personal ? { lateral: personal.lateral + own.lateral, superior: personal.superior + own.superior, depth: personal.depth + own.depth } : own;
}

/** Places the waypoints of a course on this patient. `shifts` (mm per waypoint) is the person's own deviation. */
export function knotsOf(course: Course, side: SideName, ground: Ground, shifts: readonly Shift[] | null): Knot[] {
  const sign = side === 'left' ? 1 : -1;
  const lead = course.lead ?? [];
  const openings = course.waypoints.flatMap((point, index) => (point.foramen === undefined ? [] : [index]));
  // What runs from one opening of the bone to the next lies in its canal and does not stray.
  const inCanal = (index: number): boolean => openings.length > 1 && index > openings[0] && index < openings[openings.length - 1];
  return [...lead, ...course.waypoints].map((point, index) => {
    const own = Math.max(0, index - lead.length);
    const shift = shiftOf(point, inCanal(own) ? undefined : shifts?.[own]);
    const opening = openingOf(point, side, ground);
    if (opening) return { kind: 'fixed', point: opening, foramen: true };
    if (point.where === 'deep' && point.deep) {
      const [x, y, z] = deepPoint(ground, point.deep, side);
      const shifted: Point = [x + sign * shift.lateral, y + shift.superior, z - shift.depth];
      // How wide neck and head are is no part of the published spread of their vessels.
      underSkin(ground).keep(shifted, 0, Math.max(course.diameter_mm.start, course.diameter_mm.end) / 2, DEEP_COVER);
      return { kind: 'fixed', point: shifted, foramen: point.foramen !== undefined };
    }
    const [u, v] = labelOf(point, shift, ground);
    return { kind: 'skin', u: sign * u, v, depth: depthAt(point, u, v, ground, course.id), shift: shift.depth };
  });
}

/** Chart label (u unsigned on the course's own side; negative = across the midline) of a waypoint plus a shift. */
function labelOf(point: Waypoint, shift: Shift, ground: Ground): [number, number] {
  const [u, v] = labelAt(ground, point);
  // A course that keeps to its side must not be shifted across the midline.
  const shifted = u + shift.lateral;
  return [u > 0.5 && shifted < 0.5 ? 0.5 : landmark(point.landmark).symmetry === 'midline' && u === 0 ? 0 : shifted, v + shift.superior];
}

function openingOf(point: Waypoint, side: SideName, ground: Ground): Point | null {
  if (point.foramen === undefined) return null;
  const own = ground.opening(point.foramen, side);
  if (own) return own;
  return point.where === 'deep' && point.deep === undefined ? anchorAt(ground, point.foramen, side) : null;
}

function depthAt(point: Waypoint, u: number, v: number, ground: Ground, structure: string): PlacedDepth {
  const near = locateNear(ground, u, v);
  const region = near ? ground.chart.region[near.at.triangle] : 255;
  const reference = near ? ground.reference(near.u, near.v) : ground.reference(u, v);
  return placeDepth(point.depth_mm, point.plane, point.source, region, reference, structure);
}

const LIPS = new Set(REGIONS.flatMap((region, index) => (/vermilion|-lip-/.test(region.id) ? [index] : [])));

/** The depth in mm that a knot asks for in a column, its own shift kept inside its plane. */
export function knotDepth(knot: Extract<Knot, { kind: 'skin' }>, column: Column): number {
  const fraction = depthOf(knot.depth, column.depths);
  // The lips roll in and their columns are cut short: a measured depth is kept there as long as there is tissue.
  const wanted = LIPS.has(column.region) ? Math.max(fraction, knot.depth.measured) : fraction;
  if (knot.shift === 0) return wanted;
  const low = Math.max(1.2, depthOf(knot.depth.from, column.depths));
  const high = depthOf(knot.depth.to, column.depths);
  return Math.max(Math.min(low, wanted), Math.min(wanted + knot.shift, Math.max(high, wanted)));
}

/** A depth kept under the skin and off the bone for a tube of that radius; in the middle where the stack is too thin. */
export function keptInside(depth: number, radius: number, column: Column): number {
  const total = column.depths[LAYER_COUNT];
  const top = radius + SKIN_MARGIN;
  const soft = column.below === 'orbit' || column.below === 'deep-space';
  if (soft) return Math.max(depth, top);
  const bottom = total - radius - BONE_MARGIN;
  if (bottom < top) return total / 2;
  return Math.max(top, Math.min(bottom, depth));
}

/**
 * The centreline of a course through its knots: between two skin knots along the chart with the depth blended, elsewhere a
 * curve in space. Returns PATH_SIZE numbers a point, and the guards that those laid along the chart refer to; null when no knot could
 * be placed. `radius` (start, end, mm) keeps the wall inside the tissue.
 */
export function routePath(asked: readonly Knot[], radius: { start: number; end: number }, ground: Ground): { path: number[]; guards: Guard[] } | null {
  const knots = onChart(asked, ground);
  if (knots.length < 2) return null;
  const placed = knots.map((knot) => placeKnot(knot, radius.start, ground));
  const points: number[] = [];
  for (const point of placed) {
    if (!point) return null;
    points.push(point[0], point[1], point[2]);
  }
  const space = catmullRom(points, 3, STEP);
  const path: number[] = [];
  const guards: Guard[] = [];
  let cursor = 0;
  for (let first = 0; first < knots.length - 1; ) {
    const last = skinRun(knots, first);
    if (last > first) {
      appendSkinRun(path, guards, knots, first, last, radius, ground);
      first = last;
    } else {
      while (cursor < space.at.length && space.at[cursor] < first) cursor++;
      while (cursor < space.at.length && space.at[cursor] < first + 1) {
        path.push(space.samples[cursor * 3], space.samples[cursor * 3 + 1], space.samples[cursor * 3 + 2], space.at[cursor], -1);
        cursor++;
      }
      first++;
    }
  }
  const end = knots.length - 1;
  path.push(points[end * 3], points[end * 3 + 1], points[end * 3 + 2], end, -1);
  smooth(path, PATH_SIZE, SMOOTHING, 3);
  putBack(path, guards);
  smooth(path, PATH_SIZE, 2, 3);
  keepUnderSkin(path, ground, (share) => radius.start + share * (radius.end - radius.start));
  return { path, guards };
}

/** The column a point was laid in and the depths between which it must stay. */
export interface Guard {
  column: Column;
  least: number;
  most: number;
}

/**
 * What bends a path may push it through the skin or into bone: each point goes back along its own column. Changes `path`. `deep`: what lies
 * deeper than its tissue stays so, as a branch of a deep line must.
 */
export function putBack(path: number[], guards: readonly Guard[], deep = false): void {
  for (let at = 0; at < path.length; at += PATH_SIZE) {
    if (path[at + 4] < 0) continue;
    const guard = guards[path[at + 4]];
    const { origin, direction } = guard.column;
    let depth = 0;
    for (let k = 0; k < 3; k++) depth += (path[at + k] - origin[k]) * direction[k];
    const allowed = Math.max(guard.least, deep ? depth : Math.min(guard.most, depth));
    for (let k = 0; k < 3; k++) path[at + k] += (allowed - depth) * direction[k];
  }
}

/** Moves what has no column of its own under the skin. Changes `path`; `radius` by share of the way. */
export function keepUnderSkin(path: number[], ground: Ground, radius: (share: number) => number): void {
  const skin = underSkin(ground);
  for (let at = 0; at < path.length; at += PATH_SIZE) if (path[at + 4] < 0) skin.keep(path, at, radius(at / (path.length - PATH_SIZE)), SKIN_MARGIN);
}

/** How far off the chart a knot may lie and still be put on its border, chart mm. */
const OFF_CHART = 3;

/** The knots without those beyond the chart at either end: the course ends where it leaves the chart. */
function onChart(knots: readonly Knot[], ground: Ground): Knot[] {
  const lies = (knot: Knot): boolean => knot.kind === 'fixed' || locateNear(ground, knot.u, knot.v, OFF_CHART) !== null;
  let first = 0;
  let last = knots.length - 1;
  while (first <= last && !lies(knots[first])) first++;
  while (last >= first && !lies(knots[last])) last--;
  if (first > last) return [];
  const kept = knots.slice(first, last + 1);
  const before = first > 0 ? lastOnChart(kept[0], knots[first - 1], ground) : null;
  const after = last < knots.length - 1 ? lastOnChart(kept[kept.length - 1], knots[last + 1], ground) : null;
  return [...(before ? [before] : []), ...kept, ...(after ? [after] : [])];
}

/** The farthest place on the straight chart line from a knot on the chart towards one off it; null when that is no real way. */
function lastOnChart(inner: Knot, outer: Knot, ground: Ground): Knot | null {
  if (inner.kind !== 'skin' || outer.kind !== 'skin') return null;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 12; step++) {
    const t = (low + high) / 2;
    if (ground.locate(inner.u + t * (outer.u - inner.u), inner.v + t * (outer.v - inner.v))) low = t;
    else high = t;
  }
  const u = inner.u + low * (outer.u - inner.u);
  const v = inner.v + low * (outer.v - inner.v);
  const way = Math.sqrt((u - inner.u) * (u - inner.u) + (v - inner.v) * (v - inner.v));
  return way < 2 ? null : { ...outer, u, v };
}

/** Index of the last knot of the run of skin knots that starts at `first`. */
function skinRun(knots: readonly Knot[], first: number): number {
  let last = first;
  if (knots[first].kind !== 'skin') return first;
  while (last + 1 < knots.length && knots[last + 1].kind === 'skin') last++;
  return last;
}

function placeKnot(knot: Knot, radius: number, ground: Ground): Point | null {
  if (knot.kind === 'fixed') return knot.point;
  const near = locateNear(ground, knot.u, knot.v);
  if (!near) return null;
  const column = columnAt(ground, near.at);
  return along(column, keptInside(knotDepth(knot, column), radius, column));
}

function appendSkinRun(path: number[], guards: Guard[], knots: readonly Knot[], first: number, last: number, radius: { start: number; end: number }, ground: Ground): void {
  const run = knots.slice(first, last + 1) as Extract<Knot, { kind: 'skin' }>[];
  const labels: number[] = [];
  for (const knot of run) labels.push(knot.u, knot.v);
  const { samples, at } = catmullRom(labels, 2, STEP);
  for (let i = 0; i < at.length - 1; i++) {
    const near = locateNear(ground, samples[i * 2], samples[i * 2 + 1]);
    if (!near) continue;
    const column = columnAt(ground, near.at);
    const segment = Math.min(Math.floor(at[i]), run.length - 2);
    const share = at[i] - segment;
    const blend = share * share * (3 - 2 * share);
    const depth = (1 - blend) * knotDepth(run[segment], column) + blend * knotDepth(run[segment + 1], column);
    const progress = (first + at[i]) / (knots.length - 1);
    const thick = radius.start + progress * (radius.end - radius.start);
    const point = along(column, keptInside(depth, thick, column));
    path.push(point[0], point[1], point[2], first + at[i], guards.length);
    guards.push({ column, least: keptInside(0, thick, column), most: keptInside(Number.MAX_VALUE, thick, column) });
  }
}
