/** Takes the README's pictures from the built app (dist/) into docs/pictures/. Usage: npm run build && node scripts/run.mjs scripts/pictures.ts */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bench, type Bevel } from '../tests/browser/pages';

const folder = join(process.cwd(), 'docs', 'pictures');
const DESK = { width: 1440, height: 900 };
const wanted = process.argv.slice(2);

/** Wait until no frame has been drawn for a while, then save the window. */
async function shoot(bevel: Bevel, name: string): Promise<void> {
  let last = -1;
  for (;;) {
    const frames = await bevel.page.evaluate(() => window.__bevel!.stats().frames);
    if (frames === last) break;
    last = frames;
    await bevel.page.waitForTimeout(9000);
  }
  await bevel.page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 86 });
  console.log(name, JSON.stringify(await bevel.page.evaluate(() => window.__bevel!.stats())));
}

/** Place the needle by the fields. */
async function place(bevel: Bevel, landmark: string, lateral: number, superior: number, depth: number): Promise<void> {
  const { page } = bevel;
  await page.getByText('Entry, angle to the skin').click();
  await page.getByRole('combobox', { name: 'Landmark' }).selectOption(landmark);
  await page.getByRole('spinbutton', { name: /^Lateral/ }).fill(String(lateral));
  await page.getByRole('spinbutton', { name: /^(Superior|Up)/ }).fill(String(superior));
  await bevel.button('Place the needle').click();
  await page.getByText('Entry, angle to the skin').click();
  await page.getByRole('slider', { name: 'Depth along the shaft' }).fill(String(depth));
}

const pictures: Record<string, (open: Awaited<ReturnType<typeof bench>>['open']) => Promise<void>> = {
  async front(open) {
    const bevel = await open('#/explore', { viewport: DESK });
    await bevel.button('No skin').click();
    await bevel.button('Front').click();
    await shoot(bevel, 'layers-front');
    await bevel.button('¾ left').click();
    await shoot(bevel, 'layers-three-quarter');
  },
  async skin(open) {
    const bevel = await open('#/practise?technique=free&preset=male-45', { viewport: DESK });
    await bevel.button('¾ right').click();
    await shoot(bevel, 'man');
  },
  async needle(open) {
    const bevel = await open('#/practise?technique=fil-pyriform', { viewport: DESK });
    await place(bevel, 'alar-crease', 3, -3, 8);
    await shoot(bevel, 'needle');
    await bevel.button('Aspirate').click();
    for (let i = 0; i < 6; i++) await bevel.button('Inject 0.05 mL').click();
    await bevel.button('Withdraw').click();
    await bevel.button('Finish and score').click();
    await bevel.page.getByRole('dialog', { name: 'Score card' }).waitFor();
    await shoot(bevel, 'score-card');
  },
  async lecture(open) {
    const bevel = await open('#/lecture', { viewport: DESK });
    await bevel.button('¾ left').click().catch(() => {});
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
