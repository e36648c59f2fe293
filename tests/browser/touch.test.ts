/** A phone in one hand: tap to place, thumb slider to advance, hold to inject, score. Real touch events, 390 by 844. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CDPSession, Locator } from 'playwright-core';
import { bench, PHONE, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
let finger: CDPSession;
beforeAll(async () => {
  on = await bench();
  bevel = await on.open('#/practise?technique=fil-chin', { viewport: PHONE, hasTouch: true, isMobile: true });
  finger = await bevel.page.context().newCDPSession(bevel.page);
});
afterAll(() => on.close());

const press = (x: number, y: number) => finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
const slide = (x: number, y: number) => finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
const lift = () => finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
async function middle(what: Locator): Promise<{ x: number; y: number; width: number }> {
  await what.scrollIntoViewIfNeeded();
  const box = (await what.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
}
async function tap(what: Locator): Promise<void> {
  const { x, y } = await middle(what);
  await press(x, y);
  await lift();
}

test('nothing runs off the side of the phone, and what a thumb needs is large enough', async () => {
  expect(await bevel.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  const small = await bevel.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')]
      .filter((node) => node.checkVisibility() && !node.closest('.sr-only') && !node.classList.contains('sr-only') && node.getAttribute('type') !== 'radio' && node.getAttribute('type') !== 'checkbox')
      .map((node) => ({ name: node.getAttribute('aria-label') ?? node.textContent, height: node.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < 24),
  );
  expect(small).toEqual([]);
});

test('turns the head with one finger, without setting a needle', async () => {
  const box = (await bevel.stage.boundingBox())!;
  const frames = await bevel.page.evaluate(() => window.__bevel.stats().frames);
  await press(box.x + 80, box.y + 200);
  await slide(box.x + 130, box.y + 200);
  await slide(box.x + 180, box.y + 205);
  await lift();
  await bevel.page.waitForFunction((before) => window.__bevel.stats().frames > before, frames);
  expect((await bevel.hand()).entry).toBeNull();
});

test('taps the skin, pulls the thumb slider, holds to inject', async () => {
  const box = (await bevel.stage.boundingBox())!;
  await press(box.x + box.width * 0.5, box.y + box.height * 0.45);
  await lift();
  await bevel.until(() => window.__bevel.state().entry !== null);
  expect((await bevel.hand()).depth_mm).toBe(0);

  const slider = bevel.page.getByRole('slider', { name: 'Depth along the shaft' });
  const { x, y, width } = await middle(slider);
  await press(x - width / 2 + 8, y);
  await slide(x - width / 2 + width * 0.1, y);
  await slide(x - width / 2 + width * 0.2, y);
  await lift();
  await bevel.until(() => window.__bevel.state().depth_mm > 1);
  await tap(bevel.button('Advance 0.1 mm'));
  const { depth_mm } = await bevel.hand();
  expect(depth_mm).toBeGreaterThan(1);

  const hold = await middle(bevel.button('Hold to inject'));
  await press(hold.x, hold.y);
  await bevel.until(() => window.__bevel.state().injecting);
  await bevel.until(() => window.__bevel.state().remaining_ml < 0.97);
  await lift();
  await bevel.until(() => !window.__bevel.state().injecting);
});

test('two fingers closing on the syringe advance the needle, opening draw it back', async () => {
  const box = (await bevel.stage.boundingBox())!;
  const [x, y] = [box.x + box.width * 0.5, box.y + box.height * 0.45];
  const two = (type: 'touchStart' | 'touchMove', apart: number) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y, id: 0 }, { x, y: y + apart, id: 1 }] });
  const start = (await bevel.hand()).depth_mm;
  const pinch = async (from: number, to: number) => {
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y, id: 0 }] });
    await two('touchStart', from);
    for (let i = 1; i <= 4; i++) await two('touchMove', from + ((to - from) * i) / 4);
    await lift();
  };
  await pinch(140, 90);
  await bevel.page.waitForFunction((before) => window.__bevel.state().depth_mm >= before + 1, start, { polling: 100 });
  const deep = (await bevel.hand()).depth_mm;
  expect(deep).toBeLessThanOrEqual(start + 2.05);
  await pinch(90, 115);
  await bevel.page.waitForFunction((before) => window.__bevel.state().depth_mm <= before - 0.5, deep, { polling: 100 });
  expect((await bevel.hand()).entry).not.toBeNull();
});

test('withdraws, scores, and the card fits the phone', async () => {
  await tap(bevel.button('Withdraw'));
  await bevel.until(() => window.__bevel.state().entry === null);
  await tap(bevel.button('Finish and score'));
  const dialog = bevel.page.getByRole('dialog', { name: 'Score card' });
  await dialog.waitFor();
  const box = (await dialog.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
  expect(box.height).toBeLessThanOrEqual(PHONE.height);
  await tap(bevel.button('Replay'));
  await bevel.page.getByRole('slider', { name: 'Time' }).waitFor();
  await bevel.clean();
});
