/** Reading traces from JSON. Known fields are checked strictly; unknown events come back byte for byte. */
import { fail, InputError, isObject } from './check';
import { traceSchema } from './schema';
import { checkSequence } from './sequence';
import { TRACE_VERSION } from './types';
import type { Trace, TraceHeader } from './types';
import { isUnknown } from './write';

const schema = traceSchema();

/** What a newer version means by its fields cannot be known here, so that it is neither scored nor shown. */
function refuseNewer(header: unknown): void {
  const version = isObject(header) ? header.version : undefined;
  if (typeof version !== 'number' || version <= TRACE_VERSION) return;
  throw new InputError('header.version', `is ${version}, written by a newer Bevel; this one reads versions up to ${TRACE_VERSION}`, 'Update Bevel, then open the file again.');
}

function checkTargets({ targets }: TraceHeader): void {
  targets.forEach(({ id }, i) => {
    const first = targets.findIndex((target) => target.id === id);
    if (first < i) throw new InputError(`header.targets[${i}].id`, `"${id}" is already the id of targets[${first}]`, 'Give each target an id of its own, such as 0-left and 0-right.');
  });
}

/**
 * Checks a trace that is already parsed JSON (`{header, entries}`). Unknown fields are refused; events of an unknown type are kept as they came.
 * @throws InputError naming the field and the mend.
 */
export function checkTrace(value: unknown): Trace {
  if (!isObject(value)) return fail('', 'a trace: an object with header and entries', value);
  for (const key of Object.keys(value)) if (key !== 'header' && key !== 'entries') throw new InputError(key, 'is not a known field', 'A trace has only header and entries.');
  refuseNewer(value.header);
  const header: TraceHeader = schema.header(value.header, 'header');
  if (!Array.isArray(value.entries)) return fail('entries', 'a list of entries', value.entries);
  const entries = value.entries.map((raw, i) => schema.entry(raw, `entries[${i}]`));
  checkTargets(header);
  checkSequence(entries);
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
