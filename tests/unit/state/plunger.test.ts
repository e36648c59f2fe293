/** The plunger gives what the clock says: exact doses, true durations, whatever the window was busy with. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press } from '../../../src/ui/state/plunger';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A clock of 10 ms ticks that the test moves; `busy` moves time without letting any timer run. */
function rig(most_ml: number, { warp = false, rate = 0.3 } = {}) {
  let ticks = 0;
  const given: { volume: number; ticks: number }[] = [];
  const done = vi.fn();
  const clock = { now: () => ticks, skip: (n: number) => void (ticks += n) };
  const lift = press({ clock, rate: () => rate, warp: () => warp, most_ml, give: (volume, took) => given.push({ volume, ticks: took }), done });
  const sum = () => given.reduce((total, part) => total + part.volume, 0);
  return {
    given, done, lift, sum,
    busy: (s: number) => void (ticks += s * 100),
    run(s: number) {
      for (let i = 0; i < s * 100; i++) {
        ticks += 1;
        vi.advanceTimersByTime(10);
      }
    },
  };
}

describe('the plunger', () => {
  it('gives rate times time, the last part at the lift', () => {
    const r = rig(1);
    r.run(2.05);
    r.lift();
    expect(r.sum()).toBeCloseTo((0.3 * 2.05) / 60, 5);
    const before = r.sum();
    r.run(1);
    r.lift();
    expect(r.sum()).toBe(before);
  });

  it('ends at the dose even when the window was busy for ten seconds', () => {
    const r = rig(0.01);
    r.busy(10);
    r.run(0.1);
    expect(r.sum()).toBeCloseTo(0.01, 9);
    expect(r.done).toHaveBeenCalledOnce();
    // 0.01 mL at 0.3 mL a minute takes 2 s, not the ten that passed.
    expect(r.given.reduce((total, part) => total + part.ticks, 0)).toBe(200);
  });

  it('runs eight times as fast when asked, at the same recorded rate', () => {
    const r = rig(1, { warp: true });
    r.run(1);
    r.lift();
    expect(r.sum()).toBeCloseTo((0.3 * 8) / 60, 3);
    const seconds = r.given.reduce((total, part) => total + part.ticks, 0) / 100;
    expect((r.sum() / seconds) * 60).toBeCloseTo(0.3, 3);
  });
});
