/**
 * React's page renderer (react-dom) without what this page never asks for: taking over a page that a server has drawn, view transitions,
 * scripts, style sheets and titles as components, lists of suspended parts, activities, fragments with a ref, actions of forms.
 * The functions for them are emptied; what only they call falls away. What could still come there says so with an error that names this file,
 * and the build stops when the app's source names such a feature.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Walks over the tree that look for what is never in it. */
const NOTHING = [
  'trackEnterViewTransitions', 'commitEnterViewTransitions', 'commitExitViewTransitions', 'commitNestedViewTransitions', 'measureNestedViewTransitions', 'restoreEnterOrExitViewTransitions',
  'restoreNestedViewTransitions', 'restoreViewTransitionOnHostInstances', 'resetHydrationState', 'retryIfBlockedOn', 'extractEvents$1',
];
/** Questions whose answer is no. */
const NO = ['popHydrationState', 'isHostHoistableType', 'isSingletonScope'];
const NULL = ['upgradeHydrationErrorsToRecoverable'];
/** What is reached only by a feature that is not used. */
const NEVER = [
  'throwOnHydrationMismatch', 'prepareToHydrateHostInstance', 'popToNextHostParent', 'canHydrateInstance', 'canHydrateTextInstance', 'clearHydrationBoundary', 'hideOrUnhideDehydratedBoundary', 'queueHydrationError',
  'mountHostRootWithoutHydrating', 'updateDehydratedSuspenseComponent', 'queueIfContinuousEvent', 'getNextHydratableInstanceAfterHydrationBoundary', 'attemptExplicitHydrationTarget', 'updateActivityComponent', 'updateSuspenseListComponent',
  'startViewTransition', 'applyViewTransitionToHostInstances', 'measureViewTransitionHostInstancesRecursive', 'restoreViewTransitionName', 'scheduleViewTransitionEvent', 'createViewTransitionInstance',
  'getResource', 'acquireResource', 'createHoistableInstance', 'resolveSingletonInstance', 'suspendResource', 'mountHoistable', 'insertStylesheetIntoRoot', 'getHydratableHoistableCache',
  'preload', 'preloadModule', 'preinitStyle', 'preinitScript', 'preinitModuleScript', 'preconnectAs',
  'FragmentInstance', 'commitNewChildToFragmentInstance', 'deleteChildFromFragmentInstance', 'setPropOnCustomElement', 'ensureFormComponentIsStateful',
];
/** Hooks that no component calls. */
export const HOOKS = ['useHostTransitionStatus', 'useFormState', 'useActionState', 'useOptimistic', 'useMemoCache', 'useCacheRefresh', 'useEffectEvent', 'useTransition', 'useDeferredValue'];

/** What turns one of these features on, in source. */
const ASKED = new RegExp(
  `\\b(?:hydrateRoot|ViewTransition|SuspenseList|Activity|useFormStatus|requestFormReset|preload|preinit|preconnect|prefetchDNS|${HOOKS.join('|')})\\b(?=[^\\n]*(?:\\bfrom ['"]react|\\())|<Fragment[^>]*\\bref=|<(?:title|meta|link|style|script|html|head|body)\\b[^;]*/?>(?=[\\s)])|\\bis="|\\bformAction=`,
);

/**
 * The library's file without them.
 * @throws Error when it has another form.
 */
export function slimReact(code: string): string {
  let text = code;
  const only = (pattern: RegExp, by: string | ((...found: string[]) => string), what: string, count?: number): void => {
    let found = 0;
    text = text.replace(pattern, (...parts: string[]) => {
      found++;
      return typeof by === 'string' ? by : by(...parts);
    });
    if (found === 0 || (count !== undefined && found !== count)) throw new Error(`${what} is not where it was`);
  };
  const body = (name: string, by: string): void => only(new RegExp(`^function ${name.replace('$', '\\$')}\\([^{]*\\) \\{\\n[\\s\\S]*?\\n\\}$`, 'gm'), `function ${name}() {${by}}`, name, 1);
  for (const name of NOTHING) body(name, '');
  for (const name of NO) body(name, ' return !1; ');
  for (const name of NULL) body(name, ' return null; ');
  for (const name of NEVER) body(name, ' leftOut(); ');
  text += "\nfunction leftOut() { throw Error('Left out of the build: scripts/slim/react.ts'); }\n";
  only(/^(?:FragmentInstance|ViewTransitionPseudoElement)\.prototype\.\w+ = function \([\s\S]*?\n\};$/gm, '', 'the methods of fragments', 15);
  only(/^exports\.hydrateRoot = [\s\S]*?\n\};$/gm, '', 'hydrateRoot', 1);
  // Never taking over: nothing is dehydrated, and what was is null.
  only(/^function initInput\([^)]*\bisHydrating\b[\s\S]*?\n\}$/gm, (whole) => whole.replace(/\bisHydrating\b/g, 'hydrated'), 'initInput', 1);
  only(/\bisHydrating = !1,\n/g, '', 'isHydrating', 1);
  only(/(?<![\w$.])isHydrating(?: = !0)?(?![\w$])/g, '!1', 'isHydrating');
  only(/[\w$]+(?:\.[\w$]+)*\.isDehydrated\b/g, '!1', 'isDehydrated');
  only(/[\w$]+(?:\.[\w$]+)*\.dehydrated\b/g, 'null', 'dehydrated');
  // No transition is ever to be shown.
  only(/\((\w+) & 335544064\) === \1/g, '!1', 'the lanes of transitions');
  only(/var shouldStartViewTransition = !1,/g, 'var', 'shouldStartViewTransition', 1);
  only(/(?<![\w$])shouldStartViewTransition(?: = !\d)?(?![\w$])/g, '!1', 'shouldStartViewTransition');
  for (const hook of HOOKS) only(new RegExp(`^ {4}${hook}: (?:\\w+|function \\([^)]*\\) \\{\\n[\\s\\S]*?\\n {4}\\})(?:,|(?=\\n {2}\\}))$`, 'gm'), '', hook, 4);
  return text;
}

/** The feature that a source file asks for although it is left out; null where there is none. */
export const askedFor = (source: string): string | null => ASKED.exec(source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''))?.[0] ?? null;

/** Vite plugin, for the page's scripts. Stops the build when the library has another form, or when the app asks for what is left out. */
export function slimReactPlugin(): Plugin {
  return {
    name: 'bevel-slim-react',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      const folder = join(import.meta.dirname, '..', '..', 'src');
      for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))) {
        const asked = askedFor(readFileSync(join(folder, path), 'utf8'));
        if (asked !== null) this.error(`${path} uses ${asked}, which is left out of react-dom: take it off the lists in scripts/slim/react.ts.`);
      }
    },
    transform: {
      filter: { id: /react-dom[\\/]cjs[\\/]react-dom-client\.production\.js$/ },
      handler(code) {
        try {
          return { code: slimReact(code), map: null };
        } catch (error) {
          return this.error(`react-dom: ${error instanceof Error ? error.message : String(error)}; mend scripts/slim/react.ts.`);
        }
      },
    },
  };
}
