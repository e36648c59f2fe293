import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TECHNIQUES, loadTechnique } from '../../../src/technique';
import { InputError, TRACE_VERSION, axisAngle, checkTrace, createTraceStore, foldAttempt, lastTick, moments, parseTrace, replay, serialise } from '../../../src/trace';
import type { Trace } from '../../../src/trace';
import { flatRig } from '../../golden/flat';
import { perform } from '../../golden/perform';

const make = (technique = 'fil-chin'): Trace => perform(flatRig(), { technique: loadTechnique(technique), sides: ['right', 'left'], id: 'trace-1' });
const plain = (): { header: Record<string, unknown>; entries: Record<string, unknown>[] } => JSON.parse(serialise(make())) as never;
type Row = { seq: number; tick: number; event: Record<string, unknown> };
/** Ways to spoil a plain trace. */
function handle(value: ReturnType<typeof plain>) {
  const rows = value.entries as unknown as Row[];
  const nth = (type: string, n: number): Row => rows.filter((row) => row.event.type === type)[n];
  return {
    targets: value.header.targets as { id: string }[],
    nth,
    first: (type: string): Row => nth(type, 0),
    indexOf: (type: string): number => rows.findIndex((row) => row.event.type === type),
    insert(at: number, event: Record<string, unknown>): void {
      rows.splice(at, 0, { ...rows[Math.max(0, at - 1)], event });
      rows.forEach((row, i) => (row.seq = i));
    },
  };
}
type Plain = ReturnType<typeof handle>;
const error = (act: () => unknown): InputError => {
  try {
    act();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(InputError);
    return thrown as InputError;
  }
  throw new Error('no error was thrown');
};

describe('trace text', () => {
  it.each(TECHNIQUES.map((t) => t.id))('%s survives writing and reading', (id) => {
    const trace = make(id);
    const text = serialise(trace);
    expect(parseTrace(text)).toEqual(JSON.parse(JSON.stringify(trace)));
    expect(serialise(parseTrace(text))).toBe(text);
  });

  it('keeps events it does not know byte for byte', () => {
    const text = serialise(make());
    const odd = '{ "seq":SEQ, "tick":TICK, "actor":"system", "event":{"type":"ultrasound", "gain":1.50, "planes":[ 1e3, "a \\"]}{[ b" ], "deep":{"a":[{}]}} }';
    const trace = parseTrace(text);
    const raw = odd.replace('SEQ', String(trace.entries.length)).replace('TICK', String(lastTick(trace)));
    const withOdd = text.replace(/\n\]\}\n$/, `,\n${raw}\n]}\n`);
    const read = parseTrace(withOdd);
    expect(read.entries).toHaveLength(trace.entries.length + 1);
    expect(serialise(read)).toBe(withOdd);
    expect(foldAttempt(read).totals).toEqual(foldAttempt(trace).totals);
  });

  it.each<[string, (t: ReturnType<typeof plain>) => void, string]>([
    ['a volume in words', (t) => ((t.entries.find((e) => (e.event as { type: string }).type === 'inject')!.event as Record<string, unknown>).volume_ml = 'much'), '.event.volume_ml'],
    ['a missing pose depth', (t) => delete ((t.entries[0].event as { pose: Record<string, unknown> }).pose as Record<string, unknown>).depth_mm, 'entries[0].event.pose.depth_mm'],
    ['an angle past 90', (t) => ((t.entries[0].event as { pose: Record<string, unknown> }).pose.angle_deg = 120), 'entries[0].event.pose.angle_deg'],
    ['a layer that does not exist', (t) => ((t.entries[0].event as { reading: { tip: Record<string, unknown> } }).reading.tip.layer = 'dermis'), 'entries[0].event.reading.tip.layer'],
    ['an unknown actor', (t) => (t.entries[1].actor = 'robot'), 'entries[1].actor'],
    ['a gap in seq', (t) => (t.entries[2].seq = 7), 'entries[2].seq'],
    ['a tick that runs backwards', (t) => (t.entries[3].tick = 0), 'entries[3].tick'],
    ['a fraction of a tick', (t) => (t.entries[3].tick = 100.5), 'entries[3].tick'],
    ['a slip in a field name', (t) => (t.entries[1].actr = 'learner'), 'entries[1].actr'],
    ['a field on the wrong level', (t) => ((t as Record<string, unknown>).score = 3), 'score'],
    ['no preset', (t) => (t.header.patient = {}), 'header.patient.preset'],
    ['another file', (t) => (t.header.format = 'bevel-score'), 'header.format'],
    ['no entries', (t) => ((t as Record<string, unknown>).entries = null), 'entries'],
    ['an event without a type', (t) => (t.entries[1].event = {}), 'entries[1].event.type'],
    ['a list for an event', (t) => (t.entries[1].event = []), 'entries[1].event.type'],
  ])('names the field for %s', (_, spoil, path) => {
    const value = plain();
    spoil(value);
    const thrown = error(() => parseTrace(JSON.stringify(value)));
    expect(thrown.path).toContain(path);
    expect(thrown.message).toContain(thrown.path);
    expect(thrown.mend.length).toBeGreaterThan(8);
  });

  it('says so when the text is cut short, and survives anything', () => {
    expect(error(() => parseTrace(serialise(make()).slice(0, 200))).message).toMatch(/not JSON/);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        error(() => checkTrace(value));
      }),
      { numRuns: 200 },
    );
    const text = serialise(make());
    expect(() => parseTrace(text.replace(/"volume_ml":[\d.]+,"duration/, '"volume_ml":1e999,"duration'))).toThrow(/volume_ml/);
    expect(() => parseTrace(text.replace('"header":{', '"header":{"__proto__":{"x":1},'))).toThrow(InputError);
  });

  it('refuses a newer version and unknown fields of its own', () => {
    const value = plain();
    value.header.version = 99;
    const newer = error(() => checkTrace(value));
    expect(newer.path).toBe('header.version');
    expect(newer.message).toMatch(/version.*99.*newer.*Update Bevel/);
    value.header.version = TRACE_VERSION;
    value.header.mood = 'calm';
    expect(error(() => checkTrace(value)).path).toBe('header.mood');
  });

  it.each<[string, (t: Plain) => void, string, RegExp]>([
    ['two targets of one id', (t) => (t.targets[2].id = t.targets[0].id), 'header.targets[2].id', /already the id of targets\[0\]/],
    ['an injection longer than the needle was in', (t) => (t.first('inject').event.duration_ticks = 999_999), '.event.duration_ticks', /999999 ticks end at tick \d+.*Write at most \d+/],
    ['an aspiration longer than the needle was in', (t) => (t.first('aspirate').event.hold_ticks = 90_000), '.event.hold_ticks', /Write at most/],
    ['an injection that overlaps the one before', (t) => (t.nth('inject', 1).event.duration_ticks = t.nth('inject', 1).tick - t.nth('inject', 0).tick + 5), '.event.duration_ticks', /last in use/],
    ['an injection before the needle is in', (t) => t.insert(0, { ...t.first('inject').event, duration_ticks: 1 }), 'entries[0].event.type', /"inject" while no needle is under the skin/],
    ['an injection with the needle resting on the skin', (t) => t.insert(1, { ...t.first('inject').event, duration_ticks: 1 }), 'entries[1].event.type', /no needle is under the skin/],
    ['an aspiration after the withdrawal', (t) => t.insert(t.indexOf('withdraw') + 1, { type: 'aspirate', hold_ticks: 1, result: 'negative' }), '.event.type', /"aspirate" while no needle/],
  ])('refuses %s', (_, spoil, path, words) => {
    const value = plain();
    spoil(handle(value));
    const thrown = error(() => checkTrace(value));
    expect(thrown.path).toContain(path);
    expect(thrown.message).toMatch(words);
  });

  it('an act may last as long as the needle was in, to the tick', () => {
    const value = plain();
    const t = handle(value);
    const first = t.first('aspirate');
    const entered = value.entries.find((e) => (e.event as { reading?: { depth_reached_mm: number } }).reading?.depth_reached_mm)!.tick as number;
    first.event.hold_ticks = first.tick - entered;
    expect(() => checkTrace(value)).not.toThrow();
    first.event.hold_ticks = first.tick - entered + 2;
    expect(error(() => checkTrace(value)).path).toContain('hold_ticks');
  });
});

describe('fold', () => {
  it('replay to the last tick is the fold, and replay never runs ahead', () => {
    const trace = make('tox-glabella');
    expect(replay(trace, lastTick(trace))).toEqual(foldAttempt(trace));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lastTick(trace) }), (tick) => {
        const now = replay(trace, tick);
        const last = trace.entries.filter((e) => e.tick <= tick).at(-1)!;
        expect(now.seq).toBe(last.seq);
        expect(now.totals.volume_ml).toBeLessThanOrEqual(foldAttempt(trace).totals.volume_ml + 1e-12);
      }),
    );
    expect(replay(trace, -1).seq).toBe(-1);
  });

  it('counts passes, deposits, bone and time', () => {
    const chin = foldAttempt(make('fil-chin'));
    expect(chin.passes).toHaveLength(3);
    expect(chin.passes.every((p) => p.end_tick !== null && p.end_tick > p.start_tick)).toBe(true);
    expect(chin.deposits).toHaveLength(3);
    expect(chin.bone_contacts).toHaveLength(3);
    expect(chin.totals.volume_ml).toBeCloseTo(0.5, 9);
    expect(chin.totals.by_layer.periosteum).toBeCloseTo(0.5, 9);
    expect(chin.aspirations.map((a) => a.hold_s)).toEqual([10, 10, 10]);
    expect(chin.in_tissue_ticks).toBeLessThan(chin.tick);
    expect(chin.pose).toBeNull();
  });

  it('a thread leaves its product along the line', () => {
    const nose = foldAttempt(make('fil-nose-dorsum'));
    expect(nose.passes).toHaveLength(1);
    expect(nose.deposits.length).toBeGreaterThan(3);
    expect(nose.totals.volume_ml).toBeCloseTo(0.15, 9);
  });

  it('counts turns of more than 10 degrees in tissue only', () => {
    const rig = flatRig();
    const trace = perform(rig, { technique: loadTechnique('fil-pyriform'), sides: ['left'], id: 'r', slip: { redirect: 1, pose: (t) => ({ device: t.device, entry: t.entry.at, angle_deg: 60, azimuth_deg: 0, roll_deg: 0, depth_mm: 9 }) } });
    // Out by 60 degrees of azimuth and back.
    expect(foldAttempt(trace).redirections).toBe(2);
    expect(foldAttempt(make('fil-pyriform')).redirections).toBe(0);
    expect(axisAngle({ angle_deg: 90, azimuth_deg: 0 }, { angle_deg: 90, azimuth_deg: 180 })).toBeCloseTo(0, 6);
    expect(axisAngle({ angle_deg: 0, azimuth_deg: 0 }, { angle_deg: 0, azimuth_deg: 90 })).toBeCloseTo(90, 6);
  });

  it('marks the moments worth seeing', () => {
    const kinds = moments(make('fil-pyriform')).map((m) => m.kind);
    expect(kinds).toEqual(['entry', 'bone', 'aspirate', 'inject', 'withdraw', 'entry', 'bone', 'aspirate', 'inject', 'withdraw']);
  });

  it('puts product outside when no needle is in', () => {
    const trace = make();
    const store = createTraceStore(trace.header);
    store.getState().append({ type: 'inject', product: 'ha-firm', volume_ml: 0.1, duration_ticks: 10 }, 10);
    expect(store.getState().attempt.totals.by_layer.outside).toBeCloseTo(0.1, 9);
  });
});

describe('trace store', () => {
  it('only appends, in order, until it ends', () => {
    const { header } = make();
    const store = createTraceStore(header);
    const { append } = store.getState();
    const first = store.getState().trace;
    append({ type: 'annotate', text: 'start' }, 5);
    append({ type: 'withdraw' }, 5, 'instructor');
    expect(first.entries).toHaveLength(0);
    expect(store.getState().trace.entries.map((e) => [e.seq, e.tick, e.actor])).toEqual([
      [0, 5, 'learner'],
      [1, 5, 'instructor'],
    ]);
    expect(() => append({ type: 'withdraw' }, 4)).toThrow(InputError);
    expect(() => append({ type: 'withdraw' }, 6.5)).toThrow(InputError);
    store.getState().end('2026-11-22T12:10:00.000Z');
    expect(() => append({ type: 'withdraw' }, 9)).toThrow(/ended/);
    expect(store.getState().trace.header.recorded.ended).toBe('2026-11-22T12:10:00.000Z');
  });

  it('folds as it goes, and can take up a trace that was read back', () => {
    const trace = make('fil-zygoma');
    const half = trace.entries.slice(0, 10);
    const store = createTraceStore(trace.header, half);
    for (const entry of trace.entries.slice(10)) if (!('unknown' in entry.event)) store.getState().append(entry.event, entry.tick, entry.actor);
    expect(store.getState().attempt).toEqual(foldAttempt(trace));
  });
});
