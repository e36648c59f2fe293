import { consequence, num, ramp } from './tools';
import type { Metric } from './types';

/** Millilitres (for toxin: units) per planned point. Full within the plan's fraction, none 60 % beyond it; stray product costs its share. */
export const volume: Metric<null> = {
  id: 'volume',
  title: 'Amount',
  unit: 'mL',
  needs: [],
  sources: ['volacc2019'],
  basis: (technique) => technique.plan.basis.amount,
  start: () => null,
  sample: () => undefined,
  finish(_, { technique, counted, match, attempt, targets, share, ...rest }) {
    const tolerance = technique.plan.tolerance.volume_fraction;
    let sum = 0;
    let worst = { error: -1, label: '', ratio: 1, id: '' };
    let planned = 0;
    let done = 0;
    let units = 0;
    for (const target of counted) {
      const got = match.volumeOf(target.id);
      const ratio = target.volume_ml > 0 ? got / target.volume_ml : 0;
      const error = Math.abs(ratio - 1);
      planned += target.volume_ml;
      units += target.units ?? 0;
      done += got;
      sum += got > 0 ? ramp(error, tolerance + 1e-9, tolerance + 0.6) : 0;
      if (error > worst.error) worst = { error, label: target.label, ratio, id: target.id };
    }
    const total = done + match.stray_ml;
    const kept = total > 0 ? done / total : 0;
    const factor = counted.length ? (sum / counted.length) * kept : 0;
    const dose = (ml: number): string => (technique.kind === 'toxin' && planned > 0 ? `${num((ml / planned) * units)} units in ${num(ml, 2)} mL` : `${num(ml, 2)} mL`);
    const context = { technique, counted, match, attempt, targets, share, ...rest };
    const first = attempt.deposits.find((d) => match.targetOf[d.track] >= 0 && targets[match.targetOf[d.track]].id === worst.id);
    const stray = match.stray_ml > 0 ? ` ${num(match.stray_ml, 2)} mL went where nothing was planned.` : '';
    const several = counted.length > 1 ? ` at ${worst.label}` : '';
    return {
      factor,
      target: `${dose(planned)} (within ${num(tolerance * 100, 0)} % at each point)`,
      done: dose(total),
      why:
        done === 0
          ? `Nothing was delivered at a planned point.${stray}`
          : worst.error <= tolerance + 1e-9
            ? `The amount is right at every point.${stray}`
            : worst.ratio > 1
              ? `${num(worst.ratio * 100, 0)} % of the planned amount${several}.${consequence(context, ['too-much'])}${stray}`
              : `Only ${num(worst.ratio * 100, 0)} % of the planned amount${several}.${stray}`,
      value: total,
      at: worst.error > tolerance && first ? { tick: first.tick, point_mm: first.point_mm } : null,
    };
  },
};
