/** Melanin and haemoglobin of the skin, as deviations from the person's base tone: 0.5 = base. */

import { browDensity, earMask, hairlineDistance, near, nearSegment, scalpDensity, vermilion, type FaceMarks, type Sample } from './face';
import { bump, cellRandom, cells, fbm, noise3, smooth, type Cell } from './noise';

const cell: Cell = { d1: 0, d2: 0, id: 0 };

/** A few named spots (moles) in the front view: x with sign, y from the pupil line, radius, strength. */
const MOLES: readonly (readonly [number, number, number, number])[] = [
  [38, -31, 0.9, 0.5],
  [-21, -72, 0.7, 0.42],
  [12, 47, 0.6, 0.3],
  [-31, 38, 0.5, 0.3],
];

/** Blood near the surface. */
export function haemoglobin(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const p = s.p;
  let h = 0;
  h += 0.1 * bump(near(s, m.orbitale, 9, -17, 0), 21);
  h += 0.05 * bump(near(s, m.zygion, -16, 0, 12), 26);
  h += 0.15 * bump(near(s, m.pronasale, 0, -1, 0), 11);
  h += 0.08 * bump(near(s, m.alare, 0, 0, 0), 8.5);
  h += 0.05 * bump(nearSegment(s, m.alare, [m.alare[0] + 5, m.alare[1] - 9, m.alare[2] - 4]).d2, 6);
  h += 0.06 * bump(near(s, m.pogonion, 0, 0, 0), 17);
  h += 0.04 * bump(near(s, m.glabella, 0, 0, 0), 14);
  h -= 0.05 * bump(near(s, m.glabella, 0, 33, -6), 30);
  h -= 0.022 * bump(nearSegment(s, [0, m.subnasale[1] - 4, m.subnasale[2]], [m.cheilion[0] + 4, m.cheilion[1] + 5, m.cheilion[2]]).d2, 8);
  h += 0.19 * earMask(m, s) * (0.6 + 0.8 * s.thin);
  h += 0.03 * smooth(m.gnathion[1] - 8, m.gnathion[1] - 40, y);
  // Lids: pinker towards the margin; the wet line is mucosa.
  const lid = s.lid;
  h += 0.055 * smooth(8.5, 3, lid) + 0.03 * smooth(2.2, 0.2, lid);
  h += 0.04 * bump(near(s, m.endocanthion, 0, 0, 0), 5);
  const under = nearSegment(s, [m.endocanthion[0] + 3, m.endocanthion[1] - 8, m.endocanthion[2]], [m.pupil[0] + 8, m.orbitale[1] + 4, m.orbitale[2]]);
  h += 0.05 * bump(under.d2, 7);
  // Blotches at several scales, capillaries on cheek and nose.
  h += 0.05 * fbm(p, 17, 3, 11) + 0.026 * fbm(p, 3.4, 3, 17) + 0.024 * noise3(x * 1.35, y * 1.35, z * 1.35, 23);
  const flush = bump(near(s, m.orbitale, 9, -19, 0), 20) + bump(near(s, m.alare, 0, 2, 0), 12);
  const vessel = 1 - Math.abs(noise3(x * 0.42 + noise3(x * 0.9, y * 0.9, z * 0.9, 5), y * 0.42, z * 0.42, 29)) * 9;
  h += 0.045 * Math.max(0, vessel) * flush * smooth(-0.1, 0.4, noise3(x * 0.13, y * 0.13, z * 0.13, 31));
  // Lips: blood shows through; darker to the wet line, fine vertical streaks, paler roll at the border.
  const lip = vermilion(s, m);
  const upper = smooth(m.stomion[1] - 1, m.stomion[1] + 1.5, y);
  const streak = noise3(x * 1.7 + 0.5 * noise3(x * 0.5, y * 0.6, 0, 3), y * 0.16, 0.5, 37);
  const inner = smooth(1.5, 5, s.mouth);
  h += lip * (0.265 + 0.03 * upper + 0.05 * inner + 0.03 * streak + 0.03 * fbm(p, 2.4, 2, 41));
  h -= 0.012 * Math.max(0, 1 - Math.abs(s.mouth + 0.45 - 0.4 * (1 - upper)) / 0.5) * (1 - lip);
  h += 0.12 * smooth(5.4, 7, s.mouth);
  return 0.5 + h * 0.92;
}

/** Melanin: freckles, mottling, lids, brow and scalp shadow are told apart by region. */
export function melanin(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const p = s.p;
  let v = 0.045 * fbm(p, 24, 3, 51) + 0.034 * fbm(p, 4.5, 3, 57) + 0.032 * noise3(x * 1.1, y * 1.1, z * 1.1, 61) + 0.016 * noise3(x * 2.6, y * 2.6, z * 2.6, 63);
  // Sun side: forehead, cheek bone and nose bridge a little darker than jaw and below.
  v += 0.05 * bump(near(s, m.glabella, 0, 26, -4), 38) + 0.035 * bump(near(s, m.orbitale, 12, -8, 0), 24);
  v -= 0.05 * smooth(m.gnathion[1] + 4, m.gnathion[1] - 14, y);
  v += 0.05 * smooth(9, 4.5, s.lid) + 0.035 * smooth(3, 0.5, s.lid);
  v += 0.05 * bump(near(s, m.endocanthion, -2, -3, 0), 8);
  const under = nearSegment(s, [m.endocanthion[0] + 2, m.endocanthion[1] - 6, m.endocanthion[2]], [m.pupil[0] + 6, m.orbitale[1] + 5, m.orbitale[2]]);
  v += 0.04 * bump(under.d2, 6);
  v += 0.03 * bump(near(s, m.cheilion, 2, -1, 0), 5);
  v -= 0.02 * earMask(m, s);
  // Freckles: small irregular flecks over nose and cheek, sparse elsewhere.
  const field = 0.03 + 0.9 * bump(near(s, m.orbitale, 2, -10, 0), 24) + 0.5 * bump(near(s, m.pronasale, 0, 14, -6), 16) + 0.25 * bump(near(s, m.glabella, 12, 30, -8), 40);
  cells(x + 0.7 * noise3(x, y, z, 71), y + 0.7 * noise3(x, y, z, 72), z, 3.1, 67, cell);
  if (cell.id < field * 0.62) v += 0.15 * (0.35 + 0.65 * cell.id / 0.62) * smooth(0.3, 0.1, cell.d1) * Math.min(1, field * 1.5) * (1 - vermilion(s, m));
  for (const [mx, my, r, k] of MOLES) {
    const d2 = (x - mx) * (x - mx) + (y - m.pupil[1] - my) * (y - m.pupil[1] - my);
    if (z > m.tragion[2] + 20) v += k * smooth(r * 1.25, r * 0.55, Math.sqrt(d2) * (1 + 0.2 * noise3(x * 2, y * 2, z * 2, 73)));
  }
  const lip = vermilion(s, m);
  v = v * (1 - 0.55 * lip) + 0.035 * lip;
  // Lash line: the roots draw a fine dark edge.
  v += 0.26 * Math.max(0, 1 - Math.abs(s.lid + 0.1) / 0.45);
  return 0.5 + v;
}

/** Shadow of hair roots in the skin: brow and scalp (a darker ground under the real hairs). */
export function hairGround(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const brow = browDensity(m, s);
  // Short slanted strokes that point up and out.
  const side = Math.sign(x) || 1;
  const a = x * side * 0.75 + y * 0.66;
  const b = -x * side * 0.66 + y * 0.75;
  const stroke = 0.5 + 0.5 * noise3(a * 0.45, b * 2.6, z * 0.3, 83);
  const jitter = 3 * fbm(s.p, 9, 2, 89) + 1.5 * noise3(x * 0.9, y * 0.9, z * 0.9, 91);
  const scalp = scalpDensity(m, s, jitter - 1) * (0.45 + 0.55 * smooth(0, 14, hairlineDistance(m, s)));
  cells(x, y, z, 0.75, 93, cell);
  const roots = 0.55 + 0.45 * smooth(0.55, 0.2, cell.d1);
  return Math.min(1, Math.max(brow * (0.25 + 0.5 * stroke), scalp * (0.66 + 0.34 * roots)));
}

/** Shadow of hair roots that a woman's lower, rounder hairline adds on the forehead. */
export function roundGround(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const d = hairlineDistance(m, s, true);
  if (d - hairlineDistance(m, s) < 0.5) return 0;
  const jitter = 3 * fbm(s.p, 9, 2, 89) + 1.5 * noise3(x * 0.9, y * 0.9, z * 0.9, 91) - 4;
  cells(x, y, z, 0.75, 93, cell);
  return smooth(-5, 7, d + jitter) * (0.45 + 0.55 * smooth(0, 14, d)) * (0.66 + 0.34 * (0.55 + 0.45 * smooth(0.55, 0.2, cell.d1)));
}

/** Beard: where it grows and the dots of the shaved roots. */
export function beard(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const jawTop = m.cheilion[1] + 6 + 0.42 * Math.max(0, s.ax - m.cheilion[0] - 6);
  const cheek = smooth(jawTop + 7, jawTop - 9, y + 3 * fbm(s.p, 9, 2, 97));
  const moustache = smooth(m.subnasale[1] + 1, m.subnasale[1] - 3, y) * smooth(m.cheilion[0] + 6, m.cheilion[0] - 2, s.ax);
  const neck = smooth(m.gnathion[1] - 46, m.gnathion[1] - 22, y);
  const front = smooth(m.tragion[2] + 2, m.tragion[2] + 16, z);
  const sideburn = 0.8 * smooth(17, 3, Math.abs(z - m.tragion[2] - 15) + 2.5 * fbm(s.p, 7, 2, 99)) * smooth(m.tragion[1] + 8, m.tragion[1] - 4, y) * smooth(m.gonion[1] - 5, m.gonion[1] + 12, y) * smooth(45, 58, s.ax);
  const grow = Math.max(Math.max(cheek * smooth(m.cheilion[0] + 34, m.cheilion[0] + 12, s.ax + 0.2 * (y - m.cheilion[1])), moustache, cheek * smooth(m.gonion[1] + 14, m.gonion[1] - 2, y)) * front, sideburn) * neck;
  const bare = smooth(-0.1, -0.55, s.mouth) * (1 - 0.55 * bump((s.ax - 9) * (s.ax - 9) + (y - m.stomion[1] + 15) * (y - m.stomion[1] + 15), 6));
  if (grow * bare < 0.01) return 0;
  cells(x, y, z, 0.95, 101, cell);
  const dot = smooth(0.42, 0.12, cell.d1) * (0.4 + 0.6 * cellRandom(Math.floor(x), Math.floor(y), Math.floor(z), 7));
  return grow * bare * (0.42 + 0.58 * dot);
}
