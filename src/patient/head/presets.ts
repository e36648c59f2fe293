/** The named heads. Weights are fitted to the published face dimensions by modelling/src/head/fit.ts. */
import presets from './presets.json';
import type { MorphWeights } from './shape';

export interface HeadPreset {
  sex: 'female' | 'male';
  age: number;
  weights: MorphWeights;
}

/** All presets by id. */
export const HEAD_PRESETS = presets as unknown as Record<string, HeadPreset>;

/** A preset by id; throws RangeError with the ids that exist. */
export function headPreset(id: string): HeadPreset {
  if (!Object.hasOwn(HEAD_PRESETS, id)) throw new RangeError(`unknown preset "${id}"; there are ${Object.keys(HEAD_PRESETS).join(', ')}`);
  return HEAD_PRESETS[id];
}
