/**
 * The anatomy of both presets checked against the data it was built from: every course in its layer, under the skin, off the bone,
 * joined to its parent and clear of others; what was moved and why; published depths and distances beside what Bevel has.
 *
 *     npm run report:anatomy             a table
 *     npm run report:anatomy -- --json   the same as one JSON object
 */
import { ADJUSTMENTS } from '../src/atlas/adjustments';
import { isMeasured } from '../src/atlas/sources';
import { loadStudy } from '../src/atlas/study';
import { findCollisions } from '../src/patient/courses/collisions';
import { drawVariants } from '../src/patient/draw';
import { PRESETS } from '../src/patient/spec';
import { applyVariants } from '../src/patient/variants';
import { nearestOn } from '../src/patient/courses/curve';
import { traceCourses, type Centreline } from '../src/patient/courses/trace';
import { checkCourses, missing, type CourseCheck } from './anatomy/checks';
import { compiledPreset } from './anatomy/compiled';
import { depthComparisons, layerInRegion } from './anatomy/layers';
import { COMPARED } from './anatomy/list';
import { measure, type Measured } from './anatomy/measure';

interface Comparison {
  id: string;
  what: string;
  published: number;
  sd: number | null;
  source: string;
  measured: boolean;
  bevel: Record<string, number | null>;
  /** Distance from the published mean in its SD (or in units of 20 % where no SD was printed), nearer preset of the sexes measured. */
  off: number | null;
}

const round = (x: number | null): number | null => (x === null || !Number.isFinite(x) ? null : Math.round(x * 100) / 100);

const study = await loadStudy();
const people: { preset: string; sex: 'female' | 'male'; measured: Measured; bent: { id: string; mm: number }[] }[] = [];
for (const { id, sex } of PRESETS) {
  const made = await compiledPreset(id);
  const anatomy = applyVariants(drawVariants({ preset: id }));
  const lines = traceCourses(anatomy, made.ground);
  people.push({ preset: id, sex, measured: { patient: made.patient, ground: made.ground, lines }, bent: bentAside(lines, traceCourses(anatomy, made.ground, undefined, { parted: false })) });
}

/** How far (mm) each course of one side was bent aside from where its data put it, worst first. */
function bentAside(lines: readonly Centreline[], unparted: readonly Centreline[]): { id: string; mm: number }[] {
  return lines
    .filter((line) => line.side !== 'right' && !line.course.body)
    .map((line) => {
      const data = unparted.find((other) => other.id === line.id && other.side === line.side);
      let mm = 0;
      if (data) for (let i = 0; i < line.points.length; i += 3) mm = Math.max(mm, nearestOn(data.points, line.points[i], line.points[i + 1], line.points[i + 2]).distance);
      return { id: line.id, mm };
    })
    .filter(({ mm }) => mm >= 0.1)
    .sort((a, b) => b.mm - a.mm);
}

function compare(id: string, what: string, published: number, sd: number | null, source: string, measured: boolean, sex: string, of: (measured: Measured) => number | null): Comparison {
  const bevel: Record<string, number | null> = {};
  let off: number | null = null;
  for (const person of people) {
    const value = round(of(person.measured));
    bevel[person.preset] = value;
    const counts = !/^[FM]/.test(sex) || (sex.startsWith('F') ? person.sex === 'female' : person.sex === 'male');
    if (value === null || !counts) continue;
    const here = Math.abs(value - published) / (sd && sd > 0 ? sd : Math.max(0.5, 0.2 * Math.abs(published)));
    off = off === null ? here : Math.min(off, here);
  }
  return { id, what, published, sd, source, measured, bevel, off: round(off) };
}

const rows = new Map(study.rows.map((row) => [row.id, row]));
const comparisons: Comparison[] = [];
for (const item of COMPARED) {
  const row = rows.get(item.row);
  if (!row || row.value === undefined) throw new Error(`No published value "${item.row}".`);
  comparisons.push(compare(row.id, `${item.structure}: ${row.quantity.replaceAll('_', ' ')}${row.segment ? `, ${row.segment}` : ''}`, row.value, row.sd ?? null, row.source, isMeasured(row.source, row.confidence), '', (measured) => measure(measured, item)));
}
for (const row of study.layerRows) {
  if (row.mean_mm === undefined) continue;
  const comparison = compare(row.id, `${row.region}: ${row.layer} (${row.sex ?? 'both'})`, row.mean_mm, row.sd_mm ?? null, row.source, isMeasured(row.source, row.confidence), row.sex ?? '', (measured) => layerInRegion(measured, row));
  if (Object.values(comparison.bevel).some((value) => value !== null)) comparisons.push(comparison);
}
for (const item of depthComparisons()) comparisons.push(compare(item.id, `${item.id} (${item.sex})`, item.mean, item.sd, item.source, isMeasured(item.source, item.confidence), item.sex, item.measure));

const reports = people.map(({ preset, measured, bent }) => {
  const courses = checkCourses(measured);
  const collisions = findCollisions(measured.lines).filter(({ a, b }) => a.side !== 'right' && b.side !== 'right');
  const expected = applyVariants(drawVariants({ preset })).left.courses.keys();
  return { preset, courses, bent, collisions: collisions.map(({ a, b, overlap }) => ({ a: a.id, b: b.id, overlap_mm: round(overlap) })), missing: missing(measured, expected) };
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ courses: reports, moved_on_the_compiled_face: ADJUSTMENTS, moved_on_the_reference_head: study.moves, comparisons }, (_, value: unknown) => (typeof value === 'number' ? round(value) : value), 1));
} else print();

function print(): void {
  const pad = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width));
  const mm = (x: number | null | undefined, width = 6): string => (x === null || x === undefined || !Number.isFinite(x) ? '-'.padStart(width) : x.toFixed(1).padStart(width));
  for (const { preset, courses, bent, collisions, missing: absent } of reports) {
    console.log(`\n${preset}: ${courses.length} courses of one side\n${pad('course', 42)}length  skin   bone  parent gap`);
    for (const course of courses) console.log(`${pad(course.id, 42)}${mm(course.length_mm)}${mm(course.below_skin_mm)} ${mm(course.above_bone_mm)}  ${mm(course.parent_gap_mm)} ${course.joined}${notes(course)}`);
    if (absent.length > 0) console.log(`not drawn (their points lie off the face chart): ${absent.join(', ')}`);
    const count = (test: (course: CourseCheck) => boolean): number => courses.filter(test).length;
    console.log(`outside the skin: ${count((course) => course.below_skin_mm < 0)}; into bone by more than 0.3 mm: ${count((course) => (course.above_bone_mm ?? 0) < -0.3)}; a waypoint out of its layer: ${count((course) => course.wrong_layer.length > 0)}; open to the parent: ${count((course) => course.joined === 'open')}`);
    console.log(`bent aside when the patient is built, so that nothing runs through anything (mm): ${bent.map(({ id, mm: far }) => `${id} ${far.toFixed(1)}`).join(', ') || 'none'}`);
    console.log(`collisions that nothing allows: ${collisions.length === 0 ? 'none' : collisions.map(({ a, b, overlap_mm }) => `${a} x ${b} ${overlap_mm} mm`).join('; ')}`);
  }
  console.log(`\nMoved on the compiled face (mm: lateral, up, deeper), the uncited course, inside its published spread:`);
  for (const { id, index, lateral_mm, superior_mm, depth_mm, why } of ADJUSTMENTS) console.log(`  ${pad(`${id} ${index}`, 44)}${mm(lateral_mm)}${mm(superior_mm)}${mm(depth_mm)}  ${why}`);
  console.log(`\nMoved on the reference head before (${study.moves.length} points):`);
  for (const { id, index, why } of study.moves) console.log(`  ${pad(`${id} ${index}`, 44)} ${why}`);
  console.log(`\n${comparisons.length} published numbers beside Bevel's, mm (* = not a measurement; SD printed by the study)\n${pad('what', 76)}${pad('published', 15)}${people.map(({ preset }) => pad(preset, 11)).join('')}${pad('off', 8)}source`);
  for (const item of comparisons) {
    const published = `${item.published}${item.sd ? ` ± ${item.sd}` : ''}${item.measured ? '' : ' *'}`;
    const off = item.off === null ? '' : item.sd ? `${item.off.toFixed(1)} SD` : `${Math.round(item.off * 20)} %`;
    console.log(`${pad(item.what, 76)}${pad(published, 15)}${people.map(({ preset }) => pad(mm(item.bevel[preset]).trim(), 11)).join('')}${pad(off, 8)}${item.source}${item.off !== null && item.off > 2 ? '  MISS' : ''}`);
  }
  const judged = comparisons.filter((item) => item.off !== null);
  console.log(`\nwithin 1 SD (or 20 %): ${judged.filter((item) => (item.off ?? 0) <= 1).length}; within 2: ${judged.filter((item) => (item.off ?? 0) <= 2).length}; of ${judged.length}; not measurable here: ${comparisons.length - judged.length}`);
}

function notes(course: CourseCheck): string {
  const parts = [
    ...course.wrong_layer.map(({ waypoint, wanted, got, off_mm }) => `waypoint ${waypoint} ${off_mm.toFixed(1)} mm off ${wanted}, in ${got}`),
    ...course.outside_plane.map(({ waypoint, mm, plane }) => `waypoint ${waypoint}: measured depth ${mm.toFixed(1)} mm outside "${plane}"`),
  ];
  return parts.length > 0 ? `  | ${parts.join('; ')}` : '';
}
