import { depositDistance } from '../match';
import { straightDepth } from '../../trace/axis';
import { PerTarget, atLabel, consequence, missingSentence, num, ramp, range } from './tools';
import type { Metric } from './types';

/**
 * Depth of the tip straight in from the skin while product leaves, mm, against the planned depth in this patient's own column.
 * Where bone is the target, touching bone is the right depth; a thread is held against its line. Full within tolerance, none at three times it.
 */
export const depth: Metric<PerTarget> = {
  id: 'depth',
  title: 'Depth',
  unit: 'mm',
  needs: ['inject'],
  sources: ['pavicic2017'],
  basis: (technique) => technique.plan.basis.depth_mm,
  start: () => new PerTarget(),
  sample(state, { event, pose, reading, target, entry }, { technique }) {
    if (event.type !== 'inject' || 'unknown' in event || !pose || !reading || !target) return;
    const done = straightDepth(reading.depth_reached_mm, pose.angle_deg);
    const onBone = target.bone_contact === 'required' && reading.bone_contact;
    const error = onBone ? 0 : target.kind === 'thread' ? depositDistance(reading.opening_mm, target.deposit_mm) : Math.abs(done - target.depth_mm);
    const tolerance = technique.plan.tolerance.depth_mm;
    state.add(target, event.volume_ml, done, ramp(error, tolerance, 3 * tolerance), error, { tick: entry.tick, point_mm: reading.tip.point_mm });
  },
  finish(state, context) {
    const tolerance = context.technique.plan.tolerance.depth_mm;
    const worst = state.worst(context);
    const asked = context.counted.map((t) => t.depth_mm);
    const values = context.counted.map((t) => state.value(t)).filter((v) => v !== null);
    const off = worst ? worst.value - worst.target.depth_mm : 0;
    const shallow = off < 0;
    const good = worst !== null && worst.error <= tolerance;
    return {
      factor: state.mean(context),
      target: asked.length ? `${range(asked)} mm straight in (within ${num(tolerance)} mm)${context.technique.plan.bone_contact === 'required' ? ', or on bone' : ''}` : 'no target',
      done: worst ? `${range(values)} mm` : 'nothing delivered',
      why: worst
        ? (good
            ? 'The product lies at the planned depth of this face.'
            : worst.target.kind === 'thread'
              ? `Product was laid up to ${num(worst.error)} mm off the planned line.${consequence(context, ['too-superficial'])}`
              : `${num(Math.abs(off))} mm too ${shallow ? 'shallow' : 'deep'}${atLabel(context, worst.target)}.${consequence(context, shallow ? ['too-superficial'] : ['too-deep'])}`) + missingSentence(context)
        : missingSentence(context).trim(),
      value: worst?.error ?? null,
      at: worst?.at ?? null,
    };
  },
};
