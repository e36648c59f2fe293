import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slice, type Plane } from '../../../src/engine/slice';
import { BONE, MUCOSA, OUTSIDE, TISSUES } from '../../../src/engine/tissue';
import { tissueAt } from '../../../src/engine/tissueAt';
import { syntheticPatient } from '../../helpers/synthetic';

const patient = syntheticPatient();

function planeAt(x: number, y: number, turn: number): Plane {
  const z = 70 - (x * x) / 160 - (y * y) / 240 - 6;
  return { origin: [x, y, z], x: [Math.cos(turn), Math.sin(turn), 0], y: [0, 0, 1] };
}

describe('slice', () => {
  it('labels pixels as tissueAt does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 62 }), (x, y, turn) => {
        const plane = planeAt(x, y, turn / 20);
        const s = slice(patient, plane, { width: 40, height: 30 });
        let wrong = 0, checked = 0;
        for (let i = 0; i < 40 * 30; i += 7) {
          const px = (((i % 40) + 0.5) / 40 - 0.5) * s.widthMm, py = (0.5 - (Math.floor(i / 40) + 0.5) / 30) * s.heightMm;
          const p = [0, 1, 2].map((k) => plane.origin[k] + plane.x[k] * px + plane.y[k] * py);
          if (Math.abs(p[0]) > 55 || Math.abs(p[1]) > 55) continue;
          const truth = tissueAt(patient, p[0], p[1], p[2]);
          const found = s.tissue[i];
          checked++;
          // Within the shell and outside the face the two must agree; below the shell both must say it is not tissue of the shell.
          if (truth <= MUCOSA || truth === OUTSIDE ? found !== truth : found <= MUCOSA) wrong++;
        }
        expect(checked).toBeGreaterThan(50);
        // Single pixels at the rim of the picture or against the skull's facets may differ.
        expect(wrong / checked).toBeLessThan(0.02);
      }),
      { numRuns: 40 },
    );
  });

  it('shows bone as thick as it is, with deep space behind', () => {
    const s = slice(patient, { origin: [0, 30, 55], x: [1, 0, 0], y: [0, 0, 1] }, { widthMm: 40, heightMm: 60, width: 80, height: 120 });
    const column = (row: number): string => TISSUES[s.tissue[row * 80 + 40]];
    const names = [...new Set(Array.from({ length: 120 }, (_, row) => column(row)))];
    expect(names[0]).toBe('outside');
    expect(names).toContain('skin');
    expect(names.indexOf('deep-space')).toBeGreaterThan(names.indexOf('bone'));
    const thick = Array.from({ length: 120 }, (_, row) => column(row)).filter((n) => n === 'bone').length * 0.5;
    expect(thick).toBeGreaterThan(5);
    expect(thick).toBeLessThan(8);
    expect(s.bone.length).toBeGreaterThan(0);
    expect(s.tissue.includes(BONE)).toBe(true);
  });

  it('outlines every tube that the plane cuts, about its axis', () => {
    const s = slice(patient, { origin: [20, -20, 55], x: [1, 0, 0], y: [0, 0, 1] }, { widthMm: 80, heightMm: 60 });
    expect(s.tubes.length).toBeGreaterThan(2);
    const ids = new Set(s.tubes.map((t) => patient.structures[t.structure].id));
    expect(ids.has('facial-artery')).toBe(true);
    for (const { polygon, structure } of s.tubes) {
      // Every corner of the outline lies on or in the tube.
      for (let k = 0; k < polygon.length; k += 2) {
        const p = [20 + polygon[k], -20, 55 + polygon[k + 1]];
        let least = Infinity;
        const { first, count } = patient.structures[structure];
        for (let i = first; i < first + count; i++) {
          const a = [...patient.tubes.a.slice(3 * i, 3 * i + 3)], b = [...patient.tubes.b.slice(3 * i, 3 * i + 3)];
          const d = a.map((x, m) => b[m] - x);
          const t = Math.max(0, Math.min(1, d.reduce((sum, x, m) => sum + x * (p[m] - a[m]), 0) / d.reduce((sum, x) => sum + x * x, 0)));
          least = Math.min(least, Math.hypot(...a.map((x, m) => x + d[m] * t - p[m])) - patient.tubes.radius[i]);
        }
        expect(least).toBeLessThan(1e-4);
      }
    }
    expect(s.bodies.length).toBeGreaterThan(0);
  });

  it('answers a plane that misses the head', () => {
    const s = slice(patient, { origin: [0, 0, 500], x: [1, 0, 0], y: [0, 1, 0] });
    expect(s.tissue.every((c) => c === OUTSIDE)).toBe(true);
    expect(s.skin.length).toBe(0);
  });
});
