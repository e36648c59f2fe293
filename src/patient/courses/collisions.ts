import { ALLOWED_CONTACTS } from '../../atlas/contacts';
import { COURSES } from '../../atlas/structures';
import type { AllowedContact, Course } from '../../atlas/types';
import type { StructureSide } from '../types';
import { segmentSegmentSquared } from '../trees';
import { closePairs, type Segments } from './segmentGrid';
import type { Centreline } from './trace';

/** Two tubes whose walls overlap although nothing says they may touch. */
export interface Collision {
  a: Centreline;
  b: Centreline;
  /** How far the walls overlap, mm. */
  overlap: number;
  /** Segment of each line at the worst place. */
  segmentA: number;
  segmentB: number;
}

/** What has to be known of a line to tell what it may touch. */
export interface Named {
  id: string;
  side: StructureSide;
  course: Pick<Course, 'id' | 'kind' | 'parent' | 'body'>;
}

/** Mirror twins may meet this near to the midline, mm. */
const MIDLINE_MM = 3;

/** Whether a pair of courses may touch: by the list, by kinship, or because one was added by a variant and its parent may. */
export function makeMayTouch(pairs: readonly AllowedContact[] = ALLOWED_CONTACTS): (a: Named, b: Named) => boolean {
  const listed = new Set(pairs.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const base = new Set(COURSES.filter((course) => !course.optional).map((course) => course.id));
  const names = ({ course }: Named): string[] => (base.has(course.id) || course.parent === null ? [course.id] : [course.id, course.parent]);
  return (a, b) => {
    if (a.course.body || b.course.body) return true;
    if (a.course.parent === b.id || b.course.parent === a.id) return true;
    for (const x of names(a)) for (const y of names(b)) if (x === y || listed.has(`${x} ${y}`)) return true;
    return false;
  };
}

/** Mirror twins meet near the midline. `x`: where, mm. */
export const twinsMeet = (a: Named, b: Named, x: number): boolean => a.id === b.id && a.side !== b.side && Math.abs(x) <= MIDLINE_MM;

/** Branches of one parent may touch where they leave it (veins: where they join it), within this many mm of their ends. */
const COMMON_START_MM = 7;
/** The first bit of a branch lies inside the wall of its parent; what may touch the parent meets it there. */
const IN_PARENT_MM = 4;

/**
 * Whether two lines may share a place because of where they start: both lines of one stock (one parent, or the parent of one's parent) near their
 * ends, or one inside the wall of its parent, which the other may touch. Distances to their nearer ends, mm. `share` < 1 is stricter.
 */
export function atCommonStart(a: Named, b: Named, fromEndA: number, fromEndB: number, mayTouch: (a: Named, b: Named) => boolean, share = 1): boolean {
  const common = share * COMMON_START_MM;
  const within = share * IN_PARENT_MM;
  if (fromEndA <= common && fromEndB <= common && (branches(a, b) || branches(b, a))) return true;
  return (fromEndA <= within && inParent(a, b, mayTouch)) || (fromEndB <= within && inParent(b, a, mayTouch));
}

function inParent(a: Named, b: Named, mayTouch: (a: Named, b: Named) => boolean): boolean {
  const { parent, kind } = a.course;
  if (parent === null) return false;
  return parent === b.id || parent === b.course.parent || mayTouch({ id: parent, side: a.side, course: { id: parent, kind, parent: parentOf.get(parent) ?? null } }, b);
}

const parentOf = new Map(COURSES.map((course) => [course.id, course.parent]));

/** A short trunk may divide twice within a few millimetres: its branches, and their branches, start together. */
function branches(a: Named, b: Named): boolean {
  const { parent } = a.course;
  if (parent === null) return false;
  const grandparent = parentOf.get(parent) ?? null;
  return parent === b.course.parent || (grandparent !== null && (grandparent === b.id || grandparent === b.course.parent));
}

/** Every pair of lines that overlaps and must not, worst first. Lines of the same id and side are never compared. */
export function findCollisions(lines: readonly Centreline[], mayTouch: (a: Named, b: Named) => boolean = makeMayTouch()): Collision[] {
  const segments = packed(lines);
  const first: number[] = [];
  for (let i = 0, total = 0; i < lines.length; total += lines[i++].radii.length) first.push(total);
  const allowed = new Int8Array(lines.length * lines.length).fill(-1);
  const worst = new Map<string, Collision>();
  const { points: p, line } = segments;
  closePairs(segments, 1, 0, (i, j) => {
    const [s, t] = line[i] < line[j] ? [i, j] : [j, i];
    const a = lines[line[s]];
    const b = lines[line[t]];
    const pair = line[s] * lines.length + line[t];
    if (allowed[pair] < 0) allowed[pair] = mayTouch(a, b) ? 1 : 0;
    if (allowed[pair] === 1) return;
    const segmentA = s - first[line[s]];
    const segmentB = t - first[line[t]];
    const reach = (a.radii[segmentA] + a.radii[segmentA + 1] + b.radii[segmentB] + b.radii[segmentB + 1]) / 2;
    const squared = segmentSegmentSquared(p[s * 3], p[s * 3 + 1], p[s * 3 + 2], p[s * 3 + 3], p[s * 3 + 4], p[s * 3 + 5], p[t * 3], p[t * 3 + 1], p[t * 3 + 2], p[t * 3 + 3], p[t * 3 + 4], p[t * 3 + 5]);
    if (squared >= reach * reach || twinsMeet(a, b, p[s * 3]) || atCommonStart(a, b, fromEnd(a, segmentA), fromEnd(b, segmentB), mayTouch)) return;
    const overlap = reach - Math.sqrt(squared);
    const key = `${a.id} ${a.side} ${b.id} ${b.side}`;
    const known = worst.get(key);
    if (!known || overlap > known.overlap) worst.set(key, { a, b, overlap, segmentA, segmentB });
  });
  return [...worst.values()].sort((x, y) => y.overlap - x.overlap);
}

/** Segments of a centreline are just under a millimetre, so their number is a length. */
const fromEnd = (line: Centreline, segment: number): number => Math.min(segment, line.radii.length - 2 - segment);

function packed(lines: readonly Centreline[]): Segments {
  let total = 0;
  for (const line of lines) total += line.radii.length;
  const segments: Segments = { points: new Float64Array(total * 3), radius: new Float64Array(total), line: new Int32Array(total) };
  let at = 0;
  lines.forEach((line, index) => {
    segments.points.set(line.points, at * 3);
    segments.radius.set(line.radii, at);
    segments.line.fill(index, at, at + line.radii.length);
    at += line.radii.length;
  });
  return segments;
}
