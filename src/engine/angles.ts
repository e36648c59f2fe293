/**
 * Sine and cosine of an angle without a number with a fraction handed over or back, because such numbers may be allocated and a reading
 * allocates nothing. The arithmetic is that of `sin` and `cos` of `math.ts` (FreeBSD msun as in @stdlib): the results are the same bits.
 */
import { cos, PI, sin } from './math';

/** Below these magnitudes the angle is its own sine, and its cosine 1. */
const TINY_SIN = 1.4901161193847656e-8, TINY_COS = 7.450580596923828e-9;
/** High words just above those of pi/4, 3pi/4, 5pi/4, 7pi/4, 9pi/4: where the nearest quarter turn changes. */
const H1 = 0x3fe921fc, H3 = 0x4002d97d, H5 = 0x400f6a7b, H7 = 0x4015fdbd, H9 = 0x401c463c;
/** Beyond this the reduction needs more digits of pi. */
const MEDIUM = 1647099;

const INVERSE = 0.6366197723675814;
/** pi/2 in parts of 33 bits, each followed by what is left. */
const P1 = 1.5707963267341256, P1T = 6.077100506506192e-11;
const P2 = 6.077100506303966e-11, P2T = 2.0222662487959506e-21;
const P3 = 2.0222662487111665e-21, P3T = 8.4784276603689e-32;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Place of the high word of a double: 1 on little-endian machines. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * Sine and cosine of `degrees[i]` into `out[o]` and `out[o + 1]`. Does not allocate below a million degrees.
 */
export function sinCosOf(degrees: Float64Array, i: number, out: Float64Array, o: number): void {
  const x = (degrees[i] * PI) / 180;
  const size = Math.abs(x);
  if (!(size < MEDIUM)) {
    out[o] = sin(x);
    out[o + 1] = cos(x);
    return;
  }
  double[0] = size;
  const word = words[HIGH];
  let high = x, low = 0, quarter = 0;
  if (word >= H1) {
    // Cody-Waite reduction to [-pi/4, pi/4], with more parts of pi/2 where much cancels.
    const nearTurn = word === 0x3ff921fb || word === 0x400921fb || word === 0x4012d97c || word === 0x401921fb;
    const few = word < H9 && !nearTurn;
    if (few) quarter = (word < H3 ? 1 : word < H5 ? 2 : word < H7 ? 3 : 4) * (x < 0 ? -1 : 1);
    else quarter = Math.round(x * INVERSE);
    let r = x - quarter * P1, w = quarter * P1T;
    high = r - w;
    double[0] = high;
    if (!few && (word >> 20) - ((words[HIGH] >> 20) & 0x7ff) > 16) {
      let t = r;
      w = quarter * P2;
      r = t - w;
      w = quarter * P2T - (t - r - w);
      high = r - w;
      double[0] = high;
      if ((word >> 20) - ((words[HIGH] >> 20) & 0x7ff) > 49) {
        t = r;
        w = quarter * P3;
        r = t - w;
        w = quarter * P3T - (t - r - w);
        high = r - w;
      }
    }
    low = r - high - w;
  }
  const z = high * high;
  const ww = z * z;
  // Kernels of sine and cosine on [-pi/4, pi/4].
  const v = z * high;
  const p = 8.33333333332249e-3 + z * (-1.984126982985795e-4 + z * 2.7557313707070068e-6) + z * ww * (-2.5050760253406863e-8 + z * 1.58969099521155e-10);
  let s = low === 0 ? high + v * (-0.16666666666666632 + z * p) : high - (z * (0.5 * low - v * p) - low - v * -0.16666666666666632);
  let q = z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673));
  q += ww * ww * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11));
  const half = 0.5 * z;
  const rest = 1 - half;
  let c = rest + (1 - rest - half + (z * q - high * low));
  if (size < TINY_SIN) s = x;
  if (size < TINY_COS) c = 1;
  const turn = quarter & 3;
  out[o] = turn === 0 ? s : turn === 1 ? c : turn === 2 ? -s : -c;
  out[o + 1] = turn === 0 ? c : turn === 1 ? -s : turn === 2 ? -c : s;
}
