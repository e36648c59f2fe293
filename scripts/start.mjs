// npm start: install what is missing, build, serve the built app and print its address.
import { readdirSync, statSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, run } from './ensure.mjs';

ensureInstalled();

/** Newest modification time below a file or folder, in ms. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

const inputs = ['src', 'shaders', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((name) => newest(join(root, name)));
if (newest(join(root, 'dist', 'index.html')) < Math.max(...inputs)) {
  console.error('Building…');
  if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) {
    console.error('The build failed; the messages above say where.');
    process.exit(1);
  }
}

const { preview } = await import('vite');
const server = await preview({ root, preview: { port: Number(process.env.PORT ?? 4173), host: process.env.HOST ?? 'localhost' } });
const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4173/';
console.log(`Bevel is ready at ${address}  (works offline from now on; Ctrl+C stops it)`);
