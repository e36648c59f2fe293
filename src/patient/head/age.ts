/** Age as morph weights: which parts of the face lose volume or descend, and when. Authored; the order follows the literature, the sizes are assumed. */
import type { MorphWeights } from './shape';

/** Component: age in years at which it begins, and its share of the full change (75 years). */
const COMPONENTS: Record<string, [begins: number, full: number]> = {
  'age-tear-trough': [25, 1],
  'age-temple': [28, 1],
  'age-malar': [30, 1],
  'age-nasolabial': [28, 1],
  'age-brow': [32, 1],
  'age-submalar': [32, 1],
  'age-lips': [35, 1],
  'age-marionette': [38, 1],
  'age-jowl': [40, 1],
  'age-nose': [40, 1],
  'age-chin': [42, 1],
  'age-neck': [40, 1],
  'age-ear': [40, 1],
};

/** Weights of the ageing morphs at an age of 20 to 75 years. Before a component begins its weight is 0. */
export function ageWeights(years: number): MorphWeights {
  if (!(years >= 18 && years <= 90)) throw new RangeError(`age must lie between 18 and 90 years, not ${years}`);
  const out: MorphWeights = {};
  for (const name of Object.keys(COMPONENTS)) {
    const [begins, full] = COMPONENTS[name];
    const t = Math.min(1.2, Math.max(0, (years - begins) / (75 - begins)));
    if (t > 0) out[name] = Math.round(full * t * 1000) / 1000;
  }
  return out;
}
