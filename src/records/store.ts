/** The records: attempts, drills, settings and profile in IndexedDB, with memory as the fallback, so that nothing done is ever lost in silence. */
import { openDatabase } from './database';
import type { BevelDb, Database } from './database';
import { parseRecords, serialiseRecords } from './file';
import type { AttemptRecord, BestAndLast, DrillRecord, Problem, Profile, RecordsFile, SettingRecord, SettingValue, StoreStatus } from './types';

const MESSAGES: Record<Problem, string> = {
  none: 'Attempts are kept in this browser.',
  unavailable: 'This browser keeps nothing (private window, or storage is switched off). Attempts last until the page is closed: download them before.',
  full: 'The storage of this browser is full. The last attempt is kept in memory only: download it, then delete old attempts.',
  newer: 'These records were written by a newer Bevel. They can be read and exported, not changed. Reload to get the newer version.',
  blocked: 'Another window has updated the records. Reload this page; what was not saved can be downloaded first.',
};

export interface RecordsOptions {
  name?: string;
  onStatus?: (status: StoreStatus) => void;
}

type StoreName = 'attempts' | 'drills' | 'settings' | 'profiles';
type Value<S extends StoreName> = BevelDb[S]['value'];
const keyOf = (value: AttemptRecord | DrillRecord | SettingRecord | Profile): string => ('key' in value ? value.key : value.id);

export interface Records {
  status(): StoreStatus;
  saveAttempt(record: AttemptRecord): Promise<StoreStatus>;
  saveDrill(record: DrillRecord): Promise<StoreStatus>;
  attempts(profile?: string): Promise<AttemptRecord[]>;
  attempt(id: string): Promise<AttemptRecord | null>;
  drills(profile?: string): Promise<DrillRecord[]>;
  /** Best and last per technique and preset; free practice has no best and is left out. */
  bestAndLast(profile?: string): Promise<BestAndLast[]>;
  remove(store: 'attempts' | 'drills', id: string): Promise<StoreStatus>;
  setting<T extends SettingValue>(key: string, fallback: T): Promise<T>;
  setSetting(key: string, value: SettingValue): Promise<StoreStatus>;
  profiles(): Promise<Profile[]>;
  saveProfile(profile: Profile): Promise<StoreStatus>;
  /** Everything, saved or not, as one JSON text. */
  exportAll(nowIso: string): Promise<string>;
  /** Adds what the file holds; a record with an id that is here already is left alone. Nothing is written unless the whole file is good. */
  importAll(json: string): Promise<{ added: number; present: number }>;
  close(): void;
}

/** Opens the records. Never throws: when storage cannot be had, they live in memory and the status says so. */
export async function openRecords(options: RecordsOptions = {}): Promise<Records> {
  let db: Database | null = null;
  let problem: Problem = 'none';
  const memory: { [S in StoreName]: Map<string, Value<S>> } = { attempts: new Map(), drills: new Map(), settings: new Map(), profiles: new Map() };

  const status = (): StoreStatus => ({ writable: db !== null && problem !== 'newer' && problem !== 'blocked', problem, message: MESSAGES[problem], unsaved: memory.attempts.size + memory.drills.size });
  const set = (next: Problem): StoreStatus => {
    problem = next;
    options.onStatus?.(status());
    return status();
  };

  try {
    if (typeof indexedDB === 'undefined') throw new Error('no IndexedDB');
    const opened = await openDatabase(options.name, () => {
      db = null;
      set('blocked');
    });
    db = opened.db;
    if (opened.newer) set('newer');
  } catch {
    set('unavailable');
  }

  async function put<S extends StoreName>(store: S, value: Value<S>): Promise<StoreStatus> {
    const held = memory[store] as Map<string, Value<S>>;
    if (db === null || problem === 'newer') {
      held.set(keyOf(value), value);
      return set(problem === 'none' ? 'unavailable' : problem);
    }
    try {
      await db.put(store, value);
      held.delete(keyOf(value));
      return problem === 'full' && status().unsaved === 0 ? set('none') : status();
    } catch (error) {
      held.set(keyOf(value), value);
      return set((error as { name?: string }).name === 'QuotaExceededError' ? 'full' : db === null ? 'blocked' : 'unavailable');
    }
  }

  /** Saved and unsaved, unsaved winning. */
  async function all<S extends StoreName>(store: S): Promise<Value<S>[]> {
    const rows = new Map<string, Value<S>>();
    if (db !== null) {
      try {
        if (db.objectStoreNames.contains(store)) for (const row of await db.getAll(store)) rows.set(keyOf(row), row);
      } catch {
        set('unavailable');
      }
    }
    for (const [key, row] of memory[store] as Map<string, Value<S>>) rows.set(key, row);
    return [...rows.values()];
  }

  const byTime = <T extends { when: string; id: string }>(a: T, b: T): number => (a.when < b.when ? -1 : a.when > b.when ? 1 : a.id < b.id ? -1 : 1);
  const attempts = async (profile?: string): Promise<AttemptRecord[]> => (await all('attempts')).filter((r) => profile === undefined || r.profile === profile).sort(byTime);
  const drills = async (profile?: string): Promise<DrillRecord[]> => (await all('drills')).filter((r) => profile === undefined || r.profile === profile).sort(byTime);

  return {
    status,
    attempts,
    drills,
    saveAttempt: (record) => put('attempts', record),
    saveDrill: (record) => put('drills', record),
    saveProfile: (profile) => put('profiles', profile),
    setSetting: (key, value) => put('settings', { key, value }),
    profiles: () => all('profiles'),
    attempt: async (id) => (await all('attempts')).find((r) => r.id === id) ?? null,
    async setting<T extends SettingValue>(key: string, fallback: T): Promise<T> {
      const row = (await all('settings')).find((r) => r.key === key);
      return row === undefined ? fallback : (row.value as T);
    },
    async bestAndLast(profile) {
      return summarise(await attempts(profile));
    },
    async remove(store, id) {
      memory[store].delete(id);
      if (db !== null && problem !== 'newer') {
        await db.delete(store, id);
        // Room was made: try again what did not fit.
        for (const row of [...memory.attempts.values()]) await put('attempts', row);
        for (const row of [...memory.drills.values()]) await put('drills', row);
      }
      return status();
    },
    async exportAll(nowIso) {
      return serialiseRecords({ exported: nowIso, profiles: await all('profiles'), attempts: await attempts(), drills: await drills(), settings: await all('settings') });
    },
    async importAll(json) {
      const file: RecordsFile = parseRecords(json);
      let added = 0;
      let present = 0;
      for (const store of ['profiles', 'attempts', 'drills', 'settings'] as const) {
        const here = new Set((await all(store)).map(keyOf));
        for (const row of file[store]) {
          if (here.has(keyOf(row))) present++;
          else {
            await put(store, row as never);
            added++;
          }
        }
      }
      return { added, present };
    },
    close() {
      db?.close();
      db = null;
    },
  };
}

/** Best and last of each technique and preset, in order of first use. A critical fail is never best while another attempt exists. */
export function summarise(attempts: readonly AttemptRecord[]): BestAndLast[] {
  const groups = new Map<string, BestAndLast>();
  for (const attempt of attempts) {
    if (attempt.technique === null || attempt.score === null) continue;
    const key = `${attempt.technique}|${attempt.preset}`;
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { technique: attempt.technique, preset: attempt.preset, attempts: 1, best: attempt, last: attempt });
      continue;
    }
    group.attempts++;
    if (attempt.score > (group.best.score ?? -1)) group.best = attempt;
    if (attempt.when >= group.last.when) group.last = attempt;
  }
  return [...groups.values()];
}
