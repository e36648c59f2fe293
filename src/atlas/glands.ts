import raw from './data/glands.json';
import type { Shape } from './types';

/** Salivary glands and the parotid duct as outlines. */
export const GLANDS = raw as unknown as readonly Shape[];
