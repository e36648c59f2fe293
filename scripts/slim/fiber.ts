/**
 * The scene's renderer (@react-three/fiber) carries React's reconciler for every kind of host. What its own host says at run time that it has
 * not (hydration of a server's page, style sheets, persistent trees) is said at build time here, so that the code for it falls away; so do
 * view transitions, the hooks that no component calls, and the copy of its package.json, of which only the version is read.
 */
import type { Plugin } from 'vite';
import { HOOKS } from './react.ts';

/** Abilities that the host of the scene answers with no, or not at all. */
const NEVER = ['supportsHydration', 'supportsPersistence', 'supportsResources', 'supportsSingletons', 'supportsTestSelectors'];

/**
 * The reconciler without hydration, of which its host has none, without view transitions and the hooks that no component calls.
 * @throws Error when it has another form.
 */
function slimReconciler(code: string): string {
  let text = code;
  const only = (pattern: RegExp, by: string, what: string, count: number): void => {
    const found = text.match(pattern)?.length ?? 0;
    if (found !== count) throw new Error(`${what}: found ${found} times, not ${count}`);
    text = text.replace(pattern, by);
  };
  // The numbers identify walks that look for view transitions: the tag of such a fiber, the flags of a tree that holds one.
  let walks = 0;
  text = text.replace(/^( {6}function [\w$]+\([^)]*\) \{)\n([\s\S]*?)\n {6}\}$/gm, (whole, head: string, body: string) => {
    if (!/\.tag === 30\b/.test(body) || !/\.subtreeFlags & (33554432|18874368)\b/.test(body) || body.includes('switch')) return whole;
    walks++;
    return `${head}}`;
  });
  if (walks !== 10) throw new Error(`walks for view transitions: found ${walks}, not 10`);
  only(/\((\w+) & 335544064\) === \1\b/g, '!1', 'the lanes of transitions', 7);
  for (const hook of HOOKS) only(new RegExp(`^ {10}${hook}: (?:[\\w$]+|function \\([^)]*\\) \\{\\n[\\s\\S]*?\\n {10}\\})(?:,|(?=\\n {8}\\}))$`, 'gm'), '', hook, 4);
  const [, hydrating = ''] = /if \((\w+)\) \{\s+var \w+ = \$?\w+,\s+\w+ = \w+;\s+\w+ = \(\w+ & ~\(1 << 32/.exec(text) ?? [];
  const name = `(?<![\\w$.])${hydrating}(?![\\w$])`;
  if (hydrating === '' || new RegExp(`function \\w*\\([^)]*${name}[^)]*\\)|\\b(?:var|let|const) ${name}|${name} ?(?:\\+\\+|--|:)`).test(text)) throw new Error('the mark of hydration is not one variable');
  only(new RegExp(`^ {8}${hydrating} = !1,\\n`, 'gm'), '', 'the mark of hydration', 1);
  text = text.replace(new RegExp(`${name}(?: = !\\d)?`, 'g'), '!1');
  return text.replace(/[\w$]+(?:\.[\w$]+)*\.isDehydrated\b/g, '!1').replace(/[\w$]+(?:\.[\w$]+)*\.dehydrated\b/g, 'null');
}

/**
 * The library's file without what its host cannot use.
 * @throws Error when the file has another form.
 */
export function slimFiber(code: string): string {
  const end = code.indexOf('react-reconciler.development.js');
  if (end < 0) throw new Error('the reconciler is not where it was');
  let text = code.slice(0, end);
  for (const name of NEVER) {
    if (new RegExp(`\\b${name}: (?!false)`).test(code)) throw new Error(`its host has ${name} now`);
    const asked = [...text.matchAll(new RegExp(`(\\w+) = m\\.${name}\\b`, 'g'))];
    if (asked.length !== 1) throw new Error(`${name} is not asked once`);
    const [declaration, variable] = asked[0];
    text = text.replace(declaration, `${variable}_ = false`);
    // A name that is written to, or is a parameter, a property or a key anywhere, would not be that one constant.
    if (new RegExp(`\\b${variable} ?(=[^=>]|\\+\\+|--|:)|[.]${variable}\\b|function \\w*\\([^)]*\\b${variable}\\b|(var|let|const) ${variable}\\b`).test(text)) throw new Error(`${variable} (${name}) is not a constant`);
    text = text.replace(new RegExp(`\\b${variable}\\b`, 'g'), 'false');
  }
  text = slimReconciler(text) + code.slice(end);
  const data = /\nvar packageData = (\{\n[\s\S]*?\n\});/.exec(text);
  const version = /\n\t"?version"?: ("[\d.]+")/.exec(data?.[1] ?? '')?.[1];
  if (!data || !version) throw new Error('the copy of its package.json is not there');
  return text.replace(data[0], `\nvar packageData = { version: ${version} };`);
}

/** Vite plugin, for the page's scripts. Stops the build when the library has another form. */
export function slimFiberPlugin(): Plugin {
  return {
    name: 'bevel-slim-fiber',
    apply: 'build',
    transform: {
      filter: { id: /@react-three[\\/]fiber[\\/]dist[\\/]events-[^\\/]+\.esm\.js$/ },
      handler(code) {
        try {
          return { code: slimFiber(code), map: null };
        } catch (error) {
          return this.error(`@react-three/fiber: ${error instanceof Error ? error.message : String(error)}; mend scripts/slim/fiber.ts.`);
        }
      },
    },
  };
}
