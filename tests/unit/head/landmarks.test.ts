import { describe, expect, it } from 'vitest';
import { FACE_DIMENSIONS } from '../../../src/atlas/dimensions';
import { LANDMARKS } from '../../../src/atlas/landmarks';
import { HEAD_PRESETS, landmarksOnSkin, measureFace, pointOf, shapeHead } from '../../../src/patient/head';
import { at, preset } from './fixture';

for (const id of Object.keys(HEAD_PRESETS)) {
  describe(`landmarks of ${id}`, () => {
    it('are all those of the atlas, paired ones on both sides, and lie on the skin', async () => {
      const { head, shape, landmarks } = await preset(id);
      for (const l of LANDMARKS) {
        const found = landmarks.filter((x) => x.id === l.id);
        expect(found.map((x) => x.side), l.id).toEqual(l.symmetry === 'midline' ? ['mid'] : ['left', 'right']);
        for (const f of found) {
          if (l.id === 'pupil') expect(f.at).toBeNull();
          else {
            if (!f.at) expect.fail(`${l.id} has no skin point`);
            expect(pointOf(head, shape.skin, f.at)).toEqual(f.point);
            expect(f.at.b).toBeGreaterThanOrEqual(0);
            expect(f.at.c).toBeGreaterThanOrEqual(0);
            expect(f.at.b + f.at.c).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }
    });

    it('mirror each other', async () => {
      const { landmarks } = await preset(id);
      for (const l of landmarks.filter((x) => x.side === 'left')) {
        const r = at(landmarks, l.id, 'right');
        expect(Math.hypot(l.point[0] + r[0], l.point[1] - r[1], l.point[2] - r[2]), l.id).toBeLessThan(0.05);
      }
      for (const l of landmarks.filter((x) => x.side === 'mid')) expect(Math.abs(l.point[0]), l.id).toBeLessThan(0.02);
    });

    it('come in the right order down the midline', async () => {
      const { landmarks } = await preset(id);
      const order = ['trichion', 'glabella', 'nasion', 'sellion', 'rhinion', 'pronasale', 'subnasale', 'labiale-superius', 'stomion', 'labiale-inferius', 'labiomental-sulcus', 'pogonion', 'gnathion', 'menton'];
      const y = order.map((l) => at(landmarks, l)[1]);
      for (let i = 1; i < y.length; i++) expect(y[i], `${order[i]} below ${order[i - 1]}`).toBeLessThan(y[i - 1] - 0.5);
    });

    it('are where their definitions say', async () => {
      const { head, shape, landmarks } = await preset(id);
      const p = (l: string): [number, number, number] => at(landmarks, l);
      const nose = p('pronasale');
      let foremost = -Infinity;
      for (let i = 2; i < shape.skin.length; i += 3) foremost = Math.max(foremost, shape.skin[i]);
      expect(nose[2]).toBeGreaterThan(foremost - 0.3);
      expect(p('endocanthion')[0]).toBeLessThan(p('pupil')[0]);
      expect(p('pupil')[0]).toBeLessThan(p('exocanthion')[0]);
      // Behind the line from glabella to pronasale.
      const line = (q: [number, number, number]): number => {
        const [g, n] = [p('glabella'), nose];
        return g[2] + ((q[1] - g[1]) / (n[1] - g[1])) * (n[2] - g[2]) - q[2];
      };
      expect(line(p('sellion'))).toBeGreaterThan(1);
      expect(p('labiomental-sulcus')[2]).toBeLessThan(p('pogonion')[2] + 1);
      expect(p('labiomental-sulcus')[2]).toBeLessThan(p('labiale-inferius')[2]);
      // Alare outermost of the wing, the crease beside and behind it.
      expect(p('alar-crease')[0]).toBeGreaterThan(p('alare')[0] - 0.5);
      expect(p('alar-crease')[2]).toBeLessThan(p('alare')[2]);
      // Zygion in front of the ear, on the widest part of the cheek.
      expect(p('zygion')[2]).toBeGreaterThan(p('tragion')[2] + 12);
      expect(p('mid-zygomatic-arch')[2]).toBeGreaterThan(p('zygion')[2] + 4);
      // The brow stands above the orbit, the orbitale below it.
      for (const l of ['medial-brow', 'mid-brow', 'lateral-brow', 'supraorbital-notch']) expect(p(l)[1], l).toBeGreaterThan(p('pupil')[1] + 8);
      expect(p('pupil')[1] - p('orbitale')[1]).toBeGreaterThan(12);
      expect(p('pupil')[1] - p('orbitale')[1]).toBeLessThan(26);
      expect(p('infraorbital-foramen')[1]).toBeLessThan(p('orbitale')[1] - 5);
      // Along the jaw from the angle forwards.
      expect(p('gonion')[2]).toBeLessThan(p('antegonial-notch')[2] - 12);
      expect(p('antegonial-notch')[2]).toBeLessThan(p('masseter-anterior-border')[2]);
      // The angle of the jaw stands above its lower border, a ramus below the ear, and not down the neck.
      expect(p('gonion')[1]).toBeGreaterThan(p('antegonial-notch')[1] + 8);
      const ramus = Math.hypot(...[0, 1, 2].map((k) => p('gonion')[k] - p('tragion')[k]));
      expect(ramus).toBeGreaterThan(HEAD_PRESETS[id].sex === 'female' ? 56 : 64);
      expect(ramus).toBeLessThan(HEAD_PRESETS[id].sex === 'female' ? 63 : 73);
      expect(p('otobasion-inferius')[1]).toBeLessThan(p('tragion')[1] - 15);
      expect(p('crista-philtri')[1]).toBeGreaterThan(p('labiale-superius')[1]);
      expect(head.surface.vertexCount).toBe(shape.skin.length / 3);
    });

    it('give at least 15 published distances within 2 SD, those of the largest series all', async () => {
      const { landmarks } = await preset(id);
      const rows = measureFace(landmarks, FACE_DIMENSIONS, HEAD_PRESETS[id].sex).filter((r) => r.z !== null);
      const distinct = new Set(rows.filter((r) => Math.abs(r.z as number) <= 2).map((r) => `${r.from}|${r.to}`));
      expect(distinct.size).toBeGreaterThanOrEqual(15);
      const series = rows.filter((r) => r.source === 'weinberg2016');
      expect(series.length).toBeGreaterThanOrEqual(15);
      for (const r of series) expect(Math.abs(r.z as number), r.measure).toBeLessThanOrEqual(2);
    });
  });
}

describe('landmarks under a morph', () => {
  it('move with the part they name and leave the rest', async () => {
    const { head } = await preset('female-35');
    const on = (weights: Record<string, number>): ReturnType<typeof landmarksOnSkin> => {
      const s = shapeHead(head, weights);
      return landmarksOnSkin(head, s.skin, s.eyes);
    };
    const rest = on({});
    const wide = on({ 'mouth-width': 1 });
    expect(at(wide, 'cheilion')[0] - at(rest, 'cheilion')[0]).toBeGreaterThan(3);
    expect(at(wide, 'gonion')[0] - at(rest, 'gonion')[0]).toBeLessThan(0.5);
    const nose = on({ 'nose-projection': 1 });
    expect(at(nose, 'pronasale')[2] - at(rest, 'pronasale')[2]).toBeGreaterThan(4);
    const chin = on({ 'chin-height': 1 });
    expect(at(rest, 'gnathion')[1] - at(chin, 'gnathion')[1]).toBeGreaterThan(2);
  });
});
