import { ADJUSTMENTS } from './adjustments';
import { ALLOWED_CONTACTS } from './contacts';
import { DEEP_ANCHORS, REFERENCE_SKIN } from './deep-anchors';
import { LANDMARKS } from './landmarks';
import { LAYER_MODEL, PLANES } from './layers';
import { DOMAIN_OUTLINE, EXCLUDED, REGIONS } from './regions';
import { SPREAD } from './spread';
import { COURSES, SHAPES } from './structures';
import { VARIANT_GROUPS } from './variants';

let known: string | null = null;

/** Hash of everything in the atlas that shapes a patient (FNV-1a, eight hex digits): tells versions apart, not a seal. Computed once. */
export function atlasHash(): string {
  known ??= fnv1a(JSON.stringify([LANDMARKS, REGIONS, DOMAIN_OUTLINE, EXCLUDED, PLANES, LAYER_MODEL, DEEP_ANCHORS, REFERENCE_SKIN, COURSES, SHAPES, VARIANT_GROUPS, SPREAD, ALLOWED_CONTACTS, ADJUSTMENTS]));
  return known;
}

/** FNV-1a over the UTF-16 units of a text, as eight hex digits. */
export function fnv1a(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}
