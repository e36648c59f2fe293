/**
 * The only mathematics the core uses beyond exact arithmetic: pure-JavaScript ports (@stdlib), because the built-in functions
 * may differ in the last bit between engines, and Node and the browser must give the same bytes.
 */
import acos from '@stdlib/math-base-special-acos';
import atan2 from '@stdlib/math-base-special-atan2';
import cos from '@stdlib/math-base-special-cos';
import fullExp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import pow from '@stdlib/math-base-special-pow';
import sin from '@stdlib/math-base-special-sin';

export { acos, atan2, cos, ln, pow, sin };

export const PI = 3.141592653589793;
export const TAU = 2 * PI;

/** Powers of two, 2^-1022 .. 2^1023. */
const twos = new Float64Array(2046);
twos[1022] = 1;
for (let k = 1023; k < twos.length; k++) twos[k] = 2 * twos[k - 1];
for (let k = 1021; k >= 0; k--) twos[k] = twos[k + 1] / 2;

/**
 * e to the power x. Where the result is far from the ends of the range this is the arithmetic of the @stdlib port (FreeBSD msun), with its
 * scaling by a power of two as one exact product: the same bits several times faster.
 */
export function exp(x: number): number {
  if (!(x > -700 && x < 700) || (x > -4e-9 && x < 4e-9)) return fullExp(x);
  const k = Math.trunc(1.4426950408889634 * x + (x < 0 ? -0.5 : 0.5));
  const high = x - k * 0.6931471803691238, low = k * 1.9082149292705877e-10;
  const r = high - low;
  const t = r * r;
  const c = r - t * (0.16666666666666602 + t * (-0.0027777777777015593 + t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  return (1 - (low - (r * c) / (2 - c) - high)) * twos[1022 + k];
}

/** Degrees to radians. */
export const rad = (degrees: number): number => (degrees * PI) / 180;
/** Radians to degrees. */
export const deg = (radians: number): number => (radians * 180) / PI;
/** Tangent of an angle in radians. */
export const tan = (x: number): number => sin(x) / cos(x);
export const clamp = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);

/** Round to 1e-6, the precision at which the core hands numbers out; never -0. */
export const round6 = (x: number): number => Math.round(x * 1e6) / 1e6 + 0;
/** Round to 1e-4, the precision of the command line; never -0. */
export const round4 = (x: number): number => Math.round(x * 1e4) / 1e4 + 0;

/** Euclidean length of (x, y, z). */
export const length3 = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

/** Anything with three numbers at `offset`: a plain array or a typed array. */
export interface Triple {
  [index: number]: number;
}

/** Dot product of two triples at their offsets. */
export function dot3(a: Triple, ai: number, b: Triple, bi: number): number {
  return a[ai] * b[bi] + a[ai + 1] * b[bi + 1] + a[ai + 2] * b[bi + 2];
}

/** out = a x b, all at their offsets. `out` may be `a` or `b`. */
export function cross3(out: Triple, oi: number, a: Triple, ai: number, b: Triple, bi: number): void {
  const x = a[ai + 1] * b[bi + 2] - a[ai + 2] * b[bi + 1];
  const y = a[ai + 2] * b[bi] - a[ai] * b[bi + 2];
  const z = a[ai] * b[bi + 1] - a[ai + 1] * b[bi];
  out[oi] = x;
  out[oi + 1] = y;
  out[oi + 2] = z;
}

/** Scale the triple at `offset` to unit length in place; returns its former length. A zero vector stays zero. */
export function normalize3(v: Triple, offset: number): number {
  const length = length3(v[offset], v[offset + 1], v[offset + 2]);
  if (length > 0) {
    v[offset] /= length;
    v[offset + 1] /= length;
    v[offset + 2] /= length;
  }
  return length;
}

/** Distance between two triples at their offsets. */
export function distance3(a: Triple, ai: number, b: Triple, bi: number): number {
  return length3(a[ai] - b[bi], a[ai + 1] - b[bi + 1], a[ai + 2] - b[bi + 2]);
}
