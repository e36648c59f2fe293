/** The card of free practice: what happened, without a mark, because there is no plan to hold it against. */
import type { Attempt } from '../trace/fold';
import type { Trace } from '../trace/types';
import { num } from './metrics/tools';
import { RUBRIC_ID, rubricHash } from './rubric';
import { tissueWords } from './words';
import { criticals, criticalVerdict, piercedOf, totalsOf } from './summary';
import type { Criterion, CriterionId, ScoreCard } from './types';

export function freeCard(trace: Trace, attempt: Attempt): ScoreCard {
  const line = (id: CriterionId, title: string, done: string, why: string, value: number | null, unit: string, at: Criterion['at'] = null): Criterion => ({
    id,
    title,
    target: '',
    done,
    points: 0,
    max: 0,
    why,
    unit,
    value,
    sources: [],
    basis: 'assumed',
    measured: false,
    at,
  });
  const { deposits, totals } = attempt;
  let nearest: { name: string; mm: number; at: Criterion['at'] } | null = null;
  let nerve: { name: string; mm: number; at: Criterion['at'] } | null = null;
  for (const { event, tick } of trace.entries) {
    if (event.type !== 'pose' || 'unknown' in event || event.reading.depth_reached_mm <= 0) continue;
    const { reading } = event;
    const at = { tick, point_mm: reading.tip.point_mm };
    if (reading.vessel && (!nearest || reading.vessel.distance_mm < nearest.mm)) nearest = { name: `${reading.vessel.name} (${reading.vessel.side})`, mm: reading.vessel.distance_mm, at };
    if (reading.nerve && (!nerve || reading.nerve.distance_mm < nerve.mm)) nerve = { name: `${reading.nerve.name} (${reading.nerve.side})`, mm: reading.nerve.distance_mm, at };
  }
  const near = (id: CriterionId, title: string, found: typeof nearest, word: string): Criterion =>
    line(id, title, found ? `${num(found.mm)} mm from ${found.name}` : `no ${word} modelled within 15 mm`, found ? 'The nearest that tip or opening came to a wall.' : '', found?.mm ?? null, 'mm', found?.at ?? null);
  const layers = Object.entries(totals.by_layer).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const critical = criticals(attempt);
  return {
    format: 'bevel-score',
    rubric: { id: RUBRIC_ID, hash: rubricHash() },
    trace: trace.header.id,
    technique: null,
    title: 'Free practice',
    score: null,
    points: null,
    cap: null,
    verdict: critical.length ? criticalVerdict(critical) : attempt.pierced.length ? 'Something was pierced.' : 'A reading without a mark.',
    critical,
    criteria: [
      line('volume', 'Amount', `${num(totals.volume_ml, 2)} mL`, '', totals.volume_ml, 'mL'),
      line('layer', 'Layer', layers.length ? layers.map(([name, ml]) => `${tissueWords(name)} ${num(ml, 2)} mL`).join(', ') : 'nothing delivered', '', null, 'mL'),
      line('depth', 'Depth', attempt.passes.length ? `deepest ${num(Math.max(...attempt.passes.map((p) => p.deepest_mm)))} mm` : 'skin not entered', '', attempt.passes.length ? Math.max(...attempt.passes.map((p) => p.deepest_mm)) : null, 'mm'),
      near('vessel-distance', 'Distance to vessels', nearest, 'vessel'),
      near('nerve-distance', 'Distance to nerves', nerve, 'nerve'),
      line('piercing', 'Structures pierced', attempt.pierced.length ? attempt.pierced.map((p) => p.name).join(', ') : 'none', '', attempt.pierced.length, 'count'),
      line('bone-contact', 'Bone contact', attempt.bone_contacts.length ? `${attempt.bone_contacts.length}` : 'none', '', attempt.bone_contacts.length, 'count'),
      line('passes', 'Skin entries', String(attempt.passes.length), '', attempt.passes.length, 'count'),
      line('redirections', 'Redirections in tissue', String(attempt.redirections), '', attempt.redirections, 'count'),
      line('aspiration', 'Aspiration (process)', attempt.aspirations.length ? `${attempt.aspirations.length}, blood in ${attempt.aspirations.filter((a) => a.result === 'positive').length}` : 'not done', 'A negative result proves nothing.', attempt.aspirations.length, 'count'),
    ].map((c) => (c.value === null ? c : { ...c, value: Math.round(c.value * 100) / 100 + 0 })),
    items: [],
    missing: [],
    stray_ml: 0,
    totals: totalsOf(attempt),
    pierced: piercedOf(attempt),
    note: deposits.length ? 'Free practice has no plan, so there is no mark.' : 'Free practice has no plan, so there is no mark. Nothing was delivered.',
  };
}
