/** Seeded choice of a drill: balanced by kind and by third of the face, nothing twice. */
import { stream } from '../patient/random';
import type { Stream } from '../patient/random';
import type { DrillItem, DrillKind, Zone } from './types';

export const DRILL_SIZE = 10;
/** Ten items: four to point at, three to place, three of risk. */
export const DRILL_MIX: Record<DrillKind, number> = { point: 4, place: 3, risk: 3 };

/** Fisher-Yates with a given stream; the list itself stays as it is. */
export function shuffle<T>(list: readonly T[], draw: Stream): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

export interface SelectOptions {
  /** Item ids that come first where they fit (due for repetition). */
  due?: readonly string[];
  mix?: Record<DrillKind, number>;
}

const ZONES: readonly Zone[] = ['upper', 'mid', 'lower'];
/** What two items must not share within a drill: the structure asked for, or the plan behind it. */
const topic = (item: DrillItem): string => (item.kind === 'point' ? item.structure : item.id.split(':').slice(0, 2).join(':').replace(/^slip/, 'risk'));

/**
 * Chooses the items of a drill. The same bank, seed and options give the same drill.
 * @param bank all items @param seed a whole number >= 0
 */
export function selectDrill(bank: readonly DrillItem[], seed: number, options: SelectOptions = {}): DrillItem[] {
  const mix = options.mix ?? DRILL_MIX;
  const due = new Set(options.due ?? []);
  const chosen: DrillItem[] = [];
  const topics = new Set<string>();
  const perZone: Record<Zone, number> = { upper: 0, mid: 0, lower: 0 };
  for (const kind of ['point', 'place', 'risk'] as const) {
    const shuffled = shuffle(bank.filter((i) => i.kind === kind), stream(seed, `drill:${kind}`));
    const pool = [...shuffled.filter((i) => due.has(i.id)), ...shuffled.filter((i) => !due.has(i.id))];
    for (let n = 0; n < mix[kind]; n++) {
      const open = pool.filter((i) => !chosen.includes(i) && !topics.has(topic(i)));
      if (open.length === 0) break;
      const wanted = [...ZONES].sort((a, b) => perZone[a] - perZone[b]);
      const pick = open.find((i) => due.has(i.id)) ?? wanted.map((zone) => open.find((i) => i.zone === zone)).find((i) => i !== undefined) ?? open[0];
      chosen.push(pick);
      topics.add(topic(pick));
      perZone[pick.zone]++;
    }
  }
  return shuffle(chosen, stream(seed, 'drill:order'));
}
