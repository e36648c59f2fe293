import { describe, expect, it } from 'vitest';
import { ALLOWED_CONTACTS } from '../../../src/atlas/contacts';
import { DEEP_ANCHORS, REFERENCE_SKIN } from '../../../src/atlas/deep-anchors';
import { isLandmark, LANDMARKS, referenceUv, landmark } from '../../../src/atlas/landmarks';
import { LAYER_MODEL, planePlace, PLANES } from '../../../src/atlas/layers';
import { REGIONS, regionAt } from '../../../src/atlas/regions';
import * as schema from '../../../src/atlas/schema/atlas';
import { isMeasured } from '../../../src/atlas/sources';
import { SPREAD } from '../../../src/atlas/spread';
import { COURSES, SHAPES } from '../../../src/atlas/structures';
import { loadStudy, studyCard } from '../../../src/atlas/study';
import { VARIANT_GROUPS } from '../../../src/atlas/variants';
import type { Course, Waypoint } from '../../../src/atlas/types';
import { LAYERS } from '../../../src/patient/layers';
import type { z } from 'zod';

function check<T>(of: z.ZodType<T>, rows: readonly unknown[]): string[] {
  return rows.flatMap((row) => {
    const result = of.safeParse(row);
    return result.success ? [] : result.error.issues.map((issue) => `${(row as { id?: string }).id}: ${issue.path.join('.')} ${issue.message}`);
  });
}

const added: Course[] = VARIANT_GROUPS.flatMap((group) => group.options.flatMap((option) => option.ops.flatMap((op) => (op.op === 'add' && 'course' in op ? [op.course] : []))));
const known = new Set([...COURSES, ...SHAPES, ...added].map((structure) => structure.id).concat('parotid-duct-second'));
const allWaypoints: { id: string; point: Waypoint }[] = [
  ...[...COURSES, ...added].flatMap((course) => course.waypoints.map((point) => ({ id: course.id, point }))),
  ...VARIANT_GROUPS.flatMap((group) => group.options.flatMap((option) => option.ops.flatMap((op) => (op.op === 'reroute' && op.waypoints ? op.waypoints.map((point) => ({ id: `${group.id}/${option.id}`, point })) : [])))),
];

describe('atlas files', () => {
  it('match their schemas', () => {
    expect(check(schema.course, COURSES)).toEqual([]);
    expect(check(schema.shape, SHAPES)).toEqual([]);
    expect(check(schema.variantGroup, VARIANT_GROUPS)).toEqual([]);
    expect(check(schema.landmark, LANDMARKS)).toEqual([]);
    expect(check(schema.region, REGIONS)).toEqual([]);
    expect(check(schema.deepAnchor, DEEP_ANCHORS)).toEqual([]);
  });

  it('hold every vessel, nerve, shape, landmark and variant group of the evidence', () => {
    expect(COURSES.filter((course) => course.kind === 'artery' || course.kind === 'vein')).toHaveLength(64);
    expect(COURSES.filter((course) => course.kind === 'nerve')).toHaveLength(39);
    expect(COURSES.filter((course) => course.kind === 'duct')).toHaveLength(1);
    expect(SHAPES).toHaveLength(86);
    expect(LANDMARKS).toHaveLength(38);
    expect(VARIANT_GROUPS).toHaveLength(81);
    expect(VARIANT_GROUPS.flatMap((group) => group.options)).toHaveLength(212);
  });

  it('give each structure an id of its own', () => {
    const ids = [...COURSES, ...SHAPES].map((structure) => structure.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('name only known parents, and no course is its own ancestor', () => {
    const parents = new Map([...COURSES, ...added].map((course) => [course.id, course.parent]));
    for (const [id, parent] of parents) {
      if (parent !== null) expect(parents.has(parent), `${id} -> ${parent}`).toBe(true);
      const seen = new Set([id]);
      for (let up = parent; up !== null && up !== undefined; up = parents.get(up) ?? null) {
        expect(seen.has(up), `${id} hangs on itself through ${up}`).toBe(false);
        seen.add(up);
      }
    }
  });

  it('name only known landmarks, anchors and planes', () => {
    const anchors = new Set(DEEP_ANCHORS.map((anchor) => anchor.id));
    const planes = new Set(PLANES.map((rule) => rule.plane));
    for (const { id, point } of allWaypoints) {
      expect(isLandmark(point.landmark), `${id}: ${point.landmark}`).toBe(true);
      if (point.deep) expect(anchors.has(point.deep.anchor), `${id}: ${point.deep.anchor}`).toBe(true);
      if (point.foramen) expect(anchors.has(point.foramen), `${id}: ${point.foramen}`).toBe(true);
      if (point.plane) expect(planes.has(point.plane), `${id}: ${point.plane}`).toBe(true);
    }
    for (const shape of SHAPES) {
      for (const ref of [...shape.outline, ...shape.fibre_direction.flat()]) expect(isLandmark(ref.landmark), `${shape.id}: ${ref.landmark}`).toBe(true);
      expect(planes.has(shape.plane), shape.id).toBe(true);
    }
    for (const anchor of DEEP_ANCHORS) {
      expect(isLandmark(anchor.landmark)).toBe(true);
      expect(REFERENCE_SKIN[anchor.landmark], anchor.landmark).toBeDefined();
    }
  });

  it('let variants touch only structures that exist, with weights that sum to 100', () => {
    for (const group of VARIANT_GROUPS) {
      const weights = group.options.flatMap((option) => (option.weight_percent === null ? [] : [option.weight_percent]));
      expect(weights.reduce((sum, weight) => sum + weight, 0), group.id).toBeCloseTo(100, 6);
      expect(group.options.some((option) => option.id === group.default), group.id).toBe(true);
      if (group.depends_on) {
        const { group: other, when } = group.depends_on;
        const earlier = VARIANT_GROUPS.slice(0, VARIANT_GROUPS.indexOf(group)).find((candidate) => candidate.id === other);
        expect(earlier, `${group.id} depends on a later or unknown group`).toBeDefined();
        for (const option of when) expect(earlier?.options.some((candidate) => candidate.id === option), `${group.id}: ${option}`).toBe(true);
      }
      for (const option of group.options)
        for (const op of option.ops) {
          const ids = 'id' in op ? [op.id] : op.op === 'connect' ? [op.a, op.b] : 'shape' in op ? [op.shape.like] : [];
          for (const id of ids) expect(known.has(id), `${group.id}/${option.id}: ${op.op} ${id}`).toBe(true);
          if (op.op === 'reparent') expect(known.has(op.parent), op.parent).toBe(true);
        }
    }
  });

  it('cover every vessel and nerve with a spread, in ranges that exist', () => {
    for (const course of COURSES.filter((candidate) => candidate.kind !== 'duct')) expect(SPREAD.some((row) => row.id === course.id), course.id).toBe(true);
    for (const row of SPREAD) {
      const course = COURSES.find((candidate) => candidate.id === row.id);
      if (course && row.to_index !== null) expect(row.to_index, `${row.id} ${row.segment}`).toBeLessThan(course.waypoints.length);
    }
  });

  it('allow contacts only between known structures', () => {
    for (const pair of ALLOWED_CONTACTS) for (const id of [pair.a, pair.b]) expect(known.has(id), id).toBe(true);
  });
});

describe('layers and regions', () => {
  it('have stacks in the one order, whose parts add up to the total', () => {
    expect(LAYER_MODEL.map((row) => row.region).sort()).toEqual(REGIONS.map((region) => region.id).sort());
    for (const row of LAYER_MODEL)
      for (const stack of [row.female, row.male]) {
        expect(stack.stack.map((layer) => (layer.layer === 'mucosa' ? 'periosteum' : layer.layer))).toEqual([...LAYERS]);
        const sum = stack.stack.reduce((total, layer) => total + layer.mean_mm, 0);
        if (stack.total_mm !== null) expect(Math.abs(sum - stack.total_mm), row.region).toBeLessThan(0.11);
      }
  });

  it('place a plane by structure before region before the general line', () => {
    expect(planePlace('sub-SMAS/submuscular', null)).toMatchObject({ layer: 'deep-fat', at: 0.25 });
    expect(planePlace('sub-SMAS/submuscular', 'preauricular')).toMatchObject({ layer: 'deep-muscle', at: 0.2 });
    expect(planePlace('within-deep-temporal-fascia', 'temple', 'temporalis')).toMatchObject({ layer: 'deep-muscle' });
    expect(planePlace('supraperiosteal', 'chin').deepest).toBe(true);
    expect(() => planePlace('subdermal', null)).toThrow(/Unknown plane "subdermal".*dermis/);
  });

  it('find the region of a landmark on either side', () => {
    const at = (id: string, lateral: number, superior: number, mirror = 1): string | undefined => {
      const [u, v] = referenceUv(id, lateral, superior);
      return REGIONS[regionAt(mirror * u, v)]?.id;
    };
    expect(at('pogonion', 1, 0)).toBe('chin');
    expect(at('temporal-fusion-line', 20, -10)).toBe('temple');
    expect(at('temporal-fusion-line', 20, -10, -1)).toBe('temple');
    expect(at('rhinion', 1, 0)).toBe('nasal-dorsum');
    expect(regionAt(0, 500)).toBe(-1);
    expect(() => landmark('nose')).toThrow(/Unknown landmark "nose"/);
  });
});

describe('study cards', () => {
  it('resolve every source id used anywhere', async () => {
    const study = await loadStudy();
    const resolves = (id: string): boolean => id in study.sources || /^(layer-model:|reference table)/.test(id);
    expect(check(schema.source, Object.values(study.sources))).toEqual([]);
    expect(check(schema.measurementRow, study.rows)).toEqual([]);
    const used = [
      ...allWaypoints.map(({ point }) => point.source),
      ...SHAPES.map((shape) => shape.source),
      ...VARIANT_GROUPS.flatMap((group) => group.options.map((option) => option.source)),
      ...SPREAD.flatMap((row) => row.source),
      ...DEEP_ANCHORS.map((anchor) => anchor.source),
      ...LAYER_MODEL.flatMap((row) => [...row.female.stack, ...row.male.stack].flatMap((layer) => layer.sources ?? [])),
      ...study.rows.map((row) => row.source),
      ...study.layerRows.map((row) => row.source),
    ];
    expect([...new Set(used)].filter((id) => !resolves(id))).toEqual([]);
  });

  it('tell for every structure where it runs and what follows when it is hit', async () => {
    const study = await loadStudy();
    for (const course of [...COURSES, ...added]) {
      const { note } = studyCard(study, course.id);
      expect(note.course, course.id).toMatch(/\.$/);
      expect(note.consequence, course.id).toBeTruthy();
    }
    for (const shape of SHAPES) expect(studyCard(study, shape.id).note.action, shape.id).toBeTruthy();
    for (const row of study.rows) for (const id of row.structures) expect(known.has(id), `${row.id}: ${id}`).toBe(true);
  });

  it('mark what is not measured', async () => {
    expect(isMeasured('hu2025')).toBe(true);
    expect(isMeasured('hu2025', 'low')).toBe(false);
    for (const id of ['textbook', 'assumed', 'interpolated', 'recalled-rhine1982']) expect(isMeasured(id), id).toBe(false);
    expect(isMeasured(['hu2025', 'assumed'])).toBe(false);
    const card = studyCard(await loadStudy(), 'facial-artery');
    expect(card.rows.some((entry) => entry.measured && entry.source?.title)).toBe(true);
  });
});
