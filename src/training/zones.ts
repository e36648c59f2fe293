import { REGIONS, regionAt } from '../atlas/regions';
import type { Zone } from './types';

const UPPER = new Set(['forehead-central', 'forehead-lateral', 'glabella', 'temple', 'upper-eyelid', 'lateral-canthus']);
const MID = new Set(['tear-trough', 'nasal-dorsum', 'nasal-tip', 'ala', 'medial-cheek', 'lateral-cheek', 'zygomatic-arch', 'preauricular', 'nasolabial-fold']);

/** Third of the face that a region belongs to, for the balance of a drill. */
export const zoneOf = (region: string): Zone => (UPPER.has(region) ? 'upper' : MID.has(region) ? 'mid' : 'lower');

/** Region id at a reference label, or the empty text off every region. */
export const regionName = (u: number, v: number): string => REGIONS[regionAt(u, v)]?.id ?? '';
