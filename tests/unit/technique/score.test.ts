import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TECHNIQUES, loadTechnique, scoreTrace } from '../../../src/technique';
import type { CriterionId, ScoreCard } from '../../../src/technique';
import { METRICS } from '../../../src/technique/metrics';
import { flatRig } from '../../golden/flat';
import type { FlatVessel } from '../../golden/flat';
import { perform } from '../../golden/perform';
import type { Slip } from '../../golden/perform';

const attempt = (technique: string, slip: Slip = {}, vessels: FlatVessel[] = []): ScoreCard =>
  scoreTrace(perform(flatRig(vessels), { technique: loadTechnique(technique), sides: ['right', 'left'], id: 'test', slip }));
const points = (card: ScoreCard, id: CriterionId): number => card.criteria.find((c) => c.id === id)!.points;
const max = (card: ScoreCard, id: CriterionId): number => card.criteria.find((c) => c.id === id)!.max;

// An artery and a vein beside the temple point (flat x = 65), and one of each on it.
const artery: FlatVessel = { id: 'anterior-deep-temporal-artery', name: 'anterior deep temporal artery', kind: 'artery', side: 'right', x: 65, depth: 6, radius: 0.8 };
const vein: FlatVessel = { ...artery, id: 'middle-temporal-vein', name: 'middle temporal vein', kind: 'vein' };

describe('score card', () => {
  it('weighs to 100', () => {
    expect(METRICS.reduce((sum, m) => sum + m.weight, 0)).toBe(100);
    expect(new Set(METRICS.map((m) => m.metric.id)).size).toBe(METRICS.length);
  });

  it.each(TECHNIQUES.map((t) => t.id))('%s done as planned scores 100', (id) => {
    const card = attempt(id);
    expect(card.critical).toEqual([]);
    expect(card.missing).toEqual([]);
    expect(card.score).toBeGreaterThanOrEqual(99.5);
    expect(card.criteria.reduce((sum, c) => sum + c.max, 0)).toBeCloseTo(100, 0);
    for (const c of card.criteria) {
      expect(c.why.length).toBeGreaterThan(5);
      expect(c.target.length).toBeGreaterThan(0);
      expect(c.done.length).toBeGreaterThan(0);
    }
  });

  it('an attempt without product scores 0', () => {
    expect(attempt('fil-chin', { dry: true, aspirate: false }).score).toBe(0);
    expect(attempt('fil-chin', { skip: true }).score).toBe(0);
  });

  it('product in an artery is a critical fail with score 0, however good the rest', () => {
    const card = attempt('fil-temple-deep', { depth_mm: -6 }, [artery]);
    expect(card.critical).toHaveLength(1);
    expect(card.critical[0].structure).toBe('anterior-deep-temporal-artery');
    expect(card.score).toBe(0);
    expect(card.points).toBeGreaterThan(0);
    expect(card.totals.arterial_ml).toBeCloseTo(0.4, 6);
  });

  it('an artery pierced without product costs points and is not critical', () => {
    const card = attempt('fil-temple-deep', {}, [artery]);
    expect(card.critical).toEqual([]);
    expect(card.pierced.map((p) => p.id)).toEqual(['anterior-deep-temporal-artery']);
    expect(points(card, 'piercing')).toBeLessThan(max(card, 'piercing'));
    expect(card.score).toBeGreaterThan(50);
  });

  it('product in a vein is graded, not critical', () => {
    const card = attempt('fil-temple-deep', { depth_mm: -6 }, [vein]);
    expect(card.critical).toEqual([]);
    expect(card.totals.venous_ml).toBeGreaterThan(0);
    expect(points(card, 'piercing')).toBe(0);
    expect(card.score).toBeGreaterThan(0);
  });

  it('a wholly missed key criterion caps the score and says so', () => {
    const card = attempt('fil-temple-deep', { volume_factor: 3 });
    expect(points(card, 'volume')).toBe(0);
    expect(card.points).toBeGreaterThan(85);
    expect(card.score).toBe(46.67);
    expect(card.cap).toEqual({ criterion: 'volume', title: 'Amount', at: 46.67 });
    expect(card.verdict).toContain('amount');
    expect(attempt('fil-temple-deep', { volume_factor: 0.2 }).cap).toEqual({ criterion: 'volume', title: 'Amount', at: 70 });
    expect(attempt('fil-temple-deep', { aspirate: false }).cap).toBeNull();
  });

  it('the more the overdose, the lower the score; a trace of product treats nothing', () => {
    const scores = [1, 2, 4, 8, 20].map((volume_factor) => attempt('fil-zygoma', { volume_factor }).score ?? NaN);
    for (let i = 1; i < scores.length; i++) expect(scores[i]).toBeLessThan(scores[i - 1]);
    expect(scores[4]).toBeLessThan(10);
    const nothing = attempt('fil-zygoma', { volume_factor: 1e-6 });
    expect(nothing.missing.length).toBeGreaterThan(0);
    expect(nothing.score).toBe(0);
  });

  it('product in the orbit or the globe is a critical fail', () => {
    const trace = perform(flatRig(), { technique: loadTechnique('fil-chin'), sides: ['right', 'left'], id: 'test', slip: {} });
    for (const { event } of trace.entries) if (event.type === 'pose' && !('unknown' in event)) event.reading.tip.layer = 'globe';
    const card = scoreTrace(trace);
    expect(card.critical.map((c) => [c.kind, c.structure])).toEqual([['intra-orbital', 'globe']]);
    expect(card.score).toBe(0);
    expect(card.verdict).toContain('eye socket');
  });

  it('aspiration counts at the place of the first drop, not higher on the track', () => {
    const trace = perform(flatRig(), { technique: loadTechnique('fil-temple-deep'), sides: ['right', 'left'], id: 'test', slip: {} });
    expect(points(scoreTrace(trace), 'aspiration')).toBe(max(scoreTrace(trace), 'aspiration'));
    // Drawn back 8 mm short of the bone: the same pose is put between the test and the dose, and the test before it is moved up.
    const at = trace.entries.findIndex(({ event }) => event.type === 'aspirate');
    const before = trace.entries.slice(0, at).reverse().find(({ event }) => event.type === 'pose')!;
    const up = structuredClone(before);
    if (up.event.type !== 'pose' || 'unknown' in up.event) throw new Error('no pose before the test');
    up.event.reading.opening_mm = [up.event.reading.opening_mm[0], up.event.reading.opening_mm[1], up.event.reading.opening_mm[2] + 8];
    const entries = [...trace.entries.slice(0, at), up, trace.entries[at], { ...before, tick: trace.entries[at].tick }, ...trace.entries.slice(at + 1)];
    const moved = { ...trace, entries: entries.map((entry, seq) => ({ ...entry, seq })) };
    expect(points(scoreTrace(moved), 'aspiration')).toBeLessThan(max(scoreTrace(moved), 'aspiration'));
  });

  it('a missing point costs its share everywhere and is named', () => {
    const card = scoreTrace(
      perform(flatRig(), { technique: loadTechnique('tox-glabella'), sides: ['right', 'left'], id: 'test', slip: (t) => ({ skip: t.id === '2-left' }) }),
    );
    expect(card.missing).toEqual(['point 3 left']);
    for (const id of ['entry', 'depth', 'layer', 'angle', 'volume'] as const) expect(points(card, id)).toBeCloseTo(max(card, id) * 0.8, 1);
  });

  it('optional points may be left out, and are graded when done', () => {
    expect(attempt('fil-chin').items.filter((i) => i.optional && !i.done)).toHaveLength(1);
    const card = scoreTrace(perform(flatRig(), { technique: loadTechnique('fil-chin'), sides: ['right', 'left'], id: 'test', optional: true, slip: (t) => (t.optional ? { depth_mm: -5 } : {}) }));
    expect(points(card, 'depth')).toBeLessThan(max(card, 'depth'));
  });

  it('product far from every planned point is stray', () => {
    const card = attempt('fil-temple-deep', { superior_mm: -60 });
    expect(card.stray_ml).toBeCloseTo(0.8, 6);
    expect(card.missing).toHaveLength(2);
    expect(card.score).toBe(0);
  });

  it.each<[string, Slip, CriterionId]>([
    ['wrong entry', { lateral_mm: 6 }, 'entry'],
    ['too shallow', { depth_mm: -5 }, 'depth'],
    ['wrong layer', { depth_mm: -5 }, 'layer'],
    ['off the bone', { depth_mm: -1 }, 'bone-contact'],
    ['wrong angle', { angle_deg: -30 }, 'angle'],
    ['cannula', { device: { kind: 'cannula', gauge: 25, length_mm: 38 } }, 'device'],
    ['too short', { device: { kind: 'needle', gauge: 27, length_mm: 10 } }, 'device'],
    ['too much', { volume_factor: 2 }, 'volume'],
    ['too little', { volume_factor: 0.4 }, 'volume'],
    ['too fast', { rate_factor: 4 }, 'rate'],
    ['no aspiration', { aspirate: false }, 'aspiration'],
    ['short aspiration', { aspirate: 2 }, 'aspiration'],
    ['redirected', { redirect: 2 }, 'redirections'],
    ['wrong product', { product: 'onaA' }, 'device'],
  ])('%s costs points where it belongs', (_, slip, id) => {
    const card = attempt('fil-temple-deep', slip);
    expect(points(card, id)).toBeLessThan(max(card, id));
    expect(card.score).toBeLessThan(100);
  });

  it('going on after blood came back earns no process credit', () => {
    const card = attempt('fil-temple-deep', { result: 'positive' });
    expect(points(card, 'aspiration')).toBe(0);
  });

  it('free practice has a reading and no mark', () => {
    const trace = perform(flatRig([vein]), { technique: loadTechnique('fil-temple-deep'), sides: ['right'], id: 'test' });
    const card = scoreTrace({ header: { ...trace.header, technique: null, targets: [] }, entries: trace.entries });
    expect(card.score).toBeNull();
    expect(card.criteria.every((c) => c.max === 0)).toBe(true);
    expect(card.pierced).toHaveLength(1);
  });
});

describe('score properties', () => {
  const slips: fc.Arbitrary<Slip> = fc.record({
    lateral_mm: fc.integer({ min: -12, max: 12 }),
    superior_mm: fc.integer({ min: -12, max: 12 }),
    depth_mm: fc.double({ min: -11, max: 5, noNaN: true }),
    angle_deg: fc.integer({ min: -60, max: 0 }),
    volume_factor: fc.integer({ min: 0, max: 400 }).map((hundredths) => hundredths / 100),
    rate_factor: fc.double({ min: 0.2, max: 8, noNaN: true }),
    redirect: fc.integer({ min: 0, max: 5 }),
    dry: fc.boolean(),
    aspirate: fc.constantFrom<false | number>(false, 1, 10),
  });
  const ids = fc.constantFrom(...TECHNIQUES.map((t) => t.id));
  const anyVessel: fc.Arbitrary<FlatVessel> = fc.record({
    id: fc.constant('vessel'),
    name: fc.constant('vessel'),
    kind: fc.constantFrom('artery' as const, 'vein' as const, 'nerve' as const),
    side: fc.constantFrom('left' as const, 'right' as const),
    x: fc.integer({ min: 0, max: 70 }),
    depth: fc.integer({ min: 2, max: 13 }),
    radius: fc.double({ min: 0.4, max: 2, noNaN: true }),
  });

  it('stays within 0..100, and points within 0..max', () => {
    fc.assert(
      fc.property(ids, slips, fc.array(anyVessel, { maxLength: 3 }), (id, slip, vessels) => {
        const card = attempt(id, slip, vessels);
        expect(card.score).toBeGreaterThanOrEqual(0);
        expect(card.score).toBeLessThanOrEqual(100);
        for (const c of card.criteria) {
          expect(c.points).toBeGreaterThanOrEqual(0);
          expect(c.points).toBeLessThanOrEqual(c.max);
        }
        // Any delivery in an arterial lumen, and nothing else, is critical.
        expect(card.critical.length > 0).toBe(card.totals.arterial_ml > 0);
        if (card.critical.length) expect(card.score).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('a worse depth never earns more', () => {
    fc.assert(
      fc.property(ids, fc.double({ min: 0, max: 6, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true }), (id, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const better = attempt(id, { depth_mm: -less });
        const worse = attempt(id, { depth_mm: -more });
        for (const criterion of ['depth', 'layer', 'bone-contact'] as const) expect(points(worse, criterion)).toBeLessThanOrEqual(points(better, criterion) + 1e-9);
        expect(worse.score!).toBeLessThanOrEqual(better.score! + 1e-9);
      }),
      { numRuns: 80 },
    );
  });

  it('a worse entry, amount or speed never earns more', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 }), (id, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(points(attempt(id, { superior_mm: more / 2 }), 'entry')).toBeLessThanOrEqual(points(attempt(id, { superior_mm: less / 2 }), 'entry') + 1e-9);
        expect(points(attempt(id, { volume_factor: 1 + more / 10 }), 'volume')).toBeLessThanOrEqual(points(attempt(id, { volume_factor: 1 + less / 10 }), 'volume') + 1e-9);
        expect(points(attempt(id, { rate_factor: 1 + more / 4 }), 'rate')).toBeLessThanOrEqual(points(attempt(id, { rate_factor: 1 + less / 4 }), 'rate') + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('aspiration changes nothing but its own credit', () => {
    fc.assert(
      fc.property(ids, slips, fc.array(anyVessel, { maxLength: 3 }), (id, slip, vessels) => {
        const without = attempt(id, { ...slip, aspirate: false }, vessels);
        const withIt = attempt(id, { ...slip, aspirate: 10 }, vessels);
        const others = (card: ScoreCard): unknown => card.criteria.filter((c) => c.id !== 'aspiration').map((c) => [c.id, c.points, c.max, c.value]);
        expect(others(withIt)).toEqual(others(without));
        expect(withIt.critical.map((c) => c.structure)).toEqual(without.critical.map((c) => c.structure));
        expect(withIt.points!).toBeGreaterThanOrEqual(without.points!);
      }),
      { numRuns: 60 },
    );
  });
});
