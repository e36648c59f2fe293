import { PerTarget, atLabel, missingSentence, num, ramp, range } from './tools';
import type { Metric } from './types';

/** Distance of the skin entry from the planned one, mm. Full within the plan's tolerance, none at three times it. */
export const entry: Metric<PerTarget> = {
  id: 'entry',
  title: 'Entry point',
  unit: 'mm',
  needs: ['inject'],
  sources: ['vanrhee2021'],
  basis: (technique) => technique.plan.basis.location,
  start: () => new PerTarget(),
  sample(state, { event, reading, target, entry: at }, { technique }) {
    if (event.type !== 'inject' || 'unknown' in event || !reading || !target) return;
    const a = reading.entry.point_mm;
    const b = target.entry.point_mm;
    const x = a[0] - b[0];
    const y = a[1] - b[1];
    const z = a[2] - b[2];
    const error = Math.sqrt(x * x + y * y + z * z);
    const tolerance = technique.plan.tolerance.entry_mm;
    state.add(target, event.volume_ml, error, ramp(error, tolerance, 3 * tolerance), error, { tick: at.tick, point_mm: a });
  },
  finish(state, context) {
    const tolerance = context.technique.plan.tolerance.entry_mm;
    const worst = state.worst(context);
    const values = context.counted.map((t) => state.value(t)).filter((v) => v !== null);
    const good = worst !== null && worst.error <= tolerance;
    return {
      factor: state.mean(context),
      target: `within ${num(tolerance)} mm of the planned point`,
      done: worst ? `${range(values)} mm away` : 'no planned point entered',
      why: worst
        ? (good
            ? `The needle entered where it was planned${context.counted.length > 1 ? ', everywhere it was used' : ''}.`
            : `The entry${atLabel(context, worst.target)} lies ${num(worst.error)} mm from the planned point, and the danger map of this point no longer holds.`) + missingSentence(context)
        : missingSentence(context).trim(),
      value: worst?.error ?? null,
      at: worst?.at ?? null,
    };
  },
};
