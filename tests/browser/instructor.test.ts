/** An instructor before a room: large type, bookmarks on keys, spotlight, and a second window that shows the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bench, Bevel, noWebGl, SMALL, type Bench } from './pages';

let on: Bench;
let lead: Bevel;
let room: Bevel;
beforeAll(async () => {
  on = await bench();
  lead = await on.open('#/practise?technique=free');
});
afterAll(() => on.close());

const bookmarks = (page: Page) => page.evaluate(() => JSON.parse(localStorage.getItem('bevel-bookmarks') ?? '[]') as ({ yaw_deg: number; distance: number } | null)[]);

/** What both windows must agree on. */
const shown = (of: Bevel) =>
  of.page.evaluate(() => {
    const { entry, angle_deg, depth_mm, remaining_ml, reading, attempt, layers, targets } = window.__bevel.state();
    return { entry, angle_deg, depth_mm, remaining_ml, tip: reading?.tip ?? null, deposits: attempt?.deposits.map((d) => [d.point_mm, d.volume_ml]) ?? [], skin: layers.skin, targets: targets.length };
  });

/** Wait until the room shows what the leading window shows now. */
async function roomAgrees(): Promise<void> {
  const wanted = await shown(lead);
  await expect.poll(() => shown(room), { timeout: 60_000 }).toEqual(wanted);
}

test('goes from practice, needle in the skin, to large type', async () => {
  await lead.needle('pogonion', 3);
  await lead.button('Inject 0.01 mL').click();
  await lead.until(() => !window.__bevel.state().injecting && window.__bevel.state().remaining_ml < 1);
  const before = await lead.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  await lead.mode('Lecture');
  await lead.page.getByRole('heading', { name: 'Lecture' }).waitFor();
  await expect.poll(() => lead.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThan(before);
});

test('opens the projector window, which has patient, needle, depth and deposit before anything moves', async () => {
  const [popup] = await Promise.all([lead.page.context().waitForEvent('page'), lead.button('Open the projector window').click()]);
  room = new Bevel({ page: popup, errors: [], foreign: [] });
  popup.on('pageerror', (error) => room.seen.errors.push(String(error)));
  await popup.setViewportSize({ width: 320, height: 240 });
  await lead.page.getByText('1 window follows').waitFor();
  await room.ready();
  await roomAgrees();
  const { depth_mm, deposits, entry } = await shown(room);
  expect({ depth_mm, deposits: deposits.length, placed: entry !== null }).toEqual({ depth_mm: 3, deposits: 1, placed: true });
  expect(await popup.getByRole('button').count()).toBe(0);
});

test('layers, caption, needle and product change in both windows while the lecture goes on', async () => {
  await lead.page.getByRole('button', { name: 'Show skin', exact: true }).click();
  await room.until(() => !window.__bevel.state().layers.skin.visible);
  await lead.page.getByRole('textbox', { name: 'Caption' }).fill('The chin, from the front');
  await room.page.getByText('The chin, from the front').waitFor();
  await lead.stage.focus();
  await lead.page.keyboard.press('Shift+E');
  await room.until(() => window.__bevel.state().depth_mm === 4);
  await lead.button('Inject 0.01 mL').click();
  await room.until(() => (window.__bevel.state().attempt?.deposits ?? []).reduce((sum, d) => sum + d.volume_ml, 0) > 0.0199);
  await lead.until(() => !window.__bevel.state().injecting);
  await roomAgrees();
});

test('sets a needle before the class, and the room still follows when the lecture view is left', async () => {
  await lead.button('Withdraw').click();
  await room.until(() => window.__bevel.state().entry === null);
  const box = (await lead.stage.boundingBox())!;
  await lead.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await lead.until(() => window.__bevel.state().entry !== null);
  await room.until(() => window.__bevel.state().entry !== null);
  await lead.mode('Practise');
  await lead.page.getByRole('combobox', { name: 'Technique' }).waitFor();
  await lead.page.getByRole('slider', { name: 'Depth along the shaft' }).fill('2');
  await room.until(() => window.__bevel.state().depth_mm === 2);
  await roomAgrees();
  await lead.mode('Lecture');
  await lead.page.getByText('1 window follows').waitFor();
});

test('keeps views under Shift and a digit, and the room follows when they are recalled', async () => {
  await lead.stage.focus();
  for (let i = 0; i < 6; i++) await lead.page.keyboard.press('+');
  // Nine views, each a step farther than the one before.
  for (let digit = 1; digit <= 9; digit++) {
    await lead.page.keyboard.press(`Shift+Digit${digit}`);
    await lead.page.keyboard.press('-');
  }
  const kept = (await bookmarks(lead.page)).map((view) => view!.distance);
  expect(kept).toHaveLength(9);
  for (let i = 1; i < 9; i++) expect(kept[i]).toBeGreaterThan(kept[i - 1] + 1);
  await room.page.evaluate(() => {
    new BroadcastChannel('bevel-lecture').addEventListener('message', (event: MessageEvent<{ state?: { view?: { distance: number } } }>) => {
      if (event.data.state?.view) Object.assign(window, { heard: event.data.state.view.distance });
    });
  });
  const heard = () => room.page.evaluate(() => (window as unknown as { heard?: number }).heard);
  // Far, near, far, so that each recall moves the camera.
  for (const digit of [1, 9, 2, 8, 3, 7, 4, 6, 5]) {
    const frames = await room.page.evaluate(() => window.__bevel.stats().frames);
    await lead.page.keyboard.press(String(digit));
    await expect.poll(heard, { timeout: 60_000 }).toBeCloseTo(kept[digit - 1], 6);
    await room.page.waitForFunction((n) => window.__bevel.stats().frames > n, frames);
  }
});

test('points with the spotlight in both windows', async () => {
  await lead.page.getByRole('switch', { name: 'Spotlight pointer' }).check({ force: true });
  const box = (await lead.stage.boundingBox())!;
  await lead.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await lead.page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2);
  await lead.page.locator('.spotlight').waitFor();
  await room.page.locator('.spotlight').waitFor();
});

test('counts the windows that are there', async () => {
  const context = lead.page.context();
  const second = await context.newPage();
  await second.addInitScript(noWebGl);
  await second.setViewportSize({ width: 320, height: 240 });
  await second.goto(`${on.served.url}#/projector`);
  await lead.page.getByText('2 windows follow').waitFor();
  await second.reload();
  await second.waitForFunction(() => window.__bevel.state().entry !== null, undefined, { polling: 100 });
  await lead.page.getByText('2 windows follow').waitFor();
  await second.close({ runBeforeUnload: true });
  await lead.page.getByText('1 window follows').waitFor();
});

test('the room keeps the last picture when the lecture closes, and bookmarks outlive it', async () => {
  await lead.clean();
  const context = lead.page.context();
  await lead.page.close({ runBeforeUnload: true });
  await room.page.getByText('The lecture window has closed; the last picture stays.').waitFor();
  expect((await room.hand()).entry).not.toBeNull();
  expect(room.seen.errors).toEqual([]);
  const again = await context.newPage();
  await again.setViewportSize(SMALL);
  await again.goto(`${on.served.url}#/lecture`);
  for (let n = 1; n <= 9; n++) expect(await again.getByRole('button', { name: `Go to view ${n}` }).isEnabled()).toBe(true);
});
