/**
 * Small checkers for data that comes from outside: each returns the value, typed, or throws an `InputError` that names the field
 * and the mend. Own code, because schema libraries that compile with `new Function` trip the Content-Security-Policy.
 */

/** Bad input: where, what is wrong, how to mend it. */
export class InputError extends Error {
  readonly path: string;
  readonly problem: string;
  readonly mend: string;
  constructor(path: string, problem: string, mend: string) {
    super(`${path || 'input'}: ${problem}. ${mend}`);
    this.name = 'InputError';
    this.path = path;
    this.problem = problem;
    this.mend = mend;
  }
}

export type Check<T> = (value: unknown, path: string) => T;
export type Checked<C> = C extends Check<infer T> ? T : never;

const show = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

export function fail(path: string, expected: string, value: unknown, mend = `Write ${expected} there.`): never {
  throw new InputError(path, value === undefined ? `is missing (${expected})` : `expected ${expected}, got ${show(value)}`, mend);
}

export const text = (what = 'a text'): Check<string> => (value, path) => (typeof value === 'string' ? value : fail(path, what, value));

export const word = (what = 'a text that is not empty'): Check<string> => (value, path) =>
  typeof value === 'string' && value.length > 0 ? value : fail(path, what, value);

/** A finite number within the bounds, ends included. */
export const number = (min = -Infinity, max = Infinity, what?: string): Check<number> => {
  const bounds = min > -Infinity && max < Infinity ? ` from ${min} to ${max}` : min > -Infinity ? ` of at least ${min}` : max < Infinity ? ` of at most ${max}` : '';
  return (value, path) => (typeof value === 'number' && value >= min && value <= max && value - value === 0 ? value : fail(path, `${what ?? 'a finite number'}${bounds}`, value));
};

export const integer = (min = -Infinity, max = Infinity): Check<number> => {
  const inner = number(min, max, 'a whole number');
  return (value, path) => (typeof value === 'number' && Math.floor(value) !== value ? fail(path, 'a whole number', value) : inner(value, path));
};

export const flag: Check<boolean> = (value, path) => (typeof value === 'boolean' ? value : fail(path, 'true or false', value));

export const oneOf =
  <T extends string>(options: readonly T[]): Check<T> =>
  (value, path) =>
    (options as readonly unknown[]).includes(value) ? (value as T) : fail(path, `one of ${options.join(', ')}`, value, 'Use one of them, spelled so.');

export const nullable =
  <T>(inner: Check<T>): Check<T | null> =>
  (value, path) =>
    value === null ? null : inner(value, path);

export const list =
  <T>(inner: Check<T>, min = 0): Check<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) return fail(path, 'a list', value);
    if (value.length < min) return fail(path, `a list of at least ${min}`, value);
    return value.map((item, i) => inner(item, `${path}[${i}]`));
  };

export const pair =
  (inner: Check<number>): Check<[number, number]> =>
  (value, path) =>
    Array.isArray(value) && value.length === 2 ? [inner(value[0], `${path}[0]`), inner(value[1], `${path}[1]`)] : fail(path, 'two numbers', value);

export const triple =
  (inner: Check<number>): Check<[number, number, number]> =>
  (value, path) =>
    Array.isArray(value) && value.length === 3 ? [inner(value[0], `${path}[0]`), inner(value[1], `${path}[1]`), inner(value[2], `${path}[2]`)] : fail(path, 'three numbers x, y, z', value);

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const record =
  <T>(inner: Check<T>): Check<Record<string, T>> =>
  (value, path) => {
    if (!isObject(value)) return fail(path, 'an object', value);
    const out: Record<string, T> = {};
    for (const key of Object.keys(value)) {
      if (key === '__proto__') return fail(`${path}.__proto__`, 'an ordinary key', key, 'Remove it.');
      out[key] = inner(value[key], `${path}.${key}`);
    }
    return out;
  };

type Fields<T> = { [K in keyof T]-?: Check<T[K]> };
type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

export interface ObjectOptions {
  /** What to do with a key that is not in the table: refuse it (a slip of the pen), or keep it as it came (a newer writer). */
  unknown: 'refuse' | 'keep';
}

/** An object with these fields. Those listed in `optional` may be absent. */
export function object<T extends object>(fields: Fields<T>, optional: readonly OptionalKeys<T>[] = [], options: ObjectOptions = { unknown: 'refuse' }): Check<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return (value, path) => {
    if (!isObject(value)) return fail(path, 'an object', value);
    const out: Record<string, unknown> = {};
    const at = (key: string): string => (path ? `${path}.${key}` : key);
    for (const key of keys) {
      if (value[key] === undefined && (optional as readonly string[]).includes(key)) continue;
      out[key] = fields[key](Object.hasOwn(value, key) ? value[key] : undefined, at(key));
    }
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(fields, key)) continue;
      if (options.unknown === 'refuse' || key === '__proto__') throw new InputError(at(key), 'is not a known field', `Remove it, or check its spelling against: ${keys.join(', ')}.`);
      out[key] = value[key];
    }
    return out as T;
  };
}
