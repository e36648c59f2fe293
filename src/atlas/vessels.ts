import raw from './data/vessels.json';
import type { Course } from './types';

/** Arteries and veins of one side, with waypoints, parents, anastomoses, territories and calibres. */
export const VESSELS = raw as unknown as readonly Course[];
