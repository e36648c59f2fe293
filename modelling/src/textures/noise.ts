/** Deterministic 3D noise in millimetre space, so that patterns run across texture seams without a break. */

function hash(x: number, y: number, z: number, seed: number): number {
  let h = Math.imul(x, 0x8da6b343) ^ Math.imul(y, 0xd8163841) ^ Math.imul(z, 0xcb1ab31f) ^ Math.imul(seed + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Uniform 0..1 at an integer lattice point. */
export function cellRandom(x: number, y: number, z: number, seed: number): number {
  return hash(x, y, z, seed) / 4294967296;
}

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);

function corner(x: number, y: number, z: number, seed: number, dx: number, dy: number, dz: number): number {
  const h = hash(x, y, z, seed) & 15;
  const u = h < 8 ? dx : dy;
  const v = h < 4 ? dy : h === 12 || h === 14 ? dx : dz;
  return ((h & 1) === 0 ? u : -u) + ((h & 2) === 0 ? v : -v);
}

/** Gradient noise, about -1..1, feature size 1. */
export function noise3(x: number, y: number, z: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  const fx = x - ix;
  const fy = y - iy;
  const fz = z - iz;
  const u = fade(fx);
  const v = fade(fy);
  const w = fade(fz);
  const c = (i: number, j: number, k: number) => corner(ix + i, iy + j, iz + k, seed, fx - i, fy - j, fz - k);
  const mix = (a: number, b: number, t: number) => a + (b - a) * t;
  return mix(
    mix(mix(c(0, 0, 0), c(1, 0, 0), u), mix(c(0, 1, 0), c(1, 1, 0), u), v),
    mix(mix(c(0, 0, 1), c(1, 0, 1), u), mix(c(0, 1, 1), c(1, 1, 1), u), v),
    w,
  );
}

/** Sum of octaves, each twice as fine and half as strong; `scale` is the largest feature in mm. */
export function fbm(p: readonly number[], scale: number, octaves: number, seed: number): number {
  let sum = 0;
  let weight = 1;
  let f = 1 / scale;
  for (let i = 0; i < octaves; i++) {
    sum += weight * noise3(p[0] * f, p[1] * f, p[2] * f, seed + i * 31);
    weight *= 0.5;
    f *= 2;
  }
  return sum;
}

export interface Cell {
  /** Distance to the nearest feature point, in cells. */
  d1: number;
  /** Distance to the second nearest. */
  d2: number;
  /** A random number 0..1 that belongs to the nearest cell. */
  id: number;
}

/** Worley cells of the given size (mm) around a point. Writes into `out` and returns it. */
export function cells(px: number, py: number, pz: number, size: number, seed: number, out: Cell): Cell {
  const x = px / size;
  const y = py / size;
  const z = pz / size;
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  let d1 = 9;
  let d2 = 9;
  let id = 0;
  for (let k = -1; k <= 1; k++)
    for (let j = -1; j <= 1; j++)
      for (let i = -1; i <= 1; i++) {
        const h = hash(ix + i, iy + j, iz + k, seed);
        const dx = ix + i + (h & 1023) / 1024 - x;
        const dy = iy + j + ((h >>> 10) & 1023) / 1024 - y;
        const dz = iz + k + ((h >>> 20) & 1023) / 1024 - z;
        const d = dx * dx + dy * dy + dz * dz;
        if (d < d1) {
          d2 = d1;
          d1 = d;
          id = (Math.imul(h, 0x9e3779b1) >>> 0) / 4294967296;
        } else if (d < d2) d2 = d;
      }
  out.d1 = Math.sqrt(d1);
  out.d2 = Math.sqrt(d2);
  out.id = id;
  return out;
}

/** 0 below a, 1 above b, smooth between; a > b turns it round. */
export function smooth(a: number, b: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - a) / (b - a)));
  return t * t * (3 - 2 * t);
}

/** Gaussian bump of a squared distance. */
export function bump(d2: number, radius: number): number {
  return Math.exp(-d2 / (radius * radius));
}
