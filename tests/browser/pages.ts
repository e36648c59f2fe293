/** The app as a person meets it: what to press, where to look, and what to wait for. State is read only to wait and to compare. */
import { expect } from 'vitest';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launch, serve, visit, type Served, type Visit } from './harness';
import type { Browser } from 'playwright-core';

/** A small window: software WebGL draws it in a fraction of a second. */
export const SMALL = { width: 900, height: 600 };
export const PHONE = { width: 390, height: 844 };

export interface OpenOptions extends BrowserContextOptions {
  /** false: a browser without WebGL. For stories of the panels alone, which then wait for no frame. Default true. */
  picture?: boolean;
  /** Runs in the page before the app does. */
  before?: () => void;
  /** Wait until the face is ready. Default true. */
  ready?: boolean;
}

/** What a browser without WebGL answers; runs in the page before the app does. */
export function noWebGl(): void {
  HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
    apply: (get, canvas, [kind, ...rest]: [string, ...unknown[]]) => (kind.startsWith('webgl') ? null : Reflect.apply(get, canvas, [kind, ...rest])),
  });
}

/** Server and browser of one test file. */
export interface Bench {
  served: Served;
  browser: Browser;
  /** Open the app at a hash route, wait until the face is ready and, where there is a picture, drawn. */
  open(route?: string, options?: OpenOptions): Promise<Bevel>;
  close(): Promise<void>;
}

export async function bench(prefix = '/', flags: string[] = []): Promise<Bench> {
  const [served, browser] = await Promise.all([serve(prefix), launch(flags)]);
  return {
    served,
    browser,
    async open(route = '', { picture = true, before, ready = true, ...options } = {}) {
      const scripts = [...(picture ? [] : [noWebGl]), ...(before ? [before] : [])];
      const bevel = new Bevel(await visit(browser, served.url + route, { viewport: SMALL, ...options }, scripts), picture);
      if (ready) await bevel.ready();
      return bevel;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

export type Point = [number, number, number];

/** One window of the app. */
export class Bevel {
  readonly page: Page;
  constructor(readonly seen: Visit, readonly picture = true) {
    this.page = seen.page;
  }

  /** The patient is compiled and has been drawn. */
  async ready(): Promise<void> {
    await this.page.waitForFunction((frames) => window.__bevel?.state().patientStatus.kind === 'ready' && window.__bevel.stats().frames >= frames, this.picture ? 1 : 0, { timeout: 90_000, polling: 100 });
  }

  /** Set a needle by the fields of the practice panel, and bring it to a depth. */
  async needle(landmark: string, depth_mm: number): Promise<void> {
    const field = this.page.getByRole('combobox', { name: 'Landmark' });
    if (!(await field.isVisible())) await this.page.getByText('Entry, angle to the skin').click();
    await field.selectOption(landmark);
    await this.button(/^(Place the needle|Move the entry here)$/).click();
    await this.page.getByRole('slider', { name: 'Depth along the shaft' }).fill(String(depth_mm));
  }

  get stage(): Locator {
    return this.page.getByRole('application', { name: 'Face, three-dimensional' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** What the hand is doing, in numbers. */
  hand() {
    return this.page.evaluate(() => {
      const { entry, angle_deg, azimuth_deg, depth_mm, remaining_ml, injecting, reading, ghost, side } = window.__bevel.state();
      return { entry, angle_deg, azimuth_deg, depth_mm, remaining_ml, injecting, reading, ghost, side };
    });
  }

  attempt() {
    return this.page.evaluate(() => {
      const { technique, card, cardOpen, saved, replayTick, attempt, targets, trace } = window.__bevel.state();
      return { technique, card, cardOpen, saved, replayTick, targets, events: trace?.entries.map((entry) => entry.event.type) ?? [], depth: attempt?.reading?.depth_reached_mm ?? null };
    });
  }

  /** Wait until a number of the hand satisfies the page-side test. */
  async until(test: () => boolean, timeout = 60_000): Promise<void> {
    await this.page.waitForFunction(test, undefined, { timeout, polling: 100 });
  }

  /** The ghost's place on the skin in mm while the mouse hovers; null off the face. */
  ghost(): Promise<Point | null> {
    return this.page.evaluate(() => {
      const { ghost, patient } = window.__bevel.state();
      if (!ghost || !patient) return null;
      const { positions, triangles } = patient.skin;
      const weight = [1 - ghost.b - ghost.c, ghost.b, ghost.c];
      return [0, 1, 2].map((axis) => weight.reduce((sum, w, k) => sum + w * positions[triangles[ghost.triangle * 3 + k] * 3 + axis], 0)) as [number, number, number];
    });
  }

  /** Move the mouse over the skin until the ghost stands within `within` mm of a point, as a hand does by eye. Returns where the mouse is. */
  async hoverTo(target: Point, within = 1): Promise<{ x: number; y: number; off: number }> {
    const box = (await this.stage.boundingBox())!;
    const error = async (x: number, y: number): Promise<Point | null> => {
      await this.page.mouse.move(x, y);
      const ghost = await this.ghost();
      return ghost && [ghost[0] - target[0], ghost[1] - target[1], ghost[2] - target[2]];
    };
    let best = { x: 0, y: 0, off: Infinity, error: [0, 0, 0] as Point };
    const look = async (x: number, y: number) => {
      const e = await error(x, y);
      if (e && Math.hypot(...e) < best.off) best = { x, y, off: Math.hypot(...e), error: e };
      return e;
    };
    for (let row = 1; row < 5; row++) for (let column = 1; column < 4; column++) await look(box.x + (box.width * column) / 4, box.y + (box.height * row) / 5);
    // Two small moves tell how the skin runs under the mouse; the next place follows by least squares.
    for (let turn = 0; turn < 6 && best.off > within; turn++) {
      const { x, y, error: e } = best;
      const [right, below] = [await error(x + 3, y), await error(x, y + 3)];
      if (!right || !below) break;
      const u = right.map((v, k) => (v - e[k]) / 3);
      const v = below.map((w, k) => (w - e[k]) / 3);
      const dot = (a: number[], b: number[]) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
      const [uu, uv, vv, ue, ve] = [dot(u, u), dot(u, v), dot(v, v), dot(u, e), dot(v, e)];
      const det = uu * vv - uv * uv;
      await look(x - (ue * vv - ve * uv) / det, y - (ve * uu - ue * uv) / det);
    }
    const e = await error(best.x, best.y);
    return { x: best.x, y: best.y, off: e ? Math.hypot(...e) : Infinity };
  }

  /** Choose from the list of techniques. */
  async technique(label: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Technique' }).selectOption({ label });
  }

  /** Go to a mode by the rail. */
  async mode(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).click();
  }

  /** Nothing went wrong on the way and nothing left this origin. */
  async clean(): Promise<void> {
    expect(this.seen.errors).toEqual([]);
    expect(this.seen.foreign).toEqual([]);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
