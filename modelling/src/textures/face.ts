/** Landmark distances that the painters share. All in mm on the reference head; the left side, x mirrored. */

import { smooth } from './noise';

export type P3 = readonly [number, number, number];

/** Landmarks that the painters need, left side (x >= 0). */
export interface FaceMarks {
  glabella: P3;
  sellion: P3;
  pronasale: P3;
  subnasale: P3;
  alare: P3;
  cheilion: P3;
  stomion: P3;
  pogonion: P3;
  gnathion: P3;
  endocanthion: P3;
  exocanthion: P3;
  orbitale: P3;
  pupil: P3;
  zygion: P3;
  tragion: P3;
  gonion: P3;
  frontotemporale: P3;
}

/** One texel or vertex as the painters see it. */
export interface Sample {
  /** Position with its true x. */
  p: [number, number, number];
  /** |x|. */
  ax: number;
  n: [number, number, number];
  /** Ring number round the mouth: 0 vermilion border (upper), grows inwards, negative outside; -4 far away. */
  mouth: number;
  /** Ring number round the eye: 0 lash line, negative towards the eyeball, 9 far away. */
  lid: number;
  /** 0 closed in .. 1 open. */
  open: number;
  /** 0 solid .. 1 thin. */
  thin: number;
  /** Mean curvature, 1/mm. */
  curvature: number;
}

/** Squared distance in mm from a mirrored landmark with offset. */
export function near(s: Sample, c: P3, dx = 0, dy = 0, dz = 0): number {
  const x = s.ax - c[0] - dx;
  const y = s.p[1] - c[1] - dy;
  const z = s.p[2] - c[2] - dz;
  return x * x + y * y + z * z;
}

/** Squared distance from a segment between two mirrored points, and where on it (0..1). */
export function nearSegment(s: Sample, a: P3, b: P3): { d2: number; t: number } {
  let dot = 0;
  let len = 0;
  const q = [s.ax, s.p[1], s.p[2]];
  for (let k = 0; k < 3; k++) {
    const e = b[k] - a[k];
    dot += e * (q[k] - a[k]);
    len += e * e;
  }
  const t = Math.min(1, Math.max(0, dot / len));
  let d2 = 0;
  for (let k = 0; k < 3; k++) {
    const e = q[k] - a[k] - t * (b[k] - a[k]);
    d2 += e * e;
  }
  return { d2, t };
}

/** The brow as a curve in the front view: height of its middle line and half width at a distance from the midline. The full form is lower and broader. */
export function browLine(m: FaceMarks, ax: number, full = false): { t: number; y: number; half: number } {
  const x0 = m.endocanthion[0] - (full ? 3.5 : 2.5);
  const x1 = m.exocanthion[0] + 6.5;
  const t = (ax - x0) / (x1 - x0);
  const c = Math.min(1, Math.max(0, t));
  const base = m.pupil[1] + (full ? 19 : 19.2);
  const arch = (full ? 4.6 : 6.6) * Math.sin(Math.PI * Math.pow(c, 1.25) * 0.86);
  const y = base + arch - 0.6 * c;
  const half = (full ? 5.6 : 4.3) * (1 - (full ? 0.62 : 0.78) * Math.pow(c, 1.6)) * (0.62 + 0.38 * smooth(0, 0.2, c));
  return { t, y, half };
}

/** Density of the brow 0..1, with soft edges. */
export function browDensity(m: FaceMarks, s: Sample, full = false): number {
  if (s.n[2] < 0.05 || s.p[2] < m.pupil[2] - 20) return 0;
  const b = browLine(m, s.ax, full);
  const along = smooth(-0.045, 0.1, b.t) * smooth(1.06, 0.86, b.t);
  const across = Math.abs(s.p[1] - b.y) / b.half;
  return along * smooth(1.15, 0.35, across);
}

/** 1 on hairy scalp, 0 on bare skin, soft over the hairline; `jitter` (mm) frays the line. */
export function scalpDensity(m: FaceMarks, s: Sample, jitter: number): number {
  return smooth(-5, 7, hairlineDistance(m, s) + jitter);
}

/**
 * Signed distance in mm behind the hairline (positive = hair): forehead, temple recession, sideburn, round the ear, nape. The `round` line lies
 * lower and has no recession: trichion of a woman (tr-g 55.4 mm, of a man 61.4: jkamprs2019).
 */
export function hairlineDistance(m: FaceMarks, s: Sample, round = false): number {
  const [, y, z] = s.p;
  const top = m.glabella[1];
  // Forehead and temple: a line in the side view that runs from the trichion back over the temporal recess and down before the ear.
  const front = m.glabella[2];
  const trichionY = round ? top + 45 - 0.0035 * s.ax * s.ax : top + 58 - 0.0035 * s.ax * s.ax + 4.5 * Math.exp(-((s.ax - 24) * (s.ax - 24)) / 200);
  const foreheadEdge = y - trichionY + 0.35 * (front - 22 - z);
  const templeZ = m.tragion[2] + 33 - 0.22 * Math.max(0, y - m.pupil[1] - 30) + 7 * smooth(m.pupil[1] + 42, m.pupil[1] + 8, y) * smooth(m.pupil[1] - 12, m.pupil[1] + 14, y);
  const templeEdge = s.ax > 40 ? (templeZ - z) * 0.9 : -30;
  const fore = Math.max(foreheadEdge, templeEdge);
  // Below the temple only the sideburn is left; behind the ear the line falls to the nape.
  const sideburn = 9 - Math.abs(z - (m.tragion[2] + 16.5)) + Math.min(0, (y - m.tragion[1] - 6) * 1.2);
  const ear = earDistance(m, s);
  const nape = m.tragion[1] - 6 - 34 * smooth(64, 34, s.ax);
  const behind = z < m.tragion[2] - 6 ? Math.min(y - nape, m.tragion[2] - 8 - z) : -30;
  // The lower edge of the temple hair falls towards the ear and runs into the sideburn.
  const above = Math.min(fore, y - (m.tragion[1] + 24 - 15 * smooth(m.tragion[2] + 38, m.tragion[2] + 16, z)));
  return Math.min(Math.max(above, Math.min(sideburn, fore + 6), behind), ear);
}

/** Distance in mm from the ear (negative on it). */
export function earDistance(m: FaceMarks, s: Sample): number {
  const dy = (s.p[1] - m.tragion[1] - 1) / (s.p[1] > m.tragion[1] ? 27 : 32);
  const dz = (s.p[2] - m.tragion[2] + 9) / 19;
  const r = Math.sqrt(dy * dy + dz * dz);
  const out = s.ax - (m.tragion[0] - 6);
  return out < 0 ? 20 : (r - 1) * 20;
}

/** 1 on the external ear. */
export function earMask(m: FaceMarks, s: Sample): number {
  return smooth(4, -3, earDistance(m, s)) * smooth(m.tragion[0] - 8, m.tragion[0] - 2, s.ax) * smooth(m.tragion[2] + 4, m.tragion[2] - 2, s.p[2]);
}

/** Vermilion of the lips 0..1 with a crisp but soft border. */
export function vermilion(s: Sample, m: FaceMarks): number {
  const lower = smooth(m.stomion[1] + 1, m.stomion[1] - 2, s.p[1]);
  const edge = 0.1 + 0.42 * lower;
  return smooth(edge - 0.32, edge + 0.32, s.mouth);
}
