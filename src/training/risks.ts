/** Items of the kind "what is at risk here, and how would you lower it", from the techniques' own risk lists, slips and safety steps. */
import { COURSES, SHAPES } from '../atlas/structures';
import { stream } from '../patient/random';
import { TECHNIQUES } from '../technique';
import type { EasyError, Technique } from '../technique';
import { MISCONCEPTIONS } from './misconceptions';
import { spotWords } from './places';
import { shuffle } from './select';
import { zoneOf } from './zones';
import type { Choice, RiskItem, SkinSpot } from './types';

const NAMES = new Map<string, string>([...COURSES, ...SHAPES].map((s) => [s.id, s.name]));
export const structureName = (id: string): string => NAMES.get(id) ?? id.replace(/-/g, ' ');

const CHOICES = 4;

/** Steps that answer the question as asked; those that are good practice everywhere stand last and are not asked for. */
const GENERAL = /hyaluronidase|Mark named arteries|Aspirate|Inject slowly|Stop at once|Check muscle pull|Clean skin|Advise no rubbing|ptosis, asymmetry/;

function spotOf(technique: Technique, index: number): SkinSpot {
  const item = technique.plan.items[index];
  return item.kind === 'thread' ? item.entry : { landmark: item.landmark, lateral_mm: item.lateral_mm, superior_mm: item.superior_mm };
}

/** Structures that no list of this technique names, taken from the other techniques: plausible, and wrong here. */
function distractors(technique: Technique): string[] {
  const near = new Set([...technique.risk_structures, ...technique.easy_errors.flatMap((e) => e.consequence_structures), ...technique.plan.items.map((i) => i.target_structure ?? '')]);
  return [...new Set(TECHNIQUES.filter((t) => t.id !== technique.id).flatMap((t) => t.risk_structures))].filter((id) => !near.has(id) && NAMES.has(id));
}

function riskChoices(technique: Technique, right: string, why: string): Choice[] {
  const draw = stream(1, `${technique.id}:${right}`);
  const wrong = shuffle(distractors(technique), draw).slice(0, CHOICES - 1);
  const choices: Choice[] = [
    { id: right, text: structureName(right), right: true, why, sources: technique.sources },
    ...wrong.map((id) => ({ id, text: structureName(id), right: false, why: `The ${structureName(id)} does not run here.`, sources: ['textbook'] })),
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
    const main = technique.risk_structures.find((id) => NAMES.has(id));
    if (main) {
      out.push({
        ...base,
        id: `risk:${technique.id}`,
        prompt: `${technique.name}: the needle goes in ${spotWords(spot)}. Which of these is at risk here, and how would you lower the risk?`,
        explanation: `At risk: ${technique.structures_at_risk.join(', ')}. ${technique.expert_points.join('. ')}.`,
        structures: [main],
        risk: riskChoices(technique, main, `It is on the risk list of this plan: ${technique.structures_at_risk.join(', ')}.`),
        lower: lowerChoices(technique, 'main'),
      });
    }
    technique.easy_errors.forEach((slip, index) => {
      const words = slipWords(slip);
      const hit = slip.consequence_structures.find((id) => NAMES.has(id));
      if (words === '' || hit === undefined) return;
      out.push({
        ...base,
        id: `slip:${technique.id}:${index}`,
        prompt: `${technique.name}, planned ${spotWords(spot)}. The needle is ${words}. What does it meet, and how is that avoided?`,
        explanation: `${slip.result[0].toUpperCase()}${slip.result.slice(1)}. ${technique.expert_points[0]}.`,
        structures: slip.consequence_structures.filter((id) => NAMES.has(id)),
        risk: riskChoices(technique, hit, `${slip.result[0].toUpperCase()}${slip.result.slice(1)}.`),
        lower: lowerChoices(technique, `slip-${index}`),
      });
    });
  }
  return out;
}
