// Finds a Chromium for the browser tests, installing Debian's package when there is none and this process may do so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of an installed Chromium or Chrome, or null. */
export function findChromium() {
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** Path of a Chromium, installed first where that is possible: Debian's package when root, else Playwright's own. Null when it cannot be had. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing Chromium…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { stdio: ['ignore', 2, 2], env });
    return findChromium();
  }
  console.error('No Chromium or Chrome was found: fetching one for the tests…');
  spawnSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  return null;
}
