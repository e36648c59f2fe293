import { SPREAD } from '../../atlas/spread';
import type { Course, SideName, SpreadRow } from '../../atlas/types';
import { deviate, stream, type Stream } from '../random';

/** How far this person's waypoint lies from the published mean, mm; in deep waypoints straight head axes, depth = backward. */
export interface Shift {
  lateral: number;
  superior: number;
  depth: number;
}

export interface PersonalSpread {
  shifts: Shift[];
  /** Added to both diameters, mm. */
  diameter: number;
}

/** Independent noise per waypoint, as a share of the standard deviation, beside the one deviate of the whole structure. */
const NOISE = 0.25;
/** A drawn bore is at least this share of the published mean. */
const LEAST_BORE = 0.45;

/**
 * Draws how a person's course differs from the published mean: one deviate per axis for the whole structure, scaled by each
 * segment's standard deviation, plus a little noise per waypoint, so that lines shift and do not kink. A course without a row
 * of its own (added by a variant) takes its parent's last row.
 */
export function drawSpread(course: Course, side: SideName, seed: number, rows: readonly SpreadRow[] = SPREAD): PersonalSpread {
  const host = course.parent === null ? null : wholeDeviates(course.parent, side, seed).whole;
  let own = rows.filter((row) => row.id === course.id);
  if (own.length === 0 && course.parent !== null) own = rows.filter((row) => row.id === course.parent).slice(-1);
  const shifts: Shift[] = [];
  if (own.length === 0) return { shifts: course.waypoints.map(() => ({ lateral: 0, superior: 0, depth: 0 })), diameter: 0 };
  const { draw, whole } = wholeDeviates(course.id, side, seed);
  const bore = deviate(draw);
  course.waypoints.forEach((_, index) => {
    const row = rowAt(own, index);
    // Near its parent a course goes with the parent, so that their joint does not kink.
    const fromJoint = course.kind === 'vein' ? course.waypoints.length - 1 - index : index;
    const share = host ? Math.max(0, 1 - fromJoint / 2) : 0;
    const axis = (name: keyof Shift, sd: number | null): number => (sd ?? 0) * Math.max(-2.5, Math.min(2.5, (1 - share) * whole[name] + share * (host ? host[name] : 0) + NOISE * deviate(draw)));
    shifts.push({ lateral: axis('lateral', row.lateral_sd_mm), superior: axis('superior', row.superior_sd_mm), depth: axis('depth', row.depth_sd_mm) });
  });
  const least = (LEAST_BORE - 1) * course.diameter_mm.end;
  return { shifts, diameter: Math.max(least, bore * (own[0].diameter_sd_mm ?? 0) * Math.min(1, course.diameter_mm.end / course.diameter_mm.start)) };
}

/** The stream of a course and its first three numbers: how the structure as a whole lies off the mean, in standard deviations. */
function wholeDeviates(id: string, side: SideName, seed: number): { draw: Stream; whole: Shift } {
  const draw = stream(seed, `spread/${id}/${side}`);
  return { draw, whole: { lateral: deviate(draw), superior: deviate(draw), depth: deviate(draw) } };
}

function rowAt(rows: readonly SpreadRow[], index: number): SpreadRow {
  for (const row of rows) if (row.from_index !== null && index >= row.from_index && index <= row.to_index) return row;
  return rows[rows.length - 1];
}
