import raw from './data/face-dimensions.json';
import type { FaceDimensionRow } from './types';

/** Published distances of the adult face. */
export const FACE_DIMENSIONS = raw as unknown as readonly FaceDimensionRow[];
