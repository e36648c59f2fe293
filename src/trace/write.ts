/** Writing traces as JSON; apart from reading, which brings the whole schema. */
import type { Trace, TraceEntry, TraceEvent } from './types';

/** True for an event that this version does not know. */
export const isUnknown = (event: TraceEvent): event is Extract<TraceEvent, { unknown: true }> => 'unknown' in event;

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
