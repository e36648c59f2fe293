/** The shape that a technique file must have; run over all eight when they load. */
import { LAYERS } from '../patient/layers';
import { flag, integer, list, number, object, oneOf, pair, record, text, word } from '../trace/check';
import type { Check } from '../trace/check';
import type { Basis, BySex, DeviceChoice, EasyError, Plan, PlanCheck, PlanItem, PointItem, Technique, TechniqueId, ThreadItem, Tolerance } from './types';

const bases: readonly Basis[] = ['found', 'layer-model', 'textbook', 'assumed', 'interpolated', 'measured', 'mixed'];
const basis = oneOf(bases);
const bySex = <T>(inner: Check<T>): Check<BySex<T>> => object<BySex<T>>({ F: inner, M: inner } as never);
const offset = { lateral_mm: number(-100, 100), superior_mm: number(-100, 100) };
const maybe = <T>(inner: Check<T>): Check<T | undefined> => inner;
const device: Check<DeviceChoice> = object<DeviceChoice>({ id: word(), length_mm: number(4, 100) });
const bone = oneOf(['required', 'avoid', 'n/a'] as const);

const common = {
  per_side: flag,
  region: word(),
  depth_layer: oneOf(LAYERS),
  depth_mm: bySex(number(0, 60)),
  reference_window_mm: bySex(pair(number(0, 60))),
  window_basis: object<PlanItem['window_basis']>({ basis, sources: list(word()) }),
  angle_deg: number(1, 90),
  azimuth_deg: number(-180, 360),
  bevel: word(),
  optional: maybe(flag),
  target_structure: maybe(word()),
  note: maybe(text()),
  device: maybe(device),
  bone_contact: maybe(bone),
};
const extras = ['optional', 'target_structure', 'note', 'device', 'bone_contact'] as const;
const pointItem: Check<PointItem> = object<PointItem>(
  { kind: oneOf(['point'] as const), landmark: word(), ...offset, ...common, deposit: maybe(object<{ lateral_mm: number; superior_mm: number }>(offset)), volume_ml: number(0, 5), units: maybe(number(0, 200)) },
  [...extras, 'deposit', 'units'],
);
const place = object<{ landmark: string; lateral_mm: number; superior_mm: number }>({ landmark: word(), ...offset });
const threadItem: Check<ThreadItem> = object<ThreadItem>(
  {
    kind: oneOf(['thread'] as const),
    entry: place,
    path: list(place, 2),
    entry_region: word(),
    entry_to_tip_mm: number(1, 100),
    retrograde: flag,
    volume_ml_total: number(0, 5),
    passes: integer(1, 20),
    ...common,
  },
  [...extras],
);
const item: Check<PlanItem> = (value, path) => ((value as { kind?: unknown } | null)?.kind === 'thread' ? threadItem(value, path) : pointItem(value, path));

const plan: Check<Plan> = object<Plan>({
  delivery: word(),
  device,
  products: list(word(), 1),
  items: list(item, 1),
  total: record(number(0)),
  rate_ml_per_min_max: number(0.01, 10),
  tolerance: object<Tolerance>({ entry_mm: number(0.1), depth_mm: number(0.1), angle_deg: number(1), volume_fraction: number(0.01) }),
  aspirate: oneOf(['advised', 'optional', 'not-useful'] as const),
  bone_contact: bone,
  basis: object<Plan['basis']>({ location: basis, depth_mm: basis, angle_deg: basis, azimuth_deg: basis, amount: basis, device: basis, tolerance: basis, aspirate: basis, bone_contact: basis }),
  notes: list(text()),
});

export const TECHNIQUE_IDS: readonly TechniqueId[] = [
  'fil-temple-deep',
  'fil-zygoma',
  'fil-pyriform',
  'fil-upper-lip-body',
  'fil-chin',
  'fil-nose-dorsum',
  'tox-glabella',
  'tox-masseter',
];

const scalar: Check<number | string> = (value, path) => (typeof value === 'string' ? value : number()(value, path));

/** Checks one technique file. @throws InputError naming the field. */
export const checkTechnique: Check<Technique> = object<Technique>(
  {
    id: oneOf(TECHNIQUE_IDS),
    name: word(),
    kind: oneOf(['filler', 'toxin'] as const),
    indication: word(),
    region: word(),
    model_region: word(),
    entry: word(),
    plan,
    product_class: word(),
    devices: list(word(), 1),
    target_plane: word(),
    target_layer: word(),
    target_window_mm: bySex(pair(number(0, 60))),
    ranges: record(record(scalar)),
    bevel: word(),
    delivery: word(),
    structures_at_risk: list(word(), 1),
    risk_structures: list(word(), 1),
    risk_class: oneOf(['standard', 'high'] as const),
    safety_steps: list(word(), 1),
    expert_points: list(word(), 1),
    easy_errors: list(
      object<EasyError>({ error: word(), change: record(number()) as Check<EasyError['change']>, result: word(), consequence_structures: list(word()), complications: maybe(list(word())) }, ['complications']),
      1,
    ),
    evidence_level: word(),
    confidence: oneOf(['high', 'medium', 'low'] as const),
    sources: list(word(), 1),
    further_reading: list(word()),
    number_basis: record(word()),
    checks: list(object<PlanCheck>({ kind: word(), text: word(), sex: maybe(oneOf(['F', 'M'] as const)), items: maybe(list(integer(0))) }, ['sex', 'items'])),
    notes: maybe(list(text())),
    equivalents: maybe(record(number(0))),
  },
  ['notes', 'equivalents'],
);
