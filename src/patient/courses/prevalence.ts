import { COURSES, SHAPES } from '../../atlas/structures';
import { VARIANT_GROUPS } from '../../atlas/variants';
import type { VariantGroup } from '../../atlas/types';

const always = new Set([...COURSES.filter((course) => !course.optional), ...SHAPES].map((structure) => structure.id));
const cache = new Map<string, number | null>();

/** Whole percent of sides that have a structure, from the weights of the variants that add or remove it; null where no study says. */
export function prevalenceOf(id: string): number | null {
  let known = cache.get(id);
  if (known === undefined) {
    known = compute(id);
    cache.set(id, known);
  }
  return known;
}

function compute(id: string): number | null {
  let share = always.has(id) ? 1 : 0;
  let touched = false;
  for (const group of VARIANT_GROUPS) {
    const reach = dependence(group);
    let adds = 0;
    let removes = 0;
    for (const option of group.options) {
      const weight = (option.weight_percent ?? 0) / 100;
      if (weight === 0) continue;
      for (const op of option.ops) {
        // An op for one side of a person-wide draw concerns half of the sides.
        const sides = op.side ? 0.5 : 1;
        if (op.op === 'remove' && op.id === id) removes += weight * sides;
        if (op.op === 'add' && ('course' in op ? op.course.id : op.shape.id) === id) adds += weight * sides;
      }
    }
    if (adds === 0 && removes === 0) continue;
    touched = true;
    share = share * (1 - reach * removes) + (1 - share) * reach * adds;
  }
  return touched ? Math.round(share * 100) : null;
}

/** Share of sides in which a group is drawn at all. */
function dependence(group: VariantGroup): number {
  const depends = group.depends_on;
  if (!depends) return 1;
  const other = VARIANT_GROUPS.find((candidate) => candidate.id === depends.group);
  if (!other) return 1;
  let share = 0;
  for (const option of other.options) if (depends.when.includes(option.id)) share += (option.weight_percent ?? 0) / 100;
  return share * dependence(other);
}
