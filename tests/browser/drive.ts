/** Shared steps of the browser tests: what a person does first, and what the page says of itself. */
import type { Page } from 'playwright-core';

/** The part of the page's own report that the tests read. */
export interface Seen {
  status: string;
  entry: boolean;
  depth_mm: number;
  angle_deg: number;
  azimuth_deg: number;
  volume_ml: number;
  score: number | null;
  saved: string | null;
  replayTick: number | null;
  selected: number | null;
  layer: string | null;
}

/** What the page shows now. */
export function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const s = window.__bevel.state();
    return {
      status: s.patientStatus.kind,
      entry: s.entry !== null,
      depth_mm: s.depth_mm,
      angle_deg: s.angle_deg,
      azimuth_deg: s.azimuth_deg,
      volume_ml: s.attempt?.totals.volume_ml ?? 0,
      score: s.card?.score ?? null,
      saved: s.saved,
      replayTick: s.replayTick,
      selected: s.selected,
      layer: s.reading?.tip.layer ?? null,
    };
  });
}

/** Wait until the face is compiled and a frame of it has been drawn. */
export async function faceShown(page: Page): Promise<void> {
  await page.waitForFunction(() => window.__bevel?.state().patientStatus.kind === 'ready', null, { timeout: 90_000 });
  await page.waitForFunction(() => window.__bevel.stats().triangles > 10_000, null, { timeout: 90_000 });
}

/** Wait until the page's report satisfies `wanted`, a body that sees `s`. */
export async function until(page: Page, wanted: (s: Seen) => boolean, what: string, seconds = 60): Promise<Seen> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const now = await seen(page);
    if (wanted(now)) return now;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(now)}`);
    await page.waitForTimeout(250);
  }
}

/** Set the needle by landmark and offsets, as the keyboard does it. */
export async function placeByFields(page: Page, landmark: string, lateral: number, superior: number): Promise<void> {
  const group = page.locator('summary', { hasText: /^Entry/ }).first();
  await group.click();
  await page.getByLabel('Landmark').selectOption(landmark);
  await page.getByLabel('Lateral, mm').fill(String(lateral));
  await page.getByLabel('Superior, mm').fill(String(superior));
  await page.getByRole('button', { name: /Place the needle|Move the entry here/ }).click();
  await group.click();
}
