/** A trainee with a mouse: technique, face, entry, angle, depth, product, score card, replay, and the record after a reload. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bench, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
beforeAll(async () => {
  on = await bench();
  bevel = await on.open();
});
afterAll(() => on.close());

test('chooses a technique and a face, and the plan lies on it', async () => {
  await bevel.technique('Zygoma');
  await bevel.page.getByRole('tab', { name: 'Patient' }).click();
  await bevel.page.getByRole('radio', { name: 'Man, 45' }).check({ force: true });
  await bevel.until(() => window.__bevel.state().patient?.spec.preset === 'male-45' && window.__bevel.state().patientStatus.kind === 'ready');
  const { technique, targets } = await bevel.attempt();
  expect(technique).toBe('fil-zygoma');
  expect(targets.length).toBeGreaterThan(0);
  expect(bevel.page.url()).toContain('technique=fil-zygoma');
  expect(bevel.page.url()).toContain('preset=male-45');
});

test('hovers, clicks the entry, drags the angle and turns the wheel for depth', async () => {
  const { targets } = await bevel.attempt();
  const target = targets.find((t) => t.side === 'left') ?? targets[0];
  const spot = await bevel.hoverTo([...target.entry.point_mm], 2);
  expect(spot.off).toBeLessThan(2);
  expect((await bevel.hand()).entry).toBeNull();

  await bevel.page.mouse.click(spot.x, spot.y);
  const placed = await bevel.hand();
  expect(placed.ghost).toBeNull();
  expect(placed.depth_mm).toBe(0);
  const entry = placed.reading!.entry.point_mm;
  expect(Math.hypot(...entry.map((v, k) => v - target.entry.point_mm[k]))).toBeLessThan(3);
  await expect.poll(() => bevel.page.getByRole('region', { name: 'Reading', exact: true }).textContent()).toContain('resting on the skin');

  await bevel.page.mouse.move(spot.x, spot.y);
  await bevel.page.mouse.down();
  await bevel.page.mouse.move(spot.x + 12, spot.y + 6);
  await bevel.page.mouse.move(spot.x + 24, spot.y + 12);
  await bevel.page.mouse.up();
  const aimed = await bevel.hand();
  expect(aimed.angle_deg).not.toBe(placed.angle_deg);
  expect(aimed.angle_deg).toBeGreaterThanOrEqual(5);
  expect(aimed.entry).toEqual(placed.entry);

  await bevel.page.mouse.wheel(0, 100);
  await bevel.until(() => window.__bevel.state().depth_mm > 0);
  expect((await bevel.hand()).depth_mm).toBeCloseTo(0.1, 6);
  await bevel.page.mouse.wheel(0, 100 * 39);
  await bevel.until(() => window.__bevel.state().depth_mm > 1);
  const deep = await bevel.hand();
  expect(deep.reading!.depth_reached_mm).toBeCloseTo(deep.depth_mm, 6);
  expect(deep.reading!.tip.layer).not.toBe('outside');
  expect(await bevel.page.getByRole('region', { name: 'Reading', exact: true }).textContent()).toContain(`${deep.depth_mm.toFixed(1)} mm`);
});

test('injects by holding, withdraws, and gets a score card with points and reasons', async () => {
  const hold = bevel.button('Hold to inject');
  await hold.scrollIntoViewIfNeeded();
  const box = (await hold.boundingBox())!;
  await bevel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await bevel.page.mouse.down();
  await bevel.until(() => window.__bevel.state().remaining_ml < 0.97);
  await bevel.page.mouse.up();
  await bevel.until(() => !window.__bevel.state().injecting);
  const { remaining_ml } = await bevel.hand();
  await bevel.button('Withdraw').click();
  await bevel.until(() => window.__bevel.state().entry === null);
  expect((await bevel.hand()).remaining_ml).toBe(remaining_ml);
  await bevel.button('Finish and score').click();

  const dialog = bevel.page.getByRole('dialog', { name: 'Score card' });
  await dialog.waitFor();
  const { card, events } = await bevel.attempt();
  expect(events).toEqual(expect.arrayContaining(['pose', 'inject', 'withdraw']));
  expect(events.at(-1)).toBe('withdraw');
  const rows = dialog.locator('tbody tr');
  expect(await rows.count()).toBe(card!.criteria.length);
  expect(card!.criteria.length).toBeGreaterThan(6);
  for (const [i, criterion] of card!.criteria.entries()) {
    const text = await rows.nth(i).textContent();
    expect(text).toContain(criterion.why);
    expect(criterion.why.length).toBeGreaterThan(10);
    if (criterion.max > 0) expect(text).toContain(`/ ${criterion.max}`);
  }
  expect(await dialog.textContent()).toContain(String(Math.round(card!.score!)));
});

test('scrubs the replay and comes back to the card', async () => {
  await bevel.button('Replay').click();
  const time = bevel.page.getByRole('slider', { name: 'Time' });
  await time.waitFor();
  await time.press('End');
  const last = (await bevel.attempt()).replayTick!;
  expect(last).toBeGreaterThan(0);
  const depths = new Set<number>();
  const box = (await time.boundingBox())!;
  for (const part of [0.1, 0.35, 0.6, 0.8]) {
    await bevel.page.mouse.click(box.x + box.width * part, box.y + box.height / 2);
    depths.add((await bevel.hand()).depth_mm);
  }
  expect((await bevel.attempt()).replayTick).toBeLessThan(last);
  expect(depths.size).toBeGreaterThan(1);
  expect(Math.max(...depths)).toBeGreaterThan(1);
  await bevel.button('Close the replay').click();
  await bevel.page.getByRole('dialog', { name: 'Score card' }).waitFor();
});

test('finds best and last again after a reload', async () => {
  await bevel.until(() => window.__bevel.state().saved === 'saved');
  const score = String(Math.round((await bevel.attempt()).card!.score!));
  await bevel.page.reload();
  await bevel.ready();
  expect((await bevel.attempt()).technique).toBe('fil-zygoma');
  await bevel.mode('Records');
  const row = bevel.page.getByRole('row').filter({ hasText: 'Zygoma' });
  await row.waitFor();
  const cells = await row.getByRole('cell').allTextContents();
  expect(cells).toEqual([score, score, '1']);
  expect(await row.textContent()).toContain('Man, 45');
  await bevel.button('Open').click();
  await bevel.page.getByRole('dialog', { name: 'Score card' }).waitFor({ timeout: 90_000 });
  await bevel.clean();
});
