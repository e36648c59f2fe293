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

const CELL = 1;
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
 * @param sigma standard deviation of the blur in chart mm (three box passes)
 */
export function chartBlur(grid: BlurGrid, values: ArrayLike<number>, width: number, weight: ArrayLike<number>, sigma: number): Float64Array {
  const { columns, rows, cellOf, fu, fv } = grid;
  const planes: Float64Array[] = Array.from({ length: width + 1 }, () => new Float64Array(columns * rows));
  for (let i = 0; i < cellOf.length; i++) {
    const c = cellOf[i];
    if (c < 0) continue;
    const w = weight[i];
    const w11 = w * fu[i] * fv[i];
    const w10 = w * fu[i] - w11;
    const w01 = w * fv[i] - w11;
    const w00 = w - w10 - w01 - w11;
    for (let k = 0; k <= width; k++) {
      const x = k === width ? 1 : values[i * width + k];
      const p = planes[k];
      p[c] += w00 * x;
      p[c + 1] += w10 * x;
      p[c + columns] += w01 * x;
      p[c + columns + 1] += w11 * x;
    }
  }
  // Three boxes of half width r have the variance 3 * ((2 r + 1)^2 - 1) / 12 = r (r + 1).
  const radius = Math.max(1, Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2));
  for (const plane of planes) for (let pass = 0; pass < 3; pass++) boxBlur(plane, columns, rows, radius);
  const out = new Float64Array(cellOf.length * width);
  for (let i = 0; i < cellOf.length; i++) {
    const c = cellOf[i];
    if (c < 0) continue;
    const read = (p: Float64Array): number => {
      const a = p[c] + fu[i] * (p[c + 1] - p[c]);
      const b = p[c + columns] + fu[i] * (p[c + columns + 1] - p[c + columns]);
      return a + fv[i] * (b - a);
    };
    const total = read(planes[width]);
    for (let k = 0; k < width; k++) out[i * width + k] = total > 0 ? read(planes[k]) / total : values[i * width + k];
  }
  return out;
}

/** Running mean in place, along rows and then along columns; nothing lies outside. */
function boxBlur(plane: Float64Array, columns: number, rows: number, radius: number): void {
  const line = new Float64Array(Math.max(columns, rows));
  const scale = 1 / (2 * radius + 1);
  const run = (start: number, stride: number, length: number): void => {
    for (let i = 0; i < length; i++) line[i] = plane[start + i * stride];
    let sum = 0;
    for (let i = 0; i <= radius && i < length; i++) sum += line[i];
    for (let i = 0; i < length; i++) {
      plane[start + i * stride] = sum * scale;
      if (i + radius + 1 < length) sum += line[i + radius + 1];
      if (i - radius >= 0) sum -= line[i - radius];
    }
  };
  for (let j = 0; j < rows; j++) run(j * columns, 1, columns);
  for (let i = 0; i < columns; i++) run(i, columns, rows);
}
