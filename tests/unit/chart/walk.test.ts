import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAssetsNode } from '../../../scripts/assets';
import { skinPosition, uvToSkin } from '../../../src/patient/chart';
import type { Assets, Compilation } from '../../../src/patient/compile';
import { compileFully } from '../../../src/patient/compile';
import { place } from '../../../src/patient/place';
import type { ChartedSkin, Placed } from '../../../src/patient/surface';
import { walk } from '../../../src/patient/walk';

let assets: Assets;
let made: Compilation;
let surface: ChartedSkin;

beforeAll(async () => {
  assets = await loadAssetsNode();
  made = compileFully({ preset: 'male-45' }, assets);
  const { skin, landmarks, chart } = made.patient;
  surface = { skin, chart, grid: assets.grid, landmarks };
});

/** Length on the skin of a straight chart line, by dense samples; independent of how `walk` steps. */
function lineLength(from: [number, number], to: [number, number]): number {
  const { skin, chart, grid } = surface;
  const steps = 4000;
  let length = 0;
  let last: [number, number, number] | null = null;
  for (let i = 0; i <= steps; i++) {
    const f = i / steps;
    const at = uvToSkin(chart, skin.triangles, grid, from[0] + f * (to[0] - from[0]), from[1] + f * (to[1] - from[1]));
    if (!at) continue;
    const p = skinPosition(skin.positions, skin.triangles, at);
    if (last) length += Math.hypot(p[0] - last[0], p[1] - last[1], p[2] - last[2]);
    last = p;
  }
  return length;
}

const ok = (x: ReturnType<typeof walk>): Placed => {
  if ('code' in x) throw new Error(x.message);
  return x;
};

describe('walk', () => {
  it('covers the asked millimetres on the skin, along v and then along u', () => {
    const landmarks = ['glabella', 'infraorbital-foramen', 'zygion', 'pogonion', 'gonion', 'mental-foramen', 'temporal-fusion-line', 'alare'];
    fc.assert(
      fc.property(fc.constantFrom(...landmarks), fc.constantFrom('left' as const, 'right' as const), fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }), (landmark, side, lateral_mm, superior_mm) => {
        const start = ok(walk(surface, { landmark, lateral_mm: 0, superior_mm: 0 }, side));
        const up = walk(surface, { landmark, lateral_mm: 0, superior_mm }, side);
        const end = walk(surface, { landmark, lateral_mm, superior_mm }, side);
        if ('code' in up || 'code' in end) return;
        expect(up.uv[0]).toBeCloseTo(start.uv[0], 3);
        expect(Math.abs(lineLength(start.uv, up.uv) - Math.abs(superior_mm))).toBeLessThan(0.05);
        expect(end.uv[1]).toBeCloseTo(up.uv[1], 3);
        expect(Math.abs(lineLength(up.uv, end.uv) - Math.abs(lateral_mm))).toBeLessThan(0.05);
        const sign = side === 'left' ? 1 : -1;
        if (Math.abs(lateral_mm) > 0.1) expect(Math.sign((end.uv[0] - up.uv[0]) * sign)).toBe(Math.sign(lateral_mm));
      }),
      { numRuns: 60 },
    );
  });

  it('takes the side of a midline landmark from the request', () => {
    const left = ok(walk(surface, { landmark: 'glabella', lateral_mm: 10, superior_mm: 0 }, 'left'));
    const right = ok(walk(surface, { landmark: 'glabella', lateral_mm: 10, superior_mm: 0 }, 'right'));
    expect(left.point[0]).toBeGreaterThan(9);
    expect(right.point[0]).toBeCloseTo(-left.point[0], 2);
    expect(right.point[1]).toBeCloseTo(left.point[1], 2);
  });

  it('crosses the midline with a negative lateral distance', () => {
    const over = ok(walk(surface, { landmark: 'medial-brow', lateral_mm: -25, superior_mm: 0 }, 'left'));
    expect(over.uv[0]).toBeLessThan(-2);
  });

  it('steps over the closed lips', () => {
    const from = ok(walk(surface, { landmark: 'labiale-superius', lateral_mm: 5, superior_mm: 0 }, 'left'));
    const to = ok(walk(surface, { landmark: 'labiale-superius', lateral_mm: 5, superior_mm: -17 }, 'left'));
    expect(from.uv[1]).toBeGreaterThan(-64);
    expect(to.uv[1]).toBeLessThan(-64.5);
  });

  it('names the field and how far one may go when the walk leaves the chart', () => {
    const up = walk(surface, { landmark: 'glabella', lateral_mm: 0, superior_mm: 300 }, 'left');
    expect(up).toMatchObject({ code: 'off-chart', path: 'entry.superior_mm' });
    const eye = walk(surface, { landmark: 'orbitale', lateral_mm: 0, superior_mm: 30 }, 'right');
    expect(eye).toMatchObject({ code: 'off-chart', path: 'entry.superior_mm' });
    const ear = walk(surface, { landmark: 'zygion', lateral_mm: 80, superior_mm: 0 }, 'right', 'points[2]');
    expect(ear).toMatchObject({ code: 'off-chart', path: 'points[2].lateral_mm' });
    expect('message' in ear && ear.message).toMatch(/keep within \d/);
  });

  it('refuses unknown landmarks, the pupil and numbers that are none', () => {
    expect(walk(surface, { landmark: 'nose', lateral_mm: 0, superior_mm: 0 }, 'left')).toMatchObject({ code: 'unknown-landmark', path: 'entry.landmark' });
    expect(walk(surface, { landmark: 'pupil', lateral_mm: 0, superior_mm: 0 }, 'left')).toHaveProperty('code');
    expect(walk(surface, { landmark: 'glabella', lateral_mm: Number.NaN, superior_mm: 0 }, 'left')).toMatchObject({ code: 'bad-number', path: 'entry.lateral_mm' });
    expect(walk(surface, { landmark: 'glabella', lateral_mm: 0, superior_mm: Infinity }, 'left')).toMatchObject({ code: 'bad-number' });
  });

  it('reaches every landmark that lies on the skin', () => {
    for (const l of surface.landmarks) {
      if (l.at === null) continue;
      const side = l.side === 'right' ? 'right' : 'left';
      const at = ok(walk(surface, { landmark: l.id, lateral_mm: 0, superior_mm: 0 }, side));
      const off = Math.hypot(at.point[0] - l.point[0], at.point[1] - l.point[1], at.point[2] - l.point[2]);
      // The seam of the lips, the corners of the eye and the root of the ear lobe lie on the rim of the chart.
      if (l.id === 'otobasion-inferius') {
        expect(off).toBeLessThan(7);
        continue;
      }
      expect(off, l.id).toBeLessThan(['stomion', 'exocanthion', 'endocanthion', 'cheilion'].includes(l.id) ? 2.5 : 0.01);
    }
  });
});

describe('place', () => {
  it('adds reference millimetres to the label of the landmark, and mirrors on the right', () => {
    const left = place(surface, { landmark: 'zygion', lateral_mm: -20, superior_mm: -10 }, 'left') as Placed;
    const right = place(surface, { landmark: 'zygion', lateral_mm: -20, superior_mm: -10 }, 'right') as Placed;
    const base = place(surface, { landmark: 'zygion', lateral_mm: 0, superior_mm: 0 }, 'left') as Placed;
    expect(left.uv[0]).toBeCloseTo(base.uv[0] - 20, 3);
    expect(left.uv[1]).toBeCloseTo(base.uv[1] - 10, 3);
    expect(right.point[0]).toBeCloseTo(-left.point[0], 2);
  });

  it('says so where an offset leaves the chart, unless a reach is given', () => {
    const request = { landmark: 'pogonion', lateral_mm: 0, superior_mm: 31.5 };
    expect(place(surface, { landmark: 'exocanthion', lateral_mm: -12, superior_mm: 0 }, 'left')).toMatchObject({ code: 'off-chart' });
    expect(place(surface, { landmark: 'exocanthion', lateral_mm: -12, superior_mm: 0 }, 'left', 8)).toHaveProperty('point');
    expect(place(surface, request, 'left')).toBeDefined();
  });
});
