import raw from './data/muscles.json';
import type { Shape } from './types';

/** Muscles of one side as outlines on the face chart. */
export const MUSCLES = raw as unknown as readonly Shape[];
