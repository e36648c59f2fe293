/** Grading of one answer and of a drill. Pure: everything it needs stands in item and answer. */
import { LAYER_WORDS, spotWords } from './places';
import type { Choice, DrillAnswer, DrillCard, DrillGrade, DrillItem, DrillKind, DrillSession } from './types';

const round2 = (x: number): number => Math.round(x * 100) / 100 + 0;
const mm = (x: number): string => `${Math.round(x * 10) / 10 + 0} mm`;

export const DRILL_NOTE = 'Points and tolerances are ours (assumed). No published pass mark for facial anatomy drills exists.';

/** Grades one answer, 0..1 point. An answer of the wrong kind counts as skipped. */
export function gradeAnswer(item: DrillItem, answer: DrillAnswer): DrillGrade {
  const grade = (points: number, done: string, right: string, why: string, extra: Partial<DrillGrade> = {}): DrillGrade => ({
    item: item.id,
    kind: item.kind,
    prompt: item.prompt,
    points: round2(points),
    max: 1,
    done,
    right,
    why: `${why} ${item.explanation}`.trim(),
    structures: item.structures,
    point_mm: null,
    sources: item.sources,
    ...extra,
  });

  if (item.kind === 'point') {
    const right = `the ${item.name}, within ${mm(item.tolerance_mm)}`;
    if (answer.kind !== 'point') return grade(0, 'no answer', right, 'Not answered.');
    const d = answer.distance_mm;
    if (d === null) return grade(0, 'a point away from it', right, `The ${item.name} is not present on this patient, or lies far from there.`, { point_mm: answer.point_mm });
    const points = d <= item.tolerance_mm ? 1 : d >= 2 * item.tolerance_mm ? 0 : 2 - d / item.tolerance_mm;
    const why = points === 1 ? 'Right.' : points > 0 ? 'Close, but beside it.' : 'That is not where it runs.';
    return grade(points, d <= 0 ? 'right over it' : `${mm(d)} beside it`, right, why, { point_mm: answer.point_mm });
  }

  if (item.kind === 'place') {
    const right = `${LAYER_WORDS[item.layer]}, ${spotWords(item.spot)}`;
    if (answer.kind !== 'place') return grade(0, 'no answer', right, 'Not answered.');
    const { reading, entry_error_mm } = answer;
    const layer = item.layer === 'periosteum' && reading.bone_contact ? 'periosteum' : reading.tip.layer;
    const inLayer = layer === item.layer;
    const entry = entry_error_mm <= item.tolerance_mm ? 1 : entry_error_mm >= 2 * item.tolerance_mm ? 0 : 2 - entry_error_mm / item.tolerance_mm;
    const hit = reading.pierced.length > 0;
    // The layer is the question; at another spot it is another question.
    const points = (inLayer ? 0.7 * (entry > 0 ? 1 : 0) : 0) + 0.3 * entry * (hit ? 0 : 1);
    const words = LAYER_WORDS[layer as keyof typeof LAYER_WORDS] ?? layer.replace(/-/g, ' ');
    const why = [
      inLayer ? 'The tip is in the layer.' : `The tip is in the ${words}, at ${mm(reading.tip.depth_below_skin_mm)}.`,
      entry < 1 ? `The needle entered ${mm(entry_error_mm)} from the spot.` : '',
      hit ? `On the way it went through: ${reading.pierced.map((p) => p.name).join(', ')}.` : '',
    ];
    return grade(points, `${words}, ${mm(reading.tip.depth_below_skin_mm)} deep`, right, why.filter((w) => w !== '').join(' '), {
      point_mm: reading.tip.point_mm,
      structures: [...item.structures, ...reading.pierced.map((p) => p.id)],
    });
  }

  const best = (choices: readonly Choice[]): Choice => choices.find((c) => c.right) ?? choices[0];
  const right = `${best(item.risk).text}; ${best(item.lower).text.toLowerCase()}`;
  if (answer.kind !== 'risk') return grade(0, 'no answer', right, 'Not answered.');
  const risk = item.risk.find((c) => c.id === answer.risk) ?? null;
  const lower = item.lower.find((c) => c.id === answer.lower) ?? null;
  const why = [risk ? risk.why : 'No structure was chosen.', lower ? lower.why : 'No step was chosen.'];
  return grade((risk?.right ? 0.5 : 0) + (lower?.right ? 0.5 : 0), [risk?.text ?? 'none', lower?.text.toLowerCase() ?? 'none'].join('; '), right, why.join(' '), {
    sources: [...new Set([...item.sources, ...(risk?.sources ?? []), ...(lower?.sources ?? [])])],
  });
}

/** Grades a session; items not answered count 0. */
export function gradeDrill(session: DrillSession): DrillCard {
  const grades = session.items.map((item, i) => gradeAnswer(item, session.answers[i] ?? { kind: 'skipped' }));
  const by_kind: Record<DrillKind, { points: number; max: number }> = { point: { points: 0, max: 0 }, place: { points: 0, max: 0 }, risk: { points: 0, max: 0 } };
  let points = 0;
  for (const g of grades) {
    points += g.points;
    by_kind[g.kind].points = round2(by_kind[g.kind].points + g.points);
    by_kind[g.kind].max += g.max;
  }
  const max = grades.length;
  return { format: 'bevel-drill-card', session: session.id, score: max ? Math.round((points / max) * 1000) / 10 + 0 : 0, points: round2(points), max, grades, by_kind, note: DRILL_NOTE };
}
