import type { ScoreCard } from '../../src/technique';

/** What the table keeps of a card: every number that a learner could argue about. */
export function expectation(card: ScoreCard) {
  return {
    score: card.score,
    points: card.points,
    rubric: card.rubric,
    critical: card.critical.map((c) => `${c.structure}:${c.side} ${c.volume_ml}`),
    missing: card.missing,
    stray_ml: card.stray_ml,
    pierced: card.pierced.map((p) => `${p.id}:${p.side}`),
    totals: card.totals,
    criteria: Object.fromEntries(card.criteria.map((c) => [c.id, [c.points, c.max, c.done]])),
  };
}
