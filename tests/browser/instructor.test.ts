/** An instructor before a room: large type, bookmarks on keys, spotlight, and a second window that shows the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bench, Bevel, SMALL, type Bench } from './pages';

let on: Bench;
let lead: Bevel;
let room: Bevel;
beforeAll(async () => {
  on = await bench();
  lead = await on.open('#/practise?technique=free');
});
afterAll(() => on.close());

const bookmarks = (page: Page) => page.evaluate(() => JSON.parse(localStorage.getItem('bevel-bookmarks') ?? '[]') as ({ yaw_deg: number; distance: number } | null)[]);

test('goes from practice, needle in the skin, to large type', async () => {
  await lead.page.getByText('Entry, angle to the skin').click();
  await lead.page.getByRole('combobox', { name: 'Landmark' }).selectOption('pogonion');
  await lead.button('Place the needle').click();
  await lead.page.getByRole('slider', { name: 'Depth along the shaft' }).fill('3');
  const before = await lead.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  await lead.mode('Lecture');
  await lead.page.getByRole('heading', { name: 'Lecture' }).waitFor();
  expect(await lead.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThan(before);
});

test('opens the projector window, which takes over patient, needle and view', async () => {
  const [popup] = await Promise.all([lead.page.context().waitForEvent('page'), lead.button('Open the projector window').click()]);
  room = new Bevel({ page: popup, errors: [], foreign: [] });
  popup.on('pageerror', (error) => room.seen.errors.push(String(error)));
  await popup.setViewportSize({ width: 640, height: 400 });
  await room.ready();
  await lead.page.getByText('1 window follows').waitFor();
  expect(await popup.getByRole('button').count()).toBe(0);
});

test('layers, needle and patient change in both windows', async () => {
  await lead.page.getByRole('button', { name: 'Show skin', exact: true }).click();
  await room.until(() => !window.__bevel.state().layers.skin.visible);
  await lead.stage.focus();
  await lead.page.keyboard.press('Shift+E');
  await room.until(() => window.__bevel.state().depth_mm === 4);
  expect((await room.hand()).entry).toEqual((await lead.hand()).entry);
  await lead.page.getByRole('textbox', { name: 'Caption' }).fill('The chin, from the front');
  await room.page.getByText('The chin, from the front').waitFor();
});

test('keeps views under Shift and a digit, and the room follows when they are recalled', async () => {
  await lead.stage.focus();
  await lead.page.keyboard.press('Shift+Digit1');
  for (let i = 0; i < 4; i++) await lead.page.keyboard.press('-');
  await lead.page.keyboard.press('Shift+Digit2');
  const [first, second] = await bookmarks(lead.page);
  expect(first!.distance).not.toBeCloseTo(second!.distance, 3);
  const heard = room.page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const seen: number[] = [];
        new BroadcastChannel('bevel-lecture').addEventListener('message', (event: MessageEvent<{ state?: { view?: { distance: number } } }>) => {
          const view = event.data.state?.view;
          if (view) seen.push(view.distance);
          if (seen.length > 1) done(seen);
        });
        (window as unknown as { listening: boolean }).listening = true;
      }),
  );
  await room.until(() => (window as unknown as { listening?: boolean }).listening === true);
  const frames = await room.page.evaluate(() => window.__bevel.stats().frames);
  await lead.page.keyboard.press('1');
  await lead.page.waitForFunction((n) => window.__bevel.stats().frames > n, await lead.page.evaluate(() => window.__bevel.stats().frames));
  await lead.page.keyboard.press('2');
  const distances = await heard;
  expect(distances[0]).toBeCloseTo(first!.distance, 6);
  expect(distances[1]).toBeCloseTo(second!.distance, 6);
  await room.page.waitForFunction((n) => window.__bevel.stats().frames > n, frames);
});

test('points with the spotlight in both windows', async () => {
  await lead.page.getByRole('switch', { name: 'Spotlight pointer' }).check({ force: true });
  const box = (await lead.stage.boundingBox())!;
  await lead.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await lead.page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2);
  await lead.page.locator('.spotlight').waitFor();
  await room.page.locator('.spotlight').waitFor();
});

test('the room keeps the last picture when the lecture closes, and bookmarks outlive it', async () => {
  await lead.clean();
  const { context } = { context: lead.page.context() };
  await lead.page.close();
  await room.page.getByText('The lecture window has closed; the last picture stays.').waitFor();
  expect((await room.hand()).entry).not.toBeNull();
  expect(room.seen.errors).toEqual([]);
  const again = await context.newPage();
  await again.setViewportSize(SMALL);
  await again.goto(`${on.served.url}#/lecture`);
  expect(await again.getByRole('button', { name: 'Go to view 2' }).isEnabled()).toBe(true);
  expect(await again.getByRole('button', { name: 'Go to view 3' }).isDisabled()).toBe(true);
});
