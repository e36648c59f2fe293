/**
 * The numerics library (@stdlib) is a hundred CommonJS files, each of which a bundler must wrap in a function of its own. They are written so
 * regularly that their `require` and `module.exports` can be read as `import` and `export default`; then they are joined like any other module.
 * It also carries polyfills for browsers without typed arrays or property descriptors; those that run Bevel have both.
 * The arithmetic is untouched.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** The same values for the browsers that run Bevel. */
const MODERN: Record<string, string> = {
  '@stdlib/array-float64': 'export default Float64Array;',
  '@stdlib/array-uint32': 'export default Uint32Array;',
  '@stdlib/assert-is-little-endian': 'export default new Uint8Array(new Uint16Array([0x1234]).buffer)[0] === 0x34;',
  '@stdlib/utils-define-nonenumerable-read-only-property': 'export default (object, key, value) => Object.defineProperty(object, key, { value });',
};

/**
 * A file of the library as an ECMAScript module.
 * @throws Error when something of CommonJS is left over.
 */
export function asModule(code: string): string {
  let text = code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^'use strict';$/m, '')
    .replace(/^var (\w+) = require\( '([^']+)' \);.*$/gm, "import $1 from '$2';")
    .replace(/^var (\w+) = require\( '([^']+)' \)\.(\w+);.*$/gm, "import { $3 as $1 } from '$2';")
    // Functions hung on the main one are exports beside it; nothing in the library reaches them in another way.
    .replace(/^setReadOnly\( \w+, '(\w+)', (\w+) \);.*$/gm, 'export { $2 as $1 };')
    .replace(/^module\.exports = (.+);.*$/gm, 'export default $1;');
  for (const name of new Set([...text.matchAll(/\b(\w+)\.assign\(/g)].map((match) => match[1]))) {
    if (new RegExp(`\\b${name}\\(`).test(text)) throw new Error(`${name} is called both by itself and by its assign`);
    text = text.replaceAll(`${name}.assign(`, `${name}(`).replace(`import ${name} from`, `import { assign as ${name} } from`);
  }
  const left = /\brequire\(|\bmodule\.exports|\bexports\./.exec(text.replace(/\/\/.*$/gm, ''));
  if (left) throw new Error(`CommonJS left over: ${left[0]}`);
  return text;
}

/** Vite plugin, for the page's scripts and the worker's. Stops the build when a file has another form. */
export function numericsAsModules(): Plugin {
  return {
    name: 'bevel-numerics',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (Object.hasOwn(MODERN, id) ? { id: `\0${id}`, moduleSideEffects: false } : null),
    load(id) {
      if (id.startsWith('\0@stdlib/')) return MODERN[id.slice(1)] ?? null;
      if (!/[\\/]node_modules[\\/]@stdlib[\\/].*\.js$/.test(id)) return null;
      try {
        return { code: asModule(readFileSync(id, 'utf8')), moduleSideEffects: false };
      } catch (error) {
        return this.error(`${id}: ${error instanceof Error ? error.message : String(error)}; mend scripts/slim/numerics.ts.`);
      }
    },
  };
}
