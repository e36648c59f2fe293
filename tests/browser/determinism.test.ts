/** The page and the command line say the same of the same needle, number by number. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bench, type Bench, type Bevel } from './pages';

let on: Bench;
let bevel: Bevel;
beforeAll(async () => {
  on = await bench();
  bevel = await on.open('#/practise?technique=free&preset=male-45&seed=7');
  await bevel.page.getByText('Entry, angle to the skin').click();
});
afterAll(() => on.close());

interface Probe {
  entry: { point_mm: number[]; uv_mm: number[]; region: string };
  tip: { point_mm: number[]; depth_below_skin_mm: number; layer: string };
  depth_reached_mm: number;
  skin_to_bone_mm: number | null;
  path: { layer: string; from_mm: number; to_mm: number }[];
  near: { id: string; side: string; tip_distance_mm: number; pierced: boolean }[];
  bone_contact: boolean;
  risk: { level: string; vascular: number; nerve: number };
}

const POSES = [
  { side: 'left', entry: { landmark: 'lateral-brow', lateral_mm: 10, superior_mm: 10 }, angle_deg: 90, azimuth_deg: 0, depth_mm: 12 },
  { side: 'right', entry: { landmark: 'cheilion', lateral_mm: 4, superior_mm: 12 }, angle_deg: 40, azimuth_deg: 30, depth_mm: 9 },
  { side: 'left', entry: { landmark: 'glabella', lateral_mm: 6, superior_mm: -2 }, angle_deg: 60, azimuth_deg: -90, depth_mm: 4.5 },
] as const;

test('readings agree to the last printed digit', async () => {
  const lines = POSES.map((pose, id) => JSON.stringify({ id, patient: { preset: 'male-45', seed: 7 }, device: { kind: 'needle', gauge: 27, length_mm: 19 }, ...pose }));
  const run = spawnSync(process.execPath, ['scripts/bevel.mjs', 'probe'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  expect(run.status, run.stderr).toBe(0);
  const answers = run.stdout.trim().split('\n').map((line) => JSON.parse(line) as Probe);

  for (const [i, pose] of POSES.entries()) {
    const { page } = bevel;
    await page.getByRole('radio', { name: pose.side, exact: true }).check({ force: true });
    await page.getByRole('combobox', { name: 'Landmark' }).selectOption(pose.entry.landmark);
    await page.getByRole('spinbutton', { name: 'Lateral, mm' }).fill(String(pose.entry.lateral_mm));
    await page.getByRole('spinbutton', { name: 'Superior, mm' }).fill(String(pose.entry.superior_mm));
    await bevel.button(/^(Place the needle|Move the entry here)$/).click();
    await page.getByRole('slider', { name: 'Angle to the skin' }).fill(String(pose.angle_deg));
    await page.getByRole('slider', { name: 'Direction (azimuth)' }).fill(String(pose.azimuth_deg));
    await page.getByRole('slider', { name: 'Depth along the shaft' }).fill(String(pose.depth_mm));
    const { reading } = await bevel.hand();
    const answer = answers[i];
    const close = (ours: number, theirs: number, what: string) => expect(Math.abs(ours - theirs), `${what} of pose ${i}: ${ours} and ${theirs}`).toBeLessThan(1e-4);
    reading!.entry.point_mm.forEach((v, k) => close(v, answer.entry.point_mm[k], 'entry'));
    reading!.tip.point_mm.forEach((v, k) => close(v, answer.tip.point_mm[k], 'tip'));
    close(reading!.depth_reached_mm, answer.depth_reached_mm, 'depth');
    expect(reading!.bone_contact).toBe(answer.bone_contact);
    close(reading!.tip.depth_below_skin_mm, answer.tip.depth_below_skin_mm, 'depth below the skin');
    expect(reading!.tip.layer).toBe(answer.tip.layer);
    expect(reading!.entry.region).toBe(answer.entry.region);
    expect(reading!.path.map((part) => part.layer)).toEqual(answer.path.map((part) => part.layer));
    reading!.path.forEach((part, k) => close(part.to_mm, answer.path[k].to_mm, part.layer));
    expect(reading!.risk.level).toBe(answer.risk.level);
    close(reading!.risk.vascular, answer.risk.vascular, 'vascular risk');
    expect(reading!.pierced.map((p) => `${p.id}, ${p.side}`).sort()).toEqual(answer.near.filter((n) => n.pierced).map((n) => `${n.id}, ${n.side}`).sort());
    await page.getByRole('slider', { name: 'Depth along the shaft' }).fill('0');
  }
  await bevel.clean();
});
