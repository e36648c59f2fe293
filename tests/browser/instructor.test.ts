/** The instructor: the second window follows layers, caption, camera bookmarks. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faceShown } from './drive';
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

it('leads a second window', async () => {
  const { page, errors } = await visit(browser, `${served.url}#/lecture`, { viewport: { width: 900, height: 520 } });
  await faceShown(page);
  const [projector] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: 'Open the projector window' }).click()]);
  await projector.setViewportSize({ width: 480, height: 320 });
  await faceShown(projector);
  await projector.waitForFunction(() => document.querySelector('.projector-note') === null, null, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Dissection: no skin' }).click();
  await page.getByLabel('Caption').fill('The facial artery');
  await projector.waitForFunction(() => !window.__bevel.state().layers.skin.visible, null, { timeout: 60_000 });
  await projector.getByText('The facial artery').waitFor({ timeout: 60_000 });
  await page.locator('.stage').focus();
  await page.keyboard.press('Shift+Digit3');
  await page.getByRole('button', { name: 'Go to view 3', exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Go to view 3', exact: true }).isEnabled()).toBe(true);
  await page.reload();
  await page.getByRole('button', { name: 'Go to view 3', exact: true }).waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});
