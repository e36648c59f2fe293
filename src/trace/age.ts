/** Whether a trace was made with what is built in today. */
import type { BuiltWith } from './types';

const PARTS = ['atlas', 'head', 'compiler', 'engine', 'rubric'] as const;

/** What a part of the build means to a reader. */
export const PART_NAMES: Readonly<Record<keyof BuiltWith, string>> = {
  atlas: 'the anatomical data',
  head: 'the head, skull or face chart',
  compiler: 'the way a patient is built',
  engine: 'the way a needle is read',
  rubric: 'the scoring rubric',
};

/** The parts of the build that have changed since a trace was recorded, in a fixed order; empty when it was made with today's. */
export function changedSince(recorded: BuiltWith, today: BuiltWith): (keyof BuiltWith)[] {
  return PARTS.filter((part) => recorded[part] !== today[part]);
}

/** One sentence for a person; null when nothing has changed. */
export function ageNote(recorded: BuiltWith, today: BuiltWith): string | null {
  const changed = changedSince(recorded, today).map((part) => PART_NAMES[part]);
  if (changed.length === 0) return null;
  const list = changed.length === 1 ? changed[0] : `${changed.slice(0, -1).join(', ')} and ${changed[changed.length - 1]}`;
  return `Recorded with an older build: ${list} ${changed.length === 1 ? 'has' : 'have'} changed since. The score stands on the recorded readings.`;
}
