/**
 * GLSL made smaller without a change of meaning: comments, indentation and the branches of features that are known to stay off.
 * Line by line; knows the preprocessor's conditions, not the language.
 */

/** What is known of the preprocessor when a shader is compiled. */
export interface Known {
  /** Names that are never defined. */
  never: ReadonlySet<string>;
  /** Counts that are always 0, as in `NUM_POINT_LIGHTS > 0`. */
  zero: ReadonlySet<string>;
}

/** True, false, or not known before the shader is compiled. */
type Verdict = boolean | null;

/**
 * The value of a condition as far as it is known.
 * @throws Error when the condition has a form that is not understood.
 */
export function evaluate(condition: string, { never, zero }: Known): Verdict {
  const tokens = condition.match(/&&|\|\||[<>=!]=|[()!<>]|\w+/g) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new Error(`Condition not understood: #if ${condition}`);
  };
  const take = (token: string): void => {
    if (tokens[at++] !== token) fail();
  };
  const primary = (): Verdict => {
    const token = tokens[at++] ?? fail();
    if (token === '!') {
      const value = primary();
      return value === null ? null : !value;
    }
    if (token === '(') {
      const value = either();
      take(')');
      return value;
    }
    if (token === 'defined') {
      take('(');
      const name = tokens[at++] ?? fail();
      take(')');
      return never.has(name) ? false : null;
    }
    const operator = tokens[at];
    if (operator === undefined || !/^([<>=!]=|[<>])$/.test(operator)) return null;
    const right = tokens[at + 1] ?? fail();
    at += 2;
    // Counts are never negative: 0 > 0 and n < 0 are false.
    if (operator === '>' && zero.has(token) && right === '0') return false;
    if (operator === '<' && zero.has(right)) return false;
    return null;
  };
  const both = (): Verdict => {
    let value = primary();
    while (tokens[at] === '&&') {
      at++;
      const next = primary();
      value = value === false || next === false ? false : value === null || next === null ? null : true;
    }
    return value;
  };
  const either = (): Verdict => {
    let value = both();
    while (tokens[at] === '||') {
      at++;
      const next = both();
      value = value === true || next === true ? true : value === null || next === null ? null : false;
    }
    return value;
  };
  const value = either();
  return at === tokens.length ? value : fail();
}

interface Block {
  /** Lines of the present branch are kept; false inside a branch that is left out. */
  live: boolean;
  /** A branch of this block is known to be taken: the rest is left out. */
  taken: boolean;
  /** An `#if` of this block has been written, so its `#endif` must be too. */
  open: boolean;
}

/**
 * The source without comments, indentation, empty lines and branches that are never compiled.
 * @throws Error when conditions are not closed or not understood.
 */
export function slimGlsl(source: string, known: Known): string {
  const out: string[] = [];
  const blocks: Block[] = [];
  const alive = (): boolean => blocks.every((block) => block.live);
  for (const raw of source.replace(/\/\*[\s\S]*?\*\//g, '').split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim();
    const directive = /^#\s*(ifdef|ifndef|if|elif|else|endif)\b\s*(.*)$/.exec(line);
    if (!directive) {
      if (line !== '' && alive()) out.push(line);
      continue;
    }
    const [, word, rest] = directive;
    if (word === 'if' || word === 'ifdef' || word === 'ifndef') {
      const outer = alive();
      const value = evaluate(word === 'if' ? rest : `${word === 'ifndef' ? '!' : ''}defined(${rest})`, known);
      if (outer && value === null) out.push(line);
      blocks.push({ live: outer && value !== false, taken: value === true, open: value === null });
      continue;
    }
    const block = blocks.pop();
    if (!block) throw new Error(`#${word} without #if`);
    const outer = alive();
    if (word === 'endif') {
      if (outer && block.open) out.push(line);
      continue;
    }
    const value = word === 'else' ? true : evaluate(rest, known);
    const live = outer && !block.taken && value !== false;
    if (live && word === 'elif') {
      if (value === null) out.push(block.open ? line : `#if ${rest}`);
      else if (block.open) out.push('#else');
    } else if (live && block.open) out.push(line);
    blocks.push({ live, taken: block.taken || value === true, open: block.open || (live && value === null) });
  }
  if (blocks.length > 0) throw new Error('#if without #endif');
  return out.join('\n');
}
