/** The self-assessor: ten items, a score, the misses explained. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faceShown, seen, until } from './drive';
import { launch, serve, visit, type Served } from './harness';

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([launch(), serve()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function answer(page: Page): Promise<'risk' | 'skipped' | 'pointed'> {
  const answerButton = page.getByRole('button', { name: 'Answer', exact: true });
  const radios = page.locator('.choices').first().getByRole('radio');
  if ((await radios.count()) > 0) {
    await radios.first().check();
    await page.locator('.choices').nth(1).getByRole('radio').first().check();
    await answerButton.click();
    return 'risk';
  }
  if (await page.getByText('Click the skin over it').isVisible()) {
    const box = (await page.locator('.stage').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.6);
    await until(page, (s) => s.entry, 'the point is taken');
    await answerButton.click();
    return 'pointed';
  }
  await page.getByRole('button', { name: 'Skip this item' }).click();
  return 'skipped';
}

it('answers ten items and reads what was missed', async () => {
  const { page, errors } = await visit(browser, `${served.url}#/drill`, { viewport: { width: 900, height: 520 } });
  await faceShown(page);
  await page.getByRole('button', { name: 'Start the drill' }).click();
  const kinds = new Set<string>();
  for (let i = 0; i < 10; i++) {
    await page.getByText(`Item ${i + 1} of 10`).waitFor();
    kinds.add(await answer(page));
    await page.locator('.grade').first().waitFor();
    await page.getByRole('button', { name: i === 9 ? 'See the result' : 'Next item' }).click();
  }
  expect([...kinds].sort()).toEqual(['pointed', 'risk', 'skipped']);
  await page.getByText('What was missed').waitFor();
  expect(await page.locator('details .grade').count()).toBe(10);
  await page.locator('details[open] .grade').getByRole('button', { name: 'Show on the face' }).first().click();
  expect((await seen(page)).selected).not.toBeNull();
  expect(errors).toEqual([]);
  await page.context().close();
});
