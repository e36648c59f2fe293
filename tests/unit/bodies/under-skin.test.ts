import { beforeAll, expect, it } from 'vitest';
import { loadAssetsNode } from '../../../scripts/assets';
import { compilePatient } from '../../../src/patient/compile';
import { closestPoint, makeClosest } from '../../../src/patient/trees';
import type { CompiledPatient } from '../../../src/patient/types';

const people: CompiledPatient[] = [];
beforeAll(async () => {
  const assets = await loadAssetsNode();
  // Seeds at which a trunk of the neck, a nerve on its way to its opening or a lip once lay outside.
  for (const [preset, seeds] of [['female-35', [undefined, 1, 4, 7]], ['male-45', [undefined, 5, 6, 10]]] as const)
    for (const seed of seeds) people.push(compilePatient(seed === undefined ? { preset } : { preset, seed }, assets));
});

/** At the red margin of the lips skin and mucosa are one edge: a rim of muscle as thin as the edge may stand out of it. */
const AT_THE_EDGE: Record<string, number> = { 'orbicularis-oris-marginal': 2.5 };

it('keeps every vessel, nerve, muscle and gland under the skin of face and neck', () => {
  for (const { skin, chart, trees, structures, tubes, bodies, spec } of people) {
    const near = makeClosest();
    /** mm out of the charted skin; negative inside. Openings and their linings are no outer skin. */
    const outside = (x: number, y: number, z: number): number => {
      closestPoint(skin, trees.skin, x, y, z, near, 12);
      if (near.triangle < 0 || !chart.domain[near.triangle]) return -12;
      const weights = [1 - near.b - near.c, near.b, near.c];
      let along = 0;
      for (let k = 0; k < 3; k++) {
        const n = 3 * skin.triangles[3 * near.triangle + k];
        along += weights[k] * ((x - near.x) * skin.normals[n] + (y - near.y) * skin.normals[n + 1] + (z - near.z) * skin.normals[n + 2]);
      }
      return along > 0 ? near.distance : -near.distance;
    };
    let looked = 0;
    for (const s of structures) {
      if (s.side === 'right' && spec.seed === undefined) continue;
      let worst = -Infinity;
      if (s.shape === 'tube') {
        for (let i = s.first; i < s.first + s.count; i++) {
          worst = Math.max(worst, outside(tubes.a[3 * i], tubes.a[3 * i + 1], tubes.a[3 * i + 2]) + tubes.radius[i]);
          looked++;
        }
      } else {
        const own = new Set(bodies.triangles.subarray(3 * s.first, 3 * (s.first + s.count)));
        for (const v of own) worst = Math.max(worst, outside(bodies.positions[3 * v], bodies.positions[3 * v + 1], bodies.positions[3 * v + 2]));
        looked += own.size;
      }
      expect(worst, `${spec.preset} ${spec.seed ?? ''} ${s.id} ${s.side}`).toBeLessThanOrEqual(AT_THE_EDGE[s.id] ?? 0.05);
    }
    expect(looked).toBeGreaterThan(10000);
  }
});

it('goes on where the chart ends: platysma and sternocleidomastoid down the neck, temporalis behind the ear, galea over the vertex, the floor of the mouth', () => {
  for (const { structures, bodies, landmarks, skin } of [people[0], people[4]]) {
    const menton = landmarks.find((l) => l.id === 'menton')?.point ?? [0, 0, 0];
    const tragion = landmarks.find((l) => l.id === 'tragion' && l.side === 'left')?.point ?? [0, 0, 0];
    /** Least and greatest x, y, z of a structure of the left side. */
    const box = (id: string): { low: number[]; high: number[] } => {
      const s = structures.find((one) => one.id === id && one.side === 'left');
      const low = [Infinity, Infinity, Infinity];
      const high = [-Infinity, -Infinity, -Infinity];
      if (s) for (const v of bodies.triangles.subarray(3 * s.first, 3 * (s.first + s.count))) for (let k = 0; k < 3; k++) {
        low[k] = Math.min(low[k], bodies.positions[3 * v + k]);
        high[k] = Math.max(high[k], bodies.positions[3 * v + k]);
      }
      return { low, high };
    };
    expect(box('platysma').low[1]).toBeLessThan(menton[1] - 40);
    expect(box('sternocleidomastoid').low[1]).toBeLessThan(menton[1] - 40);
    expect(box('temporalis').low[2]).toBeLessThan(tragion[2] - 20);
    let vertex = -Infinity;
    for (let i = 1; i < skin.positions.length; i += 3) vertex = Math.max(vertex, skin.positions[i]);
    expect(box('galea-aponeurotica').high[1]).toBeGreaterThan(vertex - 5);
    expect(box('galea-aponeurotica').high[1]).toBeLessThan(vertex - 2);
    expect(box('mylohyoid').high[0] - box('mylohyoid').low[0]).toBeGreaterThan(18);
    expect(box('digastric-anterior').low[1]).toBeGreaterThan(menton[1]);
    const parotid = box('parotid-superficial');
    expect(parotid.high[2] - parotid.low[2]).toBeGreaterThan(35);
  }
});
