import type { Metric, Where } from './types';
import { num } from './tools';

/** The devices table: at least 10 s with firm gel. */
export const HOLD_S = 10;

/**
 * Process credit where the plan advises it: plunger drawn back and held before product, on the same track and at the place of the first drop. It changes no other criterion:
 * a negative test is not evidence (38 % were still negative in the vessel after 10 s, vanloghem2018). Injecting on after blood came back earns nothing.
 */
export const aspiration: Metric<null> = {
  id: 'aspiration',
  title: 'Aspiration (process)',
  unit: 's',
  needs: [],
  sources: ['vanloghem2018', 'goodman2022'],
  basis: (technique) => technique.plan.basis.aspirate,
  start: () => null,
  sample: () => undefined,
  finish(_, { technique, attempt, counted, targets, match }) {
    const advice = technique.plan.aspirate;
    const held = attempt.aspirations.map((a) => a.hold_s);
    const done = held.length ? `${held.length} time${held.length > 1 ? 's' : ''}, up to ${num(Math.max(...held))} s` : 'not done';
    const proves = 'A negative result proves nothing.';
    if (advice !== 'advised') {
      return { factor: null, target: advice === 'optional' ? 'optional' : 'of no use here', done, why: proves, value: held.length, at: null };
    }
    let sum = 0;
    let ignored: Where | null = null;
    let best = 0;
    for (const target of counted) {
      const tracks = match.tracksOf[targets.indexOf(target)];
      let credit = 0;
      for (const track of tracks) {
        const first = attempt.deposits.find((d) => d.track === track);
        if (!first) continue;
        for (const a of attempt.aspirations) {
          if (a.track !== track) continue;
          const later = attempt.deposits.find((d) => d.track === track && d.first_seq > a.seq && a.point_mm !== null && same(d.point_mm, a.point_mm));
          if (a.result === 'positive' && later) ignored = { tick: later.tick, point_mm: later.point_mm };
          if (a.seq < first.first_seq && (a.point_mm === null || near(first.point_mm, a.point_mm))) {
            credit = Math.max(credit, Math.min(1, a.hold_s / HOLD_S));
            best = Math.max(best, a.hold_s);
          }
        }
      }
      sum += credit;
    }
    const factor = ignored || counted.length === 0 ? 0 : sum / counted.length;
    return {
      factor,
      target: `before each bolus, held ${HOLD_S} s`,
      done,
      why: ignored
        ? 'Blood came back and product followed it. Blood in the hub means: stop, come out, press.'
        : factor >= 1 - 1e-9
          ? `Done before every bolus and held. ${proves}`
          : sum > 0
            ? `Done, but not before every bolus or not held for ${HOLD_S} s; gel in the needle needs that long to let blood through. ${proves}`
            : `Not done before product was delivered. ${proves}`,
      value: best,
      at: ignored,
    };
  },
};

/** How far the opening may move between the test and the first drop, mm (assumed): a test elsewhere on the track says nothing about this place. */
const MOVED_MM = 2;
const near = (a: readonly number[], b: readonly number[]): boolean => within(a, b, MOVED_MM);
const same = (a: readonly number[], b: readonly number[]): boolean => within(a, b, 1);

const within = (a: readonly number[], b: readonly number[], reach: number): boolean => {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  const z = a[2] - b[2];
  return x * x + y * y + z * z < reach * reach;
};
