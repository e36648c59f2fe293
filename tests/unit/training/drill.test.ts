import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadStudy } from '../../../src/atlas/study';
import { isLandmark } from '../../../src/atlas';
import { COURSES, SHAPES } from '../../../src/atlas/structures';
import { TECHNIQUES } from '../../../src/technique';
import { createDrillStore, DRILL_MIX, DRILL_SIZE, gradeAnswer, gradeDrill, itemBank, selectDrill } from '../../../src/training';
import type { DrillAnswer, DrillItem, PlaceItem, PointItem, RiskItem } from '../../../src/training';
import type { RecordedReading } from '../../../src/trace';

const bank = itemBank(await loadStudy());
const known = new Set([...COURSES, ...SHAPES].map((s) => s.id));

const reading = (layer: RecordedReading['tip']['layer'], more: Partial<RecordedReading> = {}): RecordedReading => ({
  entry: { point_mm: [0, 0, 0], uv_mm: [0, 0], region: null, side: 'right' },
  tip: { point_mm: [0, 0, -3], layer, depth_below_skin_mm: 3 },
  opening_mm: [0, 0, -3],
  depth_reached_mm: 3,
  skin_to_bone_mm: null,
  hard_tissue: null,
  bone_contact: false,
  path: [],
  vessel: null,
  nerve: null,
  pierced: [],
  opening_in_lumen: [],
  within: [],
  risk: { level: 'low', vascular: 0, nerve: 0 },
  ...more,
});

const perfect = (item: DrillItem): DrillAnswer => {
  if (item.kind === 'point') return { kind: 'point', point_mm: [0, 0, 0], distance_mm: 0, side: 'left' };
  if (item.kind === 'place') return { kind: 'place', reading: reading(item.layer), entry_error_mm: 0 };
  return { kind: 'risk', risk: item.risk.find((c) => c.right)!.id, lower: item.lower.find((c) => c.right)!.id };
};

describe('item bank', () => {
  it('has at least forty items of all kinds and thirds of the face, each id once', () => {
    expect(bank.length).toBeGreaterThanOrEqual(80);
    expect(new Set(bank.map((i) => i.id)).size).toBe(bank.length);
    for (const kind of ['point', 'place', 'risk']) for (const zone of ['upper', 'mid', 'lower']) expect(bank.filter((i) => i.kind === kind && i.zone === zone).length, `${kind} ${zone}`).toBeGreaterThan(2);
  });

  it('names only structures and landmarks that exist, and explains every item with a source', () => {
    for (const item of bank) {
      for (const id of item.structures) expect(known, `${item.id}: ${id}`).toContain(id);
      expect(item.explanation.length, item.id).toBeGreaterThan(20);
      expect(item.sources.length, item.id).toBeGreaterThan(0);
      expect(item.prompt, item.id).not.toMatch(/undefined|NaN|\bnull\b/);
      expect(item.explanation, item.id).not.toMatch(/undefined|NaN|\.\./);
      if (item.kind !== 'point') expect(isLandmark(item.spot.landmark)).toBe(true);
    }
  });

  it('offers four different choices with one right among them, each with its reason', () => {
    for (const item of bank.filter((i): i is RiskItem => i.kind === 'risk')) {
      for (const choices of [item.risk, item.lower]) {
        expect(choices, item.id).toHaveLength(4);
        expect(new Set(choices.map((c) => c.text)).size, item.id).toBe(4);
        expect(choices.filter((c) => c.right), item.id).toHaveLength(1);
        for (const c of choices) expect(c.why.length).toBeGreaterThan(10);
      }
      const technique = TECHNIQUES.find((t) => t.id === item.technique)!;
      for (const c of item.risk.filter((x) => !x.right)) expect(technique.risk_structures, item.id).not.toContain(c.id);
    }
    const first = bank.filter((i): i is RiskItem => i.kind === 'risk').map((i) => i.risk.findIndex((c) => c.right));
    expect(new Set(first).size).toBe(4);
  });
});

describe('selection', () => {
  it('gives ten items in the mix, balanced by thirds, none twice, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const drill = selectDrill(bank, seed);
        expect(drill).toHaveLength(DRILL_SIZE);
        expect(selectDrill(bank, seed).map((i) => i.id)).toEqual(drill.map((i) => i.id));
        for (const kind of ['point', 'place', 'risk'] as const) expect(drill.filter((i) => i.kind === kind)).toHaveLength(DRILL_MIX[kind]);
        for (const zone of ['upper', 'mid', 'lower']) expect(drill.filter((i) => i.zone === zone).length).toBeGreaterThanOrEqual(3);
        expect(new Set(drill.map((i) => i.id)).size).toBe(DRILL_SIZE);
        const techniques = drill.filter((i): i is RiskItem => i.kind === 'risk').map((i) => i.technique);
        expect(new Set(techniques).size).toBe(techniques.length);
      }),
      { numRuns: 60 },
    );
    expect(selectDrill(bank, 1).map((i) => i.id)).not.toEqual(selectDrill(bank, 2).map((i) => i.id));
  });

  it('brings what is due', () => {
    const due = bank.filter((i) => i.kind === 'point').slice(5, 7).map((i) => i.id);
    expect(selectDrill(bank, 3, { due }).map((i) => i.id)).toEqual(expect.arrayContaining(due));
  });
});

describe('grading', () => {
  it('gives full marks for right answers and none for skipped ones', () => {
    for (const item of bank) {
      expect(gradeAnswer(item, perfect(item)).points, item.id).toBe(1);
      expect(gradeAnswer(item, { kind: 'skipped' }).points).toBe(0);
    }
  });

  it('falls with the distance from the structure', () => {
    const item = bank.find((i): i is PointItem => i.kind === 'point')!;
    const at = (distance_mm: number | null): number => gradeAnswer(item, { kind: 'point', point_mm: [1, 2, 3], distance_mm, side: 'left' }).points;
    expect(at(item.tolerance_mm)).toBe(1);
    expect(at(item.tolerance_mm * 1.5)).toBeCloseTo(0.5, 6);
    expect(at(item.tolerance_mm * 2)).toBe(0);
    expect(at(null)).toBe(0);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0, max: 30, noNaN: true }), (a, b) => {
        expect(at(Math.max(a, b))).toBeLessThanOrEqual(at(Math.min(a, b)));
      }),
    );
  });

  it('wants the layer at the spot, counts bone as periosteum, and tells what was pierced', () => {
    const item = bank.find((i): i is PlaceItem => i.kind === 'place' && i.layer === 'periosteum')!;
    const grade = (r: RecordedReading, entry_error_mm = 0) => gradeAnswer(item, { kind: 'place', reading: r, entry_error_mm });
    expect(grade(reading('bone', { bone_contact: true })).points).toBe(1);
    expect(grade(reading('deep-fat')).points).toBeCloseTo(0.3, 6);
    expect(grade(reading('periosteum'), 40).points).toBe(0);
    const hit = grade(reading('periosteum', { pierced: [{ id: 'facial-artery', name: 'facial artery', kind: 'artery', side: 'right' }] }));
    expect(hit.points).toBeCloseTo(0.7, 6);
    expect(hit.why).toContain('facial artery');
    expect(hit.structures).toContain('facial-artery');
  });

  it('gives half for each half of a risk question, and the reason against the wrong half', () => {
    const item = bank.find((i): i is RiskItem => i.kind === 'risk')!;
    const right = item.risk.find((c) => c.right)!.id;
    const wrong = item.lower.find((c) => !c.right)!;
    const grade = gradeAnswer(item, { kind: 'risk', risk: right, lower: wrong.id });
    expect(grade.points).toBe(0.5);
    expect(grade.why).toContain(wrong.why);
    expect(grade.sources).toEqual(expect.arrayContaining(wrong.sources));
  });
});

describe('session', () => {
  it('takes ten answers, grades at the end and cannot be answered again', () => {
    const store = createDrillStore(bank, { id: 'd', profile: 'p', seed: 7, patient: { preset: 'female-35' }, startedIso: '2026-11-22T12:00:00.000Z' });
    const { items } = store.getState().session;
    items.forEach((item, i) => {
      expect(store.getState().card).toBeNull();
      store.getState().answer(i < 5 ? perfect(item) : { kind: 'skipped' });
    });
    const { card, session } = store.getState();
    expect(card?.score).toBe(50);
    expect(card?.grades.filter((g) => g.points < 1).every((g) => g.why.length > 20 && g.right.length > 3)).toBe(true);
    expect(() => store.getState().answer({ kind: 'skipped' })).toThrow(/over/);
    expect(gradeDrill(JSON.parse(JSON.stringify(session)))).toEqual(card);
  });
});
