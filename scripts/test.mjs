// npm test: install what is missing (a browser too), then type check, lint, unit, golden and browser tests. Last line: "N passed, N failed".
import { readFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, run } from './ensure.mjs';
import { ensureChromium } from './chromium.mjs';

ensureInstalled();
const only = process.argv.slice(2);
let passed = 0;
let failed = 0;

/** Run one step that counts as a single check. */
function step(name, command, args) {
  console.log(`\n== ${name}`);
  if (run(command, args) === 0) passed += 1;
  else {
    failed += 1;
    console.error(`${name} failed`);
  }
}

/** Run one vitest project and add its counts. */
function vitest(project) {
  console.log(`\n== ${project} tests`);
  const report = join(root, 'build', `tests-${project}.json`);
  rmSync(report, { force: true });
  const status = run('npx', ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    // A file that fails to load has no failed tests of its own, yet the run is not clean.
    if (status !== 0 && result.numFailedTests === 0) failed += 1;
    if (result.numTotalTests === 0) failed += 1;
  } catch {
    failed += 1;
    console.error(`The ${project} tests did not finish.`);
  }
}

mkdirSync(join(root, 'build'), { recursive: true });
const wanted = (name) => only.length === 0 || only.includes(name);
if (wanted('check')) step('Type check', 'npx', ['tsc', '--noEmit', '-p', '.']);
if (wanted('lint')) step('Lint', 'npx', ['eslint', '.']);
if (wanted('unit')) vitest('unit');
if (wanted('browser')) {
  if (ensureChromium() === null) console.error('No Chromium: browser tests will fail. Install Chromium or set CHROMIUM_PATH.');
  step('Build', 'npx', ['vite', 'build', '--logLevel', 'warn']);
  vitest('browser');
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
