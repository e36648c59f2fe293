/** What each criterion weighs, in the order of the card; sum 100. Weights are ours (assumed): no validated instrument for facial injection exists. */
import type { CriterionId } from './types';

/** Apart from the metrics, so that the rubric can be named before anything is scored. */
export const WEIGHTS: readonly (readonly [CriterionId, number])[] = [
  ['entry', 12],
  ['depth', 12],
  ['layer', 14],
  ['angle', 8],
  ['device', 6],
  ['volume', 10],
  ['rate', 8],
  ['bone-contact', 8],
  ['vessel-distance', 7],
  ['nerve-distance', 3],
  ['piercing', 5],
  ['passes', 2],
  ['redirections', 2],
  ['aspiration', 3],
];
