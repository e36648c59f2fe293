/** What no single entry can show: the order of entries, and whether an act was possible where it stands. */
import { InputError } from './check';
import type { TraceEntry } from './types';

/** Acts and poses are written at whole ticks: an interval may seem longer than its room by one. */
const ROUNDING_TICKS = 1;

/**
 * Checks the entries of a trace against each other: `seq` counts up from 0, ticks never run backwards, product leaves and the plunger is
 * drawn back only while the needle is under the skin, and no such act lasts longer than the needle had been there.
 * @throws InputError naming the field and the mend.
 */
export function checkSequence(entries: readonly TraceEntry[]): void {
  let tick = 0;
  /** Tick from which the needle has been under the skin and the plunger free; null while it is out. */
  let free: number | null = null;
  let stand = '';
  entries.forEach(({ seq, tick: now, event }, i) => {
    const at = `entries[${i}]`;
    if (seq !== i) throw new InputError(`${at}.seq`, `expected ${i}, got ${seq}`, 'Number the entries 0, 1, 2 and so on in the order in which they happened.');
    if (now < tick) throw new InputError(`${at}.tick`, `runs backwards, from ${tick} to ${now}`, 'Ticks may stand still but never go back.');
    tick = now;
    if ('unknown' in event) return;
    switch (event.type) {
      case 'pose': {
        const { triangle, b, c } = event.pose.entry;
        const where = `${triangle} ${b} ${c}`;
        // Under the skin at another entry without a withdrawal between is a new pass.
        if (event.reading.depth_reached_mm <= 0) free = null;
        else if (free === null || where !== stand) free = now;
        stand = where;
        break;
      }
      case 'withdraw':
        free = null;
        break;
      case 'inject':
        free = busy(free, now, event.duration_ticks, `${at}.event`, 'duration_ticks', 'inject');
        break;
      case 'aspirate':
        free = busy(free, now, event.hold_ticks, `${at}.event`, 'hold_ticks', 'aspirate');
        break;
    }
  });
}

/** The act took `ticks` up to `now`. @returns from when the plunger is free again */
function busy(free: number | null, now: number, ticks: number, path: string, field: string, type: string): number {
  if (free === null) throw new InputError(`${path}.type`, `"${type}" while no needle is under the skin`, 'Put a pose with reading.depth_reached_mm above 0 before it, or leave the event out.');
  if (ticks > now - free + ROUNDING_TICKS) {
    throw new InputError(`${path}.${field}`, `${ticks} ticks end at tick ${now}, but the needle came under the skin, or the plunger was last in use, at tick ${free}`, `Write at most ${now - free}, or a later tick.`);
  }
  return now;
}
