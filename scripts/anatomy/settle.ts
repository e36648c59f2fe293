/**
 * Finds courses that run through one another on the compiled presets and moves the uncited one inside its published spread.
 * Writes src/atlas/data/adjustments.json. Run it again after the head, the shell or the courses have changed:
 * node scripts/run.mjs scripts/anatomy/settle.ts
 */
import { writeFileSync } from 'node:fs';
import type { Adjustment } from '../../src/atlas/adjustments';
import { isMeasured } from '../../src/atlas/sources';
import { SPREAD } from '../../src/atlas/spread';
import { COURSES } from '../../src/atlas/structures';
import { findCollisions, makeMayTouch, type Collision } from '../../src/patient/courses/collisions';
import { columnAt, labelAt, locateNear, type Ground } from '../../src/patient/courses/ground';
import { useAdjustments } from '../../src/patient/courses/route';
import { traceCourses, type Centreline } from '../../src/patient/courses/trace';
import { drawVariants } from '../../src/patient/draw';
import { PRESETS } from '../../src/patient/spec';
import { applyVariants, type Anatomy } from '../../src/patient/variants';
import { compiledPreset } from './compiled';

const ROUNDS = 40;
const CLEARANCE = 0.12;
/** Largest move, as a share of the published standard deviation, and in mm where there is none. */
const SPREAD_SHARE = 1.5;
const WITHOUT_SPREAD = 1.5;

const base = new Map(COURSES.map((course) => [course.id, course]));
const mayTouch = makeMayTouch();
const people: { anatomy: Anatomy; ground: Ground }[] = [];
for (const { id } of PRESETS) people.push({ anatomy: applyVariants(drawVariants({ preset: id })), ground: (await compiledPreset(id)).ground });
const moves = new Map<string, Adjustment>();

/** Share of the two waypoints beside a place that are cited. */
function citedness(line: Centreline, segment: number): number {
  const at = line.waypoints[segment];
  const points = line.course.waypoints;
  const low = points[Math.floor(at)];
  const high = points[Math.min(points.length - 1, Math.ceil(at))];
  return (isMeasured(low.source) ? 1 : 0) + (isMeasured(high.source) ? 1 : 0);
}

function limits(id: string, index: number): { lateral: number; superior: number; depth: number } {
  const row = SPREAD.find((candidate) => candidate.id === id && candidate.from_index !== null && index >= candidate.from_index && index <= candidate.to_index);
  const of = (sd: number | null | undefined): number => (sd ? sd * SPREAD_SHARE : WITHOUT_SPREAD);
  return { lateral: of(row?.lateral_sd_mm), superior: of(row?.superior_sd_mm), depth: of(row?.depth_sd_mm) };
}

/** Moves the waypoints beside the overlap away from the other line; false when there is nothing left to move. */
function move(ground: Ground, line: Centreline, segment: number, other: Centreline, otherSegment: number, overlap: number): boolean {
  const course = base.get(line.id);
  if (!course || line.course.waypoints !== course.waypoints) return false;
  const p = [0, 1, 2].map((k) => (line.points[segment * 3 + k] + line.points[segment * 3 + 3 + k]) / 2);
  const q = [0, 1, 2].map((k) => (other.points[otherSegment * 3 + k] + other.points[otherSegment * 3 + 3 + k]) / 2);
  const along = [0, 1, 2].map((k) => line.points[segment * 3 + 3 + k] - line.points[segment * 3 + k]);
  const alongOther = [0, 1, 2].map((k) => other.points[otherSegment * 3 + 3 + k] - other.points[otherSegment * 3 + k]);
  const norm = (v: number[]): number => Math.max(Math.hypot(...v), 1e-9);
  const parallel = Math.abs(along[0] * alongOther[0] + along[1] * alongOther[1] + along[2] * alongOther[2]) / (norm(along) * norm(alongOther));
  const away = [0, 1, 2].map((k) => p[k] - q[k]);
  const sign = line.side === 'right' ? -1 : 1;
  const at = line.waypoints[segment];
  let moved = false;
  for (const index of new Set([Math.floor(at), Math.ceil(at)])) {
    const point = course.waypoints[index];
    if (!point || point.foramen) continue;
    // A cited point keeps its place; where the study gave no depth, its plane leaves room.
    const cited = isMeasured(point.source);
    if (cited && (point.depth_mm !== null || point.where === 'deep')) continue;
    const weight = Math.max(0.35, 1 - Math.abs(at - index));
    const key = `${line.id} ${index}`;
    const known = moves.get(key) ?? { id: line.id, index, lateral_mm: 0, superior_mm: 0, depth_mm: 0, why: '' };
    const limit = limits(line.id, index);
    const before = JSON.stringify(known);
    const step = (overlap + CLEARANCE) * 0.6 * weight;
    const far = norm(away);
    const clampTo = (value: number, bound: number): number => Math.round(Math.max(-bound, Math.min(bound, value)) * 100) / 100;
    if (point.where === 'deep') {
      known.lateral_mm = clampTo(known.lateral_mm + (sign * step * away[0]) / far, limit.lateral);
      known.superior_mm = clampTo(known.superior_mm + (step * away[1]) / far, limit.superior);
      known.depth_mm = clampTo(known.depth_mm - (step * away[2]) / far, limit.depth);
    } else {
      const label = labelAt(ground, point);
      const near = locateNear(ground, sign * label[0], label[1]);
      if (!near) continue;
      const { direction } = columnAt(ground, near.at);
      const into = away[0] * direction[0] + away[1] * direction[1] + away[2] * direction[2];
      const deeper = into >= 0 ? 1 : -1;
      const room = limit.depth - Math.abs(known.depth_mm) > 0.02;
      // Lines that cross can only be parted in depth; lines that run side by side are parted sideways too.
      if (parallel < 0.85 || Math.abs(into) / far > 0.5 || !moved) if (room) known.depth_mm = clampTo(known.depth_mm + deeper * step * (parallel < 0.85 ? 1 : 0.5), limit.depth);
      if (!cited && (parallel >= 0.7 || !room)) {
        const flat = [0, 1, 2].map((k) => away[k] - into * direction[k]);
        const size = Math.max(norm(flat), 0.05);
        known.lateral_mm = clampTo(known.lateral_mm + (sign * step * flat[0]) / size, limit.lateral);
        known.superior_mm = clampTo(known.superior_mm + (step * flat[1]) / size, limit.superior);
      }
    }
    if (JSON.stringify(known) === before) continue;
    const names = new Set(known.why.split(', ').filter(Boolean)).add(other.id);
    known.why = [...names].join(', ');
    moves.set(key, known);
    moved = true;
  }
  return moved;
}

function settle(ground: Ground, { a, b, overlap, segmentA, segmentB }: Collision): void {
  const citedA = citedness(a, segmentA);
  const citedB = citedness(b, segmentB);
  const first = citedA !== citedB ? citedA < citedB : a.radii[segmentA] <= b.radii[segmentB];
  const done = first ? move(ground, a, segmentA, b, segmentB, overlap) : move(ground, b, segmentB, a, segmentA, overlap);
  if (done) return;
  if (first && citedB < 2) move(ground, b, segmentB, a, segmentA, overlap);
  else if (!first && citedA < 2) move(ground, a, segmentA, b, segmentB, overlap);
}

const left = (collisions: Collision[]): Collision[] => collisions.filter((collision) => collision.a.side !== 'right' && collision.b.side !== 'right');
let best: { score: number; moves: Adjustment[] } = { score: Number.POSITIVE_INFINITY, moves: [] };
for (let round = 0; round < ROUNDS; round++) {
  const current = [...moves.values()];
  useAdjustments(current);
  const found = people.map(({ anatomy, ground }) => left(findCollisions(traceCourses(anatomy, ground, undefined, { parted: false }), mayTouch)));
  const collisions = found.flat().sort((a, b) => b.overlap - a.overlap);
  const score = collisions.reduce((sum, collision) => sum + collision.overlap, 0) + collisions.length * 0.2;
  if (round % 10 === 0) console.log(`round ${round}: ${collisions.length} collisions, worst ${(collisions[0]?.overlap ?? 0).toFixed(2)} mm`);
  if (score < best.score) best = { score, moves: current.map((entry) => ({ ...entry })) };
  if (collisions.length === 0) break;
  found.forEach((list, person) => list.forEach((collision) => settle(people[person].ground, collision)));
}
const rows = best.moves
  .filter((entry) => Math.hypot(entry.lateral_mm, entry.superior_mm, entry.depth_mm) >= 0.05)
  .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.index - b.index))
  .map((entry) => ({ ...entry, why: `ran through ${entry.why} on the compiled face` }));
writeFileSync(new URL('../src/atlas/data/adjustments.json', import.meta.url), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
useAdjustments(rows);
const rest = people.flatMap(({ anatomy, ground }) => left(findCollisions(traceCourses(anatomy, ground, undefined, { parted: false }), mayTouch)));
console.log(`${rows.length} waypoints moved; ${rest.length} collisions left`);
for (const { a, b, overlap } of rest) console.log(`  ${a.id} x ${b.id}: ${overlap.toFixed(2)} mm`);
