import { ALLOWED_CONTACTS } from '../../atlas/contacts';
import { COURSES } from '../../atlas/structures';
import type { AllowedContact } from '../../atlas/types';
import { segmentSegmentSquared } from '../trees';
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

/** Mirror twins may meet this near to the midline, mm. */
const MIDLINE_MM = 3;
const CELL = 5;

/** Whether a pair of courses may touch: by the list, by kinship, or because one was added by a variant and its parent may. */
export function makeMayTouch(pairs: readonly AllowedContact[] = ALLOWED_CONTACTS): (a: Centreline, b: Centreline) => boolean {
  const listed = new Set(pairs.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const base = new Set(COURSES.filter((course) => !course.optional).map((course) => course.id));
  const names = ({ course }: Centreline): string[] => (base.has(course.id) || course.parent === null ? [course.id] : [course.id, course.parent]);
  return (a, b) => {
    if (a.course.body || b.course.body) return true;
    if (a.course.parent === b.id || b.course.parent === a.id) return true;
    for (const x of names(a)) for (const y of names(b)) if (x === y || listed.has(`${x} ${y}`)) return true;
    return false;
  };
}

/** Every pair of lines that overlaps and must not, worst first. Lines of the same id and side are never compared. */
export function findCollisions(lines: readonly Centreline[], mayTouch: (a: Centreline, b: Centreline) => boolean = makeMayTouch()): Collision[] {
  const cells = new Map<string, number[]>();
  const worst = new Map<string, Collision>();
  lines.forEach((line, index) => {
    for (let s = 0; s + 1 < line.radii.length; s++) {
      const key = cellOf(line, s);
      const list = cells.get(key);
      if (list) list.push(index, s);
      else cells.set(key, [index, s]);
    }
  });
  for (let i = 0; i < lines.length; i++) {
    const a = lines[i];
    for (let s = 0; s + 1 < a.radii.length; s++) {
      for (const near of neighbours(a, s)) {
        const list = cells.get(near);
        if (!list) continue;
        for (let k = 0; k < list.length; k += 2) if (list[k] > i) compare(a, s, lines[list[k]], list[k + 1], mayTouch, worst);
      }
    }
  }
  return [...worst.values()].sort((x, y) => y.overlap - x.overlap);
}

function compare(a: Centreline, s: number, b: Centreline, t: number, mayTouch: (a: Centreline, b: Centreline) => boolean, worst: Map<string, Collision>): void {
  const p = a.points;
  const q = b.points;
  const reach = (a.radii[s] + a.radii[s + 1] + b.radii[t] + b.radii[t + 1]) / 2;
  const squared = segmentSegmentSquared(p[s * 3], p[s * 3 + 1], p[s * 3 + 2], p[s * 3 + 3], p[s * 3 + 4], p[s * 3 + 5], q[t * 3], q[t * 3 + 1], q[t * 3 + 2], q[t * 3 + 3], q[t * 3 + 4], q[t * 3 + 5]);
  if (squared >= reach * reach) return;
  if (a.side !== b.side && a.side !== 'mid' && b.side !== 'mid' && a.id === b.id && Math.abs(p[s * 3]) <= MIDLINE_MM) return;
  if (mayTouch(a, b) || atCommonStart(a, s, b, t)) return;
  const overlap = reach - Math.sqrt(squared);
  const key = `${a.id} ${a.side} ${b.id} ${b.side}`;
  const known = worst.get(key);
  if (!known || overlap > known.overlap) worst.set(key, { a, b, overlap, segmentA: s, segmentB: t });
}

/** Branches of one parent may touch where they leave it (veins: where they join it), within this many mm of their ends. */
const COMMON_START_MM = 5;

function atCommonStart(a: Centreline, s: number, b: Centreline, t: number): boolean {
  if (a.course.parent === null || a.course.parent !== b.course.parent) return false;
  const fromEnd = (line: Centreline, segment: number): number => Math.min(segment, line.radii.length - 2 - segment);
  // Segments are just under a millimetre.
  return fromEnd(a, s) <= COMMON_START_MM && fromEnd(b, t) <= COMMON_START_MM;
}

const cell = (x: number): number => Math.floor(x / CELL);

function cellOf(line: Centreline, s: number): string {
  return `${cell(line.points[s * 3])} ${cell(line.points[s * 3 + 1])} ${cell(line.points[s * 3 + 2])}`;
}

function neighbours(line: Centreline, s: number): string[] {
  const [x, y, z] = [cell(line.points[s * 3]), cell(line.points[s * 3 + 1]), cell(line.points[s * 3 + 2])];
  // Wide trunks reach beyond the next cell.
  const reach = Math.ceil((line.radii[s] + 8) / CELL);
  const out: string[] = [];
  for (let i = -reach; i <= reach; i++) for (let j = -reach; j <= reach; j++) for (let k = -reach; k <= reach; k++) out.push(`${x + i} ${y + j} ${z + k}`);
  return out;
}
