/**
 * The only mathematics the core uses beyond exact arithmetic: pure-JavaScript ports (@stdlib), because the built-in functions
 * may differ in the last bit between engines, and Node and the browser must give the same bytes.
 */
import acos from '@stdlib/math-base-special-acos';
import atan2 from '@stdlib/math-base-special-atan2';
import cos from '@stdlib/math-base-special-cos';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import pow from '@stdlib/math-base-special-pow';
import sin from '@stdlib/math-base-special-sin';

export { acos, atan2, cos, exp, ln, pow, sin };

export const PI = 3.141592653589793;
export const TAU = 2 * PI;

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
