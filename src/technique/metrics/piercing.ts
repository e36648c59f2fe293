import { inSentence } from '../words';
import { num } from './tools';
import type { Metric } from './types';

const COST: Record<string, number> = { artery: 0.6, vein: 0.35, nerve: 0.5, duct: 0.4 };

/** Walls pierced, and product in a vein. Product in an artery is a critical fail on top (see `score.ts`). */
export const piercing: Metric<null> = {
  id: 'piercing',
  title: 'Structures pierced',
  unit: 'count',
  needs: [],
  sources: ['barsuk2009'],
  basis: () => 'assumed',
  start: () => null,
  sample: () => undefined,
  finish(_, { attempt, match, targets, share }) {
    const { totals } = attempt;
    // What the planned shaft itself passes through on this face is the plan's, not the learner's.
    const byPlan = new Set(targets.filter((t) => match.volumeOf(t.id) > 0).flatMap((t) => t.pierces));
    const pierced = attempt.pierced.filter((p) => !byPlan.has(`${p.id}:${p.side}`));
    const planned = attempt.pierced.filter((p) => byPlan.has(`${p.id}:${p.side}`));
    let factor = 1;
    for (const p of pierced) factor -= COST[p.kind] ?? 0.4;
    const inVessel = totals.arterial_ml > 0 || totals.venous_ml > 0;
    if (inVessel) factor = 0;
    const words = (list: typeof pierced): string[] => [...new Set(list.map((p) => (p.side === 'mid' ? inSentence(p.name) : `${inSentence(p.name)} (${p.side})`)))];
    const names = words(pierced);
    const all = words(attempt.pierced);
    const first = pierced[0];
    const why =
      totals.arterial_ml > 0
        ? `${num(totals.arterial_ml, 2)} mL went into an artery.`
        : totals.venous_ml > 0
          ? `${num(totals.venous_ml, 2)} mL went into a vein: it is carried to the heart and lung, and upward from here towards the cavernous sinus.`
          : names.length
            ? `The shaft went through the ${names.join(', the ')}: a bruise at the least. ${attempt.deposits.length ? '' : 'Nothing was injected there, which is what saved it.'}`.trim()
            : planned.length
              ? `On this face the plan itself passes through the ${words(planned).join(', the ')}: choose another point, or scan first.`
              : attempt.passes.length
              ? 'Nothing that is modelled was pierced.'
              : 'The skin was not entered.';
    return {
      factor: Math.max(0, factor) * share,
      target: 'none',
      done: all.length ? all.join(', ') : 'none',
      why,
      value: attempt.pierced.length,
      at: first ? { tick: first.tick, point_mm: first.point_mm } : null,
    };
  },
};
