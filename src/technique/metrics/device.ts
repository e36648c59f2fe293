import { productName } from '../words';
import { PerTarget, missingSentence, num } from './tools';
import type { Metric } from './types';

interface State {
  per: PerTarget;
  used: Set<string>;
  problems: Set<string>;
}

/** The device and product in hand while product leaves. Accepted: the plan's own and its listed alternatives. */
export const device: Metric<State> = {
  id: 'device',
  title: 'Device and product',
  unit: '',
  needs: ['inject'],
  sources: ['alam2021', 'pavicic2019'],
  basis: (technique) => technique.plan.basis.device,
  start: () => ({ per: new PerTarget(), used: new Set(), problems: new Set() }),
  sample(state, { event, pose, target, entry, reading }, { technique }) {
    if (event.type !== 'inject' || 'unknown' in event || !pose || !target) return;
    const { kind, gauge, length_mm } = pose.device;
    const id = `${kind}-${gauge}G`;
    const product = event.product;
    state.used.add(`${gauge}G ${kind}, ${num(length_mm, 0)} mm, ${productName(product)}`);
    let factor = 1;
    if (!technique.devices.includes(id) && !(kind === target.device.kind && gauge === target.device.gauge)) {
      const same = technique.devices.some((d) => d.startsWith(kind));
      factor = !same ? 0 : Math.abs(gauge - target.device.gauge) <= 2 ? 0.6 : 0.3;
      state.problems.add(same ? `${gauge}G is not a gauge of this plan` : `a ${kind} is not the device of this plan`);
    }
    if (length_mm + 1e-6 < target.shaft_mm) {
      factor *= 0.5;
      state.problems.add(`${num(length_mm, 0)} mm is too short for the ${num(target.shaft_mm)} mm that the shaft needs here`);
    }
    if (!technique.plan.products.includes(product)) {
      factor *= 0.4;
      state.problems.add(`${productName(product)} is not the product of this plan`);
    }
    state.per.add(target, event.volume_ml, factor, factor, 1 - factor, reading ? { tick: entry.tick, point_mm: reading.entry.point_mm } : null);
  },
  finish({ per, used, problems }, context) {
    const { plan, devices } = context.technique;
    const words = (id: string): string => id.replace(/^(needle|cannula)-(\d+G)$/, '$2 $1');
    return {
      factor: per.mean(context),
      target: `${devices.map(words).join(' or ')}; ${plan.products.map(productName).join(' or ')}`,
      done: used.size ? [...used].join('; ') : 'nothing delivered',
      why: used.size
        ? (problems.size ? `Not as planned: ${[...problems].join('; ')}.` : 'Device and product are those of the plan.') + missingSentence(context)
        : missingSentence(context).trim(),
      value: null,
      at: null,
    };
  },
};
