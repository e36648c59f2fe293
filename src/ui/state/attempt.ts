import type { StateCreator } from 'zustand/vanilla';
import type { Side, SkinPoint } from '../../patient/types';
import type { ScoreCard } from '../../technique';
import type { Attempt, PlannedTarget, Trace } from '../../trace';
import type { AppState } from './store';

export interface Alert {
  /** Grows, so that the same words are announced again. */
  serial: number;
  level: 'danger' | 'caution' | 'info';
  text: string;
}

export interface AttemptSlice {
  /** Technique id, or null for free practice. */
  technique: string | null;
  /** The plan as it lies on this patient; empty in free practice. */
  targets: PlannedTarget[];
  /** The open attempt's log and what it folds to; null before the first entry. */
  trace: Trace | null;
  attempt: Attempt | null;
  /** Set when the attempt has ended. */
  card: ScoreCard | null;
  cardOpen: boolean;
  /** Tick shown by the replay; null = live. */
  replayTick: number | null;
  replaying: boolean;
  /** Whether the finished attempt is kept; a sentence when it could not be. */
  saved: string | null;
  /** Of an attempt that an older build recorded: what has changed since, and its score on today's anatomy (null where it has none). */
  older: { note: string; score: number | null } | null;
  alert: Alert | null;
  /** Rings on the skin that a drill item asks about. */
  marks: { at: SkinPoint; side: Side }[];
  /** A drill item waits for its answer: what would give it away (the key of the peel window, the section) rests. */
  exam: boolean;
  setAttempt(change: Partial<Omit<AttemptSlice, 'setAttempt' | 'say'>>): void;
  say(level: Alert['level'], text: string): void;
}

export const createAttemptSlice: StateCreator<AppState, [], [], AttemptSlice> = (set) => ({
  technique: 'fil-temple-deep',
  targets: [],
  trace: null,
  attempt: null,
  card: null,
  cardOpen: false,
  replayTick: null,
  replaying: false,
  saved: null,
  older: null,
  alert: null,
  marks: [],
  exam: false,
  setAttempt: (change) => set(change),
  say: (level, text) => set((state) => ({ alert: { serial: (state.alert?.serial ?? 0) + 1, level, text } })),
});
