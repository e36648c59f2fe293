import raw from './data/ligaments.json';
import type { Shape } from './types';

/** Retaining ligaments and septa as outlines. */
export const LIGAMENTS = raw as unknown as readonly Shape[];
