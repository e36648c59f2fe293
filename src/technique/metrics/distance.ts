/** Nearness of the opening to vessels and nerves while product leaves. */
import type { NearRecord } from '../../trace/types';
import { inSentence } from '../words';
import { num, ramp } from './tools';
import type { Metric, MetricContext, Where } from './types';

/** Published tip drift on aspiration is 2.9 mm (tipmove2022): nearer than this a needle may be in the vessel the next moment. */
export const CAUTION_MM = 3;

interface State {
  least: { near: NearRecord; full: number; at: Where } | null;
  factor: number;
}

/** Half a millimetre of grace against what the plan itself comes to on this patient. */
const GRACE_MM = 0.5;
const fullAt = (planned: number | null | undefined): number => Math.min(CAUTION_MM, (planned ?? CAUTION_MM) - GRACE_MM);

/** Where the plan itself touches the wall there is nothing left to grade but not being nearer still. */
const credit = (distance: number, full: number): number => (full > 0 ? 1 - ramp(distance, 0, full) : distance >= full ? 1 : 0);

/** Full at 3 mm, or at what the plan itself allows on this patient (less half a millimetre); none at the wall. */
function nearness(id: 'vessel-distance' | 'nerve-distance', title: string, pick: 'vessel' | 'nerve', word: string, hazard: string): Metric<State> {
  return {
    id,
    title,
    unit: 'mm',
    needs: ['inject'],
    sources: ['tipmove2022'],
    basis: () => 'assumed',
    start: () => ({ least: null, factor: 1 }),
    sample(state, { event, reading, target, entry }) {
      if (event.type !== 'inject' || 'unknown' in event || !reading) return;
      const near = reading[pick];
      if (!near) return;
      const full = fullAt(pick === 'vessel' ? target?.vessel_mm : target?.nerve_mm);
      const factor = credit(near.distance_mm, full);
      if (state.least === null || near.distance_mm < state.least.near.distance_mm) state.least = { near, full, at: { tick: entry.tick, point_mm: reading.opening_mm } };
      state.factor = Math.min(state.factor, factor);
    },
    finish({ least, factor }, context: MetricContext) {
      const delivered = context.attempt.deposits.length > 0;
      const full = least?.full ?? CAUTION_MM;
      const planLimit = full < CAUTION_MM ? ` (the plan itself comes that near on this face)` : '';
      const close = least !== null && least.near.distance_mm < full;
      return {
        factor: delivered ? factor * context.share : 0,
        target: `at least ${num(Math.max(0, full))} mm from any ${word}${planLimit}`,
        done: !delivered ? 'nothing delivered' : least ? `${num(least.near.distance_mm)} mm from ${inSentence(least.near.name)} (${least.near.side})` : `no ${word} modelled within 15 mm`,
        why: !delivered
          ? 'Nothing was delivered.'
          : close
            ? `Product left the needle ${least.near.distance_mm <= 0 ? 'inside or at the wall of' : `${num(least.near.distance_mm)} mm from`} the ${inSentence(least.near.name)}; ${hazard}`
            : least && least.near.distance_mm < CAUTION_MM
              ? `The ${inSentence(least.near.name)} is ${num(Math.max(0, least.near.distance_mm))} mm away. That is as far as this plan gets on this face, and still within the drift of a hand.`
              : `No ${word} modelled within ${num(CAUTION_MM, 0)} mm while product was delivered.`,
        value: least?.near.distance_mm ?? null,
        at: close ? least.at : null,
      };
    },
  };
}

export const vesselDistance = nearness('vessel-distance', 'Distance to vessels', 'vessel', 'vessel', 'the tip of a held needle drifts by about 3 mm when the plunger moves.');
export const nerveDistance = nearness('nerve-distance', 'Distance to nerves', 'nerve', 'nerve', 'a bolus or a needle tip against it can leave numbness, pain or weakness.');
