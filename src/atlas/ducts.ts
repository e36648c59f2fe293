import raw from './data/ducts.json';
import type { Course } from './types';

/** Salivary ducts of one side as courses. The outer calibre is set by us; the lumen is 0.6 mm (stringer2012). */
export const DUCTS = raw as unknown as readonly Course[];
