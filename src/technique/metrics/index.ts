/** All metrics with their weights. Weights are ours (assumed): no validated instrument for facial injection exists. */
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

function weigh<S>(metric: Metric<S>, weight: number): WeighedMetric {
  return {
    metric,
    weight,
    run(context) {
      const state = metric.start(context);
      return { sample: (sample) => metric.sample(state, sample, context), finish: () => metric.finish(state, context) };
    },
  };
}

/** In the order of the card. Sum 100. */
export const METRICS: readonly WeighedMetric[] = [
  weigh(entry, 12),
  weigh(depth, 12),
  weigh(layer, 14),
  weigh(angle, 8),
  weigh(device, 6),
  weigh(volume, 10),
  weigh(rate, 8),
  weigh(boneContact, 8),
  weigh(vesselDistance, 7),
  weigh(nerveDistance, 3),
  weigh(piercing, 5),
  weigh(passes, 2),
  weigh(redirections, 2),
  weigh(aspiration, 3),
];
