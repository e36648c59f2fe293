import { describe, expect, it } from 'vitest';
import { loadStudy } from '../../../src/atlas/study';
import { LAYERS } from '../../../src/patient/layers';
import { isPlaceError } from '../../../src/patient/surface';
import { uvToSkinNear } from '../../../src/patient/chart';
import { walk } from '../../../src/patient/walk';
import { layerWindow } from '../../../src/technique';
import { fitBank, itemBank, selectDrill, skinDistance } from '../../../src/training';
import type { PlaceItem, PointItem, RiskItem } from '../../../src/training';
import { compiledRig } from '../../golden/compiled';

const bank = itemBank(await loadStudy());
const { on, patientData: patient } = await compiledRig({ preset: 'female-35' });

describe('drill on the face', () => {
  it('asks only for structures that the preset has, on both sides or in the middle', () => {
    for (const item of bank.filter((i): i is PointItem => i.kind === 'point')) {
      const sides = patient.structures.filter((s) => s.id === item.structure && s.count > 0).map((s) => s.side);
      expect(sides.length, item.structure).toBeGreaterThan(0);
    }
  });

  it('measures 0 right over a structure, and more the farther the click is', () => {
    const { surface } = on;
    const s = patient.structures.find((x) => x.id === 'facial-artery' && x.side === 'left')!;
    const middle = s.first + Math.floor(s.count * 0.6);
    const m = [0, 1, 2].map((k) => (patient.tubes.a[3 * middle + k] + patient.tubes.b[3 * middle + k]) / 2);
    // The skin vertex whose inward line passes nearest to the middle of the artery.
    let best = { triangle: 0, distance: Infinity };
    for (let t = 0; t < patient.chart.domain.length; t++) {
      if (!patient.chart.domain[t]) continue;
      const v = 3 * patient.skin.triangles[3 * t];
      const d = [0, 1, 2].map((k) => patient.skin.positions[v + k] - m[k]);
      if (d[0] * d[0] + d[1] * d[1] + d[2] * d[2] > 400) continue;
      const found = skinDistance(patient, { triangle: t, b: 0, c: 0 }, 'facial-artery')!;
      if (found.distance_mm < best.distance) best = { triangle: t, distance: found.distance_mm };
    }
    expect(best.distance).toBeLessThan(0.5);
    const forehead = uvToSkinNear(surface.chart, patient.skin.triangles, surface.grid, 5, 60, 5)!.point;
    expect(skinDistance(patient, forehead, 'facial-artery')!.distance_mm).toBeGreaterThan(30);
    expect(skinDistance(patient, forehead, 'frontalis')!.distance_mm).toBe(0);
    expect(skinDistance(patient, forehead, 'no-such-structure')).toBeNull();
  });

  it('asks for layers only where they are there to be reached', () => {
    const fit = fitBank(bank, patient, on.surface);
    expect(fit.length).toBeGreaterThanOrEqual(100);
    for (const item of fit.filter((i): i is PlaceItem => i.kind === 'place')) {
      const spot = walk(on.surface, item.spot, item.side);
      if (isPlaceError(spot)) throw new Error(spot.message);
      const [top, bottom] = layerWindow(patient, spot.at, LAYERS.indexOf(item.layer));
      expect(bottom - top, item.id).toBeGreaterThan(item.layer === 'periosteum' ? 0.05 : 0.5);
    }
    const without = { ...patient, structures: patient.structures.filter((s) => s.id !== 'facial-artery') };
    expect(fitBank(bank, without, on.surface).map((i) => i.id)).not.toContain('point:facial-artery');
    for (let seed = 0; seed < 20; seed++) expect(selectDrill(fit, seed)).toHaveLength(10);
  });

  it('shows risk questions at spots that exist', () => {
    for (const item of bank.filter((i): i is RiskItem => i.kind === 'risk')) expect(isPlaceError(walk(on.surface, item.spot, item.side)), item.id).toBe(false);
  });
});
