/** Every course of a compiled patient against its own data: layer, skin, bone, parent. */
import { COURSES } from '../../src/atlas/structures';
import { isMeasured } from '../../src/atlas/sources';
import { columnAt, locateNear } from '../../src/patient/courses/ground';
import { knotDepth, knotsOf } from '../../src/patient/courses/route';
import { depthOf, stackPlace } from '../../src/patient/courses/stack';
import { LAYERS } from '../../src/patient/layers';
import { toBone, toSkin, type Measured } from './measure';

export interface CourseCheck {
  id: string;
  side: string;
  length_mm: number;
  /** Least distance from the wall to the skin; negative = outside. */
  below_skin_mm: number;
  /** Least distance from the wall to bone over its skin waypoints; null without bone near. */
  above_bone_mm: number | null;
  parent: string | null;
  parent_gap_mm: number | null;
  joined: string;
  /** Waypoints at which the course is not in the layer it was given (or within 0.3 mm of it). */
  wrong_layer: { waypoint: number; wanted: string; got: string; off_mm: number }[];
  /** Waypoints whose measured depth lies outside the plane it is stated for, on the reference stack. */
  outside_plane: { waypoint: number; mm: number; plane: string; source: string }[];
}

const TOLERANCE = 0.3;

/** Checks all lines of the left side and the midline (the right is its mirror image without a seed). */
export function checkCourses(measured: Measured): CourseCheck[] {
  return measured.lines.filter((line) => line.side !== 'right' && !line.course.body).map((line) => check(measured, line.id));
}

function check(measured: Measured, id: string): CourseCheck {
  const { ground, lines } = measured;
  const line = lines.find((candidate) => candidate.id === id && candidate.side !== 'right');
  if (!line) throw new Error(`No course ${id}.`);
  const { course } = line;
  const knots = knotsOf(course, 'left', ground, null);
  const lead = course.lead?.length ?? 0;
  let length = 0;
  let skin = Number.POSITIVE_INFINITY;
  let bone = Number.POSITIVE_INFINITY;
  const nearest = course.waypoints.map(() => ({ distance: Number.POSITIVE_INFINITY, point: 0 }));
  for (let i = 0; i < line.radii.length; i++) {
    const at: [number, number, number] = [line.points[i * 3], line.points[i * 3 + 1], line.points[i * 3 + 2]];
    if (i > 0) length += Math.hypot(at[0] - line.points[i * 3 - 3], at[1] - line.points[i * 3 - 2], at[2] - line.points[i * 3 - 1]);
    const w = line.waypoints[i];
    const low = course.waypoints[Math.floor(w)];
    const high = course.waypoints[Math.min(course.waypoints.length - 1, Math.ceil(w))];
    const inSkin = low.where === 'skin' && high.where === 'skin' && !low.foramen && !high.foramen;
    if (inSkin) {
      skin = Math.min(skin, toSkin(measured, at) - line.radii[i]);
      if (w > 0.02 && w < course.waypoints.length - 1.02) bone = Math.min(bone, toBone(measured, at) - line.radii[i]);
    }
    const index = Math.round(w);
    const off = Math.abs(w - index);
    if (off < nearest[index].distance) nearest[index] = { distance: off, point: i };
  }
  const wrong: CourseCheck['wrong_layer'] = [];
  const outside: CourseCheck['outside_plane'] = [];
  course.waypoints.forEach((waypoint, index) => {
    const knot = knots[lead + index];
    if (knot.kind !== 'skin') return;
    if (knot.depth.outsidePlane > 0.05 && isMeasured(waypoint.source)) outside.push({ waypoint: index, mm: knot.depth.outsidePlane, plane: waypoint.plane ?? '', source: waypoint.source });
    const near = locateNear(ground, knot.u, knot.v);
    // Ends are bent onto the parent or a neighbour: their depth is the neighbour's.
    if (!near || index === 0 || index === course.waypoints.length - 1) return;
    const column = columnAt(ground, near.at);
    const point = nearest[index].point * 3;
    const depth = [0, 1, 2].reduce((sum, k) => sum + (line.points[point + k] - column.origin[k]) * column.direction[k], 0);
    const low = Math.min(depthOf(knot.depth.from, column.depths), depthOf(knot.depth, column.depths));
    const high = Math.max(depthOf(knot.depth.to, column.depths), knotDepth(knot, column));
    const off = depth < low ? low - depth : depth > high ? depth - high : 0;
    if (off > TOLERANCE) wrong.push({ waypoint: index, wanted: LAYERS[knot.depth.layer], got: LAYERS[stackPlace(Math.max(0, depth), column.depths).layer], off_mm: off });
  });
  return {
    id,
    side: line.side,
    length_mm: length,
    below_skin_mm: skin,
    above_bone_mm: Number.isFinite(bone) ? bone : null,
    parent: course.parent,
    parent_gap_mm: line.joint?.gap ?? null,
    joined: line.joint?.how ?? (course.parent === null ? 'root' : 'parent not drawn'),
    wrong_layer: wrong,
    outside_plane: outside,
  };
}

/** Courses of the atlas that this patient lacks, with the reason known to the compiler. */
export function missing(measured: Measured, expected: Iterable<string>): string[] {
  const drawn = new Set(measured.lines.filter((line) => line.side !== 'right').map((line) => line.id));
  return [...expected].filter((id) => !drawn.has(id) && COURSES.some((course) => course.id === id));
}
