import { sourcesOf } from '../../atlas/structures';
import type { Structure, Tubes } from '../types';
import { prevalenceOf } from './prevalence';
import type { Centreline } from './trace';

/** Structures and capsules of traced courses, in their order. Courses that are bodies (a plexus, a sinus) are left out. */
export function tubesOf(lines: readonly Centreline[]): { structures: Structure[]; tubes: Tubes } {
  const drawn = lines.filter((line) => !line.course.body);
  let total = 0;
  for (const line of drawn) total += line.radii.length - 1;
  const tubes: Tubes & { waypoint: Float32Array } = {
    a: new Float32Array(total * 3),
    b: new Float32Array(total * 3),
    radius: new Float32Array(total),
    structure: new Uint16Array(total),
    waypoint: new Float32Array(total),
  };
  const structures: Structure[] = [];
  let first = 0;
  for (const line of drawn) {
    const count = line.radii.length - 1;
    for (let i = 0; i < count; i++) {
      const segment = first + i;
      for (let k = 0; k < 3; k++) {
        tubes.a[segment * 3 + k] = line.points[i * 3 + k];
        tubes.b[segment * 3 + k] = line.points[i * 3 + 3 + k];
      }
      tubes.radius[segment] = (line.radii[i] + line.radii[i + 1]) / 2;
      tubes.structure[segment] = structures.length;
      tubes.waypoint[segment] = (line.waypoints[i] + line.waypoints[i + 1]) / 2;
    }
    structures.push(structureOf(line, first, count));
    first += count;
  }
  return { structures, tubes };
}

/** The entry of a course in the list of structures. */
export function structureOf(line: Centreline, first: number, count: number): Structure {
  const { course } = line;
  const structure: Structure = { id: line.id, name: course.name, latin: course.latin, kind: course.kind, side: line.side, sources: sourcesOf(course), shape: course.body ? 'body' : 'tube', first, count };
  if (course.parent !== null) structure.parent = course.parent;
  const prevalence = prevalenceOf(line.id);
  if (prevalence !== null) structure.prevalence = prevalence;
  return structure;
}
