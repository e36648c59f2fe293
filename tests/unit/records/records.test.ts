import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DB_NAME, DB_VERSION, openRecords, parseRecords } from '../../../src/records';
import type { AttemptRecord, Records, StoreStatus } from '../../../src/records';
import { loadTechnique, scoreTrace } from '../../../src/technique';
import { parseTrace, serialise } from '../../../src/trace';
import { flatRig } from '../../golden/flat';
import { perform } from '../../golden/perform';
import type { Slip } from '../../golden/perform';

const NOW = '2026-11-22T12:00:00.000Z';
let open: Records[] = [];
const records = async (onStatus?: (s: StoreStatus) => void): Promise<Records> => {
  const made = await openRecords({ onStatus });
  open.push(made);
  return made;
};
const attempt = (id: string, minute: number, slip: Slip = {}, technique = 'fil-chin'): AttemptRecord => {
  const trace = perform(flatRig(), { technique: loadTechnique(technique), sides: ['right', 'left'], id, slip });
  const card = scoreTrace(trace);
  return { id, profile: 'p', when: new Date(Date.parse(NOW) + minute * 60000).toISOString(), technique, preset: 'female-35', seed: null, score: card.score, critical: card.critical.length > 0, trace: serialise(trace), card };
};

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  open = [];
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const r of open) r.close();
});

describe('records', () => {
  it('keep attempts, drills, settings and profiles over a reload', async () => {
    const first = await records();
    const one = attempt('a', 0);
    await first.saveAttempt(one);
    await first.setSetting('sound', true);
    await first.saveProfile({ id: 'p', name: 'Learner', created: NOW });
    first.close();
    const again = await records();
    expect(await again.attempts()).toEqual([one]);
    expect(await again.attempt('a')).toEqual(one);
    expect(await again.attempt('b')).toBeNull();
    expect(await again.setting('sound', false)).toBe(true);
    expect(await again.setting('missing', 3)).toBe(3);
    expect(await again.profiles()).toHaveLength(1);
    expect(again.status()).toMatchObject({ writable: true, problem: 'none', unsaved: 0 });
    expect(scoreTrace(parseTrace((await again.attempt('a'))!.trace)).score).toBe(one.score);
  });

  it('tell best and last per technique and preset', async () => {
    const r = await records();
    await r.saveAttempt(attempt('good', 1));
    await r.saveAttempt(attempt('poor', 2, { depth_mm: -5 }));
    await r.saveAttempt(attempt('other', 0, {}, 'fil-pyriform'));
    await r.saveAttempt({ ...attempt('elsewhere', 5), preset: 'male-45' });
    const rows = await r.bestAndLast();
    expect(rows).toHaveLength(3);
    const chin = rows.find((b) => b.technique === 'fil-chin' && b.preset === 'female-35')!;
    expect([chin.best.id, chin.last.id, chin.attempts]).toEqual(['good', 'poor', 2]);
    expect(await r.bestAndLast('nobody')).toEqual([]);
  });

  it('export everything as one file that another browser can take in, twice without harm', async () => {
    const r = await records();
    await r.saveAttempt(attempt('a', 0));
    await r.saveAttempt(attempt('b', 1, { rate_factor: 5 }));
    await r.setSetting('k', [1, 'x']);
    const file = await r.exportAll(NOW);
    r.close();
    vi.stubGlobal('indexedDB', new IDBFactory());
    const other = await records();
    expect(await other.importAll(file)).toEqual({ added: 3, present: 0 });
    expect(await other.importAll(file)).toEqual({ added: 0, present: 3 });
    expect((await other.attempts()).map((a) => a.id)).toEqual(['a', 'b']);
    expect(await other.exportAll(NOW)).toBe(file);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['cut short', (t) => t.slice(0, 500), /not JSON/],
    ['another file', (t) => t.replace('bevel-records', 'something'), /format/],
    ['a score of 300', (t) => t.replace(/"score": \d+(\.\d+)?,\n {3}"critical"/, '"score": 300,\n   "critical"'), /attempts\[0\]\.score/],
    ['a broken trace', (t) => t.replace('\\"seq\\":0', '\\"seq\\":9'), /attempts\[0\]\.trace.*seq/],
    ['no time', (t) => t.replace(/"when": "[^"]+"/, '"when": "soon"'), /attempts\[0\]\.when/],
  ])('refuse to import %s, and write nothing', async (_, spoil, message) => {
    const r = await records();
    await r.saveAttempt(attempt('a', 0));
    const file = spoil(await r.exportAll(NOW));
    await r.remove('attempts', 'a');
    await expect(r.importAll(file)).rejects.toThrow(message);
    expect(await r.attempts()).toEqual([]);
  });

  it('keep what a newer export added', async () => {
    const r = await records();
    await r.saveAttempt(attempt('a', 0));
    const newer = (await r.exportAll(NOW)).replace('"version": 1', '"version": 9').replace('"profile": "p"', '"profile": "p", "mood": "calm"');
    expect((parseRecords(newer).attempts[0] as unknown as { mood: string }).mood).toBe('calm');
  });

  it('open a database of a newer version for reading and export only', async () => {
    const r = await records();
    await r.saveAttempt(attempt('old', 0));
    r.close();
    const newer = await openDB(DB_NAME, DB_VERSION + 1, { upgrade: (db) => void db.createObjectStore('portfolio') });
    newer.close();
    const seen: StoreStatus[] = [];
    const again = await records((s) => seen.push(s));
    expect(again.status()).toMatchObject({ writable: false, problem: 'newer' });
    expect(seen).toHaveLength(1);
    expect((await again.attempts()).map((a) => a.id)).toEqual(['old']);
    const status = await again.saveAttempt(attempt('new', 1));
    expect(status).toMatchObject({ problem: 'newer', unsaved: 1 });
    // Not lost: in memory, and in the export.
    expect((await again.attempts()).map((a) => a.id)).toEqual(['old', 'new']);
    expect(parseRecords(await again.exportAll(NOW)).attempts).toHaveLength(2);
    again.close();
    const raw = await openDB(DB_NAME);
    expect(raw.version).toBe(DB_VERSION + 1);
    expect(await raw.getAllKeys('attempts')).toEqual(['old']);
    raw.close();
  });

  it('live in memory when the browser keeps nothing, and say so', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const r = await records();
    expect(r.status()).toMatchObject({ writable: false, problem: 'unavailable' });
    expect(r.status().message).toMatch(/download/);
    await r.saveAttempt(attempt('a', 0));
    expect(r.status().unsaved).toBe(1);
    expect(await r.attempts()).toHaveLength(1);
    expect(parseRecords(await r.exportAll(NOW)).attempts).toHaveLength(1);
  });

  it('keep the attempt in memory when storage is full, and save it once there is room', async () => {
    const r = await records();
    await r.saveAttempt(attempt('a', 0));
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const status = await r.saveAttempt(attempt('b', 1));
    expect(status).toMatchObject({ problem: 'full', unsaved: 1 });
    expect(status.message).toMatch(/full/);
    expect((await r.attempts()).map((a) => a.id)).toEqual(['a', 'b']);
    full.mockRestore();
    expect(await r.remove('attempts', 'a')).toMatchObject({ problem: 'none', unsaved: 0 });
    r.close();
    expect((await (await records()).attempts()).map((a) => a.id)).toEqual(['b']);
  });
});
