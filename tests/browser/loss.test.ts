/** What the browser may take away: the drawing context, WebGL itself, the storage. Each says so in a sentence, and nothing of the attempt is lost. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bench, SMALL, type Bench } from './pages';

let on: Bench;
beforeAll(async () => {
  on = await bench();
});
afterAll(() => on.close());

const PRIVATE = { viewport: SMALL, serviceWorkers: 'block' as const };

const kept = (page: Page) =>
  page.evaluate(() => {
    const { entry, depth_mm, remaining_ml, attempt, trace } = window.__bevel.state();
    return { entry, depth_mm, remaining_ml, deposits: attempt?.deposits.map((d) => [d.point_mm, d.volume_ml]), events: trace?.entries.length };
  });

test('a lost drawing context comes back by itself or by its button, with needle and deposit', async () => {
  const bevel = await on.open('#/practise?technique=free', PRIVATE);
  const { page } = bevel;
  await bevel.needle('pogonion', 3);
  await bevel.button('Inject 0.01 mL').click();
  await bevel.until(() => !window.__bevel.state().injecting && window.__bevel.state().remaining_ml < 1);
  const before = await kept(page);
  expect(before.remaining_ml).toBeCloseTo(0.99, 9);
  expect(before.deposits).toHaveLength(1);
  const alert = page.getByRole('alert').filter({ hasText: 'The picture was interrupted' });
  for (const way of ['itself', 'button'] as const) {
    const frames = await page.evaluate(() => {
      const lose = document.querySelector<HTMLCanvasElement>('.picture canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
      Object.assign(window, { giveBack: () => lose.restoreContext() });
      lose.loseContext();
      return window.__bevel.stats().frames;
    });
    await alert.waitFor();
    // The panels go on while nothing can be drawn.
    expect(await kept(page)).toEqual(before);
    if (way === 'itself') await page.evaluate(() => (window as unknown as { giveBack(): void }).giveBack());
    else await page.getByRole('button', { name: 'Restore the picture' }).click();
    await alert.waitFor({ state: 'detached' });
    await page.waitForFunction((n) => window.__bevel.stats().frames > n && window.__bevel.stats().triangles > 40_000, frames);
    expect(await page.evaluate(() => document.querySelector<HTMLCanvasElement>('.picture canvas')!.getContext('webgl2')!.isContextLost())).toBe(false);
    expect(await kept(page), way).toEqual(before);
  }
  await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('4');
  expect((await kept(page)).depth_mm).toBe(4);
  expect(bevel.seen.errors).toEqual([]);
  await bevel.close();
});

test('a reload in the middle of an attempt: what was done is scored, kept, and said to be', async () => {
  const bevel = await on.open('#/practise?technique=fil-chin', { ...PRIVATE, picture: false });
  const { page } = bevel;
  await bevel.needle('pogonion', 5);
  await page.reload();
  await bevel.ready();
  // Nothing was given: nothing to keep.
  expect(await page.evaluate(() => window.__bevel.state().alert)).toBeNull();
  await bevel.needle('pogonion', 5);
  await bevel.button('Inject 0.01 mL').click();
  await bevel.until(() => !window.__bevel.state().injecting && window.__bevel.state().remaining_ml < 1);
  const before = await page.evaluate(() => window.__bevel.state().trace!.header.id);
  await page.reload();
  await bevel.ready();
  await page.getByText('The page was closed during an attempt. What was done until then was scored and is kept in Records.').first().waitFor();
  await bevel.mode('Records');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('dialog', { name: 'Score card' }).waitFor();
  const { id, given } = await page.evaluate(() => ({ id: window.__bevel.state().trace!.header.id, given: window.__bevel.state().card!.totals.volume_ml }));
  expect({ id, given }).toEqual({ id: before, given: 0.01 });
  expect(bevel.seen.errors).toEqual([]);
  await bevel.close();
});

test('without WebGL the page says what is needed, and the needle, the score and the records still work', async () => {
  const bevel = await on.open('#/practise?technique=fil-chin', { ...PRIVATE, picture: false });
  const { page } = bevel;
  const alert = page.getByRole('alert').filter({ hasText: 'This browser cannot draw the face' });
  await alert.waitFor();
  expect(await alert.textContent()).toContain('WebGL 2');
  await bevel.needle('pogonion', 3);
  expect(await page.getByRole('region', { name: 'Reading', exact: true }).textContent()).toContain('3.0 mm');
  await bevel.button('Withdraw').click();
  await bevel.button('Finish and score').click();
  await page.getByRole('dialog', { name: 'Score card' }).getByRole('status').filter({ hasText: 'Saved in this browser' }).waitFor();
  await page.keyboard.press('Escape');
  await bevel.mode('Records');
  await page.getByRole('row').filter({ hasText: 'Chin' }).waitFor();
  await bevel.clean();
  await bevel.close();
});

const STORAGE: [string, string, () => void][] = [
  ['blocked', 'keeps nothing', () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The user denied permission.', 'SecurityError');
      },
    });
  }],
  ['full', 'full', () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    };
    Storage.prototype.setItem = () => {
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    };
  }],
];
for (const [what, words, break_] of STORAGE) {
  test(`storage ${what}: the attempt is scored, the card says it is not kept and gives the file`, async () => {
    const bevel = await on.open('#/practise?technique=fil-chin', { ...PRIVATE, picture: false, before: break_ });
    const { page } = bevel;
    await bevel.needle('pogonion', 3);
    await bevel.button('Withdraw').click();
    await bevel.button('Finish and score').click();
    const dialog = page.getByRole('dialog', { name: 'Score card' });
    await dialog.getByRole('status').filter({ hasText: words }).waitFor();
    const { card } = await bevel.attempt();
    expect(await dialog.textContent()).toContain(String(Math.round(card!.score!)));
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save as a file' }).click()]);
    const trace = JSON.parse(await readFile(await file.path(), 'utf8')) as { header: { technique: string }; entries: unknown[] };
    expect(trace.header.technique).toBe('fil-chin');
    expect(trace.entries.length).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    // The records of this visit are there to be read and taken away as one file.
    await bevel.mode('Records');
    await page.locator('.panel').getByRole('alert').filter({ hasText: words }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Chin' }).waitFor();
    const [all] = await Promise.all([page.waitForEvent('download'), bevel.button('Export all').click()]);
    expect((JSON.parse(await readFile(await all.path(), 'utf8')) as { attempts: unknown[] }).attempts).toHaveLength(1);
    await bevel.clean();
    await bevel.close();
  });
}
