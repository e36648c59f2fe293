/** The same attempt without a pointer: Tab, arrows, Enter and the documented keys; then by the fields beside the picture. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bench, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
let page: Page;
beforeAll(async () => {
  on = await bench();
  bevel = await on.open();
  page = bevel.page;
});
afterAll(() => on.close());

/** Press Tab (or Shift+Tab) until the focus is on what the page-side test names. */
async function tabTo(name: string | RegExp, tag = '', limit = 80): Promise<void> {
  const pattern = typeof name === 'string' ? `^${name}` : name.source;
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(([source, kind]) => {
      const node = document.activeElement as HTMLElement | null;
      if (!node || node === document.body || (kind && node.localName !== kind)) return false;
      const labels = node instanceof HTMLInputElement || node instanceof HTMLSelectElement ? [...(node.labels ?? [])].map((label) => label.textContent) : [];
      return [node.getAttribute('aria-label'), ...labels, node.textContent].some((text) => text !== null && new RegExp(source).test(text.trim()));
    }, [pattern, tag]);
    if (found) return;
  }
  throw new Error(`Tab does not reach ${pattern}`);
}

test('reaches the technique, the fields and places the needle with Tab, typing and Enter', async () => {
  await tabTo('Technique', 'select');
  await page.keyboard.press('End');
  await page.keyboard.type('Chin');
  await bevel.until(() => window.__bevel.state().technique === 'fil-chin');

  await tabTo(/^Entry, angle/);
  await page.keyboard.press('Enter');
  await tabTo('Landmark', 'select');
  await page.keyboard.type('pogonion');
  await tabTo('Lateral, mm');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await bevel.until(() => window.__bevel.state().entry !== null);
  const { reading } = await bevel.hand();
  const pogonion = await page.evaluate(() => window.__bevel.state().patient!.landmarks.find((l) => l.id === 'pogonion')!.point as unknown as number[]);
  const off = Math.hypot(...reading!.entry.point_mm.map((v, k) => v - pogonion[k]));
  expect(off).toBeGreaterThan(1.5);
  expect(off).toBeLessThan(2.6);
});

test('turns, advances, aspirates, injects and withdraws with the documented keys', async () => {
  await bevel.stage.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  expect((await bevel.hand()).angle_deg).toBe(84);
  await page.keyboard.press('ArrowRight');
  expect((await bevel.hand()).azimuth_deg).toBe(1);
  await page.keyboard.press('e');
  expect((await bevel.hand()).depth_mm).toBeCloseTo(0.1, 9);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+E');
  expect((await bevel.hand()).depth_mm).toBeCloseTo(4.1, 9);
  await page.keyboard.press('q');
  expect((await bevel.hand()).depth_mm).toBeCloseTo(4, 9);

  await page.keyboard.down('a');
  await bevel.until(() => (window.__bevel.state().aspirating_s ?? 0) > 0.3);
  await page.keyboard.up('a');
  await bevel.until(() => window.__bevel.state().aspirating_s === null);
  await page.keyboard.down(' ');
  await bevel.until(() => window.__bevel.state().remaining_ml < 0.98);
  await page.keyboard.up(' ');
  expect((await bevel.hand()).injecting).toBe(false);
  await page.keyboard.press('x');
  expect((await bevel.hand()).entry).toBeNull();
  expect((await bevel.attempt()).events).toEqual(expect.arrayContaining(['pose', 'aspirate', 'inject', 'withdraw']));
});

test('finishes, reads the card and leaves it with Escape', async () => {
  await tabTo('Finish and score');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Score card' });
  await dialog.waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  expect((await bevel.attempt()).card!.totals.volume_ml).toBeGreaterThan(0.01);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await bevel.until(() => window.__bevel.state().cardOpen === false);
});

test('sets every number of a pose by its field', async () => {
  await bevel.button('Start over').click();
  await page.getByRole('combobox', { name: 'Landmark' }).selectOption('lateral-brow');
  await page.getByRole('spinbutton', { name: 'Lateral, mm' }).fill('10');
  await page.getByRole('spinbutton', { name: 'Superior, mm' }).fill('10');
  await bevel.button('Place the needle').click();
  await page.getByRole('slider', { name: 'Angle to the skin' }).fill('60');
  await page.getByRole('slider', { name: 'Direction (azimuth)' }).fill('-45');
  await page.getByRole('slider', { name: 'Bevel (roll)' }).fill('90');
  await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('5.5');
  const hand = await bevel.hand();
  expect([hand.angle_deg, hand.azimuth_deg, hand.depth_mm]).toEqual([60, -45, 5.5]);
  expect(await page.evaluate(() => window.__bevel.state().roll_deg)).toBe(90);
  expect(await page.getByRole('region', { name: 'Reading', exact: true }).textContent()).toContain('5.5 mm');
  await bevel.clean();
});
