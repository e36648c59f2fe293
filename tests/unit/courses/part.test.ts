import { beforeAll, describe, expect, it } from 'vitest';
import { loadAssetsNode } from '../../../scripts/assets';
import { compileFully, groundOf } from '../../../src/patient/compile';
import type { Assets } from '../../../src/patient/assets';
import { findCollisions, makeMayTouch } from '../../../src/patient/courses/collisions';
import { part, type Partable } from '../../../src/patient/courses/part';
import { PATH_SIZE } from '../../../src/patient/courses/route';
import { traceCourses } from '../../../src/patient/courses/trace';
import { applyVariants } from '../../../src/patient/variants';

const inAir = { keep: () => {} };

/** A straight line of points 0.6 mm apart. */
function line(id: string, from: [number, number, number], to: [number, number, number], radius: number, more: Partial<Partable> = {}): Partable {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
  const count = Math.round(length / 0.6) + 1;
  const path: number[] = [];
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1);
    path.push(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), from[2] + t * (to[2] - from[2]), t, -1);
  }
  const course = { id, name: id, latin: '', kind: 'artery' as const, parent: null, diameter_mm: { start: 2 * radius, end: 2 * radius }, waypoints: [] };
  return { id, side: 'left', course, path, guards: [], radii: new Array<number>(count).fill(radius), pins: [], held: { start: false, end: false }, ...more };
}

const gap = (a: Partable, b: Partable): number => {
  let least = Infinity;
  for (let i = 0; i < a.path.length; i += PATH_SIZE)
    for (let j = 0; j < b.path.length; j += PATH_SIZE) least = Math.min(least, Math.hypot(a.path[i] - b.path[j], a.path[i + 1] - b.path[j + 1], a.path[i + 2] - b.path[j + 2]));
  return least;
};
const strangers = makeMayTouch([]);

describe('parting', () => {
  it('bends two crossing lines apart, the thinner one more', () => {
    const thick = line('a', [-15, 0, 0], [15, 0, 0], 1.5);
    const thin = line('b', [0, -15, 0.3], [0, 15, 0.3], 0.4);
    part([thick, thin], strangers, inAir);
    expect(gap(thick, thin)).toBeGreaterThan(1.88);
    const moved = (z: Partable, at: number): number => Math.max(...z.path.filter((_, i) => i % PATH_SIZE === 2).map((value) => Math.abs(value - at)));
    expect(moved(thin, 0.3)).toBeGreaterThan(2 * moved(thick, 0));
  });

  it('leaves alone what is allowed, what is clear, and pinned places', () => {
    const a = line('a', [-15, 0, 0], [15, 0, 0], 1);
    const b = line('b', [0, -15, 0.3], [0, 15, 0.3], 0.4);
    const before = [...a.path];
    part([a, b], () => true, inAir);
    expect(a.path).toEqual(before);
    const far = line('c', [0, -15, 4], [0, 15, 4], 0.4);
    part([a, far], strangers, inAir);
    expect(a.path).toEqual(before);
    const pinned = line('d', [0, -15, 0.3], [0, 15, 0.3], 0.4, { pins: [0.5] });
    part([a, pinned], strangers, inAir);
    const middle = Math.floor(pinned.radii.length / 2) * PATH_SIZE;
    expect(Math.abs(pinned.path[middle + 2] - 0.3)).toBeLessThan(0.12);
  });

  it('lets no line leave the tissue it was laid in', () => {
    const column = { origin: [0, 0, 0] as [number, number, number], direction: [0, 0, -1] as [number, number, number], depths: [], below: 'bone' as const, mucosa: false, region: 255 };
    const guarded = line('b', [0, -15, -2], [0, 15, -2], 0.4, { guards: [{ column, least: 1.8, most: 9 }] });
    for (let i = 4; i < guarded.path.length; i += PATH_SIZE) guarded.path[i] = 0;
    part([line('a', [-15, 0, -2.6], [15, 0, -2.6], 1), guarded], strangers, inAir);
    for (let i = 2; i < guarded.path.length; i += PATH_SIZE) expect(-guarded.path[i]).toBeGreaterThanOrEqual(1.8 - 1e-9);
  });
});

describe('compiled people', () => {
  let assets: Assets;
  beforeAll(async () => {
    assets = await loadAssetsNode();
  });
  const collisions = (preset: string, seed?: number): string[] => {
    const { patient, bone } = compileFully(seed === undefined ? { preset } : { preset, seed }, assets);
    const ground = groundOf(assets, { skin: patient.skin, shell: patient.shell, landmarks: patient.landmarks, bone });
    const limit = seed === undefined ? 0.05 : 0.3;
    return findCollisions(traceCourses(applyVariants(patient.variants), ground, seed))
      .filter(({ overlap }) => overlap > limit)
      .map(({ a, b, overlap }) => `${a.id} ${a.side} x ${b.id} ${b.side}: ${overlap.toFixed(2)}`);
  };

  it.each(['female-35', 'male-45'])('%s: nothing runs through what it may not touch', (preset) => expect(collisions(preset)).toEqual([]));
  it.each([
    ['female-35', 2],
    ['female-35', 8],
    ['female-35', 13],
    ['male-45', 3],
    ['male-45', 6],
    ['male-45', 14],
  ])('%s, seed %i: nor by more than 0.3 mm in a drawn person', (preset, seed) => expect(collisions(preset, seed)).toEqual([]));
});
