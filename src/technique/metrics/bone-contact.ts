import { PerTarget, atLabel, missingSentence, num } from './tools';
import type { Metric, Where } from './types';

interface State {
  per: PerTarget;
  avoided: Where | null;
  touches: number;
  /** Passes in which the tip came to bone or its periosteum. */
  reached: Set<number>;
}

/** Bone where the plan wants it (share of the product delivered on bone; for a thread: in passes whose tip reached bone or periosteum), none where it does not. */
export const boneContact: Metric<State> = {
  id: 'bone-contact',
  title: 'Bone contact',
  unit: '%',
  needs: ['pose', 'inject'],
  sources: [],
  basis: (technique) => technique.plan.basis.bone_contact,
  start: ({ attempt }) => {
    const first = attempt.bone_contacts[0];
    return { per: new PerTarget(), avoided: first ? { tick: first.tick, point_mm: first.point_mm } : null, touches: attempt.bone_contacts.length, reached: new Set() };
  },
  sample(state, { event, reading, target, entry, track }, { attempt }) {
    const pass = attempt.tracks[track]?.pass ?? -1;
    if (event.type === 'pose' && reading && (reading.bone_contact || reading.tip.layer === 'periosteum')) state.reached.add(pass);
    if (event.type !== 'inject' || 'unknown' in event || !reading || !target || target.bone_contact !== 'required') return;
    const on = reading.bone_contact || (target.kind === 'thread' && state.reached.has(pass)) ? 1 : 0;
    state.per.add(target, event.volume_ml, on, on, 1 - on, { tick: entry.tick, point_mm: reading.tip.point_mm });
  },
  finish({ per, avoided, touches }, context) {
    const advice = context.technique.plan.bone_contact;
    if (advice === 'n/a') {
      return { factor: null, target: 'not part of this technique', done: touches ? `${touches} time${touches > 1 ? 's' : ''}` : 'none', why: 'Bone is neither sought nor feared here.', value: null, at: null };
    }
    if (advice === 'avoid') {
      const treated = context.attempt.deposits.length > 0;
      return {
        factor: (touches === 0 ? 1 : Math.max(0, 0.5 - 0.25 * (touches - 1))) * context.share,
        target: 'none',
        done: touches ? `${touches} time${touches > 1 ? 's' : ''}` : 'none',
        why: touches ? 'The tip scraped bone, which is too deep for this technique: pain, and a dose under the muscle or lip.' : treated ? 'The tip stayed off the bone.' : 'Nothing was delivered.',
        value: touches,
        at: avoided,
      };
    }
    const worst = per.worst(context);
    const good = worst !== null && worst.error === 0;
    const mean = per.mean(context);
    return {
      factor: mean,
      target: 'touch bone and stay on it',
      done: worst ? `${num(mean * 100, 0)} % of the product on bone` : 'nothing delivered',
      why: worst
        ? (good ? 'Bone was felt and kept through the whole bolus.' : `Product left the needle off the bone${atLabel(context, worst.target)}: in the layers above run the vessels that this plan goes under.`) + missingSentence(context)
        : missingSentence(context).trim(),
      value: worst ? mean * 100 : null,
      at: good ? null : (worst?.at ?? null),
    };
  },
};
