// The engine without a browser: bundles src/cli/bevel.ts into build/ when a source is newer than the bundle, then runs it.
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './ensure.mjs';

ensureInstalled({ quiet: true });
const outfile = join(root, 'build', 'bevel.mjs');

/** Newest change below a folder, ms. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

// Only what the command line is made of; the screen's sources do not count.
const parts = ['atlas', 'patient', 'engine', 'technique', 'trace', 'cli'].map((part) => join(root, 'src', part)).filter(existsSync);
const changed = Math.max(statSync(join(root, 'package-lock.json')).mtimeMs, ...parts.map(newest));
if (!existsSync(outfile) || statSync(outfile).mtimeMs < changed) {
  const { build } = await import('esbuild');
  mkdirSync(join(root, 'build'), { recursive: true });
  const fresh = `${outfile}.${process.pid}.mjs`;
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/cli/bevel.ts'],
      outfile: fresh,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" },
      logLevel: 'error',
    });
  } catch {
    process.exit(3);
  }
  renameSync(fresh, outfile);
}
await import(pathToFileURL(outfile).href);
