import { z } from 'zod';
import { GAUGE_MAX, GAUGE_MIN } from '../engine/needle';
import { LineError } from './json';

const finite = (what: string): z.ZodNumber => z.number({ error: `${what} must be a finite number.` });
const word = (what: string): z.ZodString => z.string({ error: `${what} must be a text.` }).min(1, `${what} must not be empty.`);

/** Echoed in the answer. */
export const idSchema = z.union([z.string(), z.number()], { error: '"id" must be a text or a number.' });

export const patientSchema = z.strictObject(
  {
    preset: word('"preset"').describe('One of `bevel presets`.'),
    seed: z.int({ error: '"seed" must be a whole number from 0 to 9007199254740991; leave it out for the symmetric teaching patient.' }).min(0, '"seed" must not be negative.').optional().describe('Draws variants and tissue thickness, the sides apart.'),
    variants: z
      .record(z.string(), z.string({ error: 'A variant option must be a text such as "canthal".' }), { error: '"variants" must be an object from group id to option id, such as {"facial-artery-ending":"canthal"}.' })
      .optional()
      .describe('Variant group -> option; `group:left` or `group:right` for one side.'),
  },
  { error: objectError('"patient" must be an object such as {"preset":"female-35"}.') },
);

export const deviceSchema = z.strictObject(
  {
    kind: z.enum(['needle', 'cannula'], { error: '"kind" must be "needle" or "cannula".' }),
    gauge: z.int({ error: `"gauge" must be a whole number from ${GAUGE_MIN} to ${GAUGE_MAX}.` }).min(GAUGE_MIN, `"gauge" must be at least ${GAUGE_MIN}.`).max(GAUGE_MAX, `"gauge" must be at most ${GAUGE_MAX}.`),
    length_mm: finite('"length_mm"').min(4, '"length_mm" must be at least 4.').max(100, '"length_mm" must be at most 100.'),
  },
  { error: objectError('"device" must be an object such as {"kind":"needle","gauge":30,"length_mm":13}.') },
);

export const entrySchema = z.strictObject(
  {
    landmark: word('"landmark"'),
    lateral_mm: finite('"lateral_mm"').describe('True mm along the skin away from the midline on `side`; negative = towards it.'),
    superior_mm: finite('"superior_mm"').describe('True mm along the skin, up.'),
  },
  { error: objectError('"entry" must be an object such as {"landmark":"cheilion","lateral_mm":0,"superior_mm":10}.') },
);

const poseFields = {
  side: z.enum(['left', 'right'], { error: '"side" must be "left" or "right".' }),
  device: deviceSchema,
  entry: entrySchema,
  angle_deg: finite('"angle_deg"').gt(0, '"angle_deg" must be above 0 (flat).').max(90, '"angle_deg" must be at most 90 (perpendicular).'),
  azimuth_deg: finite('"azimuth_deg"').optional().describe('0 = the tip points up the face (default), 90 = lateral.'),
  roll_deg: finite('"roll_deg"').optional().describe('0 = bevel away from the skin (default); turns clockwise seen from the hub.'),
  depth_mm: finite('"depth_mm"').gt(0, '"depth_mm" must be above 0.').describe('Along the shaft; at most the length of the device.'),
};

export const probeSchema = z
  .strictObject({ id: idSchema.optional(), patient: patientSchema, ...poseFields }, { error: objectError('A probe must be a JSON object with patient, side, device, entry, angle_deg and depth_mm.') })
  .refine((request) => request.depth_mm <= request.device.length_mm, { path: ['depth_mm'], error: '"depth_mm" must be at most the length of the device ("device.length_mm").' });

export const anatomySchema = z.strictObject({ id: idSchema.optional(), patient: patientSchema }, { error: objectError('An anatomy request must be a JSON object with patient.') });

const TRACE_OR_ENVELOPE = 'A score request must be a trace (an object with "header" and "entries"), or {"id","trace"}.';

/** A trace in an envelope; a bare trace (`header`, `entries`) is taken too. */
export const scoreSchema = z.strictObject({ id: idSchema.optional(), trace: z.unknown().refine((trace) => trace !== undefined, { error: TRACE_OR_ENVELOPE }) }, { error: objectError(TRACE_OR_ENVELOPE) });

export type ProbeRequest = z.infer<typeof probeSchema>;
export type AnatomyRequest = z.infer<typeof anatomySchema>;

/** Leave the message of unknown keys to `checked`, which names the key. */
function objectError(message: string): (issue: { code?: string }) => string | undefined {
  return (issue) => (issue.code === 'invalid_type' ? message : undefined);
}

/**
 * Check a parsed request against a schema.
 * @throws LineError for its first fault, unknown keys before others, with a dotted path
 */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys') {
    const key = unknown.keys[0];
    throw new LineError('unknown-key', dotted([...unknown.path, key]), `Unknown key "${key}". Leave it out; the fields are in schemas/.`);
  }
  const issue = issues[0];
  const missing = issue.code === 'invalid_type' && isMissing(value, issue.path);
  const code = missing ? 'missing' : issue.code === 'too_small' || issue.code === 'too_big' || issue.code === 'custom' ? 'out-of-range' : 'bad-value';
  throw new LineError(missing || isMissing(value, issue.path) ? 'missing' : code, dotted(issue.path), issue.message);
}

const dotted = (path: PropertyKey[]): string => path.map(String).join('.');

function isMissing(value: unknown, path: PropertyKey[]): boolean {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return false;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return here === undefined && path.length > 0;
}

/** The JSON schemas of all requests, by file name; kept in schemas/. */
export function jsonSchemas(): Record<string, unknown> {
  const make = (name: string, title: string, schema: z.ZodType): [string, unknown] => [`${name}.json`, { $id: `${name}.json`, title, ...z.toJSONSchema(schema) }];
  return Object.fromEntries([
    make('probe', 'Request of `bevel probe`', probeSchema),
    make('anatomy', 'Request of `bevel anatomy`', anatomySchema),
    make('score', 'Request of `bevel score`, in an envelope', scoreSchema),
    make('patient', 'Who the patient is', patientSchema),
    make('device', 'A needle or cannula', deviceSchema),
  ]);
}
