// npm run bench: measures what DESIGN's budgets name. `npm run -s bench -- --json` prints one JSON object and nothing else; --no-browser leaves out the view.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './built.mjs';
import { ensureInstalled, root } from './ensure.mjs';

ensureInstalled({ quiet: true });
// Without a build the page's numbers are null; the rest is measured all the same.
ensureBuilt({ quiet: true });
const { build } = await import('esbuild');
mkdirSync(join(root, 'build'), { recursive: true });
const outfile = join(root, 'build', 'bench.mjs');
await build({ absWorkingDir: root, entryPoints: ['bench/main.ts'], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'error' });
process.chdir(root);
await import(pathToFileURL(outfile).href);
