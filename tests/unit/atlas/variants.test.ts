import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VARIANT_GROUPS } from '../../../src/atlas/variants';
import type { Course, Shape, VariantGroup, VariantOp, Waypoint } from '../../../src/atlas/types';
import { drawVariants } from '../../../src/patient/draw';
import { deviate, stream } from '../../../src/patient/random';
import { normaliseSpec, SpecError } from '../../../src/patient/spec';
import { applyVariants } from '../../../src/patient/variants';

const at = (lateral_mm: number, more: Partial<Waypoint> = {}): Waypoint => ({ landmark: 'cheilion', lateral_mm, superior_mm: 0, depth_mm: 5, plane: 'deep-fat', source: 'assumed', where: 'skin', ...more });
const course = (id: string, parent: string | null, more: Partial<Course> = {}): Course => ({ id, name: id, latin: '', kind: 'artery', parent, diameter_mm: { start: 1, end: 0.5 }, waypoints: [at(0), at(5), at(10)], ...more });
const pad: Shape = { id: 'pad', name: 'Pad', latin: '', kind: 'fat', outline: [{ landmark: 'cheilion', lateral_mm: 1, superior_mm: 2 }], fibre_direction: [], depth_mm: { superficial: 2, deep: 4 }, thickness_mm: 2, plane: 'deep-fat', source: 'assumed' };
const base = [course('trunk', null), course('branch', 'trunk'), course('twig', 'branch'), course('extra', 'trunk', { optional: true })];

function apply(ops: VariantOp[], side: 'left' | 'right' | 'person' = 'left') {
  const group: VariantGroup = { id: 'g', structure_ids: [], side: side === 'person' ? 'person' : 'per-side', default: 'o', options: [{ id: 'o', name: 'o', weight_percent: 100, source: 'assumed', basis: 'assumed', ops }] };
  return applyVariants([{ group: 'g', option: 'o', side, weight_percent: 100, source: 'assumed' }], base, [pad], [group]);
}

describe('operations', () => {
  it('leave optional courses out until an add brings them in, on its own side only', () => {
    const { left, right } = apply([{ op: 'add', course: course('extra', 'trunk', { optional: true }) }]);
    expect(left.courses.get('extra')?.optional).toBeUndefined();
    expect(left.courses.has('extra')).toBe(true);
    expect(right.courses.has('extra')).toBe(false);
  });

  it('remove, and hang what is left on the parent of the parent', () => {
    const { left, right } = apply([{ op: 'remove', id: 'branch' }]);
    expect(left.courses.has('branch')).toBe(false);
    expect(left.courses.get('twig')?.parent).toBe('trunk');
    expect(right.courses.get('twig')?.parent).toBe('branch');
  });

  it('reroute waypoints and outlines; later ops count the new ones', () => {
    const { left } = apply([
      { op: 'reroute', id: 'branch', waypoints: [at(20), at(30)] },
      { op: 'shift', id: 'branch', lateral_mm: 1, superior_mm: 2, depth_mm: 3, from_index: 1, to_index: 9 },
      { op: 'reroute', id: 'pad', outline: [{ landmark: 'menton', lateral_mm: 0, superior_mm: 0 }] },
    ]);
    expect(left.courses.get('branch')?.waypoints).toMatchObject([{ lateral_mm: 20, depth_mm: 5 }, { lateral_mm: 31, superior_mm: 2, depth_mm: 8 }]);
    expect(left.shapes.get('pad')?.outline[0].landmark).toBe('menton');
  });

  it('reparent, only under the parent named when one is named', () => {
    const { left } = apply([
      { op: 'reparent', id: 'twig', parent: 'trunk', only_if_parent: 'trunk' },
      { op: 'reparent', id: 'branch', parent: 'trunk' },
    ]);
    expect(left.courses.get('twig')?.parent).toBe('branch');
    expect(apply([{ op: 'reparent', id: 'twig', parent: 'trunk', only_if_parent: 'branch' }]).left.courses.get('twig')?.parent).toBe('trunk');
  });

  it('end at a waypoint, and do nothing past the end', () => {
    expect(apply([{ op: 'end-at', id: 'branch', waypoint_index: 1 }]).left.courses.get('branch')?.waypoints).toHaveLength(2);
    expect(apply([{ op: 'end-at', id: 'branch', waypoint_index: 7 }]).left.courses.get('branch')?.waypoints).toHaveLength(3);
  });

  it('end the dorsal nasal artery where its plexus begins', () => {
    const plexus = VARIANT_GROUPS.find(({ id }) => id === 'dorsal-nasal-pattern')?.options.find(({ id }) => id === 'plexus');
    const { left } = applyVariants([{ group: 'dorsal-nasal-pattern', option: 'plexus', side: 'person', weight_percent: null, source: '' }]);
    const end = left.courses.get('dorsal-nasal-artery')?.waypoints.at(-1);
    const start = left.courses.get('dorsal-nasal-plexus')?.waypoints[0];
    expect(plexus).toBeDefined();
    expect([start?.landmark, start?.lateral_mm, start?.superior_mm]).toEqual([end?.landmark, end?.lateral_mm, end?.superior_mm]);
  });

  it('change the plane in a range and clear the depth there', () => {
    const points = apply([{ op: 'plane', id: 'branch', from_index: 1, to_index: 8, plane: 'dermis' }]).left.courses.get('branch')?.waypoints;
    expect(points).toMatchObject([{ plane: 'deep-fat', depth_mm: 5 }, { plane: 'dermis', depth_mm: null }, { plane: 'dermis', depth_mm: null }]);
    expect(apply([{ op: 'plane', id: 'branch', from_index: 5, to_index: 8, plane: 'dermis' }]).left.courses.get('branch')).toEqual(base[1]);
  });

  it('shift deep waypoints in their own axes and shapes with both depths', () => {
    const deep = course('deep', null, { waypoints: [at(0, { where: 'deep', depth_mm: null, deep: { anchor: 'condyle', lateral_mm: 1, superior_mm: 1, posterior_mm: 1 } }), at(1)] });
    const group: VariantGroup = { id: 'g', structure_ids: [], side: 'per-side', default: 'o', options: [{ id: 'o', name: 'o', weight_percent: 1, source: 'x', basis: 'x', ops: [{ op: 'shift', id: 'deep', lateral_mm: 2, superior_mm: 3, depth_mm: 4 }, { op: 'shift', id: 'pad', lateral_mm: 2, superior_mm: 3, depth_mm: 4 }] }] };
    const { left } = applyVariants([{ group: 'g', option: 'o', side: 'left', weight_percent: 1, source: 'x' }], [deep], [pad], [group]);
    expect(left.courses.get('deep')?.waypoints[0]).toMatchObject({ lateral_mm: 0, depth_mm: null, deep: { lateral_mm: 3, superior_mm: 4, posterior_mm: 5 } });
    expect(left.shapes.get('pad')).toMatchObject({ outline: [{ lateral_mm: 3, superior_mm: 5 }], depth_mm: { superficial: 6, deep: 8 } });
    expect(pad.depth_mm.deep).toBe(4);
  });

  it('set the calibre on the side an op names', () => {
    const { left, right } = apply([{ op: 'calibre', id: 'trunk', start: 3, end: 2, side: 'right' }], 'person');
    expect(left.courses.get('trunk')?.diameter_mm.start).toBe(1);
    expect(right.courses.get('trunk')?.diameter_mm).toEqual({ start: 3, end: 2 });
  });

  it('connect across the midline once, and not to what is absent', () => {
    const twice = apply([{ op: 'connect', a: 'twig', b: 'twig', side_b: 'opposite' }], 'person');
    expect(twice.connections).toEqual([{ a: 'twig', sideA: 'left', b: 'twig', sideB: 'right' }]);
    expect(apply([{ op: 'connect', a: 'twig', b: 'extra' }]).connections).toEqual([]);
  });

  it('do nothing to what is absent', () => {
    const { left } = apply([{ op: 'calibre', id: 'extra', start: 3, end: 2 }, { op: 'remove', id: 'nobody' }]);
    expect([...left.courses.keys()]).toEqual(['trunk', 'branch', 'twig']);
  });
});

describe('drawing', () => {
  it('gives the teaching pattern without a seed, the same on both sides', () => {
    const drawn = drawVariants({ preset: 'female-35' });
    const option = (group: string, side: string) => drawn.find((draw) => draw.group === group && draw.side === side)?.option;
    for (const draw of drawn) if (draw.side === 'left') expect(option(draw.group, 'right'), draw.group).toBe(draw.option);
    const { left, right } = applyVariants(drawn);
    for (const id of ['facial-artery', 'angular-artery', 'inferior-labial-artery', 'columellar-artery', 'superior-labial-artery', 'supratrochlear-artery']) {
      expect(left.courses.has(id), id).toBe(true);
      expect(right.courses.get(id), id).toEqual(left.courses.get(id));
    }
    expect(left.courses.get('angular-artery')?.parent).toBe('facial-artery');
  });

  it('takes the commonest option elsewhere', () => {
    const changed = ['facial-artery-ending', 'angular-artery-from-facial', 'inferior-labial-origin', 'columellar-artery-sides'];
    for (const draw of drawVariants({ preset: 'female-35' })) {
      const group = VARIANT_GROUPS.find((candidate) => candidate.id === draw.group);
      if (!changed.includes(draw.group)) expect(draw.option, draw.group).toBe(group?.default);
    }
  });

  it('is the same for the same seed, and differs between sides and seeds', () => {
    expect(drawVariants({ preset: 'female-35', seed: 7 })).toEqual(drawVariants({ preset: 'female-35', seed: 7 }));
    const key = (seed: number, side: string) => drawVariants({ preset: 'female-35', seed }).filter((draw) => draw.side === side).map((draw) => draw.option).join();
    expect(key(7, 'left')).not.toBe(key(7, 'right'));
    expect(key(7, 'left')).not.toBe(key(8, 'left'));
    expect(key(2 ** 32 + 7, 'left')).not.toBe(key(7, 'left'));
  });

  it('approaches the weights over 2,000 seeds and never draws an option without a weight', () => {
    const seeds = 2000;
    const counts = new Map<string, number>();
    const drawnGroups = new Map<string, number>();
    for (let seed = 0; seed < seeds; seed++)
      for (const draw of drawVariants({ preset: 'female-35', seed })) {
        counts.set(`${draw.group}/${draw.option}`, (counts.get(`${draw.group}/${draw.option}`) ?? 0) + 1);
        drawnGroups.set(draw.group, (drawnGroups.get(draw.group) ?? 0) + 1);
      }
    for (const group of VARIANT_GROUPS) {
      const n = drawnGroups.get(group.id) ?? 0;
      expect(n, group.id).toBeGreaterThan(100);
      for (const option of group.options) {
        const p = (option.weight_percent ?? 0) / 100;
        const got = (counts.get(`${group.id}/${option.id}`) ?? 0) / n;
        expect(Math.abs(got - p), `${group.id}/${option.id}: ${got} for ${p}`).toBeLessThanOrEqual(4.5 * Math.sqrt((p * (1 - p)) / n));
      }
    }
  });

  it('leaves a consistent tree for any seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const anatomy = applyVariants(drawVariants({ preset: 'male-45', seed }));
        for (const side of ['left', 'right'] as const)
          for (const course of anatomy[side].courses.values()) {
            if (course.parent !== null && !anatomy[side].courses.has(course.parent)) return false;
            if (course.waypoints.length < 2) return false;
          }
        return anatomy.connections.every((link) => anatomy[link.sideA].courses.has(link.a));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what was chosen by hand, on one side or both', () => {
    const drawn = drawVariants(normaliseSpec({ preset: 'female-35', seed: 3, variants: { 'maxillary-depth': 'medial', 'facial-vein-course:left': 'atypical' } }));
    expect(drawn.filter((draw) => draw.group === 'maxillary-depth').map((draw) => draw.option)).toEqual(['medial', 'medial']);
    expect(drawn.find((draw) => draw.group === 'facial-vein-course' && draw.side === 'left')?.option).toBe('atypical');
  });

  it('narrows the group that a choice depends on, or says what contradicts it', () => {
    for (let seed = 0; seed < 30; seed++) {
      const drawn = drawVariants({ preset: 'female-35', seed, variants: { 'angular-artery-without-facial': 'ophthalmic' } });
      expect(drawn.filter((draw) => draw.group === 'angular-artery-without-facial')).toHaveLength(2);
    }
    expect(() => drawVariants({ preset: 'female-35', variants: { 'facial-artery-ending': 'duplex', 'angular-artery-without-facial': 'ophthalmic' } })).toThrow(/needs "facial-artery-ending" to be nasal or labial/);
  });
});

describe('specs', () => {
  const failure = (input: unknown): SpecError => {
    try {
      normaliseSpec(input, 'patient');
    } catch (error) {
      if (error instanceof SpecError) return error;
    }
    throw new Error('no SpecError');
  };

  it('are put in one form', () => {
    expect(JSON.stringify(normaliseSpec({ variants: {}, seed: 4, preset: 'male-45' }))).toBe('{"preset":"male-45","seed":4}');
  });

  it.each([
    [[], 'patient', /must be an object/],
    [{ preset: 'female' }, 'patient.preset', /Use one of: female-35, male-45/],
    [{}, 'patient.preset', /must be one of/],
    [{ preset: 'female-35', age: 3 }, 'patient.age', /Unknown key "age"/],
    [{ preset: 'female-35', seed: 1.5 }, 'patient.seed', /whole number/],
    [{ preset: 'female-35', seed: Number.NaN }, 'patient.seed', /whole number/],
    [{ preset: 'female-35', variants: { 'facial-artery': 'x' } }, 'patient.variants.facial-artery', /Did you mean .*facial-artery-ending/],
    [{ preset: 'female-35', variants: { 'facial-artery-ending': 'x' } }, 'patient.variants.facial-artery-ending', /nasal, labial, canthal, duplex/],
    [{ preset: 'female-35', variants: { 'intercanthal-vein:left': 'low' } }, 'patient.variants.intercanthal-vein:left', /leave out ":left"/],
    [{ preset: 'female-35', variants: { 'maxillary-depth:top': 'medial' } }, 'patient.variants.maxillary-depth:top', /:left" or/],
  ])('refuse %j and name the field', (input, path, message) => {
    const error = failure(input);
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
  });
});

describe('chance', () => {
  it('is uniform and normal', () => {
    const draw = stream(11, 'test');
    const values = Array.from({ length: 20000 }, draw);
    expect(Math.abs(values.reduce((a, b) => a + b, 0) / 20000 - 0.5)).toBeLessThan(0.01);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const normal = Array.from({ length: 20000 }, () => deviate(draw));
    expect(Math.abs(normal.reduce((a, b) => a + b, 0) / 20000)).toBeLessThan(0.03);
    expect(normal.every((value) => Math.abs(value) <= 2.5)).toBe(true);
  });
});
