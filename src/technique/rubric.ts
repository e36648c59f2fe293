/** Which rubric a score was made with: a version for people and a hash of everything that sets the points. */
import { TECHNIQUES } from './library';
import type { CriterionId } from './types';
import { WEIGHTS } from './weights';

/** Raised whenever a metric, weight or tolerance changes its meaning. */
export const RUBRIC_ID = 'bevel-rubric-2';

export const RUBRIC_NOTE =
  'Points and weights are a proposal of this project: no validated assessment instrument and no published pass mark for facial injection exist, and no study links a simulator score to what happens to patients.';

/** FNV-1a, twice with different offsets, as 16 hex digits: tells rubrics apart, proves nothing. */
export function fnv(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x01000193) ^ (b >>> 13);
  }
  const hex = (x: number): string => (x >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(b);
}

/** The cap for a missed key criterion, part of the hash. */
export const KEY_CAP = { criteria: ['entry', 'depth', 'layer', 'device', 'volume', 'rate', 'bone-contact'] as readonly CriterionId[], below: 0.5, least: 70 };

/** Total amount in tissue over the planned total from which on the score is capped at `KEY_CAP.least`, and falls in inverse proportion (assumed). */
export const OVERDOSE = 2;

/** A planned point counts as treated from this share of its planned amount on (assumed). */
export const TREATED_SHARE = 0.1;

let hash: string | null = null;

/** Hash over weights and plans (computed once). */
export function rubricHash(): string {
  hash ??= fnv(JSON.stringify([RUBRIC_ID, KEY_CAP, TREATED_SHARE, OVERDOSE, WEIGHTS, TECHNIQUES.map((t) => [t.id, t.plan, t.devices])]));
  return hash;
}
