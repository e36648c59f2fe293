/** Items of the kind "what is at risk here, and how would you lower it", from the techniques' own risk lists, slips and safety steps. */
import { referenceUv } from '../atlas';
import { COURSES, SHAPES, sourcesOf } from '../atlas/structures';
import { pointSegmentSquared } from '../patient/trees/segments';
import { stream } from '../patient/random';
import { TECHNIQUES } from '../technique/library';
import type { EasyError, Technique } from '../technique/types';
import { MISCONCEPTIONS } from './misconceptions';
import { spotWords } from './places';
import { shuffle } from './select';
import { zoneOf } from './zones';
import type { Choice, RiskItem, SkinSpot } from './types';
import { inSentence } from '../technique/words';

const BY_ID = new Map([...COURSES, ...SHAPES].map((s) => [s.id, s]));
export const structureName = (id: string): string => BY_ID.get(id)?.name ?? id.replace(/-/g, ' ');

const CHOICES = 4;

/** Steps that answer the question as asked; those that are good practice everywhere stand last and are not asked for. */
const GENERAL = /hyaluronidase|Mark named arteries|Aspirate|Inject slowly|Stop at once|Check muscle pull|Clean skin|Advise no rubbing|ptosis, asymmetry/;

function spotOf(technique: Technique, index: number): SkinSpot {
  const item = technique.plan.items[index];
  return item.kind === 'thread' ? item.entry : { landmark: item.landmark, lateral_mm: item.lateral_mm, superior_mm: item.superior_mm };
}

/** Wrong answers keep this far from the spot on the chart of the reference face, mm. */
const CLEAR_MM = 15;
const NEAREST = 6;

/** Least distance on the reference chart from a label to a structure's course or outline, mm; null when it lies deep throughout. */
function chartDistance(id: string, u: number, v: number): number | null {
  const structure = BY_ID.get(id);
  if (!structure) return null;
  const refs = 'waypoints' in structure ? structure.waypoints.filter((w) => w.where === 'skin') : structure.outline;
  let least = Infinity;
  for (let i = 0; i < refs.length; i++) {
    const [ax, ay] = referenceUv(refs[i].landmark, refs[i].lateral_mm, refs[i].superior_mm);
    const next = refs[i + 1] ?? ('waypoints' in structure ? refs[i] : refs[0]);
    const [bx, by] = referenceUv(next.landmark, next.lateral_mm, next.superior_mm);
    least = Math.min(least, pointSegmentSquared(u, v, 0, ax, ay, 0, bx, by, 0));
  }
  return refs.length ? Math.sqrt(least) : null;
}

/** Plausible wrong answers: risks of other plans that run nearest to here, but clear of every spot asked about. */
function distractors(technique: Technique, spots: readonly SkinSpot[]): { id: string; mm: number }[] {
  const own = new Set([...technique.risk_structures, ...technique.easy_errors.flatMap((e) => e.consequence_structures), ...technique.plan.items.map((i) => i.target_structure ?? '')]);
  const others = [...new Set(TECHNIQUES.flatMap((t) => t.risk_structures))].filter((id) => !own.has(id) && BY_ID.has(id));
  const out: { id: string; mm: number }[] = [];
  for (const id of others) {
    const away = spots.map((s) => chartDistance(id, ...referenceUv(s.landmark, s.lateral_mm, s.superior_mm)));
    if (away.every((d) => d !== null && d >= CLEAR_MM)) out.push({ id, mm: Math.min(...(away as number[])) });
  }
  return out.sort((a, b) => a.mm - b.mm || (a.id < b.id ? -1 : 1)).slice(0, NEAREST);
}

function riskChoices(technique: Technique, right: string, why: string, spots: readonly SkinSpot[]): Choice[] {
  const draw = stream(1, `${technique.id}:${right}:${spots.length}`);
  const wrong = shuffle(distractors(technique, spots), draw).slice(0, CHOICES - 1);
  const choices: Choice[] = [
    { id: right, text: structureName(right), right: true, why, sources: technique.sources },
    ...wrong.map(({ id, mm }) => ({
      id,
      text: structureName(id),
      right: false,
      why: `The ${inSentence(structureName(id))} comes no nearer than ${Math.floor(mm)} mm on the reference face.`,
      sources: sourcesOf(BY_ID.get(id)!),
    })),
  ];
  return shuffle(choices, draw);
}

function lowerChoices(technique: Technique, key: string): Choice[] {
  const draw = stream(2, `${technique.id}:${key}`);
  const own = technique.safety_steps.filter((s) => !GENERAL.test(s));
  const step = shuffle(own.length ? own : technique.safety_steps, draw)[0];
  const wrong = shuffle(MISCONCEPTIONS.filter((m) => m.kinds.includes(technique.kind)), draw).slice(0, CHOICES - 1);
  return shuffle<Choice>([{ id: 'step', text: step, right: true, why: 'A safety step of this plan.', sources: technique.sources }, ...wrong.map(({ kinds: _kinds, ...m }) => ({ ...m, right: false }))], draw);
}

const slipped = (spot: SkinSpot, { change }: EasyError): SkinSpot => ({ ...spot, lateral_mm: spot.lateral_mm + (change.lateral_mm ?? 0), superior_mm: spot.superior_mm + (change.superior_mm ?? 0) });

function slipWords({ change }: EasyError): string {
  const words: string[] = [];
  if (change.depth_mm) words.push(`${Math.abs(change.depth_mm)} mm too ${change.depth_mm > 0 ? 'deep' : 'shallow'}`);
  if (change.lateral_mm) words.push(`${Math.abs(change.lateral_mm)} mm too far ${change.lateral_mm > 0 ? 'lateral' : 'medial'}`);
  if (change.superior_mm) words.push(`${Math.abs(change.superior_mm)} mm too ${change.superior_mm > 0 ? 'high' : 'low'}`);
  if (change.angle_deg) words.push(`tilted by ${Math.abs(change.angle_deg)} degrees`);
  return words.join(' and ');
}

/** One item a technique, and one for each slip of place that names what it meets. */
export function riskItems(): RiskItem[] {
  const out: RiskItem[] = [];
  for (const technique of TECHNIQUES) {
    const spot = spotOf(technique, 0);
    const { region } = technique.plan.items[0];
    const base = { kind: 'risk' as const, zone: zoneOf(region), region, spot, side: 'right' as const, technique: technique.id, sources: technique.sources };
    const main = technique.risk_structures.find((id) => BY_ID.has(id));
    if (main) {
      out.push({
        ...base,
        id: `risk:${technique.id}`,
        prompt: `${technique.name}: the needle goes in ${spotWords(spot)}. Which of these is at risk here, and how would you lower the risk?`,
        explanation: `At risk: ${technique.structures_at_risk.join(', ')}. ${technique.expert_points.join('. ')}.`,
        structures: [main],
        risk: riskChoices(technique, main, `It is on the risk list of this plan: ${technique.structures_at_risk.join(', ')}.`, [spot]),
        lower: lowerChoices(technique, 'main'),
      });
    }
    technique.easy_errors.forEach((slip, index) => {
      const words = slipWords(slip);
      const hit = slip.consequence_structures.find((id) => BY_ID.has(id));
      if (words === '' || hit === undefined) return;
      out.push({
        ...base,
        id: `slip:${technique.id}:${index}`,
        prompt: `${technique.name}, planned ${spotWords(spot)}. The needle is ${words}. What does it meet, and how is that avoided?`,
        explanation: `${slip.result[0].toUpperCase()}${slip.result.slice(1)}. ${technique.expert_points[0]}.`,
        structures: slip.consequence_structures.filter((id) => BY_ID.has(id)),
        risk: riskChoices(technique, hit, `${slip.result[0].toUpperCase()}${slip.result.slice(1)}.`, [spot, slipped(spot, slip)]),
        lower: lowerChoices(technique, `slip-${index}`),
      });
    });
  }
  return out;
}
