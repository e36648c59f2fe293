import { createServer, type Server } from 'node:http';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface PageNumbers {
  js_gzip_kb: number | null;
  first_geometry_kb: number | null;
  all_assets_kb: number | null;
  draw_calls: number | null;
  triangles: number | null;
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

/** Scripts that run before the first reading: those of the page, the picture's chunk, the worker that compiles with the compiler it loads, and all they import statically. */
function firstScripts(dist: string): Set<string> {
  const folder = join(dist, 'assets');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const wanted = [...html.matchAll(/assets\/([\w.-]+\.js)["']/g)].map((m) => m[1]);
  wanted.push(...readdirSync(folder).filter((name) => /^(Stage|patientWorker|patientCompiler)-[\w-]+\.js$/.test(name)));
  const found = new Set<string>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const text = readFileSync(join(folder, name), 'utf8');
    wanted.push(...[...text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map((m) => m[1]));
  }
  return found;
}

const kb = (bytes: number): number => bytes / 1000;

/** Sizes of the built app, as sent, in kB. Null parts when it is not built. */
export function pageSizes(dist: string): PageNumbers {
  if (!existsSync(join(dist, 'index.html'))) return { js_gzip_kb: null, first_geometry_kb: null, all_assets_kb: null, draw_calls: null, triangles: null };
  let js = 0, first = 0, assets = 0;
  const before = firstScripts(dist);
  for (const path of files(dist)) {
    const bytes = readFileSync(path);
    const sent = COMPRESSED.has(extname(path)) ? gzipSync(bytes, { level: 9 }).length : bytes.length;
    if (before.has(basename(path))) js += sent;
    if (path.includes(join('dist', 'models'))) {
      assets += sent;
      if (FIRST.some((name) => path.endsWith(name))) first += sent;
    }
  }
  return { js_gzip_kb: kb(js), first_geometry_kb: kb(first), all_assets_kb: kb(assets), draw_calls: null, triangles: null };
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

/** Draw calls and triangles of the first complete view, from the running app; nulls where no browser is found or no picture comes in time. */
export async function pageView(dist: string, seconds = 120): Promise<{ draw_calls: number | null; triangles: number | null }> {
  const none = { draw_calls: null, triangles: null };
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  if (!executablePath || !existsSync(join(dist, 'index.html'))) return none;
  const { chromium } = await import('playwright-core');
  const server = await serve(dist);
  const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
  try {
    const page = await browser.newPage({ viewport: { width: 480, height: 320 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    interface Stats {
      drawCalls: number;
      triangles: number;
      frames: number;
    }
    const read = (): Promise<Stats | null> => page.evaluate(() => (window as unknown as { __bevel?: { stats(): Stats } }).__bevel?.stats() ?? null);
    let last: Stats | null = null;
    const end = Date.now() + seconds * 1000;
    // The view is complete when its triangles have stopped growing.
    for (let still = 0; still < 4 && Date.now() < end; ) {
      await page.waitForTimeout(2000);
      const stats = await read();
      still = stats && stats.triangles > 0 && stats.triangles === last?.triangles ? still + 1 : 0;
      last = stats;
    }
    return last && last.triangles > 0 ? { draw_calls: last.drawCalls, triangles: last.triangles } : none;
  } catch {
    return none;
  } finally {
    await browser.close();
    server.close();
  }
}
