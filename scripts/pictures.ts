/** Takes the README's pictures from the built app (dist/) into docs/pictures/. Usage: npm run build && node scripts/run.mjs scripts/pictures.ts [front skin needle lecture phone] */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PresetName } from '../src/scene/rig/orbit';
import { strings } from '../src/ui/strings';
import { bench, type Bevel } from '../tests/browser/pages';

const folder = join(process.cwd(), 'docs', 'pictures');
const DESK = { width: 1440, height: 900 };
const wanted = process.argv.slice(2);
/** A picture in the README is smaller than this. */
const MOST_BYTES = 200_000;

/** Draw everything in full, wait until the graphics card is done and no further frame comes, then save the window. */
async function shoot(bevel: Bevel, name: string): Promise<void> {
  const { page } = bevel;
  await page.evaluate(() => window.__bevel.sharp(true));
  for (let last = -1, same = 0; same < 2; ) {
    await page.waitForTimeout(1200);
    const frames = await page.evaluate(() => {
      const gl = document.querySelector<HTMLCanvasElement>('.picture canvas')?.getContext('webgl2');
      // Reading one pixel waits for all that was asked of the card.
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      return window.__bevel.stats().frames;
    });
    same = frames === last ? same + 1 : 0;
    last = frames;
  }
  const path = join(folder, `${name}.jpg`);
  let bytes = Infinity;
  for (let quality = 88; bytes > MOST_BYTES && quality > 50; quality -= 6) bytes = (await page.screenshot({ path, type: 'jpeg', quality })).length;
  console.log(name, `${Math.round(bytes / 1000)} kB`, JSON.stringify(await page.evaluate(() => window.__bevel.stats())));
}

/** Look from a named side. */
const from = (bevel: Bevel, preset: PresetName) => bevel.page.evaluate((name) => window.__bevel.state().lookFrom(name), preset);

/** Take the skin off, as the button of the layers does. */
const dissect = (bevel: Bevel) => bevel.page.evaluate(() => window.__bevel.state().setLayers({ skin: { visible: false, opacity: 1 } }));

/** Place the needle by the fields. */
async function place(bevel: Bevel, landmark: string, lateral: number, superior: number, depth: number): Promise<void> {
  const { page } = bevel;
  const s = strings.hand;
  const fields = page.getByText('Entry, angle to the skin');
  await fields.click();
  await page.getByRole('combobox', { name: s.landmark }).selectOption(landmark);
  await page.getByRole('spinbutton', { name: s.lateral }).fill(String(lateral));
  await page.getByRole('spinbutton', { name: s.superior }).fill(String(superior));
  await bevel.button(s.place).click();
  await fields.click();
  await page.getByRole('slider', { name: s.depth }).fill(String(depth));
}

const pictures: Record<string, (open: Awaited<ReturnType<typeof bench>>['open']) => Promise<void>> = {
  async front(open) {
    const bevel = await open('#/explore', { viewport: DESK });
    await dissect(bevel);
    await from(bevel, 'front');
    await shoot(bevel, 'layers-front');
    await from(bevel, 'left-three-quarter');
    await shoot(bevel, 'layers-three-quarter');
  },
  async skin(open) {
    const bevel = await open('#/explore?preset=male-45', { viewport: DESK });
    await from(bevel, 'right-three-quarter');
    await shoot(bevel, 'man');
  },
  async needle(open) {
    const bevel = await open('#/practise?technique=fil-pyriform', { viewport: DESK });
    await place(bevel, 'alar-crease', 3, -3, 8);
    await shoot(bevel, 'needle');
    const s = strings.hand;
    await bevel.button(s.aspirate).click();
    for (let i = 0; i < 6; i++) await bevel.button(s.dose).click();
    await bevel.button(s.withdraw).click();
    await bevel.button(s.finish).click();
    await bevel.page.getByRole('dialog', { name: strings.score.title }).waitFor();
    await shoot(bevel, 'score-card');
  },
  async lecture(open) {
    const bevel = await open('#/lecture', { viewport: DESK });
    await from(bevel, 'left-three-quarter');
    await dissect(bevel);
    await bevel.page.evaluate(() => {
      const state = window.__bevel.state();
      state.select(state.patient!.structures.findIndex((structure) => structure.id === 'facial-artery' && structure.side === 'left'));
    });
    await shoot(bevel, 'lecture');
  },
  async phone(open) {
    const bevel = await open('#/practise?technique=fil-chin', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
    await shoot(bevel, 'phone');
  },
};

mkdirSync(folder, { recursive: true });
const on = await bench();
for (const [name, take] of Object.entries(pictures)) {
  if (wanted.length && !wanted.includes(name)) continue;
  try {
    await take(on.open);
  } catch (error) {
    console.error(`${name}: ${String(error).slice(0, 400)}`);
    process.exitCode = 1;
  }
}
await on.close();
