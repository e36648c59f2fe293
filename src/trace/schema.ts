/** What a trace must look like, field by field. Used by `parseTrace`; the types stand in `types.ts`. */
import { BELOW, LAYERS } from '../patient/layers';
import type { Tissue } from '../patient/layers';
import { flag, integer, list, nullable, number, object, oneOf, pair, record, text, triple, word } from './check';
import type { Check } from './check';
import { ACTORS, TRACE_FORMAT } from './types';
import type {
  AnnotateEvent,
  AspirateEvent,
  BuiltWith,
  ConsentEvent,
  DecideEvent,
  Device,
  DocumentEvent,
  InjectEvent,
  KnownEvent,
  NearRecord,
  PatientSpec,
  PlannedTarget,
  Pose,
  PoseEvent,
  RecordedReading,
  SkinPoint,
  TouchRecord,
  TraceEntry,
  TraceHeader,
  TreatEvent,
  WithdrawEvent,
} from './types';

const TISSUES: readonly Tissue[] = [...LAYERS, 'mucosa', ...BELOW];
const mm = number(-2000, 2000, 'millimetres');
const length = number(0, 500, 'millimetres');
const point = triple(mm);
const side = oneOf(['left', 'right', 'mid'] as const);
const ticks = integer(0, 1e9);

const near = ['artery', 'vein', 'nerve', 'duct'] as const;

/** The checkers of header and entries; unknown fields are refused, events of unknown type kept. */
export function traceSchema(): { header: Check<TraceHeader>; entry: Check<TraceEntry> } {
  const device: Check<Device> = object<Device>({ kind: oneOf(['needle', 'cannula'] as const), gauge: number(10, 40), length_mm: number(1, 200) });
  const at: Check<SkinPoint> = object<SkinPoint>({ triangle: integer(0), b: number(-1e-6, 1.000001), c: number(-1e-6, 1.000001) });
  const pose: Check<Pose> = object<Pose>(
    {
      device,
      entry: at,
      side: oneOf(['left', 'right'] as const) as Check<Pose['side']>,
      angle_deg: number(0, 90),
      azimuth_deg: number(-360, 360),
      roll_deg: number(-360, 360),
      depth_mm: length,
    },
    ['side'],
  );
  const patient: Check<PatientSpec> = object<PatientSpec>(
    { preset: word('a preset id'), seed: integer(0) as Check<number | undefined>, variants: record(word('an option id')) as Check<Record<string, string> | undefined> },
    ['seed', 'variants'],
  );
  const touchFields = { id: word('a structure id'), name: text(), kind: oneOf(near), side };
  const touch: Check<TouchRecord> = object<TouchRecord>(touchFields);
  const nearest: Check<NearRecord> = object<NearRecord>({ ...touchFields, distance_mm: mm, shaft_distance_mm: mm });
  const reading: Check<RecordedReading> = object<RecordedReading>(
    {
      entry: object<RecordedReading['entry']>({ point_mm: point, uv_mm: pair(mm), region: nullable(word('a region id')), side }),
      tip: object<RecordedReading['tip']>({ point_mm: point, layer: oneOf(TISSUES), depth_below_skin_mm: mm }),
      opening_mm: point,
      depth_reached_mm: length,
      skin_to_bone_mm: nullable(length),
      hard_tissue: nullable(oneOf(['bone', 'cartilage'] as const)),
      bone_contact: flag,
      path: list(object<RecordedReading['path'][number]>({ layer: oneOf(TISSUES), from_mm: length, to_mm: length })),
      vessel: nullable(nearest),
      nerve: nullable(nearest),
      pierced: list(touch),
      opening_in_lumen: list(touch),
      within: list(word('a structure id')),
      risk: object<RecordedReading['risk']>({ level: oneOf(['low', 'caution', 'danger'] as const), vascular: number(0, 1), nerve: number(0, 1) }),
    },
  );

  const type = <T extends string>(name: T): Check<T> => oneOf([name]);
  const events: Record<KnownEvent['type'], Check<KnownEvent>> = {
    pose: object<PoseEvent>({ type: type('pose'), pose, reading }),
    aspirate: object<AspirateEvent>({ type: type('aspirate'), hold_ticks: ticks, result: oneOf(['negative', 'positive'] as const) }),
    inject: object<InjectEvent>({ type: type('inject'), product: word('a product id'), volume_ml: number(0, 20, 'millilitres'), duration_ticks: integer(1, 1e9) }),
    withdraw: object<WithdrawEvent>({ type: type('withdraw') }),
    decide: object<DecideEvent>({ type: type('decide'), question: word(), choice: text() }),
    consent: object<ConsentEvent>({ type: type('consent'), item: word(), given: flag }),
    treat: object<TreatEvent>({ type: type('treat'), action: word(), dose: text() as Check<string | undefined>, at: at as Check<SkinPoint | undefined> }, ['dose', 'at']),
    document: object<DocumentEvent>({ type: type('document'), field: word(), value: text() }),
    annotate: object<AnnotateEvent>(
      { type: type('annotate'), text: text(), point_mm: point as Check<AnnotateEvent['point_mm']>, structure: word() as Check<string | undefined> },
      ['point_mm', 'structure'],
    ),
  };

  const target: Check<PlannedTarget> = object<PlannedTarget>(
    {
      id: word(),
      item: integer(0),
      side,
      kind: oneOf(['point', 'thread'] as const),
      label: text(),
      entry: object<PlannedTarget['entry']>({ at, point_mm: point, uv_mm: pair(mm) }),
      deposit_mm: list(point, 1),
      layer: oneOf(TISSUES),
      window_mm: pair(length),
      depth_mm: length,
      angle_deg: number(0, 90),
      azimuth_deg: number(-360, 360),
      shaft_mm: length,
      bevel: text(),
      device,
      volume_ml: number(0, 20),
      units: nullable(number(0, 1000)),
      passes: integer(1, 50),
      optional: flag,
      bone_contact: oneOf(['required', 'avoid', 'n/a'] as const),
      target_structure: nullable(word('a structure id')),
      vessel_mm: nullable(mm),
      nerve_mm: nullable(mm),
      pierces: list(word('a structure id and side')),
      note: nullable(text()),
    },
  );

  const header: Check<TraceHeader> = object<TraceHeader>(
    {
      format: oneOf([TRACE_FORMAT]),
      version: integer(1),
      id: word('the trace id'),
      profile: word('a learner profile id'),
      patient,
      technique: nullable(word('a technique id')),
      sides: list(oneOf(['left', 'right'] as const)),
      targets: list(target),
      built_with: object<BuiltWith>({ atlas: text(), head: text(), compiler: text(), engine: text(), rubric: text() }),
      recorded: object<TraceHeader['recorded']>({ started: word('an ISO 8601 time'), ended: word() as Check<string | undefined>, app: text() as Check<string | undefined> }, ['ended', 'app']),
    },
  );

  const anyEvent: Check<TraceEntry['event']> = (value, path) => {
    const kind = word('an event type')((value as { type?: unknown } | null)?.type, `${path}.type`);
    if (Object.hasOwn(events, kind)) return events[kind as KnownEvent['type']](value, path);
    return { type: kind, unknown: true, value: value as Record<string, unknown> };
  };
  const entry: Check<TraceEntry> = object<Omit<TraceEntry, 'raw'>>({ seq: integer(0), tick: ticks, actor: oneOf(ACTORS), event: anyEvent });
  return { header, entry };
}
