import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreTrace } from '../../src/technique';
import { foldAttempt, lastTick, parseTrace, replay, serialise } from '../../src/trace';
import { CASES } from './cases';
import { expectation } from './expectation';

const read = (id: string): string => readFileSync(join('tests', 'golden', 'traces', `${id}.trace.json`), 'utf8');
const expected = JSON.parse(readFileSync(join('tests', 'golden', 'expected.json'), 'utf8')) as Record<string, ReturnType<typeof expectation>>;
const card = (id: string) => scoreTrace(parseTrace(read(id)));
const factor = (id: string, criterion: string): number => {
  const [points, max] = expectation(card(id)).criteria[criterion];
  return (points as number) / (max as number);
};

describe('golden traces', () => {
  it('are at least twelve, each with its line in the table', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(expected).sort()).toEqual(CASES.map((c) => c.id).sort());
  });

  it.each(CASES.map((c) => c.id))('%s: card as in the table, bytes kept, replay to the end equals the fold', (id) => {
    const text = read(id);
    const trace = parseTrace(text);
    expect(JSON.parse(JSON.stringify(expectation(scoreTrace(trace))))).toEqual(expected[id]);
    expect(serialise(trace)).toBe(text);
    expect(replay(trace, lastTick(trace))).toEqual(foldAttempt(trace));
  });

  // The table could be rewritten with a broken rubric; these say what the cases are for.
  it('good attempts score at least 95 and are not critical', () => {
    for (const c of CASES.filter((x) => x.id.startsWith('good-') || x.id === 'seeded')) {
      expect(card(c.id).critical, c.id).toEqual([]);
      expect(card(c.id).missing, c.id).toEqual([]);
      expect(card(c.id).score, c.id).toBeGreaterThanOrEqual(95);
    }
  });

  it.each([
    ['wrong-depth', 'depth'],
    ['wrong-layer', 'layer'],
    ['wrong-entry', 'entry'],
    ['wrong-angle', 'angle'],
    ['too-much', 'volume'],
    ['too-fast', 'rate'],
    ['wrong-device', 'device'],
    ['missing-points', 'volume'],
    ['pierced-withdrawn', 'piercing'],
    ['no-aspiration', 'aspiration'],
    ['redirected', 'redirections'],
  ])('%s loses on %s, and scores below a good one without being critical', (id, criterion) => {
    expect(factor(id, criterion)).toBeLessThan(0.7);
    expect(card(id).critical).toEqual([]);
    expect(card(id).score).toBeLessThan(99);
  });

  it('product in an artery is critical, in a vein graded, a pierced wall without product neither', () => {
    for (const id of ['intra-arterial', 'intra-arterial-lip']) {
      expect(card(id).critical.length).toBeGreaterThan(0);
      expect(card(id).score).toBe(0);
      expect(card(id).totals.arterial_ml).toBeGreaterThan(0);
    }
    const venous = card('venous');
    expect(venous.critical).toEqual([]);
    expect(venous.totals.venous_ml).toBeGreaterThan(0);
    expect(venous.score).toBeGreaterThan(0);
    expect(venous.score).toBeLessThan(80);
    const pierced = card('pierced-withdrawn');
    expect(pierced.pierced.length).toBeGreaterThan(0);
    expect(pierced.totals.arterial_ml).toBe(0);
  });
});
