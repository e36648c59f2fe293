/** The self-assessor: ten items answered on the face and in words, a score, and every miss explained. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bench, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
let page: Page;
beforeAll(async () => {
  on = await bench();
  bevel = await on.open('#/drill');
  page = bevel.page;
});
afterAll(() => on.close());

type Kind = 'risk' | 'place' | 'point';
const given: Kind[] = [];

async function kind(): Promise<Kind> {
  if ((await page.locator('.choices').count()) > 0) return 'risk';
  return (await page.getByText('Enter within').count()) > 0 ? 'place' : 'point';
}

/** Give an answer of some kind; whether it is right does not matter here. */
async function answer(): Promise<void> {
  const present = await kind();
  given.push(present);
  if (present === 'risk') {
    for (const question of ['What is most at risk at the ring?', 'How do you lower it?']) await page.getByRole('group', { name: question }).getByRole('radio').first().check({ force: true });
  } else {
    await page.getByText('Entry', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Landmark' }).selectOption('cheilion');
    await bevel.button(/^(Place the needle|Move the entry here)$/).click();
    await bevel.until(() => window.__bevel.state().entry !== null);
    if (present === 'place') await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('3');
  }
  await bevel.button('Answer').click();
}

test('ten items, each graded with what would have been right', async () => {
  await bevel.button('Start the drill').click();
  for (let n = 1; n <= 10; n++) {
    await page.getByText(`Item ${n} of 10`).waitFor();
    expect(await page.evaluate(() => document.activeElement?.classList.contains('prompt'))).toBe(true);
    await answer();
    const grade = page.locator('.grade');
    await grade.waitFor();
    expect(await grade.textContent()).toMatch(/^(Right|Partly right|Not right)[\d.]+ of \d/);
    const said = await grade.locator('p').allTextContents();
    for (const text of said.slice(1)) expect(text.length).toBeGreaterThan(3);
    await bevel.button(n === 10 ? 'See the result' : 'Next item').click();
  }
  expect(new Set(given).size).toBe(3);
});

test('the score and the misses, explained and shown on the face', async () => {
  await page.getByRole('heading', { name: 'What was missed' }).waitFor();
  const items = page.locator('.panel details');
  expect(await items.count()).toBe(10);
  const shown = Number(/^\d+/.exec((await page.locator('.score-number').textContent())!)![0]);
  const points = await items.locator('summary .num').allTextContents();
  const [got, most] = points.map((text) => /([\d.]+) of ([\d.]+)/.exec(text)!).reduce((sum, m) => [sum[0] + Number(m[1]), sum[1] + Number(m[2])], [0, 0]);
  expect(Math.abs(shown - (100 * got) / most)).toBeLessThan(2);
  expect(got).toBeLessThan(most);
  const missed = items.filter({ has: page.locator('.grade-wrong') });
  expect(await missed.count()).toBeGreaterThan(0);
  const show = missed.getByRole('button', { name: 'Show on the face' }).first();
  await show.click();
  const { selected, opacity } = await page.evaluate(() => ({ selected: window.__bevel.state().selected, opacity: window.__bevel.state().layers.skin.opacity }));
  expect(selected).not.toBeNull();
  expect(opacity).toBeLessThan(1);
});

test('the drill is kept with the records', async () => {
  const score = /^\d+/.exec((await page.locator('.score-number').textContent())!)![0];
  await bevel.mode('Records');
  const record = page.getByRole('listitem').filter({ hasText: 'Drill' });
  await record.waitFor();
  expect(await record.textContent()).toContain(`${score} of 100`);
  await bevel.clean();
});
