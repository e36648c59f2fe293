import raw from './data/soft-tissue-depths.json';
import type { SoftTissueDepthRow } from './types';

/** Published skin-to-bone depths. */
export const SOFT_TISSUE_DEPTHS = raw as unknown as readonly SoftTissueDepthRow[];
