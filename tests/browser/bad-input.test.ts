/** What is broken, unknown or missing gets a sentence that names it; nothing is lost and the page is never blank. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist, launch, visit } from './harness';
import { bench, Bevel, SMALL, type Bench } from './pages';

let on: Bench;
beforeAll(async () => {
  on = await bench();
});
afterAll(() => on.close());

const PRIVATE = { viewport: SMALL, serviceWorkers: 'block' as const };

test.each(['head.glb', 'skull.glb', 'chart.bin'])('a truncated %s is named, and the next try works', async (name) => {
  const whole = await readFile(join(dist, 'models', name));
  on.served.replace(`models/${name}`, whole.subarray(0, Math.floor(whole.length * 0.6)));
  const { page } = await visit(on.browser, on.served.url, PRIVATE);
  const alert = page.getByRole('alert').filter({ hasText: 'The face could not be prepared' });
  await alert.waitFor();
  expect(await alert.textContent()).toContain(name);
  expect(await page.getByRole('navigation').isVisible()).toBe(true);
  on.served.replace(`models/${name}`, null);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.waitForFunction(() => window.__bevel.state().patientStatus.kind === 'ready', undefined, { timeout: 90_000 });
  await page.context().close();
});

test('an unknown preset or technique in the link is named, and the known face opens', async () => {
  const bevel = await on.open('#/practise?technique=fil-elbow&preset=female-90', PRIVATE);
  const state = await bevel.page.evaluate(() => ({ preset: window.__bevel.state().patient!.spec.preset, technique: window.__bevel.state().technique, said: window.__bevel.state().alert?.text ?? '' }));
  expect(state.preset).toBe('female-35');
  expect(state.technique).toBe('fil-temple-deep');
  const text = await bevel.page.locator('body').textContent();
  expect(text).toContain('female-90');
  expect(text).toContain('fil-elbow');
  await bevel.page.goto(`${on.served.url}#/nowhere/at/all`);
  await bevel.page.getByRole('combobox', { name: 'Technique' }).waitFor();
  await bevel.clean();
  await bevel.close();
});

test('a needle outside the face is refused with what to do, and none is set', async () => {
  const bevel = await on.open('#/practise?technique=free', PRIVATE);
  const { page } = bevel;
  await page.getByText('Entry, angle to the skin').click();
  await page.getByRole('combobox', { name: 'Landmark' }).selectOption('lateral-brow');
  await page.getByRole('spinbutton', { name: 'Lateral, mm' }).fill('120');
  await bevel.button('Place the needle').click();
  const alert = page.locator('.entry-form').getByRole('alert');
  await alert.waitFor();
  expect((await alert.textContent())!.length).toBeGreaterThan(20);
  expect((await bevel.hand()).entry).toBeNull();
  const box = (await bevel.stage.boundingBox())!;
  await page.mouse.click(box.x + 8, box.y + box.height / 2);
  expect((await bevel.hand()).entry).toBeNull();
  await page.getByRole('spinbutton', { name: 'Lateral, mm' }).fill('0');
  await bevel.button('Place the needle').click();
  await bevel.until(() => window.__bevel.state().entry !== null);
  await alert.waitFor({ state: 'detached' });
  await bevel.clean();
  await bevel.close();
});

test('a broken trace is refused with a reason, and the records stay', async () => {
  const bevel = await on.open('#/records', PRIVATE);
  const folder = await mkdtemp(join(tmpdir(), 'bevel-'));
  const files = {
    'cut.json': '{"header":{"format":"bevel-trace","ver',
    'other.json': '{"hello":"world"}',
    'records.json': '{"format":"bevel-records","version":1,"attempts":[{"id":7}]}',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await bevel.page.getByLabel('Open a trace').setInputFiles(join(folder, name));
    const alert = bevel.page.locator('aside').getByRole('alert');
    await alert.waitFor();
    expect((await alert.textContent())!.length, name).toBeGreaterThan(20);
    expect(await alert.textContent(), name).not.toMatch(/undefined|\[object/);
  }
  await bevel.page.getByText('No attempts yet.').waitFor();
  await bevel.clean();
  await bevel.close();
});

test('a lost picture says so and comes back with the attempt', async () => {
  const bevel = await on.open('#/practise?technique=free', PRIVATE);
  const { page } = bevel;
  await page.getByText('Entry, angle to the skin').click();
  await bevel.button('Place the needle').click();
  await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('2');
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.picture canvas')!;
    canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
  });
  const alert = page.getByRole('alert').filter({ hasText: 'The picture was interrupted' });
  await alert.waitFor();
  expect((await bevel.hand()).depth_mm).toBe(2);
  const frames = await page.evaluate(() => window.__bevel.stats().frames);
  await page.getByRole('button', { name: 'Restore the picture' }).click();
  await alert.waitFor({ state: 'detached' });
  await page.waitForFunction((n) => window.__bevel.stats().frames > n, frames);
  expect(await page.evaluate(() => document.querySelector<HTMLCanvasElement>('.picture canvas')!.getContext('webgl2')!.isContextLost())).toBe(false);
  expect((await bevel.hand()).depth_mm).toBe(2);
  await bevel.close();
});

test('without WebGL the page says what is needed', async () => {
  const browser = await launch(['--disable-3d-apis']);
  try {
    const { page } = await visit(browser, on.served.url, PRIVATE);
    const alert = page.getByRole('alert').filter({ hasText: 'This browser cannot draw the face' });
    await alert.waitFor();
    expect(await alert.textContent()).toContain('WebGL 2');
  } finally {
    await browser.close();
  }
});

for (const [what, break_] of [
  ['blocked', () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
  }],
  ['full', () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    };
  }],
] as [string, () => void][]) {
  test(`storage ${what}: the card says it is not kept and offers the file`, async () => {
    const context = await on.browser.newContext(PRIVATE);
    await context.addInitScript(break_);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${on.served.url}#/practise?technique=fil-chin`);
    const bevel = new Bevel({ page, errors, foreign: [] });
    await bevel.ready();
    await page.getByText('Entry, angle to the skin').click();
    await page.getByRole('combobox', { name: 'Landmark' }).selectOption('pogonion');
    await bevel.button('Place the needle').click();
    await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('3');
    await bevel.button('Withdraw').click();
    await bevel.button('Finish and score').click();
    const dialog = page.getByRole('dialog', { name: 'Score card' });
    const status = dialog.getByRole('status');
    await status.filter({ hasText: what === 'full' ? 'full' : 'keeps nothing' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save as a file' }).click()]);
    const trace = JSON.parse(await readFile(await file.path(), 'utf8')) as { header: { format: string; technique: string }; entries: unknown[] };
    expect(trace.header.technique).toBe('fil-chin');
    expect(trace.entries.length).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    await bevel.mode('Records');
    await page.locator('aside').getByRole('alert').waitFor();
    await page.getByText('Chin projection').first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
}
