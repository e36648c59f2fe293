import { describe, expect, it } from 'vitest';
import { COURSES, SHAPES } from '../../../src/atlas/structures';
import { VARIANT_GROUPS } from '../../../src/atlas/variants';
import listed from './evidence-ids.json';

/** Ids and parents as the evidence lists them, written down once: the atlas may add to them and must not lose one. */
const courses = new Map(COURSES.map((course) => [course.id, course]));
const all: [string, string | null][] = [...Object.entries(listed.vessels), ...Object.entries(listed.nerves)];

describe('the atlas against the evidence', () => {
  it('holds every vessel, nerve, body and variant group', () => {
    expect(Object.keys(listed.vessels)).toHaveLength(63);
    expect(all.map(([id]) => id).filter((id) => !courses.has(id))).toEqual([]);
    const shapes = new Set(SHAPES.map((shape) => shape.id));
    expect(listed.shapes.filter((id) => !shapes.has(id) && !courses.has(id))).toEqual([]);
    const groups = new Set(VARIANT_GROUPS.map((group) => group.id));
    expect(listed.variant_groups.filter((id) => !groups.has(id))).toEqual([]);
  });

  it('hangs each on the same parent', () => {
    expect(all.filter(([id, parent]) => courses.get(id)?.parent !== (parent ?? null)).map(([id]) => id)).toEqual([]);
  });

  it('gives each a calibre and what it serves, and anastomoses with what is there', () => {
    for (const [id] of all) {
      const course = courses.get(id);
      expect(course?.diameter_mm.start, id).toBeGreaterThan(0);
      expect(course?.diameter_mm.end, id).toBeGreaterThan(0);
      expect((course?.supplies ?? course?.innervates ?? []).length, id).toBeGreaterThan(0);
      for (const other of course?.communicates_with ?? []) expect(courses.has(other) || VARIANT_GROUPS.some((group) => JSON.stringify(group).includes(`"${other}"`)), `${id}: ${other}`).toBe(true);
    }
  });
});
