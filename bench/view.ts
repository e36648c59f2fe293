import type { Page } from 'playwright-core';
import { withApp } from './page';

export interface ViewNumbers {
  /** Of the heaviest view, at rest. */
  draw_calls: number | null;
  triangles: number | null;
  /** Of the view that the app opens with, at rest. */
  opening_draw_calls: number | null;
  opening_triangles: number | null;
  /** Of the heaviest single frame: one that draws shadows anew as well. */
  shadow_frame_draw_calls: number | null;
  shadow_frame_triangles: number | null;
}

/** What one frame asked of WebGL. */
interface Frame {
  calls: number;
  triangles: number;
}

/** What the page counts: the last frame in which something was drawn, and the most of any since `most` was set back. */
interface Counter {
  last: Frame;
  most: Frame;
  frames: number;
}

/** When nothing could be looked at. */
export const NO_VIEW: ViewNumbers = { draw_calls: null, triangles: null, opening_draw_calls: null, opening_triangles: null, shadow_frame_draw_calls: null, shadow_frame_triangles: null };

/** The ways to look at the whole face that draw most: buttons of the layer panel, pressed in turn. */
const VIEWS = ['No skin', 'Show fat and ligaments', 'Translucent'];

/** Runs in the page before the app: counts what is drawn between two animation frames, shadows and backdrop included. */
function countDraws(): void {
  const counter: Counter = { last: { calls: 0, triangles: 0 }, most: { calls: 0, triangles: 0 }, frames: 0 };
  (window as unknown as { drawn: Counter }).drawn = counter;
  let calls = 0, triangles = 0;
  const gl = WebGL2RenderingContext.prototype;
  const wrap = (name: 'drawArrays' | 'drawElements' | 'drawArraysInstanced' | 'drawElementsInstanced', count: number, times: number): void => {
    const draw = gl[name] as (...args: number[]) => void;
    const counted = function (this: WebGL2RenderingContext, ...args: number[]): void {
      calls++;
      if (args[0] === WebGL2RenderingContext.TRIANGLES) triangles += (args[count] / 3) * (times > 0 ? args[times] : 1);
      draw.apply(this, args);
    };
    Object.defineProperty(gl, name, { value: counted });
  };
  wrap('drawArrays', 2, -1);
  wrap('drawElements', 1, -1);
  wrap('drawArraysInstanced', 2, 3);
  wrap('drawElementsInstanced', 1, 4);
  const tick = (): void => {
    if (calls > 0) {
      counter.last = { calls, triangles };
      counter.most = { calls: Math.max(counter.most.calls, calls), triangles: Math.max(counter.most.triangles, triangles) };
      counter.frames++;
      calls = triangles = 0;
    }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/** Wait until no frame has been drawn for a while and return what was counted; null when it does not come to rest in time. */
async function atRest(page: Page, end: number): Promise<Counter | null> {
  let before = -1;
  for (let still = 0; Date.now() < end; ) {
    await page.waitForTimeout(1500);
    const counter = await page.evaluate(() => (window as unknown as { drawn: Counter }).drawn);
    still = counter.frames > 0 && counter.frames === before ? still + 1 : 0;
    before = counter.frames;
    if (still === 4) return counter;
  }
  return null;
}

/**
 * Draw calls and triangles in the running app, of the opening view and of the heaviest, counted at WebGL itself; nulls where no browser is
 * found or the picture does not come to rest in time.
 */
export async function pageView(dist: string, seconds = 240): Promise<ViewNumbers> {
  const found = await withApp(dist, async (browser, url) => {
    const end = Date.now() + seconds * 1000;
    const page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
    await page.addInitScript(countDraws);
    await page.goto(`${url}#/explore`);
    await page.waitForFunction(() => document.querySelector('canvas') && !document.querySelector('[role=progressbar]'), null, { timeout: seconds * 1000 });
    const opening = await atRest(page, end);
    if (!opening) return NO_VIEW;
    const out: ViewNumbers = { ...NO_VIEW, opening_draw_calls: opening.last.calls, opening_triangles: opening.last.triangles };
    const rest = { ...opening.last };
    const any: Frame = { calls: 0, triangles: 0 };
    // Only what is drawn from here on: the start also renders environment and materials.
    await page.evaluate(() => ((window as unknown as { drawn: Counter }).drawn.most = { calls: 0, triangles: 0 }));
    for (const name of VIEWS) {
      await page.getByRole('button', { name, exact: true }).first().click();
      const counter = await atRest(page, end);
      if (!counter) return out;
      rest.calls = Math.max(rest.calls, counter.last.calls);
      rest.triangles = Math.max(rest.triangles, counter.last.triangles);
      any.calls = counter.most.calls;
      any.triangles = counter.most.triangles;
    }
    return { ...out, draw_calls: rest.calls, triangles: rest.triangles, shadow_frame_draw_calls: any.calls, shadow_frame_triangles: any.triangles };
  });
  return found ?? NO_VIEW;
}
