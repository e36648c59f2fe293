// Installs the dependencies when they are missing or older than the lockfile. Used by every command, so that a fresh clone needs no set-up step.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
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

/** Install dependencies if `node_modules` is missing or stale. Exits the process with a clear message on failure. */
export function ensureInstalled({ quiet = false } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Bevel needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node from nodejs.org.`);
    process.exit(1);
  }
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('Installing dependencies…');
  if (run('npm', ['ci', '--no-audit', '--no-fund'], { quiet }) !== 0) {
    console.error('Installing the dependencies failed. Check the network (it is needed once) and run the command again.');
    process.exit(1);
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) ensureInstalled();
