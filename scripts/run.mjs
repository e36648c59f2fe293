// Runs a TypeScript file in Node: bundles it with esbuild into build/ and imports the result. Usage: node scripts/run.mjs FILE [args…]
import { mkdirSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './ensure.mjs';

ensureInstalled({ quiet: true });
const { build } = await import('esbuild');
const [file, ...rest] = process.argv.slice(2);
// Named by its whole path, because two files called build.ts may run at once.
const name = relative(root, resolve(file)).replaceAll(/[\\/]/g, '-').replaceAll('..-', '');
const outfile = join(root, 'build', basename(name).replace(/\.tsx?$/, '.mjs'));
mkdirSync(join(root, 'build'), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  loader: { '.glsl': 'text' },
  logLevel: 'error',
});
process.argv.splice(1, 2, outfile);
await import(pathToFileURL(outfile).href);
void rest;
