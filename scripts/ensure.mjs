// Installs the dependencies when they are missing or older than the lockfile. Used by every command, so that a fresh clone needs no set-up step.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Run a command in the repository root; returns its exit status. Output goes to this process's streams (stdout to stderr when quiet). */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 2, 2] : 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  return result.status ?? 1;
}

/** Packages of a lockfile, place -> entry; none when the file is missing or broken. */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** True when every package the lockfile needs here is installed in its version. Optional ones are for other platforms and may be missing. */
function isInstalled() {
  const there = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json'))).filter(([place]) => place !== '');
  return wanted.length > 0 && wanted.every(([place, entry]) => (place in there ? there[place].version === entry.version : entry.optional === true || entry.devOptional === true));
}

/** Install dependencies if `node_modules` is missing or stale. Exits the process with a clear message on failure. */
export function ensureInstalled({ quiet = false } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Bevel needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node from nodejs.org.`);
    process.exit(1);
  }
  if (isInstalled()) return;
  console.error('Installing dependencies…');
  if (run('npm', ['ci', '--no-audit', '--no-fund'], { quiet }) !== 0) {
    console.error('Installing the dependencies failed. Check the network (it is needed once) and run the command again.');
    process.exit(1);
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) ensureInstalled();
