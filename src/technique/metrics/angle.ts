import { axisAngle } from '../../trace/axis';
import { PerTarget, atLabel, consequence, missingSentence, num, ramp } from './tools';
import type { Metric } from './types';

/** Steeper than this the side of the bevel has no "up". */
const STEEP_DEG = 75;

/** Degrees that the bevel or port is turned away from the plan; 0 where the plan does not say or the needle is steep. */
function bevelError(plan: string, angle: number, roll: number): number {
  if (angle > STEEP_DEG) return 0;
  const asked = plan.includes('down') ? 180 : plan.includes('up') ? 0 : null;
  if (asked === null) return 0;
  const turn = Math.abs(roll - asked) % 360;
  return turn > 180 ? 360 - turn : turn;
}

/** Angle between the planned and the actual shaft axis, degrees; a bevel turned the wrong way costs 15 % of it. */
export const angle: Metric<{ per: PerTarget; bevel: boolean }> = {
  id: 'angle',
  title: 'Angle and bevel',
  unit: 'degree',
  needs: ['inject'],
  sources: ['ianb2024'],
  basis: (technique) => technique.plan.basis.angle_deg,
  start: () => ({ per: new PerTarget(), bevel: false }),
  sample(state, { event, pose, reading, target, entry }, { technique }) {
    if (event.type !== 'inject' || 'unknown' in event || !pose || !reading || !target) return;
    const error = axisAngle(pose, target);
    const tolerance = technique.plan.tolerance.angle_deg;
    const turned = bevelError(target.bevel, pose.angle_deg, pose.roll_deg) > 90;
    if (turned) state.bevel = true;
    state.per.add(target, event.volume_ml, pose.angle_deg, ramp(error, tolerance, 3 * tolerance) * (turned ? 0.85 : 1), error, { tick: entry.tick, point_mm: reading.entry.point_mm });
  },
  finish({ per, bevel }, context) {
    const tolerance = context.technique.plan.tolerance.angle_deg;
    const worst = per.worst(context);
    const asked = [...new Set(context.counted.map((t) => num(t.angle_deg, 0)))];
    const good = worst !== null && worst.error <= tolerance;
    return {
      factor: per.mean(context),
      target: asked.length ? `${asked.join(' or ')} degrees to the skin (within ${num(tolerance, 0)})` : 'no target',
      done: worst ? `${num(worst.value, 0)} degrees, axis ${num(worst.error, 0)} degrees off the plan` : 'nothing delivered',
      why: worst
        ? (good ? 'The shaft ran as planned.' : `The shaft was ${num(worst.error, 0)} degrees off${atLabel(context, worst.target)}: the tip is no longer under the point that you chose.${consequence(context, ['wrong-angle'])}`) +
          (bevel ? ' The bevel faced the other way than planned.' : '') +
          missingSentence(context)
        : missingSentence(context).trim(),
      value: worst?.error ?? null,
      at: good && !bevel ? null : (worst?.at ?? null),
    };
  },
};
