/** The living trace: a vanilla zustand store (no React). Append only; nothing is ever taken back. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { InputError } from './check';
import { emptyAttempt, step } from './fold';
import type { Attempt } from './fold';
import type { Actor, KnownEvent, Trace, TraceEntry, TraceHeader } from './types';

export interface TraceState {
  trace: Trace;
  /** The fold so far. The same object is advanced in place; `trace` changes identity on every append. */
  attempt: Attempt;
  /** Set by `end`; from then on appending is an error. */
  ended: boolean;
  /** Adds an event. @throws InputError when the tick runs backwards or is no whole number, or the attempt has ended. */
  append: (event: KnownEvent, tick: number, actor?: Actor) => TraceEntry;
  /** Closes the trace and notes the wall-clock time, which the caller gives. */
  end: (endedIso?: string) => void;
}

export type TraceStore = StoreApi<TraceState>;

/** A store for one attempt. Pass `entries` to go on with a trace that was read back. */
export function createTraceStore(header: TraceHeader, entries: readonly TraceEntry[] = []): TraceStore {
  const attempt = emptyAttempt();
  for (const entry of entries) step(attempt, entry);
  return createStore<TraceState>((set, get) => ({
    trace: { header, entries },
    attempt,
    ended: header.recorded.ended !== undefined,
    append(event, tick, actor = 'learner') {
      const { trace, ended } = get();
      if (ended) throw new InputError('trace', 'has ended', 'Begin a new attempt.');
      const last = trace.entries.at(-1);
      if (Math.floor(tick) !== tick || tick < (last?.tick ?? 0)) throw new InputError('tick', `expected a whole number of at least ${last?.tick ?? 0}, got ${tick}`, 'Count ticks of 10 ms from the start of the attempt.');
      const entry: TraceEntry = { seq: trace.entries.length, tick, actor, event };
      step(attempt, entry);
      set({ trace: { header: trace.header, entries: [...trace.entries, entry] } });
      return entry;
    },
    end(endedIso) {
      const { trace } = get();
      set({ ended: true, trace: endedIso ? { header: { ...trace.header, recorded: { ...trace.header.recorded, ended: endedIso } }, entries: trace.entries } : trace });
    },
  }));
}
