/** What the browser tests share: the built app behind a small static server, and a headless Chromium with software WebGL. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';

/** The built app: dist/, or the folder that BEVEL_DIST names. */
export const dist = resolve(process.cwd(), process.env.BEVEL_DIST ?? 'dist');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.glb': 'model/gltf-binary',
  '.bin': 'application/octet-stream',
};

export interface Served {
  /** Address of the app, with its trailing slash. */
  url: string;
  /** Answer requests for this path (relative to the app) with these bytes instead of the file; null takes the change back. */
  replace(path: string, bytes: Uint8Array | null): void;
  close(): Promise<void>;
}

/** Serve the built app under `prefix` (for example `/a/b/`) on a free port. */
export async function serve(prefix = '/'): Promise<Served> {
  const replaced = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0]);
    if (!path.startsWith(prefix)) {
      response.writeHead(404).end();
      return;
    }
    const name = normalize(path.slice(prefix.length) || 'index.html');
    const swap = replaced.get(name);
    const body = swap ? Promise.resolve(Buffer.from(swap)) : name.startsWith('..') ? Promise.reject(new Error('outside')) : readFile(join(dist, name));
    body.then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    replace: (path, bytes) => void (bytes ? replaced.set(path, bytes) : replaced.delete(path)),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Flags: no network chatter of its own, and WebGL2 in software where there is no graphics card. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

/** A headless browser; `flags` are added to the usual ones. */
export async function launch(flags: string[] = []): Promise<Browser> {
  const executablePath = findChromium() ?? undefined;
  return chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...flags] });
}

export interface Visit {
  page: Page;
  /** Console errors and uncaught exceptions since the page opened. */
  errors: string[];
  /** Requests to any other origin. */
  foreign: string[];
}

/** Open a page in a fresh profile and keep what goes wrong in it. `scripts` run in the page before its own. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}, scripts: readonly (() => void)[] = []): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 960, height: 600 }, reducedMotion: 'reduce', ...options });
  for (const script of scripts) await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const errors: string[] = [];
  const foreign: string[] = [];
  const origin = new URL(url).origin;
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    const target = new URL(request.url());
    if (/^https?:$/.test(target.protocol) && target.origin !== origin) foreign.push(request.url());
  });
  await page.goto(url);
  return { page, errors, foreign };
}
