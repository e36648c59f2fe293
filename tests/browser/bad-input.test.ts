/** What is broken, unknown or missing gets a sentence that names it; nothing is lost and the page is never blank. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist } from './harness';
import { bench, SMALL, type Bench } from './pages';

let on: Bench;
beforeAll(async () => {
  on = await bench();
});
afterAll(() => on.close());

const PRIVATE = { viewport: SMALL, serviceWorkers: 'block' as const };

test.each(['head.glb', 'skull.glb', 'chart.bin'])('a truncated %s is named, and the next try works', async (name) => {
  const whole = await readFile(join(dist, 'models', name));
  on.served.replace(`models/${name}`, whole.subarray(0, Math.floor(whole.length * 0.6)));
  const bevel = await on.open('', { ...PRIVATE, picture: false, ready: false });
  const { page } = bevel;
  const alert = page.getByRole('alert').filter({ hasText: 'The face could not be prepared' });
  await alert.waitFor();
  expect(await alert.textContent()).toContain(name);
  expect(await page.getByRole('navigation').isVisible()).toBe(true);
  on.served.replace(`models/${name}`, null);
  await page.getByRole('button', { name: 'Try again' }).click();
  await bevel.ready();
  await bevel.close();
});

test('an unknown preset or technique in the link is named, and the known face opens', async () => {
  const bevel = await on.open('#/practise?technique=fil-elbow&preset=female-90', { ...PRIVATE, picture: false });
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

test('a landmark in the link sets the needle; an unknown one is named', async () => {
  const bevel = await on.open('#/practise?technique=free&preset=female-35&landmark=cheilion&lateral_mm=12&superior_mm=6&side=right', { ...PRIVATE, picture: false });
  await bevel.until(() => window.__bevel.state().entry !== null);
  const { side, reading } = await bevel.hand();
  expect([side, reading!.entry.side]).toEqual(['right', 'right']);
  await bevel.button('Start over').click();
  await bevel.page.goto(`${on.served.url}#/practise?technique=free&landmark=elbow`);
  await bevel.until(() => (window.__bevel.state().alert?.text ?? '').includes('elbow'));
  expect(await bevel.page.locator('body').textContent()).toContain('elbow');
  expect((await bevel.hand()).entry).toBeNull();
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
  const bevel = await on.open('#/records', { ...PRIVATE, picture: false });
  const folder = await mkdtemp(join(tmpdir(), 'bevel-'));
  const files = {
    'cut.json': '{"header":{"format":"bevel-trace","ver',
    'other.json': '{"hello":"world"}',
    'records.json': '{"format":"bevel-records","version":1,"attempts":[{"id":7}]}',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await bevel.page.getByLabel('Open a trace').setInputFiles(join(folder, name));
    const alert = bevel.page.locator('.panel').getByRole('alert');
    await alert.waitFor();
    expect((await alert.textContent())!.length, name).toBeGreaterThan(20);
    expect(await alert.textContent(), name).not.toMatch(/undefined|\[object/);
  }
  await bevel.page.getByText('No attempts yet.').waitFor();
  await bevel.clean();
  await bevel.close();
});
