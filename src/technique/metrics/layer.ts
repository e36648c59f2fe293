import { straightDepth } from '../../trace/axis';
import type { PlannedTarget, Pose, RecordedReading } from '../../trace/types';
import { depositDistance } from '../match';
import { tissueWords } from '../words';
import { PerTarget, atLabel, consequence, missingSentence, num } from './tools';
import type { Metric } from './types';

interface State {
  per: PerTarget;
  layers: Map<string, number>;
  /** Volume above and below the layer. */
  above: number;
  below: number;
}

/**
 * 1 in the layer, a half within the depth tolerance of its border, else 0. Touching bone is the periosteum.
 * A straight cannula cannot follow a layer along a curved face: a thread counts where it keeps to its planned line, too.
 */
function inLayer(reading: RecordedReading, pose: Pose, target: PlannedTarget, tolerance: number): number {
  if (reading.tip.layer === target.layer) return 1;
  if (target.layer === 'periosteum' && reading.bone_contact) return 1;
  if (target.kind === 'thread') return depositDistance(reading.opening_mm, target.deposit_mm) <= tolerance ? 1 : 0;
  const depth = straightDepth(reading.depth_reached_mm, pose.angle_deg);
  const outside = Math.max(target.window_mm[0] - depth, depth - target.window_mm[1], 0);
  return outside <= tolerance ? 0.5 : 0;
}

/** Share of the product that left the opening with the tip in the planned layer. */
export const layer: Metric<State> = {
  id: 'layer',
  title: 'Layer',
  unit: '%',
  needs: ['inject'],
  sources: ['pavicic2017'],
  basis: (technique) => technique.plan.items[0].window_basis.basis,
  start: () => ({ per: new PerTarget(), layers: new Map(), above: 0, below: 0 }),
  sample(state, { event, pose, reading, target, entry }, { technique }) {
    if (event.type !== 'inject' || 'unknown' in event || !pose || !reading || !target) return;
    const factor = inLayer(reading, pose, target, technique.plan.tolerance.depth_mm);
    state.per.add(target, event.volume_ml, factor, factor, 1 - factor, { tick: entry.tick, point_mm: reading.tip.point_mm });
    if (factor < 1) {
      if (straightDepth(reading.depth_reached_mm, pose.angle_deg) < target.window_mm[0]) state.above += event.volume_ml;
      else state.below += event.volume_ml;
    }
    const name = target.layer === 'periosteum' && reading.bone_contact ? 'periosteum' : reading.tip.layer;
    state.layers.set(name, (state.layers.get(name) ?? 0) + event.volume_ml);
  },
  finish({ per, layers, above, below }, context) {
    const worst = per.worst(context);
    const asked = [...new Set(context.counted.map((t) => t.layer))];
    const words = (id: string): string => tissueWords(id, context.technique.model_region);
    const total = [...layers.values()].reduce((a, b) => a + b, 0);
    const found = [...layers.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const share = total > 0 ? ((found.find(([name]) => (asked as string[]).includes(name))?.[1] ?? 0) / total) * 100 : null;
    const good = worst !== null && worst.error === 0;
    return {
      factor: per.mean(context),
      target: asked.length ? asked.map(words).join(' or ') : 'no target',
      done: total > 0 ? found.map(([name, ml]) => `${words(name)} ${num((ml / total) * 100, 0)} %`).join(', ') : 'nothing delivered',
      why: worst
        ? (good
            ? `All of it lies in the planned layer (${asked.map(words).join(' or ')}).`
            : `Product left the needle outside the ${words(worst.target.layer)}${atLabel(context, worst.target)}: most of it went to the ${words(found[0][0])}.${consequence(context, above >= below ? ['too-superficial'] : ['too-deep'])}`) + missingSentence(context)
        : missingSentence(context).trim(),
      value: share,
      at: good ? null : (worst?.at ?? null),
    };
  },
};
