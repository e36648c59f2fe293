import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMeasured } from '../../../src/atlas/sources';
import { COURSES } from '../../../src/atlas/structures';
import type { Course } from '../../../src/atlas/types';
import { findCollisions, makeMayTouch } from '../../../src/patient/courses/collisions';
import { arcLengths, catmullRom, nearestOn, resample } from '../../../src/patient/courses/curve';
import { prevalenceOf } from '../../../src/patient/courses/prevalence';
import { drawSpread } from '../../../src/patient/courses/spread';
import { depthOf, placeDepth, stackPlace } from '../../../src/patient/courses/stack';
import { traceCourses, type Centreline } from '../../../src/patient/courses/trace';
import { tubesOf } from '../../../src/patient/courses/tubes';
import { drawVariants } from '../../../src/patient/draw';
import { applyVariants } from '../../../src/patient/variants';
import { flatGround, THICKNESS } from './sheet';

const ground = flatGround();
const anatomy = applyVariants(drawVariants({ preset: 'female-35' }));
const lines = traceCourses(anatomy, ground);
const find = (id: string, side = 'left', from = lines): Centreline => {
  const line = from.find((candidate) => candidate.id === id && candidate.side === side);
  if (!line) throw new Error(`${id} ${side} was not drawn`);
  return line;
};
const reference = [0];
for (const layer of THICKNESS) reference.push(reference[reference.length - 1] + layer);

describe('depths', () => {
  const column = fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 9, maxLength: 9 }).map((layers) => layers.reduce((sums, layer) => [...sums, sums[sums.length - 1] + layer], [0]));

  it('come back from the stack as they went in, in any column', () => {
    fc.assert(fc.property(column, fc.double({ min: 0, max: 60, noNaN: true }), (depths, depth) => Math.abs(depthOf(stackPlace(depth, depths), depths) - depth) < 1e-9));
  });

  it('grow with the patient and keep their layer', () => {
    fc.assert(
      fc.property(column, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (depths, share) => {
        const place = stackPlace(share * depths[9], depths);
        const thicker = depths.map((depth) => depth * 1.4);
        return Math.abs(depthOf(place, thicker) - 1.4 * depthOf(place, depths)) < 1e-9;
      }),
    );
  });

  it('let a measured depth win over its plane, and the plane over a depth that nobody measured', () => {
    const measured = placeDepth(8, 'subcutaneous', 'hu2025', 0, reference);
    expect(depthOf(measured, reference)).toBeCloseTo(8, 9);
    expect(measured.outsidePlane).toBeCloseTo(8 - reference[2], 9);
    const fitted = placeDepth(8, 'subcutaneous', 'textbook', 0, reference);
    expect(depthOf(fitted, reference)).toBeCloseTo(reference[2], 9);
    expect(depthOf(placeDepth(null, 'subcutaneous', 'textbook', 0, reference), reference)).toBeCloseTo((reference[1] + reference[2]) / 2, 9);
  });

  it('put "supraperiosteal" into the deepest layer that is there', () => {
    const noDeepMuscle = [0, 1, 3, 4, 7, 7, 7, 7, 7, 7.5];
    expect(placeDepth(null, 'supraperiosteal', 'x', 0, noDeepMuscle).layer).toBe(3);
    expect(placeDepth(null, 'supraperiosteal', 'x', 0, reference).layer).toBe(7);
  });
});

describe('curves', () => {
  const points = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 6, maxLength: 18 }).map((values) => values.slice(0, values.length - (values.length % 3)));

  it('pass through their points', () => {
    fc.assert(
      fc.property(points, (values) => {
        const { samples, at } = catmullRom(values, 3, 0.7);
        return at.every((t, i) => t !== Math.floor(t) || [0, 1, 2].every((k) => Math.abs(samples[i * 3 + k] - values[t * 3 + k]) < 1e-6));
      }),
    );
  });

  it('are cut into even steps no longer than asked, ends kept', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.3, max: 5, noNaN: true }), (values, step) => {
        const out = resample(values, 3, step);
        const lengths = arcLengths(out, 3);
        for (let i = 1; i < lengths.length; i++) if (lengths[i] - lengths[i - 1] > step + 1e-9) return false;
        return [0, 1, 2].every((k) => out[k] === values[k] && out[out.length - 3 + k] === values[values.length - 3 + k]);
      }),
    );
  });

  it('know their nearest point', () => {
    expect(nearestOn([0, 0, 0, 10, 0, 0], 4, 3, 0)).toMatchObject({ distance: 3, point: [4, 0, 0], at: 0.4 });
    expect(nearestOn([1, 2, 3], 1, 2, 5).distance).toBe(2);
  });
});

describe('tracing', () => {
  it('draws every course of the person on both sides', () => {
    const drawn = new Set(lines.map((line) => `${line.id} ${line.side}`));
    for (const id of anatomy.left.courses.keys()) {
      if (drawn.has(`${id} mid`)) continue;
      expect(drawn.has(`${id} left`) && drawn.has(`${id} right`), id).toBe(true);
    }
  });

  it('cuts capsules of at most a millimetre, radii running evenly from start to end', () => {
    for (const line of lines) {
      const { start, end } = line.course.diameter_mm;
      // A vein wider than the one it enters narrows at its mouth.
      expect(line.radii[0], line.id).toBeLessThanOrEqual(start / 2 + 1e-9);
      expect(line.radii[line.radii.length - 1], line.id).toBeLessThanOrEqual(end / 2 + 1e-9);
      expect(Math.max(...line.radii), line.id).toBeGreaterThan(0.8 * Math.max(start, end) / 2);
      const lengths = arcLengths(line.points, 3);
      for (let i = 1; i < lengths.length; i++) expect(lengths[i] - lengths[i - 1], line.id).toBeLessThanOrEqual(1);
    }
  });

  it('runs at the measured depths', () => {
    const off: number[] = [];
    for (const course of COURSES) {
      course.waypoints.forEach((point, index) => {
        if (index === 0 || index === course.waypoints.length - 1 || point.where !== 'skin' || point.depth_mm === null || !isMeasured(point.source) || point.foramen) return;
        const line = lines.find((candidate) => candidate.id === course.id && candidate.side === 'left');
        if (!line || line.course.waypoints[index] !== point) return;
        let best = 0;
        line.waypoints.forEach((at, i) => {
          if (Math.abs(at - index) < Math.abs(line.waypoints[best] - index)) best = i;
        });
        const depth = -line.points[best * 3 + 2];
        // Where two measured courses meet on the flat patient, each gives way a little.
        expect(Math.abs(depth - point.depth_mm), `${course.id} ${index}: ${depth} for ${point.depth_mm}`).toBeLessThan(3);
        off.push(Math.abs(depth - point.depth_mm));
      });
    }
    expect(off.length).toBeGreaterThan(25);
    expect(off.filter((mm) => mm < 1).length / off.length).toBeGreaterThan(0.85);
  });

  it('keeps skin courses between skin and bone', () => {
    for (const line of lines.filter((candidate) => candidate.course.waypoints.every((point) => point.where === 'skin') && candidate.course.parent !== null)) {
      const own = line.waypoints.map((at, i) => [at, i]).filter(([at]) => at > 0.5 && at < line.course.waypoints.length - 1.5);
      for (const [, i] of own) {
        expect(-line.points[i * 3 + 2] - line.radii[i], line.id).toBeGreaterThan(0);
        expect(-line.points[i * 3 + 2] + line.radii[i], line.id).toBeLessThan(23);
      }
    }
  });

  it('joins branches to their parents', () => {
    for (const line of lines.filter((candidate) => candidate.side === 'left' && candidate.joint && candidate.joint.how !== 'open')) {
      const parent = find(line.course.parent as string);
      const last = line.points.length - 3;
      const gap = Math.min(nearestOn(parent.points, line.points[0], line.points[1], line.points[2]).distance, nearestOn(parent.points, line.points[last], line.points[last + 1], line.points[last + 2]).distance);
      // What is left: the chord of the parent's own capsules, and the way a start goes back into its tissue; less than a thin parent's calibre.
      expect(gap, line.id).toBeLessThan(0.45);
    }
    expect(find('angular-artery').course.parent).toBe('facial-artery');
  });

  it('mirrors the sides exactly without a seed', () => {
    for (const line of lines.filter((candidate) => candidate.side === 'left')) {
      const twin = find(line.id, 'right');
      expect(twin.points).toEqual(line.points.map((value, index) => (index % 3 === 0 ? -value : value)));
    }
    const middle = find('intercanthal-vein', 'mid');
    expect(middle.points[0] * middle.points[middle.points.length - 3]).toBeLessThan(0);
  });

  it('carries a depth to a thicker patient by layer, not by millimetre', () => {
    const thick = traceCourses(anatomy, flatGround(1.5));
    const depth = (from: Centreline[]): number => {
      const line = find('facial-artery', 'left', from);
      let best = 0;
      line.waypoints.forEach((at, i) => {
        if (Math.abs(at - 6) < Math.abs(line.waypoints[best] - 6)) best = i;
      });
      return -line.points[best * 3 + 2];
    };
    expect(depth(thick) / depth(lines)).toBeCloseTo(1.5, 1);
  });

  it('gives the same person for the same seed and other people for other seeds', () => {
    const person = (seed: number): Centreline[] => traceCourses(applyVariants(drawVariants({ preset: 'female-35', seed })), ground, seed);
    const [a, again, b] = [person(5), person(5), person(6)];
    expect(a.map((line) => line.points)).toEqual(again.map((line) => line.points));
    expect(find('superficial-temporal-vein', 'left', a).points).not.toEqual(find('superficial-temporal-vein', 'left', b).points);
    expect(find('superficial-temporal-vein', 'left', a).points).not.toEqual(find('superficial-temporal-vein', 'right', a).points.map((value, index) => (index % 3 === 0 ? -value : value)));
  });

  it('hands out capsules that belong to their structures', () => {
    const { structures, tubes } = tubesOf(lines);
    expect(structures.every((structure) => structure.shape === 'tube')).toBe(true);
    structures.forEach((structure, index) => {
      for (let s = structure.first; s < structure.first + structure.count; s++) expect(tubes.structure[s]).toBe(index);
    });
    expect(structures.reduce((sum, structure) => sum + structure.count, 0)).toBe(tubes.radius.length);
    expect(structures.some((structure) => structure.id === 'cavernous-sinus')).toBe(false);
  });
});

describe('spread', () => {
  it('shifts a line as a whole, inside the published spread', () => {
    const course = COURSES.find((candidate) => candidate.id === 'facial-artery') as Course;
    let sum = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { shifts, diameter } = drawSpread(course, 'left', seed);
      expect(shifts).toHaveLength(course.waypoints.length);
      for (const shift of shifts) expect(Math.abs(shift.lateral)).toBeLessThanOrEqual(2.5 * 5.4 + 1e-9);
      expect(diameter).toBeGreaterThan(-course.diameter_mm.end);
      // Waypoints 5 to 7 are one segment: they move together but for a little noise.
      expect(Math.abs(shifts[5].lateral - shifts[6].lateral)).toBeLessThan(5.4 * 0.25 * 5 + 1e-9);
      sum += shifts[6].lateral * shifts[6].lateral;
    }
    expect(Math.sqrt(sum / 400)).toBeGreaterThan(4.5);
    expect(Math.sqrt(sum / 400)).toBeLessThan(6.3);
  });
});

describe('prevalence', () => {
  it('follows from the weights of the variants', () => {
    expect(prevalenceOf('columellar-artery')).toBe(43);
    expect(prevalenceOf('inferior-labial-artery')).toBe(48);
    expect(prevalenceOf('angular-artery')).toBe(58);
    expect(prevalenceOf('facial-artery')).toBeNull();
  });
});

describe('collisions', () => {
  const tube = (id: string, from: number[], to: number[], parent: string | null = null): Centreline => ({
    id,
    side: 'left',
    course: { id, name: id, latin: '', kind: 'artery', parent, diameter_mm: { start: 1, end: 1 }, waypoints: [] },
    points: [...from, ...to],
    radii: [0.5, 0.5],
    waypoints: [0, 1],
    joint: null,
  });
  const cross = [tube('a', [-1, 0, 0], [1, 0, 0]), tube('b', [0, -1, 0.6], [0, 1, 0.6])];

  it('are found where walls overlap, with how far', () => {
    const found = findCollisions(cross, makeMayTouch([]));
    expect(found).toHaveLength(1);
    expect(found[0].overlap).toBeCloseTo(0.4, 9);
    expect(findCollisions([cross[0], tube('b', [0, -1, 1.01], [0, 1, 1.01])], makeMayTouch([]))).toEqual([]);
  });

  it('leave alone what the list or kinship allows', () => {
    expect(findCollisions(cross, makeMayTouch([{ a: 'b', b: 'a', kinds: ['crossing'], basis: 'assumed' }]))).toEqual([]);
    expect(findCollisions([cross[0], tube('b', [0, -1, 0.6], [0, 1, 0.6], 'a')], makeMayTouch([]))).toEqual([]);
    // A course that a variant adds inherits the list of its parent.
    const pairs = [{ a: 'facial-vein', b: 'facial-artery', kinds: ['companion'], basis: 'assumed' }];
    const added = [tube('facial-vein', [-1, 0, 0], [1, 0, 0]), tube('new-branch', [0, -1, 0.6], [0, 1, 0.6], 'facial-artery')];
    expect(findCollisions(added, makeMayTouch(pairs))).toEqual([]);
  });
});
