import raw from './data/variants.json';
import type { VariantGroup } from './types';

/** Exclusive variant groups in drawing order; non-null weights of a group sum to 100. */
export const VARIANT_GROUPS = raw as unknown as readonly VariantGroup[];
