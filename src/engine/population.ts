import { SPREAD } from '../atlas/spread';
import type { SpreadRow } from '../atlas/types';
import { segmentSegmentSquared } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { cross3, dot3, exp, normalize3, PI } from './math';
import type { Reading } from './reading';

/** A wall this near to the shaft counts as met, mm. */
export const MEETS_MM = 1;

const rowsOf = new Map<string, SpreadRow[]>();
for (const row of SPREAD) {
  const rows = rowsOf.get(row.id);
  if (rows === undefined) rowsOf.set(row.id, [row]);
  else rows.push(row);
}

/** Standard normal distribution function, to 1e-7 (Abramowitz and Stegun 7.1.26). */
export function normalBelow(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  if (z > 6) return x < 0 ? 0 : 1;
  const t = 1 / (1 + 0.3275911 * z);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * exp(-z * z);
  return x < 0 ? tail / 2 : 1 - tail / 2;
}

/**
 * Probability that a normal point in the plane (mean 0, covariance cxx cxy cyy) lies within `reach` of the segment from (x0, y) to (x1, y).
 * One integral along x with the exact conditional probability across it, `steps` midpoints.
 */
export function stadiumProbability(x0: number, x1: number, y: number, cxx: number, cxy: number, cyy: number, reach: number, steps = 40): number {
  const sx = Math.sqrt(Math.max(cxx, 1e-6));
  const lean = cxy / (sx * sx);
  const sy = Math.sqrt(Math.max(cyy - lean * cxy, 1e-6));
  const from = Math.max(x0 - reach, -5 * sx), to = Math.min(x1 + reach, 5 * sx);
  if (!(to > from)) return 0;
  const step = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const x = from + (i + 0.5) * step;
    const past = x < x0 ? x0 - x : x > x1 ? x - x1 : 0;
    const h = Math.sqrt(Math.max(0, reach * reach - past * past));
    const low = (y - h - lean * x) / sy, high = (y + h - lean * x) / sy;
    if (low > 6 || high < -6) continue;
    sum += exp((-x * x) / (2 * sx * sx)) * (normalBelow(high) - normalBelow(low));
  }
  return Math.min(1, (sum * step) / (sx * Math.sqrt(2 * PI)));
}

/** Published spread at a place of a course, in waypoints; null where the course has none. */
function spreadAt(id: string, waypoint: number): SpreadRow | null {
  const rows = rowsOf.get(id);
  if (rows === undefined) return null;
  let best: SpreadRow | null = null;
  let least = Infinity;
  for (const row of rows) {
    const away = waypoint < row.from_index ? row.from_index - waypoint : waypoint > row.to_index ? waypoint - row.to_index : 0;
    if (away < least) {
      least = away;
      best = row;
    }
  }
  return best;
}

const tau = new Float64Array(3), along = new Float64Array(3), across = new Float64Array(3), from = new Float64Array(3), to = new Float64Array(3);

/**
 * Share of the population, 0..1, in which this structure's wall comes within 1 mm of this shaft; null where no spread is known.
 *
 * Model: people's courses are this patient's course moved as a whole by a normal deviate with the SDs of `spread.json` at the nearest place
 * (lateral, superior, depth, in the skin's frame at the entry) and with a normal bore; near the shaft the course is taken as straight.
 * Seen along the course, the shaft is then a segment and the course a normal point: the share is the probability that it lies within
 * radius + 1 mm of the shaft. Times the share of people who have the structure, where published. Analytic, so the same every time.
 */
export function populationProbability(patient: CompiledPatient, reading: Reading, structure: number): number | null {
  const s = patient.structures[structure];
  if (s.shape !== 'tube' || s.count === 0) return null;
  const { tubes } = patient;
  const { shaft, radius } = reading.probe;
  let best = Infinity, k = s.first;
  for (let i = s.first; i < s.first + s.count; i++) {
    const j = 3 * i;
    const d = Math.sqrt(segmentSegmentSquared(shaft[0], shaft[1], shaft[2], shaft[3], shaft[4], shaft[5], tubes.a[j], tubes.a[j + 1], tubes.a[j + 2], tubes.b[j], tubes.b[j + 1], tubes.b[j + 2])) - tubes.radius[i];
    if (d < best) {
      best = d;
      k = i;
    }
  }
  const rows = rowsOf.get(s.id);
  const last = rows === undefined ? 0 : rows.reduce((most, row) => Math.max(most, row.to_index), 0);
  const row = spreadAt(s.id, tubes.waypoint ? tubes.waypoint[k] : ((k - s.first + 0.5) / s.count) * last);
  if (row === null || (row.lateral_sd_mm === null && row.superior_sd_mm === null && row.depth_sd_mm === null)) return null;
  const share = (s.prevalence ?? 100) / 100;
  return share * meets(reading, tubes.a, tubes.b, 3 * k, row, tubes.radius[k] + radius + MEETS_MM);
}

/** The geometry of `populationProbability` for one capsule. */
function meets(reading: Reading, a: Float32Array, b: Float32Array, j: number, row: SpreadRow, reach: number): number {
  const { frame, probe } = reading;
  for (let i = 0; i < 3; i++) {
    const q = (a[j + i] + b[j + i]) / 2;
    tau[i] = b[j + i] - a[j + i];
    from[i] = probe.shaft[i] - q;
    to[i] = probe.shaft[i + 3] - q;
  }
  if (normalize3(tau, 0) === 0) tau[2] = 1;
  // Axes square to the course: `along` follows the shaft as seen down the course, `across` is square to it.
  const lean = dot3(frame.direction, 0, tau, 0);
  for (let i = 0; i < 3; i++) along[i] = frame.direction[i] - lean * tau[i];
  if (normalize3(along, 0) < 1e-6) {
    cross3(along, 0, tau, 0, frame.normal, 0);
    if (normalize3(along, 0) < 1e-6) {
      cross3(along, 0, tau, 0, frame.up, 0);
      normalize3(along, 0);
    }
  }
  cross3(across, 0, tau, 0, along, 0);
  const axes = [frame.lateral, frame.up, frame.normal];
  const sds = [row.lateral_sd_mm ?? 0, row.superior_sd_mm ?? 0, row.depth_sd_mm ?? 0];
  let cxx = 0, cxy = 0, cyy = 0;
  for (let m = 0; m < 3; m++) {
    const x = dot3(axes[m], 0, along, 0) * sds[m], y = dot3(axes[m], 0, across, 0) * sds[m];
    cxx += x * x;
    cxy += x * y;
    cyy += y * y;
  }
  const x0 = dot3(from, 0, along, 0), x1 = dot3(to, 0, along, 0), y = dot3(from, 0, across, 0);
  const low = Math.min(x0, x1), high = Math.max(x0, x1);
  const bore = (row.diameter_sd_mm ?? 0) / 2;
  if (bore === 0) return stadiumProbability(low, high, y, cxx, cxy, cyy, reach);
  // Three-point Gauss-Hermite over the bore.
  const shift = bore * Math.sqrt(3);
  const thin = Math.max(probe.radius + MEETS_MM, reach - shift);
  return (
    stadiumProbability(low, high, y, cxx, cxy, cyy, thin) / 6 +
    (stadiumProbability(low, high, y, cxx, cxy, cyy, reach) * 2) / 3 +
    stadiumProbability(low, high, y, cxx, cxy, cyy, reach + shift) / 6
  );
}
