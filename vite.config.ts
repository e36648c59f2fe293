import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

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

// base './' lets the built app run under any sub-path; the service worker registers relative to the document (src/ui/offline.ts).
export default defineConfig({
  base: './',
  plugins: [
    react(),
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
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // The decoder sets itself up when it is loaded; where nothing calls it (the main thread) it need not come along.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /meshoptimizer/, sideEffects: false }] } },
  },
  worker: { format: 'es' },
});
