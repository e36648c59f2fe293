/** A needle that enters the orbit: said at once, and product there is a critical fail, in words. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bench, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
beforeAll(async () => {
  on = await bench();
  // The panels alone tell the story; no picture is waited for.
  bevel = await on.open('#/practise?technique=free', { picture: false });
});
afterAll(() => on.close());

test('says so when the needle enters the orbit', async () => {
  const { page } = bevel;
  await page.getByText('Entry, angle to the skin').click();
  await page.getByRole('combobox', { name: 'Landmark' }).selectOption('orbitale');
  // Above the lower rim, through the lid.
  await page.getByRole('spinbutton', { name: 'Superior, mm' }).fill('5');
  await bevel.button('Place the needle').click();
  await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('6');
  expect((await bevel.hand()).reading?.tip.layer).toBe('orbit');
  await page.getByText('The needle has entered the orbit, behind the septum. Stop and draw back.').first().waitFor();
  expect(await page.locator('.reading .risk-danger').innerText()).toMatch(/Danger/);
  expect(await page.getByRole('alert').allInnerTexts()).toContain('The needle has entered the orbit. Stop and draw back.');
});

test('product there is a critical fail with words and a way to see it', async () => {
  const { page } = bevel;
  await bevel.button('Inject 0.01 mL').click();
  await bevel.until(() => !window.__bevel.state().injecting && window.__bevel.state().remaining_ml < 1);
  await bevel.button('Withdraw').click();
  await bevel.button('Finish').click();
  const card = page.getByRole('dialog', { name: 'Score card' });
  await card.waitFor();
  const words = await card.innerText();
  expect(words).toMatch(/Critical: product in the eye socket/);
  expect(words).toMatch(/0\.01 mL was delivered in the orbit\. On a patient this threatens sight\./);
  await card.getByRole('button', { name: 'See it on the face' }).first().click();
  await bevel.until(() => window.__bevel.state().reading?.tip.layer === 'orbit');
  await bevel.clean();
});
