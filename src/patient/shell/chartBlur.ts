/**
 * Smooths fields over the face in the plane of the chart, where the two lips and the two lids lie side by side: values are spread on a
 * regular grid, blurred, and read back. Openings and the outside weigh nothing.
 */
import type { Chart } from '../types';

/** The grid and where each vertex lies on it. Topology only: made once. */
export interface BlurGrid {
  columns: number;
  rows: number;
  cell: number;
  /** Per vertex: lower left cell, -1 off the domain. */
  cellOf: Int32Array;
  /** Per vertex: fraction towards the next column and row. */
  fu: Float32Array;
  fv: Float32Array;
}

const CELL = 1.5;
const MARGIN = 3;

/** Lays out the grid symmetric about u = 0. */
export function makeBlurGrid(chart: Chart, inDomain: Uint8Array): BlurGrid {
  const { uv } = chart;
  let far = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < inDomain.length; i++) {
    if (!inDomain[i]) continue;
    far = Math.max(far, Math.abs(uv[2 * i]));
    low = Math.min(low, uv[2 * i + 1]);
    high = Math.max(high, uv[2 * i + 1]);
  }
  const half = Math.ceil(far / CELL) + MARGIN;
  const columns = 2 * half + 1;
  const v0 = Math.floor(low / CELL) - MARGIN;
  const rows = Math.ceil(high / CELL) + MARGIN - v0 + 1;
  const cellOf = new Int32Array(inDomain.length).fill(-1);
  const fu = new Float32Array(inDomain.length);
  const fv = new Float32Array(inDomain.length);
  for (let i = 0; i < inDomain.length; i++) {
    if (!inDomain[i]) continue;
    const x = uv[2 * i] / CELL + half;
    const y = uv[2 * i + 1] / CELL - v0;
    const cx = Math.floor(x);
    const cy = Math.floor(y);
    cellOf[i] = cy * columns + cx;
    fu[i] = x - cx;
    fv[i] = y - cy;
  }
  return { columns, rows, cell: CELL, cellOf, fu, fv };
}

/**
 * A blurred copy of `width` numbers a vertex. `weight` is the area a vertex stands for.
 * @param sigma standard deviation of the blur in chart mm (three box passes, so it comes in steps of about a cell)
 */
export function chartBlur(grid: BlurGrid, values: ArrayLike<number>, width: number, weight: ArrayLike<number>, sigma: number): Float64Array {
  const { columns, rows, cellOf, fu, fv, cell } = grid;
  const planes: Float64Array[] = Array.from({ length: width + 1 }, () => new Float64Array(columns * rows));
  for (let i = 0; i < cellOf.length; i++) {
    const c = cellOf[i];
    if (c < 0 || weight[i] === 0) continue;
    const w = weight[i];
    const g = fu[i];
    const f = fv[i];
    for (let k = 0; k <= width; k++) {
      const p = planes[k];
      const x = k === width ? w : w * values[i * width + k];
      const x1 = x * g;
      const x0 = x - x1;
      p[c] += x0 - x0 * f;
      p[c + 1] += x1 - x1 * f;
      p[c + columns] += x0 * f;
      p[c + columns + 1] += x1 * f;
    }
  }
  // Three boxes of half width r have the variance 3 * ((2 r + 1)^2 - 1) / 12 = r (r + 1).
  const cells = sigma / cell;
  const radius = Math.max(1, Math.round((Math.sqrt(1 + 4 * cells * cells) - 1) / 2));
  const other = new Float64Array(columns * rows);
  for (const plane of planes) {
    for (let pass = 0; pass < 3; pass++) {
      boxRows(plane, other, columns, rows, radius);
      boxColumns(other, plane, columns, rows, radius);
    }
  }
  const out = new Float64Array(cellOf.length * width);
  const sum = planes[width];
  for (let i = 0; i < cellOf.length; i++) {
    const c = cellOf[i];
    if (c < 0) continue;
    const w11 = fu[i] * fv[i];
    const w10 = fu[i] - w11;
    const w01 = fv[i] - w11;
    const w00 = 1 - fu[i] - w01;
    const total = w00 * sum[c] + w10 * sum[c + 1] + w01 * sum[c + columns] + w11 * sum[c + columns + 1];
    for (let k = 0; k < width; k++) {
      const p = planes[k];
      out[i * width + k] = total > 0 ? (w00 * p[c] + w10 * p[c + 1] + w01 * p[c + columns] + w11 * p[c + columns + 1]) / total : values[i * width + k];
    }
  }
  return out;
}

/** Running mean along rows; nothing lies outside. */
function boxRows(from: Float64Array, to: Float64Array, columns: number, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  for (let j = 0; j < rows; j++) {
    const start = j * columns;
    let sum = 0;
    for (let i = 0; i <= radius && i < columns; i++) sum += from[start + i];
    for (let i = 0; i < columns; i++) {
      to[start + i] = sum * scale;
      if (i + radius + 1 < columns) sum += from[start + i + radius + 1];
      if (i - radius >= 0) sum -= from[start + i - radius];
    }
  }
}

/** Running mean along columns, a whole row at a time. */
function boxColumns(from: Float64Array, to: Float64Array, columns: number, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const sum = new Float64Array(columns);
  for (let j = 0; j <= radius && j < rows; j++) for (let i = 0; i < columns; i++) sum[i] += from[j * columns + i];
  for (let j = 0; j < rows; j++) {
    const here = j * columns;
    for (let i = 0; i < columns; i++) to[here + i] = sum[i] * scale;
    if (j + radius + 1 < rows) {
      const next = (j + radius + 1) * columns;
      for (let i = 0; i < columns; i++) sum[i] += from[next + i];
    }
    if (j - radius >= 0) {
      const last = (j - radius) * columns;
      for (let i = 0; i < columns; i++) sum[i] -= from[last + i];
    }
  }
}
