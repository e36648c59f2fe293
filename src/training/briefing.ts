/** What is read before the needle: indication, plan in words, risk, checklist, consent, and what to do when it goes wrong. */
import { loadTechnique, notMeasured } from '../technique/library';
import type { PlanItem, Technique } from '../technique/types';
import { LAYER_WORDS, spotWords } from './places';
import { structureName } from './risks';
import { inSentence } from '../technique/words';

/** Shown over every dose, time and emergency step. */
export const LOCAL_PROTOCOL = 'Teaching content, not clinical guidance. Doses and emergency steps need local protocol and clinical review.';

export interface Statement {
  id: string;
  text: string;
  detail: string | null;
  source: string;
  critical: boolean;
  measured: boolean;
}

export interface TimedAction {
  t_min: number;
  action: string;
  dose: string | null;
}

export interface RiskNumber {
  id: string;
  text: string;
  value: string;
  n: string;
  source: string;
  confidence: string;
}

export interface ComplicationNote {
  id: string;
  name: string;
  severity: string;
  onset: string;
  mechanism: string;
  signs: { t_min: number; sign: string }[];
  immediate: TimedAction[];
  escalation: string[];
  prevention: string[];
  numbers: RiskNumber[];
  sources: string[];
  confidence: string;
  dose_provenance: string | null;
  label: string;
}

export interface Briefing {
  technique: string;
  name: string;
  indication: string;
  high_risk: boolean;
  /** One sentence a plan item. */
  plan: string[];
  notes: string[];
  structures_at_risk: string[];
  /** Ids, to light up on the face. */
  structures: { id: string; name: string }[];
  safety_steps: string[];
  expert_points: string[];
  checklist: Statement[];
  questions: Statement[];
  contraindications: { item: string; level: string; reason: string; action: string; source: string }[];
  consent: Statement[];
  aftercare: Statement[];
  record: Statement[];
  rules: string[];
  complications: ComplicationNote[];
  /** What reviewers found: where plan, stack and courses disagree. */
  checks: Technique['checks'];
  confidence: string;
  evidence_level: string;
  sources: string[];
  label: string;
}

interface AssessmentFile {
  history: { id: string; label: string; rationale: string; source: string; red_flag?: string }[];
  contraindications: Record<string, { item: string; level: string; reason: string; action: string; source: string }[]>;
  consent: { id: string; statement: string; detail: string; source: string }[];
  aftercare: { id: string; statement: string; detail: string; source: string }[];
  record: { id: string; label: string; rationale: string; source: string }[];
  rules: string[];
  checklist: { id: string; text: string; critical: boolean; source: string }[];
}

interface ComplicationRow {
  id: string;
  name: string;
  mechanism: string;
  onset: string;
  severity: string;
  signs: { t_min: number; sign: string }[];
  immediate_actions: { t_min: number; action: string; dose?: string }[];
  escalation: string[];
  prevention: string[];
  sources: string[];
  confidence: string;
  related_risk_ids?: string[];
  dose_provenance?: string;
}

interface RiskRow {
  id: string;
  quantity: string;
  value: number | string | null;
  min: number | null;
  max: number | null;
  unit: string;
  condition: string;
  n: number | string | null;
  source: string;
  confidence: string;
  note?: string;
}

/** Consent, history and care items that do not concern a kind of product. */
const ONLY: Record<'filler' | 'toxin', readonly string[]> = {
  filler: ['vascular', 'blindness', 'delayed', 'reversal', 'previous_reaction', 'sting_reaction', 'press_test', 'dental', 'prep_stock', 'prep_acuity', 'plan_scan', 'inj_noasp', 'post_crt', 'herpes', 'antiviral', 'visual_acuity', 'cold'],
  toxin: ['toxin_effects', 'neuromuscular', 'toxin_interactions', 'upright', 'no_rub', 'onset', 'tox_recon'],
};

/** Notes about how the plan was edited: for the reviewer, not for the bedside. */
const EDITORIAL = /^(Anchored|Moved)/;
const PRODUCT_WORDS: Record<string, string> = { 'ha-firm': 'firm hyaluronic acid gel', 'ha-medium': 'medium hyaluronic acid gel', 'ha-soft': 'soft hyaluronic acid gel', onaA: 'onabotulinumtoxinA' };

/** Complications beyond those that the technique's own slips name. */
const ALWAYS: Record<'filler' | 'toxin', readonly string[]> = { filler: ['vision_loss', 'haematoma_bruise', 'anaphylaxis', 'vasovagal'], toxin: ['haematoma_bruise', 'anaphylaxis', 'vasovagal'] };
const EXTRA: Partial<Record<string, readonly string[]>> = {
  'fil-nose-dorsum': ['vo_angular_nasal', 'stroke'],
  'fil-upper-lip-body': ['herpes_reactivation', 'swelling_angioedema'],
  'fil-temple-deep': ['stroke'],
  'tox-glabella': ['eyelid_ptosis', 'brow_ptosis'],
};

/** Loads the briefing of a technique; texts come in their own chunk. @throws InputError for an unknown technique. */
export async function loadBriefing(id: string): Promise<Briefing> {
  const technique = loadTechnique(id);
  const [assessment, complications, numbers] = await Promise.all([import('./data/assessment.json'), import('./data/complications.json'), import('./data/risk-numbers.json')]);
  return makeBriefing(technique, assessment.default as unknown as AssessmentFile, complications.default as unknown as ComplicationRow[], numbers.default as unknown as RiskRow[]);
}

function makeBriefing(technique: Technique, assessment: AssessmentFile, rows: readonly ComplicationRow[], numbers: readonly RiskRow[]): Briefing {
  const { plan, kind } = technique;
  const other = ONLY[kind === 'filler' ? 'toxin' : 'filler'];
  const mine = <T extends { id: string }>(list: readonly T[]): T[] => list.filter((row) => !other.includes(row.id));
  const statement = (id: string, text: string, detail: string | null, source: string, critical = false): Statement => ({ id, text, detail, source, critical, measured: !notMeasured(source) });
  const ids = new Set([...technique.easy_errors.flatMap((e) => e.complications ?? []), ...(EXTRA[technique.id] ?? []), ...ALWAYS[kind]]);
  return {
    technique: technique.id,
    name: technique.name,
    indication: technique.indication,
    high_risk: technique.risk_class === 'high',
    plan: [...plan.items.map((item, i) => itemWords(technique, item, i)), totalWords(technique)],
    notes: [technique.entry, ...plan.notes.filter((n) => !EDITORIAL.test(n)), ...(technique.notes ?? [])],
    structures_at_risk: technique.structures_at_risk,
    structures: technique.risk_structures.map((s) => ({ id: s, name: structureName(s) })),
    safety_steps: technique.safety_steps,
    expert_points: technique.expert_points,
    checklist: mine(assessment.checklist).map((c) => statement(c.id, c.text, null, c.source, c.critical)),
    questions: mine(assessment.history).map((h) => statement(h.id, h.label, h.red_flag ? `${h.rationale}. Red flag: ${h.red_flag}` : h.rationale, h.source, h.red_flag !== undefined)),
    contraindications: assessment.contraindications[kind === 'filler' ? 'ha_filler' : 'toxin'],
    consent: mine(assessment.consent).map((c) => statement(c.id, c.statement, c.detail, c.source)),
    aftercare: mine(assessment.aftercare).map((c) => statement(c.id, c.statement, c.detail, c.source)),
    record: mine(assessment.record).map((r) => statement(r.id, r.label, r.rationale, r.source)),
    rules: assessment.rules,
    complications: rows.filter((row) => ids.has(row.id)).map((row) => complication(row, numbers)),
    checks: [...plan.notes.filter((n) => EDITORIAL.test(n)).map((text) => ({ kind: 'note', text })), ...technique.checks],
    confidence: technique.confidence,
    evidence_level: technique.evidence_level,
    sources: technique.sources,
    label: LOCAL_PROTOCOL,
  };
}

function complication(row: ComplicationRow, numbers: readonly RiskRow[]): ComplicationNote {
  return {
    id: row.id,
    name: row.name,
    severity: row.severity,
    onset: row.onset,
    mechanism: row.mechanism,
    signs: row.signs,
    immediate: row.immediate_actions.map((a) => ({ t_min: a.t_min, action: a.action, dose: a.dose ?? null })),
    escalation: row.escalation,
    prevention: row.prevention,
    numbers: (row.related_risk_ids ?? []).flatMap((id) => numbers.filter((n) => n.id === id && !id.startsWith('derived_')).map(riskNumber)),
    sources: row.sources,
    confidence: row.confidence,
    dose_provenance: row.dose_provenance ?? null,
    label: LOCAL_PROTOCOL,
  };
}

function riskNumber(row: RiskRow): RiskNumber {
  const span = row.min !== null && row.max !== null ? ` (${row.min} to ${row.max})` : '';
  return { id: row.id, text: `${row.quantity}: ${row.condition}`, value: row.value === null ? 'not known' : `${row.value}${span} ${row.unit}${row.note ? ` (${row.note})` : ''}`, n: row.n === null ? 'not stated' : String(row.n), source: row.source, confidence: row.confidence };
}

function itemWords(technique: Technique, item: PlanItem, index: number): string {
  const lead = technique.plan.items.length > 1 ? `${index + 1}. ` : '';
  const sides = item.per_side ? 'on each side' : 'in the midline';
  const optional = item.optional ? ' Optional.' : '';
  const target = item.target_structure ? ` (${inSentence(structureName(item.target_structure))})` : '';
  const depth = `${item.depth_mm.F} mm deep in the reference woman, ${item.depth_mm.M} in the man`;
  if (item.kind === 'thread') {
    return `${lead}Enter ${spotWords(item.entry)}, ${sides}, at ${item.angle_deg} degrees; lay ${item.volume_ml_total} mL in ${item.passes} passes on the way out, in the ${LAYER_WORDS[item.depth_layer]}, ${depth}.${optional}`;
  }
  const amount = item.units !== undefined ? `${item.units} units (${item.volume_ml} mL)` : `${item.volume_ml} mL`;
  return `${lead}Enter ${spotWords(item)}, ${sides}, at ${item.angle_deg} degrees; ${amount} in the ${LAYER_WORDS[item.depth_layer]}${target}, ${depth}.${optional}`;
}

function totalWords({ plan }: Technique): string {
  const device = plan.device.id.replace(/^(needle|cannula)-(\d+G)$/, '$2 $1');
  const bone = plan.bone_contact === 'required' ? ' Touch bone and stay on it.' : plan.bone_contact === 'avoid' ? ' Stay off the bone.' : '';
  return `${device}, ${plan.device.length_mm} mm; ${plan.products.map((p) => PRODUCT_WORDS[p] ?? p).join(' or ')}; at most ${plan.rate_ml_per_min_max} mL a minute.${bone}`;
}
