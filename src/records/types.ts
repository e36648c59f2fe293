/** What is kept in the browser. Every record is self-contained JSON; upgrades only add. */
import type { ScoreCard } from '../technique';
import type { DrillCard } from '../training';

export interface Profile {
  id: string;
  name: string;
  created: string;
}

/** One finished attempt: the trace as text (byte for byte) and the card it got then. */
export interface AttemptRecord {
  /** The trace id. */
  id: string;
  profile: string;
  /** ISO 8601. */
  when: string;
  technique: string | null;
  preset: string;
  seed: number | null;
  score: number | null;
  critical: boolean;
  trace: string;
  card: ScoreCard;
}

export interface DrillRecord {
  id: string;
  profile: string;
  when: string;
  score: number;
  /** The session as JSON text: seed, items, answers. */
  session: string;
  card: DrillCard;
}

export type SettingValue = string | number | boolean | null | SettingValue[] | { [key: string]: SettingValue };

export interface SettingRecord {
  key: string;
  value: SettingValue;
}

export interface BestAndLast {
  technique: string;
  preset: string;
  attempts: number;
  best: AttemptRecord;
  last: AttemptRecord;
}

export const RECORDS_FORMAT = 'bevel-records';
export const RECORDS_VERSION = 1;

/** The export: everything, in one file that needs nothing else. */
export interface RecordsFile {
  format: typeof RECORDS_FORMAT;
  version: number;
  exported: string;
  profiles: Profile[];
  attempts: AttemptRecord[];
  drills: DrillRecord[];
  settings: SettingRecord[];
}

export type Problem = 'none' | 'unavailable' | 'full' | 'newer' | 'blocked';

/** How the store stands, in words for the learner. */
export interface StoreStatus {
  /** False: nothing can be written; the session keeps its records in memory. */
  writable: boolean;
  problem: Problem;
  message: string;
  /** Records held in memory only, waiting to be downloaded. */
  unsaved: number;
}
