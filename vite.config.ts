import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { slimMeshopt } from './scripts/slim/meshopt.ts';
import { numericsAsModules } from './scripts/slim/numerics.ts';
import { slimFiberPlugin } from './scripts/slim/fiber.ts';
import { slimReactPlugin } from './scripts/slim/react.ts';
import { slimThree } from './scripts/slim/three.ts';

/** No inline script, no third party. The wasm allowance is for the meshopt decoder. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the Content-Security-Policy into the built page; the dev server needs inline script for hot reload. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'bevel-csp',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' }],
  };
}

/** JSON below `src/` whose base names are in `names`, all of the folder where that is left out. */
interface DataSource {
  folder: string;
  names?: string[];
  except?: string[];
}

/**
 * Ships JSON that modules import as data: one file, fetched beside the scripts, for which those modules wait. In the page's first file only
 * what it shows at once; the worker's holds the atlas.
 */
function dataAsFile(name: string, sources: DataSource[], { preload = false } = {}): Plugin {
  const virtual = `\0bevel-${name}`;
  const paths = sources.flatMap(({ folder, names, except = [] }) => {
    const path = join(import.meta.dirname, 'src', folder);
    const found = readdirSync(path).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
    return found.filter((file) => (names === undefined || names.includes(file)) && !except.includes(file)).map((file) => join(path, `${file}.json`));
  });
  const keyOf = (path: string): string => relative(join(import.meta.dirname, 'src'), path).replaceAll('\\', '/');
  return {
    name: `bevel-data-${name}`,
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === virtual ? id : null),
    load(id) {
      if (id === virtual) {
        const data = Object.fromEntries(paths.map((path) => [keyOf(path), JSON.parse(readFileSync(path, 'utf8'))]));
        const file = this.emitFile({ type: 'asset', name: `${name}.json`, source: JSON.stringify(data) });
        return `const answer = await fetch(import.meta.ROLLUP_FILE_URL_${file});
if (!answer.ok) throw new Error('${name}.json could not be loaded (status ' + answer.status + ').');
export const data = await answer.json();`;
      }
      if (!paths.includes(normalize(id))) return null;
      return { code: `import { data } from ${JSON.stringify(virtual)}; export default data[${JSON.stringify(keyOf(normalize(id)))}];`, moduleType: 'js' };
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const file = preload ? Object.keys(bundle ?? {}).find((path) => path.startsWith(`assets/${name}-`)) : undefined;
        return file === undefined ? [] : [{ tag: 'link', attrs: { rel: 'preload', as: 'fetch', crossorigin: 'anonymous', href: `./${file}` }, injectTo: 'head' }];
      },
    },
  };
}

/** Evidence that no patient is compiled from; one that is imported all the same stays in the script. */
const APART = ['face-dimensions', 'soft-tissue-depths', 'tissues', 'region-layer-map', 'devices'];

// base './' lets the built app run under any sub-path; the service worker registers relative to the document (src/ui/offline.ts).
export default defineConfig({
  base: './',
  plugins: [
    react(),
    numericsAsModules(),
    slimThree(),
    slimFiberPlugin(),
    slimReactPlugin(),
    dataAsFile('plans', [{ folder: 'technique/data' }, { folder: 'atlas/data', names: ['devices', 'regions'] }], { preload: true }),
    contentSecurityPolicy(),
    VitePWA({
      strategies: 'generateSW',
      registerType: 'prompt',
      injectRegister: null,
      manifest: {
        name: 'Bevel',
        short_name: 'Bevel',
        description: 'Facial-anatomy injection simulator',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#0e1216',
        theme_color: '#0e1216',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,glb,bin,webp,json,webmanifest}'],
        maximumFileSizeToCacheInBytes: 9_000_000,
        navigateFallback: 'index.html',
        cleanupOutdatedCaches: true,
        // A new version waits until no attempt is open: the page sends SKIP_WAITING when it may.
        skipWaiting: false,
        clientsClaim: true,
      },
    }),
  ],
  // Written for React 16 too; React has had this hook of its own since 18.
  resolve: { alias: { 'use-sync-external-store/shim/with-selector.js': 'use-sync-external-store/with-selector.js' } },
  build: {
    target: 'es2022',
    // What the scripts leave out: the licences of what is bundled, beside them (the worker's decoder, MIT, stands in NOTICE).
    license: { fileName: 'licences.md' },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // The decoder sets itself up when it is loaded; where nothing calls it (the main thread) it need not come along.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /meshoptimizer/, sideEffects: false }] },
      // What the page needs at once comes as one script: forty small ones are packed worse and asked for one by one.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  // Licences stand in one file (above), as for the page's own scripts.
  worker: {
    format: 'es',
    plugins: () => [dataAsFile('atlas', [{ folder: 'atlas/data', except: APART }]), numericsAsModules(), slimMeshopt()],
    rolldownOptions: { output: { comments: { legal: false } } },
  },
});
