/** Height of the skin surface in mm: pores and lines everywhere (`fine`), and the lines that come with age (`aged`). */

import { earMask, hairlineDistance, near, vermilion, type FaceMarks, type Sample } from './face';
import { bump, cells, fbm, noise3, smooth, type Cell } from './noise';

const cell: Cell = { d1: 0, d2: 0, id: 0 };

/** A groove across a distance d (mm), of the given half width. */
function groove(d: number, width: number): number {
  return -Math.exp(-(d * d) / (width * width));
}

/** Pores, lip lines, the fine grain of lids and forehead. */
export function fineRelief(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const p = s.p;
  const lip = vermilion(s, m);
  const nose = Math.min(1, bump(near(s, m.pronasale, 0, 3, 0), 15) + bump(near(s, m.alare, -2, 0, 0), 10));
  const cheek = bump(near(s, m.orbitale, 2, -18, 0), 22);
  const brow = bump(near(s, m.glabella, 10, 20, -6), 38);
  const chin = bump(near(s, m.pogonion, 0, 0, 0), 18);
  const lid = smooth(9, 5, s.lid);
  const scalp = smooth(-4, 6, hairlineDistance(m, s));
  const pore = Math.max(0.25, 0.85 * nose + 0.75 * cheek + 0.5 * chin + 0.35 * brow) * (1 - lid) * (1 - lip) * (1 - scalp);
  let h = 0;
  cells(x + 0.25 * noise3(x, y, z, 3), y * 0.82, z, 1.25, 111, cell);
  h -= 0.055 * pore * smooth(0.42, 0.08, cell.d1) * (0.3 + 0.7 * cell.id);
  cells(x, y * 0.9, z, 0.7, 113, cell);
  h -= 0.02 * (0.3 + 0.7 * pore) * (1 - lip) * smooth(0.5, 0.1, cell.d1);
  // Plates between the primary lines.
  h += 0.009 * (1 - lip) * (0.5 + 0.2 * lid + 0.4 * brow) * Math.min(1, (cell.d2 - cell.d1) * 2.2);
  h += 0.05 * (1 - lip) * fbm(p, 5.5, 3, 117) * (0.5 + 0.6 * chin + 0.3 * cheek);
  // Lids: fine folds that follow the margin.
  h += 0.03 * lid * Math.sin(s.lid * 7.5 + 1.6 * noise3(x * 0.35, y * 0.35, z * 0.35, 119)) * smooth(0.4, 1.5, s.lid) * (0.6 + 0.4 * noise3(x * 0.6, y * 0.3, z, 121));
  // Lips: grooves across the vermilion, irregular in spacing and length, and a soft cushion between them.
  if (lip > 0.01) {
    const wander = 0.55 * noise3(x * 0.4, y * 0.22, 1.5, 127) + 0.25 * noise3(x * 1.1, y * 0.5, 4.5, 129);
    const u = x * (0.82 + 0.06 * noise3(x * 0.1, 0, 0, 131)) + wander;
    const a = Math.abs(u - Math.round(u));
    const fine = x * 2.1 + wander * 1.6 + 0.3;
    const b = Math.abs(fine - Math.round(fine));
    const depth = 0.55 + 0.45 * noise3(Math.round(u) * 3.7, y * 0.13, 2.5, 133);
    const reach = smooth(0.1, 1, s.mouth) * smooth(6, 4.3, s.mouth);
    h += lip * reach * (0.105 * depth * groove(a, 0.16) + 0.035 * groove(b, 0.2) + 0.03 * fbm(p, 1.3, 2, 135));
  }
  h += 0.03 * earMask(m, s) * fbm(p, 4, 2, 137);
  return h;
}

/** Lines across the forehead, frown, crow's feet, cheek folds and neck, as they deepen with the years. */
export function agedRelief(m: FaceMarks, s: Sample): number {
  const [x, y, z] = s.p;
  const p = s.p;
  let h = 0;
  const wob = fbm(p, 13, 3, 141);
  const wob2 = fbm(p, 5, 2, 143);
  if (y > m.glabella[1] + 4 && z > m.tragion[2] + 25) {
    const up = y - m.glabella[1] - 0.0035 * s.ax * s.ax * -1;
    const across = smooth(52, 34, s.ax) * smooth(6, 13, up) * smooth(52, 40, up);
    for (const [c, k, amp] of [[16, 0.8, 1.4], [25, 1, 1.8], [33.5, 0.95, 1.5], [42, 0.6, 1.9]] as const)
      h += 0.3 * k * across * (0.55 + 0.6 * noise3(x * 0.06, c, 0, 145)) * groove(up - c - amp * wob - 0.5 * wob2, 1.15);
    h += 0.06 * across * Math.sin(up * 1.6 + 2.2 * wob);
  }
  // Frown: two uneven upright lines.
  const frown = bump((y - m.glabella[1] - 2) * (y - m.glabella[1] - 2), 9.5) * smooth(m.sellion[2] - 12, m.sellion[2] - 4, z);
  h += 0.32 * frown * groove(s.ax - 6.2 - 0.12 * (y - m.glabella[1]) - 0.8 * wob2, 1.1) * (x > 0 ? 1 : 0.8);
  h += 0.12 * bump(near(s, m.sellion, 0, 1, 0), 7) * groove(y - m.sellion[1] - 1.5 - 0.6 * wob, 0.9);
  // Crow's feet: a fan from just outside the outer corner.
  const cx = s.ax - (m.exocanthion[0] - 3);
  const cy = y - m.exocanthion[1];
  const r = Math.sqrt(cx * cx + cy * cy + 0.3 * (z - m.exocanthion[2]) * (z - m.exocanthion[2]));
  if (cx > 0 && r < 40) {
    const a = Math.atan2(cy, cx + 0.001);
    const fan = smooth(5.5, 10, r) * smooth(31, 17, r) * smooth(1.05, 0.7, Math.abs(a + 0.12));
    for (const [at, k] of [[0.5, 0.7], [0.24, 0.9], [-0.02, 1], [-0.3, 0.95], [-0.58, 0.8]] as const)
      h += 0.2 * k * fan * groove((a - at) * r - 0.9 * wob2 - 0.4 * wob, 0.75);
  }
  // Fine creases below the lower lid.
  const below = smooth(m.endocanthion[1] - 3, m.endocanthion[1] - 8, y) * smooth(m.orbitale[1] - 4, m.orbitale[1] + 4, y) * smooth(10, 18, s.ax) * smooth(m.exocanthion[0] + 10, m.exocanthion[0] - 2, s.ax);
  const slope = y + 0.32 * (s.ax - m.pupil[0]) - 0.012 * (s.ax - m.pupil[0]) * (s.ax - m.pupil[0]) + 1.2 * wob;
  h += 0.07 * below * Math.sin(slope * 2.4 + wob2 * 2);
  // Nasolabial and mouth-corner folds.
  const fold = foldDistance(m, s);
  h += 0.42 * groove(fold.d - 0.5 * wob2, 2.0) * smooth(0, 0.2, fold.t) * smooth(1, 0.72, fold.t);
  const mx = s.ax - m.cheilion[0] - 2.5 - 0.16 * (m.cheilion[1] - y);
  h += 0.26 * groove(mx - 0.6 * wob2, 1.5) * smooth(m.cheilion[1] + 1, m.cheilion[1] - 4, y) * smooth(m.cheilion[1] - 22, m.cheilion[1] - 10, y) * smooth(m.cheilion[2] - 25, m.cheilion[2] - 8, z);
  // Neck rings.
  for (const c of [24, 45]) h += 0.3 * groove(y - (m.gnathion[1] - c) - 0.0022 * s.ax * s.ax - 1.5 * wob, 1.3) * smooth(62, 45, s.ax) * smooth(-10, 10, z - m.tragion[2]);
  return h * (1 - vermilion(s, m));
}

/** Distance (mm, front view) from the nasolabial fold and the place along it, 0 at the ala, 1 below the mouth corner. */
function foldDistance(m: FaceMarks, s: Sample): { d: number; t: number } {
  const x0 = m.alare[0] + 4;
  const y0 = m.alare[1] + 4;
  const x1 = m.cheilion[0] + 9;
  const y1 = m.cheilion[1] - 2;
  const t = Math.min(1, Math.max(0, (y0 - s.p[1]) / (y0 - y1)));
  const x = x0 + (x1 - x0) * Math.pow(t, 0.85);
  const along = s.p[2] > m.cheilion[2] - 26 && s.p[1] < y0 + 4 && s.p[1] > y1 - 6 ? 1 : 0;
  return { d: along ? (s.ax - x) * 0.82 : 99, t: (y0 - s.p[1]) / (y0 - y1) };
}

/** Perceptual roughness 0..1: oilier forehead, nose and chin, moist lips and lid margins, dry cheeks. */
export function roughness(m: FaceMarks, s: Sample): number {
  const p = s.p;
  let r = 0.6;
  r -= 0.09 * bump(near(s, m.glabella, 0, 22, -4), 30);
  r -= 0.09 * bump(near(s, m.pronasale, 0, 4, 0), 14);
  r -= 0.06 * bump(near(s, m.sellion, 0, -8, 0), 10);
  r -= 0.05 * bump(near(s, m.pogonion, 0, 0, 0), 16);
  r -= 0.05 * bump(near(s, m.orbitale, 12, -4, 0), 15);
  r -= 0.06 * smooth(7, 3, s.lid);
  r -= 0.22 * smooth(0.2, -0.8, s.lid);
  r -= 0.17 * vermilion(s, m) * (0.8 + 0.2 * smooth(2, 4, s.mouth));
  r += 0.03 * fbm(p, 6, 2, 151) + 0.03 * noise3(p[0] * 1.2, p[1] * 1.2, p[2] * 1.2, 153);
  return Math.min(0.95, Math.max(0.16, r));
}
