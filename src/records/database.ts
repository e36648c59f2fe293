/** The IndexedDB schema. A later version adds stores, indexes and fields; it never renames or removes. */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { AttemptRecord, DrillRecord, Profile, SettingRecord } from './types';

export const DB_NAME = 'bevel';
export const DB_VERSION = 1;

export interface BevelDb extends DBSchema {
  attempts: { key: string; value: AttemptRecord; indexes: { profile: string; when: string } };
  drills: { key: string; value: DrillRecord; indexes: { profile: string; when: string } };
  settings: { key: string; value: SettingRecord };
  profiles: { key: string; value: Profile };
}

export type Database = IDBPDatabase<BevelDb>;

export interface Opened {
  db: Database;
  /** The database was written by a newer Bevel: read and export only. */
  newer: boolean;
}

/**
 * Opens the database, creating or upgrading it. One from a newer version opens as it is, for reading.
 * @param onClosed called when another tab needs the database upgraded and this connection had to let go
 * @throws whatever the browser throws when storage is unavailable
 */
export async function openDatabase(name = DB_NAME, onClosed: () => void = () => undefined): Promise<Opened> {
  const callbacks = {
    blocking: (_current: number, _next: number | null, event: IDBVersionChangeEvent): void => {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  };
  try {
    const db = await openDB<BevelDb>(name, DB_VERSION, {
      upgrade(database, from) {
        if (from < 1) {
          for (const store of ['attempts', 'drills'] as const) {
            const made = database.createObjectStore(store, { keyPath: 'id' });
            made.createIndex('profile', 'profile');
            made.createIndex('when', 'when');
          }
          database.createObjectStore('settings', { keyPath: 'key' });
          database.createObjectStore('profiles', { keyPath: 'id' });
        }
      },
      ...callbacks,
    });
    return { db, newer: false };
  } catch (error) {
    if ((error as { name?: string }).name !== 'VersionError') throw error;
    // Opening without a version takes the database as it stands.
    return { db: await openDB<BevelDb>(name, undefined, callbacks), newer: true };
  }
}
