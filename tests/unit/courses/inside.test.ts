import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeOuterSkin } from '../../../src/engine/surface';
import { compileFully, prepare, type Compilation } from '../../../src/patient/compile';
import { makeClosest, closestPoint } from '../../../src/patient/trees';

const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../../public/models/${name}`, import.meta.url)));
const PEOPLE: { preset: string; seed?: number }[] = [{ preset: 'female-35' }, { preset: 'male-45' }, { preset: 'female-35', seed: 2 }, { preset: 'female-35', seed: 8 }, { preset: 'female-35', seed: 11 }, { preset: 'male-45', seed: 3 }, { preset: 'male-45', seed: 4 }, { preset: 'male-45', seed: 12 }];

/** Structures of which some wall lies outside the skin by more than `slack` mm, with how far. */
function outside({ patient }: Compilation, slack: number): string[] {
  const skin = makeOuterSkin(patient);
  const found = makeClosest();
  const worst = new Map<number, number>();
  const check = (structure: number, x: number, y: number, z: number, radius: number): void => {
    const depth = closestPoint(skin.mesh, skin.tree, x, y, z, found) - radius;
    if (depth < Math.min(-slack, worst.get(structure) ?? 0)) worst.set(structure, depth);
  };
  const { tubes, bodies } = patient;
  tubes.radius.forEach((radius, i) => check(tubes.structure[i], tubes.a[i * 3], tubes.a[i * 3 + 1], tubes.a[i * 3 + 2], radius));
  bodies.triangles.forEach((vertex, i) => {
    if (i % 6 === 0) check(bodies.structure[i / 3], bodies.positions[vertex * 3], bodies.positions[vertex * 3 + 1], bodies.positions[vertex * 3 + 2], 0);
  });
  return [...worst].map(([structure, depth]) => `${patient.structures[structure].id} ${patient.structures[structure].side} ${depth.toFixed(2)}`);
}

describe('vessels, nerves, muscles and glands of compiled people', () => {
  let shared: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    shared = await prepare(read('head.glb'), read('skull.glb'), read('chart.bin'));
  });

  it.each(PEOPLE)('stay inside the skin of $preset $seed', (spec) => {
    expect(outside(compileFully(spec, shared), 0.05)).toEqual([]);
  });
});
