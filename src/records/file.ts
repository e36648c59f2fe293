/** Export and import: one JSON file that holds everything and needs nothing else. */
import { fail, flag, InputError, integer, isObject, list, nullable, number, object, text, word } from '../trace/check';
import type { Check } from '../trace/check';
import { parseTrace } from '../trace/parse';
import type { ScoreCard } from '../technique';
import type { DrillCard } from '../training';
import { RECORDS_FORMAT, RECORDS_VERSION } from './types';
import type { AttemptRecord, DrillRecord, Profile, RecordsFile, SettingRecord, SettingValue } from './types';

const keep = { unknown: 'keep' } as const;
const card =
  <T>(format: string): Check<T> =>
  (value, path) =>
    isObject(value) && value.format === format ? (value as T) : fail(path, `a card (${format})`, value);
/** Score cards and traces inside a record are kept as they came, once they are what they say they are. */
const traceText: Check<string> = (value, path) => {
  const json = word('a trace as text')(value, path);
  try {
    parseTrace(json);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${path} (${error.path})`, error.problem, error.mend);
    throw error;
  }
  return json;
};
const when: Check<string> = (value, path) => (typeof value === 'string' && Date.parse(value) > 0 ? value : fail(path, 'an ISO 8601 time', value));

const attempt = object<AttemptRecord>(
  {
    id: word(),
    profile: word(),
    when,
    technique: nullable(word()),
    preset: word(),
    seed: nullable(integer(0)),
    score: nullable(number(0, 100)),
    critical: flag,
    trace: traceText,
    card: card<ScoreCard>('bevel-score'),
  },
  [],
  keep,
);
const drill = object<DrillRecord>({ id: word(), profile: word(), when, score: number(0, 100), session: word(), card: card<DrillCard>('bevel-drill-card') }, [], keep);
const profile = object<Profile>({ id: word(), name: text(), created: when }, [], keep);
const setting = object<SettingRecord>({ key: word(), value: (value) => value as SettingValue }, [], keep);
const file = object<RecordsFile>(
  {
    format: ((value, path) => (value === RECORDS_FORMAT ? RECORDS_FORMAT : fail(path, `"${RECORDS_FORMAT}"`, value, 'Choose a file that Bevel exported.'))) as Check<typeof RECORDS_FORMAT>,
    version: integer(1),
    exported: when,
    profiles: list(profile),
    attempts: list(attempt),
    drills: list(drill),
    settings: list(setting),
  },
  [],
  keep,
);

/**
 * Reads an exported file. A newer version is read too: what it added is kept.
 * @throws InputError naming the field and the mend.
 */
export function parseRecords(json: string): RecordsFile {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new InputError('', 'is not JSON', 'The file is cut short or is not an export; export it again.');
  }
  return file(value, '');
}

/** Writes the export. */
export function serialiseRecords(parts: Omit<RecordsFile, 'format' | 'version'>): string {
  return `${JSON.stringify({ format: RECORDS_FORMAT, version: RECORDS_VERSION, ...parts }, null, 1)}\n`;
}

/** Offers text as a download. Browser only. */
export function download(name: string, contents: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([contents], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has taken its copy by the next turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
