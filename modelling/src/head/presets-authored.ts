/** What is authored about each preset before its distances are fitted: macro shape and character. */
import type { MorphWeights } from '../../../src/patient/head';
import { ageWeights } from '../../../src/patient/head/age';

export const AUTHORED: Record<string, { sex: 'female' | 'male'; age: number; weights: MorphWeights }> = {
  'female-35': {
    sex: 'female',
    age: 35,
    weights: {
      ...ageWeights(35),
      'ear-wing': -0.3, 'head-oval': 0.25, 'eye-size': 0.3, 'eye-outer-corner': 0.2, 'brow-height': 0.2, 'brow-angle': 0.15, 'cheek-bones': 0.2, 'cheek-volume': 0.1,
      'chin-width': -0.2, 'upper-lip-volume': 0.15, 'lower-lip-volume': 0.2, 'cupids-bow': 0.2, 'nose-tip-level': -0.5, 'nose-tip-width': -0.3, 'nose-dorsum-width': -0.2,
      'nostril-angle': -0.3, 'lip-pout': -0.2, 'mouth-corners': 0.15,
    },
  },
  'male-45': {
    sex: 'male',
    age: 45,
    weights: { male: 1, ...ageWeights(45), 'ear-wing': -0.3, 'eye-size': 0.2, 'brow-depth': 0.1, 'eye-opening-middle': 0.25, 'eye-opening-outer': 0.15, 'nose-tip-level': -0.3, 'nostril-angle': -0.2, 'chin-projection': 0.15, 'mouth-corners': 0.15, 'nose-dorsum-width': -0.1 },
  },
};
