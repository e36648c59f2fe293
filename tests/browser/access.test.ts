/** axe finds nothing moderate, serious or critical in any mode, on the desk, on the phone, and in the dialogs. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { bench, PHONE, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
beforeAll(async () => {
  on = await bench();
  bevel = await on.open();
});
afterAll(() => on.close());

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'moderate' || impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`));
}

test.each(['practise', 'explore', 'drill', 'lecture', 'records', 'projector'])('%s', async (mode) => {
  await bevel.page.goto(`${on.served.url}#/${mode}`);
  await bevel.ready();
  // The mode's own script has come when its heading stands.
  await bevel.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  if (mode !== 'projector') await bevel.page.locator('.panel').first().waitFor();
  expect(await findings(bevel.page)).toEqual([]);
});

test('on the phone', async () => {
  const phone = await on.open('', { viewport: PHONE, hasTouch: true, isMobile: true });
  for (const tab of ['Needle', 'Entry', 'Section', 'Technique', 'Patient', 'Layers']) {
    await phone.page.getByRole('tab', { name: tab }).click();
    expect(await findings(phone.page)).toEqual([]);
  }
  await phone.close();
});

test('with a needle in the skin, and the score card over it', async () => {
  const { page } = bevel;
  await page.goto(`${on.served.url}#/practise?technique=fil-chin`);
  await bevel.needle('pogonion', 3);
  expect(await findings(page)).toEqual([]);
  await bevel.button('Withdraw').click();
  await bevel.button('Finish and score').click();
  await page.getByRole('dialog', { name: 'Score card' }).waitFor();
  expect(await findings(page)).toEqual([]);
});
