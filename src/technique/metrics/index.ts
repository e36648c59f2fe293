/** All metrics with their weights. */
import { angle } from './angle';
import { aspiration } from './aspiration';
import { boneContact } from './bone-contact';
import { depth } from './depth';
import { device } from './device';
import { nerveDistance, vesselDistance } from './distance';
import { entry } from './entry';
import { layer } from './layer';
import { passes } from './passes';
import { piercing } from './piercing';
import { rate } from './rate';
import { redirections } from './redirections';
import type { Grade, Metric, MetricContext, Sample } from './types';
import { WEIGHTS } from '../weights';
import { volume } from './volume';

/** A metric with its state closed over, so that metrics of different states stand in one list. */
export interface RunningMetric {
  sample: (sample: Sample) => void;
  finish: () => Grade;
}

export interface WeighedMetric {
  metric: Pick<Metric<unknown>, 'id' | 'title' | 'unit' | 'needs' | 'sources' | 'basis'>;
  weight: number;
  run: (context: MetricContext) => RunningMetric;
}

function weigh<S>(metric: Metric<S>): Omit<WeighedMetric, 'weight'> {
  return {
    metric,
    run(context) {
      const state = metric.start(context);
      return { sample: (sample) => metric.sample(state, sample, context), finish: () => metric.finish(state, context) };
    },
  };
}

const RUNNERS = new Map(
  [weigh(entry), weigh(depth), weigh(layer), weigh(angle), weigh(device), weigh(volume), weigh(rate), weigh(boneContact), weigh(vesselDistance), weigh(nerveDistance), weigh(piercing), weigh(passes), weigh(redirections), weigh(aspiration)].map((made) => [made.metric.id, made]),
);

/** In the order of the card. */
export const METRICS: readonly WeighedMetric[] = WEIGHTS.map(([id, weight]) => {
  const made = RUNNERS.get(id);
  if (!made) throw new Error(`No metric for the criterion ${id}.`);
  return { ...made, weight };
});
