import { SPREAD } from '../../atlas/spread';
import { makeMayTouch } from './collisions';
import type { Course, SideName } from '../../atlas/types';
import type { Anatomy } from '../variants';
import type { StructureSide } from '../types';
import { nearestOn, reversed } from './curve';
import type { Ground } from './ground';
import { finished, joinEnd, joinStart, polyline, type Joint } from './join';
import { part, type Partable } from './part';
import { keepUnderSkin, knotsOf, PATH_SIZE, putBack, routePath, type Guard, type Knot } from './route';
import { drawSpread } from './spread';
import { underSkin } from './underSkin';

/** Greatest length of a capsule, mm. */
export const SEGMENT_MM = 0.9;
/** About the distance of two points of a path that is not finished yet, mm. */
const PATH_STEP = 0.6;
/** An end this near to a vessel it communicates with is joined to it. */
const ANASTOMOSIS_MM = 3;
/** As above for a communication that a variant names. */
const CONNECTION_MM = 14;
/** Courses whose two halves meet at the midline and are one structure. */
const MIDLINE = new Set(['intercanthal-vein']);

/** A vessel, nerve or duct of this patient as a line with radii. */
export interface Centreline {
  id: string;
  side: StructureSide;
  course: Course;
  /** xyz per point. */
  points: number[];
  /** Per point, mm. */
  radii: number[];
  /** Waypoint coordinate per point; for points on a link to the parent 0 or the last. */
  waypoints: number[];
  /** How it meets its parent; null without one. */
  joint: Joint | null;
}

interface Working {
  course: Course;
  knots: Knot[];
  path: number[];
  guards: readonly Guard[];
  radius: { start: number; end: number };
  joint: Joint | null;
  /** Where a vein is wider than the one it enters: it narrows to this radius there. */
  mouth?: { atStart: boolean; radius: number };
}

/**
 * Lays every course of a person on the ground: both sides, parents before their branches, ends joined. Without a seed and with
 * the same variants on both sides the right side is the exact mirror image of the left. Courses whose waypoints find no skin are left out.
 * `parted: false` leaves them where their data put them, even through one another; only the script that settles the data wants that.
 */
export function traceCourses(anatomy: Anatomy, ground: Ground, seed?: number, { parted = true } = {}): Centreline[] {
  const symmetric = seed === undefined && sameCourses(anatomy.left.courses, anatomy.right.courses);
  const left = traceSide(anatomy.left.courses, 'left', ground, seed);
  let right = symmetric ? mirrored(left) : traceSide(anatomy.right.courses, 'right', ground, seed);
  if (!symmetric) joinConnections(anatomy, { left, right });
  for (let round = 0; parted && round < PARTINGS; round++) {
    partSides(left, right, symmetric, ground);
    for (const side of symmetric ? [left] : [left, right]) rejoin(side);
    if (symmetric) right = mirrored(left);
  }
  for (const side of symmetric ? [left] : [left, right]) for (const working of side.values()) keepInside(working, ground);
  if (symmetric) right = mirrored(left);
  if (symmetric) joinConnections(anatomy, { left, right });
  const lines: Centreline[] = [];
  for (const [id, working] of left) {
    const twin = right.get(id);
    if (MIDLINE.has(id) && twin) lines.push(merge(id, working, twin));
    else lines.push(finish(id, 'left', working));
  }
  for (const [id, working] of right) if (!MIDLINE.has(id) || !left.has(id)) lines.push(finish(id, 'right', working));
  return lines;
}

function sameCourses(a: ReadonlyMap<string, Course>, b: ReadonlyMap<string, Course>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, course] of a) {
    const twin = b.get(id);
    if (twin !== course && JSON.stringify(twin) !== JSON.stringify(course)) return false;
  }
  return true;
}

function traceSide(courses: ReadonlyMap<string, Course>, side: SideName, ground: Ground, seed?: number): Map<string, Working> {
  const done = new Map<string, Working>();
  const visit = (course: Course, depth: number): void => {
    if (done.has(course.id)) return;
    const parent = course.parent === null ? undefined : courses.get(course.parent);
    if (parent && depth < 20) visit(parent, depth + 1);
    const personal = seed === undefined ? null : drawSpread(course, side, seed, SPREAD);
    const widen = personal?.diameter ?? 0;
    const radius = { start: (course.diameter_mm.start + widen) / 2, end: (course.diameter_mm.end + widen) / 2 };
    const knots = knotsOf(course, side, ground, personal?.shifts ?? null);
    const routed = routePath(knots, radius, ground);
    if (!routed) return;
    const { path, guards } = routed;
    const host = course.parent === null ? undefined : done.get(course.parent);
    // Points of the lead count as before the first waypoint.
    const lead = course.lead?.length ?? 0;
    if (lead > 0) for (let i = 3; i < path.length; i += PATH_SIZE) path[i] = Math.max(0, path[i] - lead);
    const working: Working = { course, knots, path, guards, radius, joint: null };
    done.set(course.id, host ? attach(working, host) : working);
  };
  for (const course of courses.values()) visit(course, 0);
  // File order, so that the order of structures does not depend on the shape of the tree.
  const ordered = new Map<string, Working>();
  for (const id of courses.keys()) {
    const working = done.get(id);
    if (working) ordered.set(id, working);
  }
  joinAnastomoses(ordered);
  rejoin(ordered);
  return ordered;
}

/** Courses that were moved have drawn away from their own branches: these follow, parents first. */
function rejoin(courses: Map<string, Working>): void {
  const done = new Set<string>();
  const visit = (id: string, depth: number): void => {
    const working = courses.get(id);
    if (!working || done.has(id)) return;
    done.add(id);
    const { parent } = working.course;
    if (parent === null) return;
    if (depth < 20) visit(parent, depth + 1);
    const host = courses.get(parent);
    if (host && working.joint && working.joint.how !== 'open') courses.set(id, { ...attach(working, host), joint: working.joint });
  };
  for (const id of courses.keys()) visit(id, 0);
}

const mayTouch = makeMayTouch();
/** Branches follow the parents that were bent aside, and may then be in the way of others: so more than once. */
const PARTINGS = 3;

/** Bends apart what runs through one another. In a symmetric person only the left side moves, against the image of its own. */
function partSides(left: Map<string, Working>, right: ReadonlyMap<string, Working>, symmetric: boolean, ground: Ground): void {
  const lines: Partable[] = [];
  const add = (side: StructureSide, all: ReadonlyMap<string, Working>, image: boolean): void => {
    let index = 0;
    for (const [id, working] of all) {
      const { course, path, guards } = working;
      if (!course.body) lines.push({ id, side, course, path, guards, radii: radiiOf(working), pins: pinsOf(id, working), held: heldEnds(working), imageOf: image ? index++ : undefined });
    }
  };
  add('left', left, false);
  add('right', right, symmetric);
  part(lines, mayTouch, underSkin(ground));
}

/** The last say: where joining bent a course out of its tissue it goes back. */
function keepInside({ path, guards, radius }: Working, ground: Ground): void {
  putBack(path, guards, true);
  keepUnderSkin(path, ground, (share) => radius.start + share * (radius.end - radius.start));
}

/** Waypoint coordinates of the openings of bone a course goes through; courses that cross the midline stay there too. */
function pinsOf(id: string, { course, knots }: Working): number[] {
  const lead = course.lead?.length ?? 0;
  const pins = knots.flatMap((knot, index) => (knot.kind === 'fixed' && knot.foramen ? [Math.max(0, index - lead)] : []));
  return MIDLINE.has(id) ? [...pins, 0] : pins;
}

function heldEnds({ course, joint }: Working): { start: boolean; end: boolean } {
  const joined = joint !== null && joint.how !== 'open';
  return { start: joined && course.kind !== 'vein', end: joined && course.kind === 'vein' };
}

/** Joins a course to its parent: arteries, nerves and ducts at their start, veins at whichever end is nearer (they run with the blood). */
function attach(working: Working, host: Working): Working {
  const parent = polyline(host.path);
  const { path, knots } = working;
  const last = path.length - PATH_SIZE;
  const atStart = working.course.kind !== 'vein' || nearestOn(parent, path[0], path[1], path[2]).distance < nearestOn(parent, path[last], path[last + 1], path[last + 2]).distance;
  const knot = atStart ? knots[0] : knots[knots.length - 1];
  // A course that comes out of its own bone opening is not drawn through the bone, save the artery of the orbit with the optic nerve.
  const limit = knot.kind === 'fixed' && knot.foramen ? (working.course.kind === 'artery' ? 12 : 3) : undefined;
  const joined = atStart ? joinStart(path, parent, limit) : joinEnd(path, parent, limit);
  const own = atStart ? working.radius.start : working.radius.end;
  const reach = nearestOn(parent, ...(joined.path.slice(atStart ? 0 : joined.path.length - PATH_SIZE).slice(0, 3) as [number, number, number])).at / Math.max(1, parent.length / 3 - 1);
  const wide = host.radius.start + reach * (host.radius.end - host.radius.start);
  const mouth = working.course.kind === 'vein' && own > wide && !host.course.body && joined.joint.how !== 'open' ? { atStart, radius: wide } : undefined;
  return { ...working, path: joined.path, joint: joined.joint, mouth };
}

function joinAnastomoses(all: Map<string, Working>): void {
  for (const [id, working] of all) {
    const { course } = working;
    let best: { partner: Working; distance: number } | null = null;
    const index = course.kind === 'vein' ? 0 : working.path.length - PATH_SIZE;
    for (const other of course.communicates_with ?? []) {
      const partner = all.get(other);
      if (!partner || partner.course.parent === id || course.parent === other || partner.course.body) continue;
      const { distance } = nearestOn(polyline(partner.path), working.path[index], working.path[index + 1], working.path[index + 2]);
      if (distance <= ANASTOMOSIS_MM && (!best || distance < best.distance)) best = { partner, distance };
    }
    if (!best || best.distance < 0.02) continue;
    const target = polyline(best.partner.path);
    const joined = course.kind === 'vein' ? joinStart(working.path, target, ANASTOMOSIS_MM) : joinEnd(working.path, target, ANASTOMOSIS_MM);
    all.set(id, { ...working, path: joined.path });
  }
}

function joinConnections(anatomy: Anatomy, sides: Record<SideName, Map<string, Working>>): void {
  for (const { a, sideA, b, sideB } of anatomy.connections) {
    const one = sides[sideA].get(a);
    const two = sides[sideB].get(b);
    if (!one || !two) continue;
    const target = polyline(two.path);
    const last = one.path.length - PATH_SIZE;
    const { distance } = nearestOn(target, one.path[last], one.path[last + 1], one.path[last + 2]);
    if (distance < 0.02 || distance > CONNECTION_MM) continue;
    sides[sideA].set(a, { ...one, path: joinEnd(one.path, target, CONNECTION_MM).path });
  }
}

function mirrored(left: ReadonlyMap<string, Working>): Map<string, Working> {
  const right = new Map<string, Working>();
  for (const [id, working] of left) {
    const path = working.path.slice();
    for (let i = 0; i < path.length; i += PATH_SIZE) path[i] = -path[i];
    right.set(id, { ...working, path });
  }
  return right;
}

function finish(id: string, side: StructureSide, working: Working): Centreline {
  const path = finished(working.path, SEGMENT_MM);
  const count = path.length / PATH_SIZE;
  const points: number[] = [];
  const waypoints: number[] = [];
  for (let i = 0; i < count; i++) {
    points.push(path[i * PATH_SIZE], path[i * PATH_SIZE + 1], path[i * PATH_SIZE + 2]);
    waypoints.push(path[i * PATH_SIZE + 3]);
  }
  return { id, side, course: working.course, points, radii: radiiAlong(working, count, SEGMENT_MM), waypoints, joint: working.joint };
}

/** Wall radius at `count` even points of a course, `step` mm apart. */
function radiiAlong({ radius, mouth }: Working, count: number, step: number): number[] {
  const radii: number[] = [];
  for (let i = 0; i < count; i++) radii.push(narrowed(radius.start + (i / (count - 1)) * (radius.end - radius.start), i, count, step, mouth));
  return radii;
}

const radiiOf = (working: Working): number[] => radiiAlong(working, working.path.length / PATH_SIZE, PATH_STEP);

/** Length over which a wide course narrows to the mouth in its parent, mm. */
const MOUTH_MM = 7;

function narrowed(radius: number, i: number, count: number, step: number, mouth: Working['mouth']): number {
  if (!mouth || radius <= mouth.radius) return radius;
  const away = Math.min(1, ((mouth.atStart ? i : count - 1 - i) * step) / MOUTH_MM);
  return mouth.radius + away * away * (3 - 2 * away) * (radius - mouth.radius);
}

/** One structure of two halves that meet at the midline; the course files start such a course there. */
function merge(id: string, left: Working, right: Working): Centreline {
  const path = [...reversed(left.path, PATH_SIZE), ...right.path.slice(PATH_SIZE)];
  return finish(id, 'mid', { ...left, path });
}
