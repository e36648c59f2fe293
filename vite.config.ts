import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// base './' lets the built app run under any sub-path.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
  worker: { format: 'es' },
});
