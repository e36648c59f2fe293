/** Why a line is not a JSON object that Bevel accepts. */
export class LineError extends Error {
  override name = 'LineError';
  constructor(
    readonly code: string,
    readonly path: string,
    message: string,
    /** The request's id, when it could be read. */
    readonly id: string | number | null = null,
  ) {
    super(message);
  }
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * Parse one line as JSON and refuse what JSON.parse lets through: keys given twice in one object, and keys that name a prototype.
 * @throws LineError `invalid-json`, `duplicate-key` or `unknown-key`, with the path of the key
 */
export function parseLine(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own words differ between versions of Node, and answers must not.
    throw new LineError('invalid-json', '', 'This line is not JSON. Write one JSON object a line: keys in double quotes, no comments, numbers finite (not NaN).');
  }
  const problem = findKeyProblem(text);
  if (problem !== null) throw new LineError(problem.code, problem.path, problem.message, idOf(value));
  return value;
}

/** The id of a request, or null when it has none that can be echoed. */
export function idOf(value: unknown): string | number | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const id = Object.hasOwn(value, 'id') ? (value as { id: unknown }).id : null;
  return typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id)) ? id : null;
}

interface Level {
  /** Keys seen, for objects; null for lists. */
  keys: Set<string> | null;
  /** Key or index that is being read. */
  at: string;
  index: number;
}

/** Scan text that is known to be valid JSON for doubled or forbidden keys. Not recursive, so that deep nesting cannot exhaust the stack. */
function findKeyProblem(text: string): { code: string; path: string; message: string } | null {
  const levels: Level[] = [];
  let expectKey = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      const start = i++;
      while (text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1;
      const level = levels[levels.length - 1];
      if (!expectKey || level === undefined || level.keys === null) continue;
      const key = JSON.parse(text.slice(start, i + 1)) as string;
      level.at = key;
      expectKey = false;
      if (FORBIDDEN.has(key)) return { code: 'unknown-key', path: pathOf(levels), message: `The key "${key}" is not allowed. Leave it out.` };
      if (level.keys.has(key)) return { code: 'duplicate-key', path: pathOf(levels), message: `The key "${key}" is given twice. Keep one.` };
      level.keys.add(key);
    } else if (c === 123) {
      levels.push({ keys: new Set(), at: '', index: 0 });
      expectKey = true;
    } else if (c === 91) {
      levels.push({ keys: null, at: '0', index: 0 });
      expectKey = false;
    } else if (c === 125 || c === 93) {
      levels.pop();
      expectKey = false;
    } else if (c === 44) {
      const level = levels[levels.length - 1];
      if (level.keys === null) level.at = String(++level.index);
      else expectKey = true;
    }
  }
  return null;
}

const pathOf = (levels: Level[]): string => levels.map((level) => level.at).join('.');

/** Round every number to `digits` decimals, in place order; the answer's text is then the same everywhere. */
export function rounded(value: unknown, digits: number): unknown {
  if (typeof value === 'number') {
    const scale = digits === 2 ? 100 : 10000;
    return Math.round(value * scale) / scale + 0;
  }
  if (Array.isArray(value)) return value.map((item) => rounded(item, digits));
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) out[key] = rounded(item, digits);
    return out;
  }
  return value;
}
