/** The tile of pores and fine skin lines for close-ups: repeats without a seam in both directions. */

import { cellRandom, smooth } from './noise';

interface Cells {
  d1: number;
  d2: number;
  id: number;
}

/** Nearest feature points on a torus of `n` x `n` cells. */
function tileCells(u: number, v: number, n: number, seed: number): Cells {
  const x = u * n;
  const y = v * n;
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  let d1 = 9;
  let d2 = 9;
  let id = 0;
  const wrap = (i: number) => ((i % n) + n) % n;
  for (let j = -1; j <= 1; j++)
    for (let i = -1; i <= 1; i++) {
      const cx = wrap(ix + i);
      const cy = wrap(iy + j);
      const dx = ix + i + 0.1 + 0.8 * cellRandom(cx, cy, 1, seed) - x;
      const dy = iy + j + 0.1 + 0.8 * cellRandom(cx, cy, 2, seed) - y;
      const d = Math.sqrt(dx * dx + dy * dy);
      if (d < d1) {
        d2 = d1;
        d1 = d;
        id = cellRandom(cx, cy, 3, seed);
      } else if (d < d2) d2 = d;
    }
  return { d1, d2, id };
}

/** Slopes (red, green; 0.5 = level) of a square tile of `size` texels. Heights are relative; the shader sets the strength. */
export function poreTile(size: number): Uint8Array {
  const height = new Float32Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const u = (x + 0.5) / size;
      const v = (y + 0.5) / size;
      const wu = u + 0.006 * Math.sin(2 * Math.PI * (3 * v + 0.2)) + 0.004 * Math.sin(2 * Math.PI * (5 * u + 2 * v));
      const wv = v + 0.006 * Math.sin(2 * Math.PI * (2 * u + 0.4)) + 0.004 * Math.sin(2 * Math.PI * (4 * v - 3 * u));
      const plates = tileCells(wu, wv, 30, 1);
      const small = tileCells(wu, wv, 64, 2);
      const pores = tileCells(u, v, 19, 3);
      let h = 0.24 * smooth(0, 0.42, plates.d2 - plates.d1) * (0.3 + 0.7 * plates.id) + 0.16 * smooth(0, 0.4, small.d2 - small.d1);
      h -= (0.35 + 0.75 * pores.id) * smooth(0.2 + 0.1 * pores.id, 0.05, pores.d1);
      h += 0.1 * plates.id + 0.06 * small.id;
      height[y * size + x] = h;
    }
  const out = new Uint8Array(size * size * 3);
  const at = (x: number, y: number) => height[((y + size) % size) * size + ((x + size) % size)];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const i = (y * size + x) * 3;
      const byte = (d: number) => Math.max(0, Math.min(255, Math.round(127.5 - d * 127.5 * 1.4)));
      out[i] = byte(at(x + 1, y) - at(x - 1, y));
      out[i + 1] = byte(at(x, y + 1) - at(x, y - 1));
      out[i + 2] = 128;
    }
  return out;
}
