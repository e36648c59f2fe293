import { createServer, type Server } from 'node:http';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';

export interface PageNumbers {
  /** What is sent before the poster stands on the screen. */
  first_picture_kb: number | null;
  /** All scripts that are sent before the first reading, the worker's among them. */
  js_gzip_kb: number | null;
  first_geometry_kb: number | null;
  all_assets_kb: number | null;
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.webmanifest': 'application/manifest+json' };
/** What a static server sends compressed; models and pictures are sent as they are. */
const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest']);
/** What the first picture's geometry needs. */
const FIRST = ['head.glb', 'chart.bin'];

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

const kb = (bytes: number): number => bytes / 1000;

/** Bytes of a file as a static server sends it. */
export function sentSize(path: string): number {
  const bytes = readFileSync(path);
  return COMPRESSED.has(extname(path)) ? gzipSync(bytes, { level: 9 }).length : bytes.length;
}

/** Sizes of the models as sent, in kB. Null parts when the app is not built. */
export function pageSizes(dist: string): PageNumbers {
  if (!existsSync(join(dist, 'index.html'))) return { first_picture_kb: null, js_gzip_kb: null, first_geometry_kb: null, all_assets_kb: null };
  let first = 0, assets = 0;
  for (const path of files(dist)) {
    if (path.startsWith(join(dist, 'models'))) {
      const sent = sentSize(path);
      assets += sent;
      if (FIRST.some((name) => path.endsWith(name))) first += sent;
    }
  }
  return { first_picture_kb: null, js_gzip_kb: null, first_geometry_kb: kb(first), all_assets_kb: kb(assets) };
}

function serve(dist: string): Promise<Server> {
  // Held in memory, so that a build that runs meanwhile changes nothing.
  const held = new Map(files(dist).map((path) => [path, readFileSync(path)]));
  const server = createServer((request, response) => {
    const path = join(dist, decodeURIComponent((request.url ?? '/').split('?')[0]).replace(/\/$/, '/index.html'));
    const bytes = held.get(path);
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Do something with a browser that has the built app before it; null where there is no browser or no build, or where it fails. */
export async function withApp<T>(dist: string, use: (browser: Browser, url: string) => Promise<T>): Promise<T | null> {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  if (!executablePath || !existsSync(join(dist, 'index.html'))) return null;
  const { chromium } = await import('playwright-core');
  const server = await serve(dist);
  const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
  try {
    return await use(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } catch (error) {
    console.error(`bench: the page could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  } finally {
    await browser.close();
    server.close();
  }
}

interface Handle {
  __bevel?: { stats(): { drawCalls: number; triangles: number }; state(): { patient: unknown; reading: unknown } };
}

/** The files that a page asks for from now on, each once. What the service worker lays by for later is not among them: it is not let in. */
function filesAskedBy(page: Page, dist: string): Set<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const path = join(dist, decodeURIComponent(new URL(request.url()).pathname).replace(/\/$/, '/index.html'));
    if (existsSync(path)) asked.add(path);
  });
  return asked;
}

const sum = (paths: Iterable<string>): number => kb([...paths].reduce((total, path) => total + sentSize(path), 0));

/** What is sent until the poster stands on the screen (no script answers meanwhile), and which scripts until the needle, set by a click on the face, is read. */
export async function pageStart(dist: string, seconds = 90): Promise<Pick<PageNumbers, 'first_picture_kb' | 'js_gzip_kb'>> {
  const found = await withApp(dist, async (browser, url) => {
    const context = await browser.newContext({ viewport: { width: 960, height: 600 }, reducedMotion: 'reduce', serviceWorkers: 'block' });
    const bare = await context.newPage();
    const poster = filesAskedBy(bare, dist);
    await bare.route(/\.js$/, (route) => route.abort());
    await bare.goto(url);
    await bare.locator('.poster-face').waitFor({ state: 'visible' });
    // Preloads for later do not hold the picture up.
    const first_picture_kb = sum([...poster].filter((path) => /\.(html|css|svg)$/.test(path)));
    await bare.close();

    const page = await context.newPage();
    const asked = filesAskedBy(page, dist);
    await page.goto(url);
    await page.waitForFunction(() => ((window as unknown as Handle).__bevel?.stats().triangles ?? 0) > 0, undefined, { timeout: seconds * 1000 });
    const box = (await page.locator('.stage canvas').boundingBox())!;
    const read = (): Promise<boolean> => page.evaluate(() => (window as unknown as Handle).__bevel?.state().reading != null);
    let before: string[] = [];
    for (const end = Date.now() + seconds * 1000; !(await read()); ) {
      if (Date.now() > end) throw new Error('no reading after clicks on the face');
      before = [...asked];
      await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.55);
      await page.waitForTimeout(500);
    }
    return { first_picture_kb, js_gzip_kb: sum(before.filter((path) => path.endsWith('.js'))) };
  });
  return found ?? { first_picture_kb: null, js_gzip_kb: null };
}
