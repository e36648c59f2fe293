import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, LineError, parseLine, rounded } from '../../../src/cli/json';

const fault = (text: string): LineError => {
  try {
    parseLine(text);
  } catch (error) {
    if (error instanceof LineError) return error;
  }
  throw new Error(`no fault in ${text}`);
};

describe('parsing a line', () => {
  it('reads what JSON.parse reads when no key comes twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        if (/__proto__|"prototype"|"constructor"/.test(text)) return;
        expect(parseLine(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('finds a key given twice at any depth, and names its place', () => {
    expect(fault('{"a":1,"a":2}')).toMatchObject({ code: 'duplicate-key', path: 'a' });
    expect(fault('{"id":"x","p":{"q":[{},{"r":1,"s":"}{","r":2}]}}')).toMatchObject({ code: 'duplicate-key', path: 'p.q.1.r', id: 'x' });
    expect(fault('{"a":1,"\\u0061":2}')).toMatchObject({ code: 'duplicate-key', path: 'a' });
    expect(parseLine('{"a":{"k":1},"b":{"k":1},"c":["k","k"]}')).toBeTruthy();
  });

  it('refuses keys that name a prototype', () => {
    expect(fault('{"__proto__":{"x":1}}')).toMatchObject({ code: 'unknown-key', path: '__proto__' });
    expect(fault('{"a":{"constructor":1}}')).toMatchObject({ code: 'unknown-key', path: 'a.constructor' });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('refuses what is not JSON, however deep', () => {
    for (const text of ['NaN', '{"a":NaN}', '{', "{'a':1}", '{"a":1,}', '[1', 'undefined']) expect(fault(text).code).toBe('invalid-json');
    expect(() => parseLine(`${'['.repeat(100000)}${']'.repeat(100000)}`)).not.toThrow(RangeError);
  });

  it('echoes only ids that can be echoed', () => {
    expect(idOf({ id: 'a' })).toBe('a');
    expect(idOf({ id: 7 })).toBe(7);
    expect(idOf({ id: Infinity })).toBeNull();
    expect(idOf({ id: { deep: 1 } })).toBeNull();
    expect(idOf([])).toBeNull();
  });

  it('rounds every number and keeps the order of keys', () => {
    expect(JSON.stringify(rounded({ b: 1.000049, a: [-0.00001, { c: 2 / 3 }], n: null }, 4))).toBe('{"b":1,"a":[0,{"c":0.6667}],"n":null}');
  });
});
