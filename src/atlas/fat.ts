import raw from './data/fat.json';
import type { Shape } from './types';

/** Fat compartments as outlines. */
export const FAT = raw as unknown as readonly Shape[];
