import { VARIANT_GROUPS } from '../atlas/variants';
import type { VariantGroup } from '../atlas/types';
import type { PatientSpec } from './types';

/** A finished face that a spec can name. */
export interface Preset {
  id: string;
  sex: 'female' | 'male';
  age: number;
  label: string;
}

export const PRESETS: readonly Preset[] = [
  { id: 'female-35', sex: 'female', age: 35, label: 'Woman, 35' },
  { id: 'male-45', sex: 'male', age: 45, label: 'Man, 45' },
];

/** A mistake in a patient spec: which field, what is wrong, how to mend it. */
export class SpecError extends Error {
  override name = 'SpecError';
  constructor(
    readonly code: 'not-an-object' | 'unknown-key' | 'missing' | 'bad-value' | 'unknown-preset' | 'unknown-variant' | 'contradiction',
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** The preset of that id. Throws a SpecError that lists the presets. */
export function preset(id: string, path = 'preset'): Preset {
  const found = PRESETS.find((candidate) => candidate.id === id);
  if (!found) throw new SpecError('unknown-preset', path, `Unknown preset "${id}". Use one of: ${PRESETS.map((candidate) => candidate.id).join(', ')}.`);
  return found;
}

const KEYS = ['preset', 'seed', 'variants'];

/**
 * Checks a spec that came from outside and returns it with keys in a fixed order; variants sorted by key.
 * `path` is put before field names in errors (e.g. `patient`). Throws SpecError.
 */
export function normaliseSpec(input: unknown, path = ''): PatientSpec {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new SpecError('not-an-object', path, 'A patient must be an object such as {"preset":"female-35"}.');
  const fields = input as Record<string, unknown>;
  for (const key of Object.keys(fields)) if (!KEYS.includes(key)) throw new SpecError('unknown-key', at(key), `Unknown key "${key}". A patient has: ${KEYS.join(', ')}.`);
  if (typeof fields.preset !== 'string') throw new SpecError('missing', at('preset'), `"preset" must be one of: ${PRESETS.map((candidate) => candidate.id).join(', ')}.`);
  const spec: PatientSpec = { preset: preset(fields.preset, at('preset')).id };
  if (fields.seed !== undefined) {
    if (typeof fields.seed !== 'number' || !Number.isSafeInteger(fields.seed) || fields.seed < 0) throw new SpecError('bad-value', at('seed'), '"seed" must be a whole number from 0 to 9007199254740991; leave it out for the symmetric teaching patient.');
    spec.seed = fields.seed + 0;
  }
  if (fields.variants !== undefined) {
    const variants = normaliseVariants(fields.variants, at('variants'));
    if (Object.keys(variants).length > 0) spec.variants = variants;
  }
  return spec;
}

function normaliseVariants(input: unknown, path: string): Record<string, string> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new SpecError('bad-value', path, '"variants" must be an object from group id to option id, such as {"facial-artery-ending":"canthal"}.');
  const given = input as Record<string, unknown>;
  const result: Record<string, string> = {};
  for (const key of Object.keys(given).sort()) {
    const [id, side] = splitKey(key);
    const here = `${path}.${key}`;
    const group = VARIANT_GROUPS.find((candidate) => candidate.id === id);
    if (!group) throw new SpecError('unknown-variant', here, `Unknown variant group "${id}".${near(id)}`);
    if (side !== null && side !== 'left' && side !== 'right') throw new SpecError('unknown-variant', here, `Unknown side "${side}": write "${id}", "${id}:left" or "${id}:right".`);
    if (side !== null && group.side === 'person') throw new SpecError('bad-value', here, `"${id}" is drawn once for the person: leave out ":${side}".`);
    const option = given[key];
    if (typeof option !== 'string' || !group.options.some((candidate) => candidate.id === option)) throw new SpecError('unknown-variant', here, `"${id}" has the options ${group.options.map((candidate) => candidate.id).join(', ')}.`);
    result[key] = option;
  }
  return result;
}

/** `group` or `group:side` -> [group, side or null]. */
export function splitKey(key: string): [string, string | null] {
  const colon = key.indexOf(':');
  return colon < 0 ? [key, null] : [key.slice(0, colon), key.slice(colon + 1)];
}

/** The option chosen by hand for a group on a side, or null. The sided key wins. */
export function chosenByHand(spec: PatientSpec, group: VariantGroup, side: 'left' | 'right' | 'person'): string | null {
  const variants = spec.variants;
  if (!variants) return null;
  return (side === 'person' ? undefined : variants[`${group.id}:${side}`]) ?? variants[group.id] ?? null;
}

function near(id: string): string {
  const words = id.split('-');
  const close = VARIANT_GROUPS.filter((group) => words.some((word) => word.length > 3 && group.id.includes(word))).slice(0, 5);
  return close.length > 0 ? ` Did you mean ${close.map((group) => group.id).join(', ')}?` : ' The groups are listed in src/atlas/data/variants.json.';
}
