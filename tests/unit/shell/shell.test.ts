import { beforeAll, describe, expect, it } from 'vitest';
import { loadAssetsNode } from '../../../scripts/assets';
import { LANDMARKS } from '../../../src/atlas/landmarks';
import { LAYER_MODEL } from '../../../src/atlas/layers';
import { REGIONS } from '../../../src/atlas/regions';
import { compileFully, type Assets, type Compilation } from '../../../src/patient/compile';
import { BELOW, LAYER_COUNT } from '../../../src/patient/layers';
import { place } from '../../../src/patient/place';
import { columnAt, leastVolume, pointAtDepth, pointAtMm, referenceDepths, type ShellColumn } from '../../../src/patient/shell';
import { DEPTH_ANCHORS } from '../../../src/patient/shell/anchors';
import { regionWeights } from '../../../src/patient/shell/stacks';
import { firstHit, makeHits } from '../../../src/patient/trees';
import type { Placed } from '../../../src/patient/surface';

const LEVELS = LAYER_COUNT + 1;
let assets: Assets;
const made = new Map<string, Compilation>();

beforeAll(async () => {
  assets = await loadAssetsNode();
  made.set('female-35', compileFully({ preset: 'female-35' }, assets));
  made.set('male-45', compileFully({ preset: 'male-45' }, assets));
  made.set('female-35 seed 7', compileFully({ preset: 'female-35', seed: 7 }, assets));
});

const each = (run: (name: string, c: Compilation) => void): void => made.forEach((c, name) => run(name, c));

describe('reference stacks', () => {
  it('are the regional model in the middle of each region and sum over borders', () => {
    const middle: Record<string, [number, number]> = { 'forehead-central': [8, 56], 'masseter-belly': [86, -62], 'lateral-cheek': [58, -54], neck: [70, -125], chin: [12, -94] };
    for (const [id, [u, v]] of Object.entries(middle)) {
      const weights = regionWeights(u, v);
      expect(weights[REGIONS.findIndex((r) => r.id === id)], id).toBeGreaterThan(0.99);
      const own = LAYER_MODEL.find((m) => m.region === id)!.female;
      if (id !== 'chin') expect(referenceDepths(u, v)[LAYER_COUNT], id).toBeCloseTo(own.stack.reduce((s, l) => s + l.mean_mm, 0), 1);
    }
    for (let i = 0; i < 200; i++) {
      const sum = regionWeights((i * 37) % 118, 70 - ((i * 53) % 210)).reduce((s, w) => s + w, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
  });

  it('meet the measured depth of each landmark, both sexes', () => {
    for (const sex of ['female', 'male'] as const) {
      for (const anchor of DEPTH_ANCHORS[sex]) expect(Math.abs(referenceDepths(anchor.u, anchor.v, sex)[LAYER_COUNT] - anchor.depth), `${sex} ${anchor.landmark}`).toBeLessThan(0.2);
      expect(DEPTH_ANCHORS[sex].length).toBeGreaterThan(25);
    }
    expect(LANDMARKS.find((l) => l.id === 'zygion')?.skin_to_bone_mm?.F).toBe(7.3);
  });

  it('never jump: a tenth of a millimetre in the chart changes the total by less than half a millimetre', () => {
    for (let u = 1; u < 116; u += 3.7) {
      for (let v = -120; v < 70; v += 4.3) {
        const here = referenceDepths(u, v)[LAYER_COUNT];
        expect(Math.abs(referenceDepths(u + 0.1, v)[LAYER_COUNT] - here), `${u}, ${v}`).toBeLessThan(0.5);
      }
    }
  });

  it('thicken the temporal fat pad towards the arch and end it above the split', () => {
    const pad = (v: number): number => {
      const d = referenceDepths(88, v);
      return d[6] - d[5];
    };
    expect(pad(0)).toBeGreaterThan(2);
    expect(pad(30)).toBeLessThan(1);
    expect(pad(50)).toBeLessThan(0.05);
  });
});

describe('tissue shell', () => {
  it('measures prism volumes as determinants do', () => {
    const { patient } = made.get('female-35')!;
    const { skin, shell } = patient;
    for (let i = 0; i < assets.plan.faces.length; i += 977) {
      const t = assets.plan.faces[i];
      const ranked = [...skin.triangles.subarray(3 * t, 3 * t + 3)].sort((a, b) => a - b);
      let least = Infinity;
      for (let k = 0; k < LAYER_COUNT; k++) {
        if (ranked.some((v) => shell.depths[v * LEVELS + k + 1] - shell.depths[v * LEVELS + k] < 1e-4)) continue;
        const point = (v: number, level: number): number[] => [0, 1, 2].map((x) => skin.positions[3 * v + x] + shell.directions[3 * v + x] * shell.depths[v * LEVELS + level]);
        const p = [...ranked.map((v) => point(v, k)), ...ranked.map((v) => point(v, k + 1))];
        for (const [a, b, c, d] of [[0, 1, 2, 5], [0, 1, 4, 5], [0, 3, 4, 5]]) {
          const [u, v, w] = [b, c, d].map((q) => p[q].map((x, j) => x - p[a][j]));
          least = Math.min(least, Math.abs(u[0] * (v[1] * w[2] - v[2] * w[1]) + u[1] * (v[2] * w[0] - v[0] * w[2]) + u[2] * (v[0] * w[1] - v[1] * w[0])) / 6);
        }
      }
      expect(leastVolume(skin.positions, skin.triangles, shell, t)).toBeCloseTo(least, 6);
    }
  });

  it('has positive volume in every tetrahedron of every prism', () => {
    each((name, { patient, report }) => {
      const folded: number[] = [];
      for (const t of assets.plan.faces) if (!(leastVolume(patient.skin.positions, patient.skin.triangles, patient.shell, t) > 0)) folded.push(t);
      expect(folded, name).toEqual([]);
      expect(report.folded, name).toBe(0);
    });
  });

  it('has unit columns with depths that start at 0 and never fall, and nothing outside the chart', () => {
    each((name, { patient }) => {
      const { directions, depths } = patient.shell;
      for (let i = 0; i < directions.length / 3; i++) {
        if (!assets.plan.inDomain[i]) {
          expect(depths[i * LEVELS + LAYER_COUNT]).toBe(0);
          continue;
        }
        const l = Math.hypot(directions[3 * i], directions[3 * i + 1], directions[3 * i + 2]);
        if (Math.abs(l - 1) > 1e-6 || depths[i * LEVELS] !== 0) expect.fail(`${name}: column ${i}`);
        for (let k = 0; k < LAYER_COUNT; k++) if (!(depths[i * LEVELS + k + 1] >= depths[i * LEVELS + k])) expect.fail(`${name}: column ${i}, layer ${k}`);
      }
    });
  });

  it('goes inwards: no column runs out through its own skin', () => {
    each((name, { patient }) => {
      const { skin, shell } = patient;
      let outward = 0;
      for (const v of assets.plan.vertices) {
        const d = skin.normals[3 * v] * shell.directions[3 * v] + skin.normals[3 * v + 1] * shell.directions[3 * v + 1] + skin.normals[3 * v + 2] * shell.directions[3 * v + 2];
        if (d > 0) outward++;
      }
      expect(outward / assets.plan.vertices.length, name).toBeLessThan(0.004);
    });
  });

  it('ends on this patient\'s bone where bone is named below', () => {
    each((name, { patient }) => {
      const { skin, shell, skull, trees } = patient;
      const hits = makeHits(2);
      let checked = 0;
      let off = 0;
      for (let i = 0; i < assets.plan.faces.length; i += 29) {
        const t = assets.plan.faces[i];
        if (BELOW[shell.below[t]] !== 'bone') continue;
        const v = skin.triangles[3 * t];
        const total = shell.depths[v * LEVELS + LAYER_COUNT];
        const found = firstHit(skull, trees.skull, skin.positions[3 * v], skin.positions[3 * v + 1], skin.positions[3 * v + 2], shell.directions[3 * v], shell.directions[3 * v + 1], shell.directions[3 * v + 2], 0, total + 6, hits);
        checked++;
        if (found < 0 || Math.abs(hits.t[0] - total) > 0.5) off++;
      }
      expect(checked, name).toBeGreaterThan(800);
      expect(off / checked, `${name}: ${off} of ${checked}`).toBeLessThan(0.08);
    });
  });

  it('knows lids over the orbit, lips and cheek over the mouth, neck over deep tissue', () => {
    const { patient } = made.get('female-35')!;
    const at = (u: number, v: number): ReturnType<typeof columnAt> => {
      const hit = place({ skin: patient.skin, chart: patient.chart, grid: assets.grid, landmarks: patient.landmarks }, { landmark: 'glabella', lateral_mm: u, superior_mm: v - 22 }, 'left') as Placed;
      return columnAt(patient, hit.at);
    };
    expect(at(31, 9)?.below).toBe('orbit');
    expect(at(31, -9)?.below).toBe('orbit');
    expect(at(12, -60)?.mucosa).toBe(true);
    expect(at(60, 60)?.below).toBe('bone');
    expect(at(60, -130)?.below).toBe('deep-space');
    expect(at(3, -33)?.below).toBe('cartilage');
  });

  it('has the maxilla under the crease of the ala, the nostril beside it, and no mouth above its fornix or behind masseter', () => {
    each((name, { patient }) => {
      const { chart, skin, shell, landmarks } = patient;
      const from = (landmark: string, lateral_mm: number, superior_mm: number): ShellColumn => {
        const hit = place({ skin, chart, grid: assets.grid, landmarks }, { landmark, lateral_mm, superior_mm }, 'left') as Placed;
        return columnAt(patient, hit.at)!;
      };
      for (const superior of [0, -3, -6]) expect(from('alar-crease', 0, superior), `${name} ${superior}`).toMatchObject({ below: 'bone', mucosa: false });
      expect(from('alar-crease', -5, 0), name).toMatchObject({ below: 'nasal-cavity', mucosa: true });
      for (const t of assets.plan.faces) {
        const v = [0, 1, 2].map((k) => chart.uv[2 * skin.triangles[3 * t + k] + 1]);
        const u = [0, 1, 2].map((k) => Math.abs(chart.uv[2 * skin.triangles[3 * t + k]]));
        if (Math.min(...u) > 76 || (Math.min(...u) > 24 && Math.min(...v) > -45)) expect([BELOW[shell.below[t]], shell.mucosa[t]], `${name} at ${u[0]}, ${v[0]}`).not.toEqual(['oral-cavity', 1]);
        if (Math.min(...u) > 76) expect(shell.mucosa[t], `${name} at ${u[0]}, ${v[0]}`).toBe(0);
        if (BELOW[shell.below[t]] === 'oral-cavity' || BELOW[shell.below[t]] === 'nasal-cavity') expect(shell.mucosa[t], `${name} at ${u[0]}, ${v[0]}`).toBe(1);
      }
    });
  });

  it('offers points of a column by millimetres and by layer', () => {
    const { patient } = made.get('male-45')!;
    const column = columnAt(patient, patient.landmarks.find((l) => l.id === 'zygion' && l.side === 'left')!.at!)!;
    expect(pointAtMm(column, 0)).toEqual(column.origin);
    const end = pointAtDepth(column, LAYER_COUNT - 1, 1);
    expect(Math.hypot(end[0] - column.origin[0], end[1] - column.origin[1], end[2] - column.origin[2])).toBeCloseTo(column.depths[LAYER_COUNT], 5);
    expect(columnAt(patient, { triangle: patient.chart.domain.indexOf(0), b: 0.3, c: 0.3 })).toBeNull();
  });
});
