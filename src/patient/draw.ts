import { VARIANT_GROUPS } from '../atlas/variants';
import type { VariantGroup, VariantOption } from '../atlas/types';
import { stream } from './random';
import { chosenByHand, SpecError } from './spec';
import type { DrawnVariant, PatientSpec } from './types';

/**
 * The classic teaching pattern of a patient without a seed: the commonest option of each group (the atlas `default`), except
 * these, because the angular, inferior labial and columellar arteries must be there to be taught.
 */
export const TEACHING_PATTERN: Readonly<Record<string, string>> = {
  'facial-artery-ending': 'canthal',
  'angular-artery-from-facial': 'persistent',
  'inferior-labial-origin': 'from-facial',
  'columellar-artery-sides': 'both',
};

type DrawSide = 'left' | 'right' | 'person';

/**
 * The variants of a patient, in file order, left before right. With a seed each side draws on its own by weight; an option
 * without a weight is never drawn, only chosen. A group whose dependence is not met is left out. A choice by hand in a dependent
 * group narrows the group it depends on to the options that allow it. Throws SpecError when two choices contradict each other.
 */
export function drawVariants(spec: PatientSpec, groups: readonly VariantGroup[] = VARIANT_GROUPS): DrawnVariant[] {
  const drawn: DrawnVariant[] = [];
  const settled: Record<DrawSide, Map<string, string>> = { left: new Map(), right: new Map(), person: new Map() };
  for (const group of groups) {
    const sides: DrawSide[] = group.side === 'person' ? ['person'] : ['left', 'right'];
    for (const side of sides) {
      const byHand = chosenByHand(spec, group, side);
      if (group.depends_on) {
        const { group: other, when } = group.depends_on;
        const state = settled[side].get(other) ?? settled.person.get(other);
        if (state === undefined || !when.includes(state)) {
          if (byHand !== null) throw new SpecError('contradiction', `variants.${group.id}`, `"${group.id}" needs "${other}" to be ${when.join(' or ')}, but it is ${state ?? 'not drawn'} on the ${side} side: choose one of these for "${other}" or leave "${group.id}" out.`);
          continue;
        }
      }
      const option = byHand !== null ? find(group, byHand) : pick(spec, group, side, allowed(spec, group, side, groups));
      settled[side].set(group.id, option.id);
      drawn.push({ group: group.id, option: option.id, side, weight_percent: option.weight_percent, source: option.source });
    }
  }
  return drawn;
}

/** Options of a group that leave room for what was chosen by hand further down. */
function allowed(spec: PatientSpec, group: VariantGroup, side: DrawSide, groups: readonly VariantGroup[]): VariantOption[] {
  let options = group.options;
  for (const later of groups) {
    const depends = later.depends_on;
    if (!depends || depends.group !== group.id || chosenByHand(spec, later, side) === null) continue;
    options = options.filter((option) => depends.when.includes(option.id));
    if (options.length === 0) throw new SpecError('contradiction', `variants.${later.id}`, `"${later.id}" needs "${group.id}" to be ${depends.when.join(' or ')}, which another choice rules out: leave one of them out.`);
  }
  return options;
}

function pick(spec: PatientSpec, group: VariantGroup, side: DrawSide, options: readonly VariantOption[]): VariantOption {
  if (spec.seed === undefined) {
    const wanted = TEACHING_PATTERN[group.id] ?? group.default;
    return options.find((option) => option.id === wanted) ?? heaviest(options);
  }
  let total = 0;
  for (const option of options) total += option.weight_percent ?? 0;
  if (total === 0) return heaviest(options);
  let left = stream(spec.seed, `variant/${group.id}/${side}`)() * total;
  let last: VariantOption | null = null;
  for (const option of options) {
    if (option.weight_percent === null || option.weight_percent === 0) continue;
    last = option;
    left -= option.weight_percent;
    if (left < 0) return option;
  }
  return last ?? heaviest(options);
}

function heaviest(options: readonly VariantOption[]): VariantOption {
  let best = options[0];
  for (const option of options) if ((option.weight_percent ?? -1) > (best.weight_percent ?? -1)) best = option;
  return best;
}

function find(group: VariantGroup, id: string): VariantOption {
  const option = group.options.find((candidate) => candidate.id === id);
  if (!option) throw new SpecError('unknown-variant', `variants.${group.id}`, `"${group.id}" has the options ${group.options.map((candidate) => candidate.id).join(', ')}.`);
  return option;
}
