import fc from 'fast-check';
import { ShaderChunk } from 'three';
import { describe, expect, it } from 'vitest';
import { evaluate, slimGlsl, type Known } from '../../../scripts/slim/glsl';

const KNOWN: Known = { never: new Set(['NEVER', 'USE_FOG', 'USE_SKINNING', 'USE_TRANSMISSION', 'USE_MORPHTARGETS']), zero: new Set(['NUM_NONE', 'NUM_POINT_LIGHTS', 'NUM_SPOT_LIGHTS', 'NUM_CLIPPING_PLANES']) };

/** What a compiler would see: a plain preprocessor for conditions, with `defined` names and counts given. */
function preprocess(source: string, defined: ReadonlySet<string>, counts: Readonly<Record<string, number>>): string[] {
  const truth = (condition: string): boolean => {
    const text = condition
      .replace(/\bdefined\s*\(\s*(\w+)\s*\)/g, (_, name: string) => String(defined.has(name)))
      .replace(/\b[A-Z]\w*\b/g, (name) => String(counts[name] ?? 0));
    return Boolean(new Function(`return (${text});`)());
  };
  const out: string[] = [];
  const stack: { live: boolean; done: boolean }[] = [];
  for (const raw of source.replace(/\/\*[\s\S]*?\*\//g, '').split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim();
    const [, word, rest] = /^#\s*(ifdef|ifndef|if|elif|else|endif)\b\s*(.*)$/.exec(line) ?? [];
    const outer = (): boolean => stack.every((block) => block.live);
    if (word === undefined) {
      if (line !== '' && outer()) out.push(line);
    } else if (word === 'endif') stack.pop();
    else if (word === 'else' || word === 'elif') {
      const block = stack[stack.length - 1];
      block.live = !block.done && (word === 'else' || truth(rest));
      block.done ||= block.live;
    } else {
      const live = truth(word === 'if' ? rest : `${word === 'ifndef' ? '!' : ''}defined(${rest})`);
      stack.push({ live, done: live });
    }
  }
  return out;
}

const condition = fc.letrec<{ either: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom('defined( NEVER )', 'defined( A )', '! defined( NEVER )', '!defined(B)', 'NUM_NONE > 0', 'NUM_SOME > 0', 'KIND == 2', '1 < NUM_NONE'),
  either: fc.oneof({ maxDepth: 3 }, tie('leaf'), fc.tuple(tie('either'), tie('either')).map(([a, b]) => `( ${a} ) && ${b}`), fc.tuple(tie('either'), tie('either')).map(([a, b]) => `${a} || ( ${b} )`)),
})).either;
const block: fc.Arbitrary<string> = fc.letrec<{ text: string; block: string }>((tie) => ({
  text: fc.oneof({ maxDepth: 4 }, fc.constantFrom('float x;', '\tx += 1.0; // once', '#define LOCAL'), tie('block')),
  block: fc
    .tuple(fc.oneof(condition.map((c) => `#if ${c}`), fc.constantFrom('#ifdef NEVER', '#ifdef A', '#ifndef NEVER', '#ifndef B')), tie('text'), fc.array(fc.tuple(condition, tie('text')), { maxLength: 2 }), fc.option(tie('text')))
    .map(([head, text, elifs, last]) => [head, text, ...elifs.flatMap(([c, t]) => [`#elif ${c}`, t]), ...(last === null ? [] : ['#else', last]), '#endif', `after ${head.length};`].join('\n')),
})).block;

describe('slimGlsl', () => {
  it('leaves the same text for every shader that can be compiled', () => {
    fc.assert(
      fc.property(block, fc.subarray(['A', 'B']), fc.nat({ max: 2 }), fc.nat({ max: 3 }), (source, names, some, kind) => {
        const defined = new Set(names);
        const counts = { NUM_SOME: some, KIND: kind, NUM_NONE: 0 };
        expect(preprocess(slimGlsl(source, KNOWN), defined, counts)).toEqual(preprocess(source, defined, counts));
      }),
      { numRuns: 600 },
    );
  });

  it('leaves the same text of every chunk of three, and less of it', () => {
    let before = 0;
    let after = 0;
    for (const [name, source] of Object.entries(ShaderChunk)) {
      const slim = slimGlsl(source, KNOWN);
      before += source.length;
      after += slim.length;
      for (const on of [[], ['USE_SHADOWMAP', 'USE_ENVMAP', 'STANDARD', 'USE_MAP', 'USE_COLOR', 'SHADOWMAP_TYPE_PCF', 'RE_Direct'], ['USE_CLEARCOAT', 'DOUBLE_SIDED', 'PHYSICAL', 'USE_SHEEN', 'LAMBERT', 'OPAQUE']]) {
        const counts = { NUM_DIR_LIGHTS: on.length, NUM_DIR_LIGHT_SHADOWS: on.length > 0 ? 2 : 0, UNROLLED_LOOP_INDEX: 1, DEPTH_PACKING: 3201 };
        expect(preprocess(slim, new Set(on), counts), name).toEqual(preprocess(source, new Set(on), counts));
      }
    }
    expect(after).toBeLessThan(before * 0.9);
  });

  it('tells what is known of a condition', () => {
    expect(evaluate('defined( NEVER ) && defined( A )', KNOWN)).toBe(false);
    expect(evaluate('defined( NEVER ) || defined( A )', KNOWN)).toBe(null);
    expect(evaluate('! defined( NEVER ) || NUM_SOME > 0', KNOWN)).toBe(true);
    expect(evaluate('( NUM_NONE > 0 ) && defined( A )', KNOWN)).toBe(false);
    expect(evaluate('NUM_NONE > 1', KNOWN)).toBe(null);
  });

  it('stops at what it does not understand', () => {
    expect(() => evaluate('defined NEVER', KNOWN)).toThrow('not understood');
    expect(() => evaluate('A + 1 > 2', KNOWN)).toThrow('not understood');
    expect(() => slimGlsl('#ifdef A\nx;', KNOWN)).toThrow('#endif');
    expect(() => slimGlsl('#endif', KNOWN)).toThrow('without #if');
  });
});
