import raw from './data/deep-anchors.json';
import type { DeepAnchor } from './types';

interface AnchorFile {
  reference_skin_mm: Record<string, [number, number, number]>;
  anchors: DeepAnchor[];
}

const file = raw as unknown as AnchorFile;

/** Points deeper than the skin chart can carry: skin landmark + straight head offsets. */
export const DEEP_ANCHORS: readonly DeepAnchor[] = file.anchors;

/** Assumed skin positions of landmarks on the reference head (x lateral, y up, z forward; origin midway between the tragions); used for scaling only. */
export const REFERENCE_SKIN: Readonly<Record<string, readonly [number, number, number]>> = file.reference_skin_mm;
