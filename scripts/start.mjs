// npm start: install what is missing, build, serve the built app and print its address.
import { ensureBuilt } from './built.mjs';
import { ensureInstalled, root } from './ensure.mjs';

ensureInstalled();

if (!ensureBuilt()) {
  console.error('The build failed; the messages above say where.');
  process.exit(1);
}

const { preview } = await import('vite');
const server = await preview({ root, preview: { port: Number(process.env.PORT ?? 4173), host: process.env.HOST ?? 'localhost' } });
const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4173/';
console.log(`Bevel is ready at ${address}  (works offline from now on; Ctrl+C stops it)`);
