/** The eye map: red = stroma of the iris on the unit disc, green = vessels of the white seen from the front (34 mm across). */

import { noise3, smooth } from './noise';
import { cellRandom } from './noise';

/** Paints the square map, RGB. */
export function eyeMap(size: number): Uint8Array {
  const out = new Uint8Array(size * size * 3);
  const vessels = paintVessels(size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const u = ((x + 0.5) / size) * 2 - 1;
      const v = ((y + 0.5) / size) * 2 - 1;
      const r = Math.sqrt(u * u + v * v);
      const cx = u / (r + 1e-6);
      const cy = v / (r + 1e-6);
      const wander = 0.08 * noise3(cx * 3, cy * 3, r * 4, 201);
      const a = (s: number) => [Math.cos(wander + Math.atan2(cy, cx)) * s, Math.sin(wander + Math.atan2(cy, cx)) * s] as const;
      const [c1, s1] = a(9);
      const [c2, s2] = a(22);
      const [c3, s3] = a(46);
      let f = 0.5 + 0.3 * noise3(c1, s1, r * 2.2, 203) + 0.3 * noise3(c2, s2, r * 2.4, 205) + 0.2 * noise3(c3, s3, r * 3, 207);
      // Crypts outside the collarette, contraction rings near the edge.
      const crypt = noise3(c1 * 0.7, s1 * 0.7, r * 5, 209);
      f -= 0.35 * smooth(0.25, 0.6, crypt) * smooth(0.35, 0.5, r) * smooth(0.8, 0.6, r);
      f += 0.12 * smooth(0.03, 0, Math.abs(r - 0.42 - 0.03 * noise3(c1, s1, 0, 211)));
      f -= 0.08 * Math.sin(r * 55) * smooth(0.6, 0.8, r);
      const i = (y * size + x) * 3;
      out[i] = Math.max(0, Math.min(255, Math.round(f * 255)));
      out[i + 1] = Math.max(0, Math.min(255, Math.round(vessels[y * size + x] * 255)));
      out[i + 2] = 128;
    }
  return out;
}

/** Branching vessels that run from the corners towards the iris, drawn as soft lines. */
function paintVessels(size: number): Float32Array {
  const out = new Float32Array(size * size);
  const dab = (u: number, v: number, r: number, k: number): void => {
    const x0 = Math.floor((u * 0.5 + 0.5) * size - r - 1);
    const y0 = Math.floor((v * 0.5 + 0.5) * size - r - 1);
    for (let y = y0; y <= y0 + 2 * r + 3; y++)
      for (let x = x0; x <= x0 + 2 * r + 3; x++) {
        if (x < 0 || y < 0 || x >= size || y >= size) continue;
        const d = Math.hypot(x + 0.5 - (u * 0.5 + 0.5) * size, y + 0.5 - (v * 0.5 + 0.5) * size);
        out[y * size + x] = Math.max(out[y * size + x], k * smooth(r + 0.7, r * 0.3, d));
      }
  };
  let serial = 0;
  const draw = (u: number, v: number, heading: number, width: number, length: number, depth: number): void => {
    const id = serial++;
    let h = heading;
    for (let s = 0; s < length; s++) {
      h += 0.34 * noise3(s * 0.09, id * 7.3, 0, 221) + 0.1 * noise3(s * 0.4, id * 3.1, 0, 223);
      u += Math.cos(h) * 0.006;
      v += Math.sin(h) * 0.006;
      const r = Math.hypot(u, v);
      if (r < 0.4) return;
      const taper = 1 - s / length;
      dab(u, v, (width * (0.4 + 0.6 * taper) * size) / 512, (0.25 + 0.75 * taper) * smooth(0.38, 0.6, r));
      if (depth < 3 && cellRandom(s, id, depth, 225) < 0.035) draw(u, v, h + (cellRandom(s, id, depth, 227) < 0.5 ? 0.6 : -0.6), width * 0.6, length * 0.5 * taper + 8, depth + 1);
    }
  };
  for (let i = 0; i < 46; i++) {
    const a = (i / 46) * Math.PI * 2 + 0.3 * cellRandom(i, 0, 0, 229);
    // More of them at the two corners.
    if (Math.abs(Math.cos(a)) < 0.55 && cellRandom(i, 1, 0, 229) < 0.45) continue;
    draw(Math.cos(a) * 0.98, Math.sin(a) * 0.98, a + Math.PI + (cellRandom(i, 2, 0, 229) - 0.5) * 0.7, 0.7 + 0.8 * cellRandom(i, 3, 0, 229), 55 + 60 * cellRandom(i, 4, 0, 229), 0);
  }
  return out;
}
