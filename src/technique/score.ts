/**
 * The score: folds the recorded readings of a trace with the metrics. It asks no anatomy, so an old trace scores the same for ever under the
 * same rubric. Product that leaves the opening in an arterial lumen, in the orbit or in the globe is a critical fail: score 0, whatever the
 * rest adds up to.
 */
import { isMeasured } from '../atlas/sources';
import { emptyAttempt, foldAttempt, step } from '../trace/fold';
import type { Trace } from '../trace/types';
import { freeCard } from './free';
import { itemResults } from './items';
import { loadTechnique } from './library';
import { matchTargets } from './match';
import { METRICS } from './metrics';
import type { MetricContext } from './metrics/types';
import { KEY_CAP, OVERDOSE, RUBRIC_ID, RUBRIC_NOTE, rubricHash } from './rubric';
import { criticals, criticalVerdict, piercedOf, totalsOf } from './summary';
import type { Basis, Critical, Criterion, ScoreCard, Technique } from './types';

const round2 = (x: number): number => Math.round(x * 100) / 100 + 0;

/**
 * Scores a trace.
 * @returns the card: every criterion with target, done, points, why, sources. Free practice (no technique) gives a reading without a mark.
 * @throws InputError for a technique that this version does not know.
 */
export function scoreTrace(trace: Trace): ScoreCard {
  const attempt = foldAttempt(trace);
  if (trace.header.technique === null) return freeCard(trace, attempt);
  const technique = loadTechnique(trace.header.technique);
  const { targets } = trace.header;
  const match = matchTargets(attempt, targets);
  const treated = (id: string): boolean => match.volumeOf(id) > 0;
  const required = targets.filter((t) => !t.optional);
  const counted = targets.filter((t) => !t.optional || treated(t.id));
  const share = required.length ? required.filter((t) => treated(t.id)).length / required.length : counted.length ? 1 : 0;
  const context: MetricContext = { technique, targets, counted, attempt, match, share };
  const grades = runMetrics(trace, context);

  let applicable = 0;
  grades.forEach(({ grade }, i) => {
    if (grade.factor !== null) applicable += METRICS[i].weight;
  });
  let points = 0;
  const criteria = grades.map(({ grade }, i): Criterion => {
    const { metric, weight } = METRICS[i];
    const max = grade.factor === null || applicable === 0 ? 0 : (weight * 100) / applicable;
    const factor = Math.min(1, Math.max(0, grade.factor ?? 0));
    points += max * factor;
    const basis = metric.basis(technique);
    return {
      id: metric.id,
      title: metric.title,
      target: grade.target,
      done: grade.done,
      points: round2(max * factor),
      max: round2(max),
      why: grade.why,
      unit: metric.unit,
      value: grade.value === null ? null : round2(grade.value),
      sources: [...metric.sources, ...sourcesOf(technique, basis)],
      basis,
      measured: (basis === 'found' || basis === 'measured') && technique.confidence !== 'low',
      at: grade.at,
    };
  });
  const planned = counted.reduce((sum, t) => sum + t.volume_ml, 0);
  const inTissue = attempt.totals.volume_ml - (attempt.totals.by_layer.outside ?? 0);
  const cap = capOf(criteria, planned > 0 ? inTissue / planned : 1);
  const critical = criticals(attempt);
  points = Math.min(100, Math.max(0, round2(points)));
  const missing = required.filter((t) => !treated(t.id)).map((t) => t.label);
  const score = critical.length ? 0 : round2(Math.min(points, cap?.at ?? 100));
  return {
    format: 'bevel-score',
    rubric: { id: RUBRIC_ID, hash: rubricHash() },
    trace: trace.header.id,
    technique: technique.id,
    title: technique.name,
    score,
    points,
    cap,
    verdict: verdict(score, critical, missing, criteria, cap !== null && cap.at < points ? cap : null, round2(match.stray_ml)),
    critical,
    criteria,
    items: itemResults(context),
    missing,
    stray_ml: round2(match.stray_ml),
    totals: totalsOf(attempt),
    pierced: piercedOf(attempt),
    note: RUBRIC_NOTE,
  };
}

function runMetrics(trace: Trace, context: MetricContext): { grade: ReturnType<ReturnType<(typeof METRICS)[number]['run']>['finish']> }[] {
  const running = METRICS.map((m) => ({ needs: m.metric.needs, run: m.run(context) }));
  const live = emptyAttempt();
  for (const entry of trace.entries) {
    step(live, entry);
    const track = live.tracks.length - 1;
    const index = context.match.targetOf[track] ?? -1;
    const sample = { entry, event: entry.event, pose: live.pose, reading: live.reading, track, target: index >= 0 ? context.targets[index] : null };
    for (const metric of running) if (metric.needs.includes(entry.event.type)) metric.run.sample(sample);
  }
  return running.map((metric) => ({ grade: metric.run.finish() }));
}

/** The technique's studies stand behind a target only where its numbers were found in them. */
function sourcesOf(technique: Technique, basis: Basis): string[] {
  if (basis === 'found' || basis === 'measured' || basis === 'mixed') return technique.sources.filter((id) => isMeasured(id));
  return [basis];
}

/**
 * Parts that nothing else makes up for. Below half of one of them the score is capped, at 70 when it is wholly missed; a gross overdose
 * lowers the cap further, in inverse proportion (assumed).
 * @param dose product in tissue over the planned total
 */
function capOf(criteria: readonly Criterion[], dose: number): ScoreCard['cap'] {
  let cap: ScoreCard['cap'] = null;
  const amount = criteria.find((c) => c.id === 'volume' && c.max > 0);
  if (amount && dose >= OVERDOSE) cap = { criterion: amount.id, title: amount.title, at: round2((KEY_CAP.least * OVERDOSE) / dose) };
  for (const { id, title, points, max } of criteria) {
    if (!KEY_CAP.criteria.includes(id) || max === 0) continue;
    const factor = points / max;
    if (factor >= KEY_CAP.below) continue;
    const at = round2(KEY_CAP.least + ((100 - KEY_CAP.least) * factor) / KEY_CAP.below);
    if (cap === null || at < cap.at) cap = { criterion: id, title, at };
  }
  return cap;
}

function verdict(score: number, critical: readonly Critical[], missing: readonly string[], criteria: readonly Criterion[], cap: ScoreCard['cap'], stray_ml: number): string {
  if (critical.length) return criticalVerdict(critical);
  if (cap) return `Missed: ${cap.title.toLowerCase()}. Nothing else makes up for that, so the score stops at ${cap.at}.`;
  const lost = criteria.filter((c) => c.max - c.points >= 1).sort((a, b) => b.max - b.points - (a.max - a.points));
  if (missing.length) return `${missing.length} planned point${missing.length > 1 ? 's' : ''} not treated.`;
  if (lost.length === 0) return stray_ml >= 0.01 ? `As planned, but ${stray_ml} mL went where nothing was planned.` : 'As planned.';
  const names = lost.slice(0, 2).map((c) => c.title.toLowerCase());
  return score >= 80 ? `Close to the plan. Look at: ${names.join(', ')}.` : `Most was lost on: ${names.join(', ')}.`;
}
