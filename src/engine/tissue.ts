import { BELOW, LAYER_COUNT, LAYERS, type Below, type Tissue } from '../patient/layers';

/** Every tissue by its code: the layers, mucosa, then what lies below. Rasters and readings hold codes. */
export const TISSUES: readonly Tissue[] = [...LAYERS, 'mucosa', ...BELOW];

export const MUCOSA = LAYER_COUNT;
/** Code of the first tissue below the shell; `FIRST_BELOW + i` is `BELOW[i]`. */
export const FIRST_BELOW = LAYER_COUNT + 1;
const below = (name: Below): number => FIRST_BELOW + BELOW.indexOf(name);
export const BONE = below('bone');
export const CARTILAGE = below('cartilage');
export const ORBIT = below('orbit');
export const GLOBE = below('globe');
export const ORAL_CAVITY = below('oral-cavity');
export const DEEP_SPACE = below('deep-space');
export const OUTSIDE = below('outside');

/** True for orbit, globe and the mouth and nose cavities. */
export const isCavity = (code: number): boolean => code > CARTILAGE && code < DEEP_SPACE;
/** True for bone and cartilage, which stop a needle. */
export const isHard = (code: number): boolean => code === BONE || code === CARTILAGE;
