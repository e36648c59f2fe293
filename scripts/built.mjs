// Builds dist when it is missing or older than its sources.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './ensure.mjs';

/** Newest modification time below a file or folder, in ms. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** Builds where needed; true when dist then stands. `quiet` keeps stdout clean. */
export function ensureBuilt({ quiet = false } = {}) {
  const inputs = ['src', 'shaders', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((name) => newest(join(root, name)));
  if (newest(join(root, 'dist', 'index.html')) >= Math.max(...inputs)) return true;
  console.error('Building…');
  return run('npx', ['vite', 'build', '--logLevel', 'warn'], { quiet }) === 0;
}
