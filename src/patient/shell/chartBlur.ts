/**
 * Smooths fields over the face in the plane of the chart, where the two lips and the two lids lie side by side: values are spread on a
 * regular grid, blurred, and read back. Openings and the outside weigh nothing.
 */
import type { Chart } from '../types';

/** The grid and where each vertex of the domain lies on it. Topology only: made once. */
export interface BlurGrid {
  columns: number;
  rows: number;
  cell: number;
  /** Vertices of the domain, ascending. */
  vertices: Uint32Array;
  /** Per entry of `vertices`: lower left cell, and the fractions towards the next column and row. */
  cellOf: Uint32Array;
  fu: Float32Array;
  fv: Float32Array;
  /** The weights that most blurs use; they never change, so what they blur to is kept. */
  area: Float32Array;
  kept: Map<number, Float64Array>;
}

const CELL = 1.5;
const MARGIN = 3;

/**
 * Lays out the grid symmetric about u = 0.
 * @param area what each skin vertex weighs where nothing else is said, mm²
 */
export function makeBlurGrid(chart: Chart, vertices: Uint32Array, area: Float32Array): BlurGrid {
  const { uv } = chart;
  let far = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let e = 0; e < vertices.length; e++) {
    const i = vertices[e];
    far = Math.max(far, Math.abs(uv[2 * i]));
    low = Math.min(low, uv[2 * i + 1]);
    high = Math.max(high, uv[2 * i + 1]);
  }
  const half = Math.ceil(far / CELL) + MARGIN;
  const columns = 2 * half + 1;
  const v0 = Math.floor(low / CELL) - MARGIN;
  const rows = Math.ceil(high / CELL) + MARGIN - v0 + 1;
  const cellOf = new Uint32Array(vertices.length);
  const fu = new Float32Array(vertices.length);
  const fv = new Float32Array(vertices.length);
  for (let e = 0; e < vertices.length; e++) {
    const x = uv[2 * vertices[e]] / CELL + half;
    const y = uv[2 * vertices[e] + 1] / CELL - v0;
    const cx = Math.floor(x);
    const cy = Math.floor(y);
    cellOf[e] = cy * columns + cx;
    fu[e] = x - cx;
    fv[e] = y - cy;
  }
  return { columns, rows, cell: CELL, vertices, cellOf, fu, fv, area, kept: new Map() };
}

/**
 * A blurred copy of `width` numbers a vertex, 0 off the domain. `weight` is the area a vertex stands for.
 * @param width 1 or 3
 * @param sigma standard deviation of the blur in chart mm (three box passes, so it comes in steps of about a cell)
 */
export function chartBlur(grid: BlurGrid, values: ArrayLike<number>, width: 1 | 3, weight: ArrayLike<number>, sigma: number): Float64Array {
  return chartBlurs(grid, values, width, weight, [sigma])[0];
}

/** `chartBlur` at several widths of the blur. */
export function chartBlurs(grid: BlurGrid, values: ArrayLike<number>, width: 1 | 3, weight: ArrayLike<number>, sigmas: readonly number[]): Float64Array[] {
  const size = grid.columns * grid.rows * width;
  const spread = scratch(0, size);
  spread.fill(0);
  if (width === 3) spreadThree(grid, values, weight, spread);
  else spreadOne(grid, values, weight, spread);
  return sigmas.map((sigma, s) => {
    const radius = radiusOf(grid, sigma);
    let plane = spread;
    if (s < sigmas.length - 1) {
      plane = scratch(1, size);
      plane.set(spread);
    }
    box(grid, plane, width, radius);
    const total = totals(grid, weight, radius);
    const out = new Float64Array(grid.area.length * width);
    if (width === 3) readThree(grid, plane, total, values, out);
    else readOne(grid, plane, total, values, out);
    return out;
  });
}

/** Three boxes of half width r have the variance 3 * ((2 r + 1)^2 - 1) / 12 = r (r + 1). */
function radiusOf(grid: BlurGrid, sigma: number): number {
  const cells = sigma / grid.cell;
  return Math.max(1, Math.round((Math.sqrt(1 + 4 * cells * cells) - 1) / 2));
}

/** Working memory, kept from call to call: numbers 0 to 3. */
const memory: Float64Array[] = [];
function scratch(which: number, size: number): Float64Array {
  if (!memory[which] || memory[which].length < size) memory[which] = new Float64Array(size);
  return memory[which].subarray(0, size);
}

/** What the weights alone come to at each vertex of the domain. */
function totals(grid: BlurGrid, weight: ArrayLike<number>, radius: number): Float64Array {
  const known = weight === grid.area ? grid.kept.get(radius) : undefined;
  if (known) return known;
  const { vertices, cellOf, fu, fv, columns, rows } = grid;
  const plane = scratch(2, columns * rows);
  plane.fill(0);
  for (let e = 0; e < vertices.length; e++) {
    const w = weight[vertices[e]];
    if (w === 0) continue;
    const c = cellOf[e];
    const x1 = w * fu[e];
    const x0 = w - x1;
    const f = fv[e];
    plane[c] += x0 - x0 * f;
    plane[c + 1] += x1 - x1 * f;
    plane[c + columns] += x0 * f;
    plane[c + columns + 1] += x1 * f;
  }
  box(grid, plane, 1, radius);
  const out = new Float64Array(vertices.length);
  for (let e = 0; e < vertices.length; e++) {
    const c = cellOf[e];
    const w11 = fu[e] * fv[e];
    const w10 = fu[e] - w11;
    const w01 = fv[e] - w11;
    const w00 = 1 - fu[e] - w01;
    out[e] = w00 * plane[c] + w10 * plane[c + 1] + w01 * plane[c + columns] + w11 * plane[c + columns + 1];
  }
  if (weight === grid.area) grid.kept.set(radius, out);
  return out;
}

function spreadOne({ vertices, cellOf, fu, fv, columns }: BlurGrid, values: ArrayLike<number>, weight: ArrayLike<number>, plane: Float64Array): void {
  for (let e = 0; e < vertices.length; e++) {
    const i = vertices[e];
    const w = weight[i];
    if (w === 0) continue;
    const c = cellOf[e];
    const g = fu[e];
    const f = fv[e];
    const x = w * values[i];
    const x1 = x * g;
    const x0 = x - x1;
    plane[c] += x0 - x0 * f;
    plane[c + 1] += x1 - x1 * f;
    plane[c + columns] += x0 * f;
    plane[c + columns + 1] += x1 * f;
  }
}

function spreadThree({ vertices, cellOf, fu, fv, columns }: BlurGrid, values: ArrayLike<number>, weight: ArrayLike<number>, plane: Float64Array): void {
  for (let e = 0; e < vertices.length; e++) {
    const i = vertices[e];
    const w = weight[i];
    if (w === 0) continue;
    const c = 3 * cellOf[e];
    const d = c + 3 * columns;
    const g = fu[e];
    const f = fv[e];
    const x = w * values[3 * i], y = w * values[3 * i + 1], z = w * values[3 * i + 2];
    const x1 = x * g, y1 = y * g, z1 = z * g;
    const x0 = x - x1, y0 = y - y1, z0 = z - z1;
    plane[c] += x0 - x0 * f;
    plane[c + 1] += y0 - y0 * f;
    plane[c + 2] += z0 - z0 * f;
    plane[c + 3] += x1 - x1 * f;
    plane[c + 4] += y1 - y1 * f;
    plane[c + 5] += z1 - z1 * f;
    plane[d] += x0 * f;
    plane[d + 1] += y0 * f;
    plane[d + 2] += z0 * f;
    plane[d + 3] += x1 * f;
    plane[d + 4] += y1 * f;
    plane[d + 5] += z1 * f;
  }
}

function readOne({ vertices, cellOf, fu, fv, columns }: BlurGrid, p: Float64Array, total: Float64Array, values: ArrayLike<number>, out: Float64Array): void {
  for (let e = 0; e < vertices.length; e++) {
    const i = vertices[e];
    const t = total[e];
    if (!(t > 0)) {
      out[i] = values[i];
      continue;
    }
    const c = cellOf[e];
    const w11 = fu[e] * fv[e];
    const w10 = fu[e] - w11;
    const w01 = fv[e] - w11;
    const w00 = 1 - fu[e] - w01;
    out[i] = (w00 * p[c] + w10 * p[c + 1] + w01 * p[c + columns] + w11 * p[c + columns + 1]) / t;
  }
}

function readThree({ vertices, cellOf, fu, fv, columns }: BlurGrid, p: Float64Array, total: Float64Array, values: ArrayLike<number>, out: Float64Array): void {
  for (let e = 0; e < vertices.length; e++) {
    const i = 3 * vertices[e];
    const t = total[e];
    if (!(t > 0)) {
      for (let k = 0; k < 3; k++) out[i + k] = values[i + k];
      continue;
    }
    const c = 3 * cellOf[e];
    const d = c + 3 * columns;
    const w11 = fu[e] * fv[e];
    const w10 = fu[e] - w11;
    const w01 = fv[e] - w11;
    const w00 = 1 - fu[e] - w01;
    out[i] = (w00 * p[c] + w10 * p[c + 3] + w01 * p[d] + w11 * p[d + 3]) / t;
    out[i + 1] = (w00 * p[c + 1] + w10 * p[c + 4] + w01 * p[d + 1] + w11 * p[d + 4]) / t;
    out[i + 2] = (w00 * p[c + 2] + w10 * p[c + 5] + w01 * p[d + 2] + w11 * p[d + 5]) / t;
  }
}

/** Three box blurs of half width `radius` in place; nothing lies outside. */
function box({ columns, rows }: BlurGrid, plane: Float64Array, width: 1 | 3, radius: number): void {
  const other = scratch(3, columns * rows * width);
  const sum = new Float64Array(columns * width);
  for (let pass = 0; pass < 3; pass++) {
    if (width === 3) boxRowsThree(plane, other, columns, rows, radius);
    else boxRows(plane, other, columns, rows, radius);
    boxColumns(other, plane, sum, rows, radius);
  }
}

/** Running mean along rows. */
function boxRows(from: Float64Array, to: Float64Array, columns: number, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  for (let j = 0; j < rows; j++) {
    const start = j * columns, end = start + columns;
    let sum = 0;
    for (let i = start; i <= start + radius && i < end; i++) sum += from[i];
    for (let i = start; i < end; i++) {
      to[i] = sum * scale;
      if (i + radius + 1 < end) sum += from[i + radius + 1];
      if (i - radius >= start) sum -= from[i - radius];
    }
  }
}

/** The same for three numbers a cell. */
function boxRowsThree(from: Float64Array, to: Float64Array, columns: number, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const ahead = 3 * (radius + 1), behind = 3 * radius;
  for (let j = 0; j < rows; j++) {
    const start = j * columns * 3, end = start + columns * 3;
    let x = 0, y = 0, z = 0;
    for (let i = start; i < start + ahead && i < end; i += 3) {
      x += from[i];
      y += from[i + 1];
      z += from[i + 2];
    }
    for (let i = start; i < end; i += 3) {
      to[i] = x * scale;
      to[i + 1] = y * scale;
      to[i + 2] = z * scale;
      if (i + ahead < end) {
        x += from[i + ahead];
        y += from[i + ahead + 1];
        z += from[i + ahead + 2];
      }
      if (i - behind >= start) {
        x -= from[i - behind];
        y -= from[i - behind + 1];
        z -= from[i - behind + 2];
      }
    }
  }
}

/** Running mean along columns, a whole row of `sum.length` numbers at a time. */
function boxColumns(from: Float64Array, to: Float64Array, sum: Float64Array, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const line = sum.length;
  sum.fill(0);
  for (let j = 0; j <= radius && j < rows; j++) for (let i = 0; i < line; i++) sum[i] += from[j * line + i];
  for (let j = 0; j < rows; j++) {
    const here = j * line;
    const next = j + radius + 1 < rows ? (j + radius + 1) * line : -1;
    const last = j - radius >= 0 ? (j - radius) * line : -1;
    for (let i = 0; i < line; i++) {
      let s = sum[i];
      to[here + i] = s * scale;
      if (next >= 0) s += from[next + i];
      if (last >= 0) s -= from[last + i];
      sum[i] = s;
    }
  }
}
