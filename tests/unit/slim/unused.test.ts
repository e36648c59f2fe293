import { describe, expect, it } from 'vitest';
import { dropUnused, withoutComments } from '../../../scripts/slim/unused';

const method = (head: string, body: string): string => `\n\t${head} {\n\n\t\t${body}\n\n\t}\n`;
const vector = `class Vector {\n${method('constructor( x )', 'this.x = x;')}${method('length()', 'return this.squared();')}${method('squared()', 'return this.x;')}${method('static from( a )', 'return new Vector( a );')}${method('get unit()', 'return this.x;')}${method('toText()', 'return this.words();')}${method('words()', "return 'w';")}\n}`;
const renderer = `class Renderer {\n${method('constructor()', 'init();\n\t\tthis.draw = function ( v ) {\n\n\t\t\treturn v.length();\n\n\t\t};\n\n\t\tthis.read = async function ( v ) {\n\n\t\t\treturn v.unit;\n\n\t\t};')}\n}`;
const library = new Map([['a.js', vector], ['b.js', renderer]]);

describe('dropUnused', () => {
  it('drops what is named nowhere, and then what only that had named', () => {
    const files = dropUnused(library, ['new Renderer().draw( Vector.from( 1 ) )']);
    expect(files.get('a.js')).toMatch(/constructor\( x \)[\s\S]*length\(\)[\s\S]*squared\(\)[\s\S]*static from\(/);
    expect(files.get('a.js')).not.toMatch(/toText|words|unit/);
    expect(files.get('b.js')).toMatch(/this\.draw = /);
    expect(files.get('b.js')).not.toMatch(/this\.read = /);
  });

  it('keeps what is named in a property or a string', () => {
    const files = dropUnused(library, ['x.toText', "renderer[ 'read' ]", 'draw from']);
    expect(files.get('a.js')).toBe(vector);
    expect(files.get('b.js')).toBe(renderer);
  });

  it('does not count a comment as use, and keeps marks for the bundler', () => {
    expect(withoutComments('/** read it */\n\t// draw\nconst v = /*@__PURE__*/ new Vector();')).toBe('\nconst v = /*@__PURE__*/ new Vector();');
  });
});
