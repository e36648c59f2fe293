import raw from './data/spread.json';
import type { SpreadRow } from './types';

/** Person-to-person standard deviations of position and bore per course segment. */
export const SPREAD = raw as unknown as readonly SpreadRow[];
