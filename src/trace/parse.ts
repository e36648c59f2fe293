/** Reading and writing traces as JSON. Known fields are checked strictly; unknown events come back byte for byte. */
import { fail, InputError, isObject } from './check';
import { traceSchema } from './schema';
import { TRACE_VERSION } from './types';
import type { Trace, TraceEntry, TraceEvent, TraceHeader } from './types';

/** True for an event that this version does not know. */
export const isUnknown = (event: TraceEvent): event is Extract<TraceEvent, { unknown: true }> => 'unknown' in event;

/**
 * Checks a trace that is already parsed JSON (`{header, entries}`).
 * A trace of a newer version keeps fields and events that this one does not know; in one of our own version an unknown field is an error.
 * @throws InputError naming the field and the mend.
 */
export function checkTrace(value: unknown): Trace {
  if (!isObject(value)) return fail('', 'a trace: an object with header and entries', value);
  for (const key of Object.keys(value)) if (key !== 'header' && key !== 'entries') throw new InputError(key, 'is not a known field', 'A trace has only header and entries.');
  const version = isObject(value.header) ? value.header.version : undefined;
  const schema = traceSchema({ unknown: typeof version === 'number' && version > TRACE_VERSION ? 'keep' : 'refuse' });
  const header: TraceHeader = schema.header(value.header, 'header');
  if (!Array.isArray(value.entries)) return fail('entries', 'a list of entries', value.entries);
  const entries = value.entries.map((raw, i) => schema.entry(raw, `entries[${i}]`));
  let tick = 0;
  entries.forEach((entry, i) => {
    if (entry.seq !== i) throw new InputError(`entries[${i}].seq`, `expected ${i}, got ${entry.seq}`, 'Number the entries 0, 1, 2 and so on in the order in which they happened.');
    if (entry.tick < tick) throw new InputError(`entries[${i}].tick`, `runs backwards, from ${tick} to ${entry.tick}`, 'Ticks may stand still but never go back.');
    tick = entry.tick;
  });
  return { header, entries };
}

/**
 * Reads a trace from JSON text.
 * @throws InputError when the text is not JSON (cut short, perhaps) or not a trace.
 */
export function parseTrace(json: string): Trace {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new InputError('', 'is not JSON', 'The file is cut short or is not a trace; export it again.');
  }
  const trace = checkTrace(value);
  if (!trace.entries.some((entry) => isUnknown(entry.event))) return trace;
  const slices = entrySlices(json);
  return { header: trace.header, entries: trace.entries.map((entry, i) => (isUnknown(entry.event) ? { ...entry, raw: slices[i] } : entry)) };
}

/** Writes a trace: the header and then one entry a line. Known entries in fixed key order; unknown ones as they were read. */
export function serialise(trace: Trace): string {
  const lines = trace.entries.map((entry) => entry.raw ?? JSON.stringify(plainEntry(entry)));
  return `{"header":${JSON.stringify(trace.header)},\n"entries":[${lines.length ? `\n${lines.join(',\n')}\n` : ''}]}\n`;
}

/** An entry as plain JSON data, unknown events unwrapped. */
export function plainEntry(entry: TraceEntry): unknown {
  const { seq, tick, actor, event, raw: _raw, ...rest } = entry;
  return { seq, tick, actor, event: isUnknown(event) ? event.value : event, ...rest };
}

/** The source text of each element of the top-level `entries` list. The text is known to be valid JSON. */
function entrySlices(json: string): string[] {
  const slices: string[] = [];
  let depth = 0;
  let key = '';
  let inEntries = false;
  let start = -1;
  for (let i = 0; i < json.length; i++) {
    const c = json[i];
    if (c === '"') {
      const from = i++;
      while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
      if (depth === 1) key = json.slice(from + 1, i);
    } else if (c === '{' || c === '[') {
      depth++;
      if (depth === 2 && c === '[' && key === 'entries') {
        inEntries = true;
        slices.length = 0; // of duplicate keys the last one counts, as in JSON.parse
      }
      else if (depth === 3 && inEntries) start = i;
    } else if (c === '}' || c === ']') {
      depth--;
      if (depth === 2 && inEntries) slices.push(json.slice(start, i + 1));
      else if (depth === 1) inEntries = false;
    }
  }
  return slices;
}
