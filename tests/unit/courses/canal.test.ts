import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileFully, prepare } from '../../../src/patient/compile';
import type { CompiledPatient } from '../../../src/patient/types';

const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../../public/models/${name}`, import.meta.url)));

/** Where the line along x through (y, z) pierces the mandible, ascending. */
function crossings({ skull }: CompiledPatient, y: number, z: number): number[] {
  const { first, count } = skull.parts.find(({ id }) => id === 'mandible')!;
  const { positions: p, triangles } = skull;
  const found: number[] = [];
  for (let t = first; t < first + count; t++) {
    const [a, b, c] = [triangles[t * 3] * 3, triangles[t * 3 + 1] * 3, triangles[t * 3 + 2] * 3];
    const wc = (p[a + 1] - y) * (p[b + 2] - z) - (p[b + 1] - y) * (p[a + 2] - z);
    const wa = (p[b + 1] - y) * (p[c + 2] - z) - (p[c + 1] - y) * (p[b + 2] - z);
    const wb = (p[c + 1] - y) * (p[a + 2] - z) - (p[a + 1] - y) * (p[c + 2] - z);
    if ((wa > 0 && wb > 0 && wc > 0) || (wa < 0 && wb < 0 && wc < 0)) found.push((p[a] * wa + p[b] * wb + p[c] * wc) / (wa + wb + wc));
  }
  return found.sort((i, j) => i - j);
}

interface Place {
  waypoint: number;
  /** Bone between the middle of the line and the buccal and the lingual face, mm; negative outside. */
  buccal: number;
  lingual: number;
}

function placesOf(patient: CompiledPatient, id: string): Place[] {
  const { tubes, structures } = patient;
  const out: Place[] = [];
  tubes.structure.forEach((structure, i) => {
    if (structures[structure].id !== id) return;
    const side = structures[structure].side === 'left' ? 1 : -1;
    const faces = crossings(patient, tubes.a[i * 3 + 1], tubes.a[i * 3 + 2]).map((x) => x * side).filter((x) => x > 0).sort((m, n) => m - n);
    if (faces.length < 2) return;
    out.push({ waypoint: tubes.waypoint![i], buccal: faces[faces.length - 1] - tubes.a[i * 3] * side, lingual: tubes.a[i * 3] * side - faces[0] });
  });
  return out;
}

describe('canal of the mandible', () => {
  let shared: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    shared = await prepare(read('head.glb'), read('skull.glb'), read('chart.bin'));
  });

  it.each(['female-35', 'male-45'])('is entered on the medial side and stays inside the bone of %s', (preset) => {
    const { patient } = compileFully({ preset }, shared);
    for (const id of ['inferior-alveolar-artery', 'inferior-alveolar-nerve']) {
      const places = placesOf(patient, id);
      const before = places.filter(({ waypoint }) => waypoint < 1.3);
      const inside = places.filter(({ waypoint }) => waypoint > 2.2 && waypoint < 6.5);
      const angle = places.filter(({ waypoint }) => waypoint >= 4.2 && waypoint <= 5.2);
      expect([before.length, inside.length, angle.length].every((count) => count > 4), id).toBe(true);
      expect(Math.max(...before.map(({ lingual }) => lingual)), `${id} medial to the ramus before the foramen`).toBeLessThan(0);
      expect(Math.min(...inside.map(({ buccal }) => buccal)), `${id} from the buccal cortex`).toBeGreaterThan(1.2);
      expect(Math.min(...inside.map(({ lingual }) => lingual)), `${id} from the lingual cortex`).toBeGreaterThan(0.3);
      expect(Math.min(...angle.map(({ buccal }) => buccal)), `${id} from the buccal cortex at the angle`).toBeGreaterThanOrEqual(3.9);
    }
  });
});
