/** From chart label to skin point and back. */
import type { Chart, SkinPoint } from '../types';

/** A grid over the chart plane that lists the domain triangles of each cell. Topology only: made once for all patients. */
export interface ChartGrid {
  /** Lower corner, cell size (mm) and number of cells. */
  u0: number;
  v0: number;
  cell: number;
  columns: number;
  rows: number;
  /** Triangles of cell c: `triangle[start[c]] .. triangle[start[c + 1]]`, ascending. */
  start: Uint32Array;
  triangle: Uint32Array;
}

/** How far outside a triangle a label may lie and still count to it, as a share of its height: closes gaps of rounding. */
const SLACK = 1e-7;

/** Builds the grid. `cell` in mm. */
export function buildChartGrid(chart: Chart, triangles: Uint32Array, cell = 1.5): ChartGrid {
  const { uv, domain } = chart;
  let u0 = Infinity;
  let v0 = Infinity;
  let u1 = -Infinity;
  let v1 = -Infinity;
  const box = (t: number): [number, number, number, number] => {
    const [a, b, c] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    return [Math.min(uv[a], uv[b], uv[c]), Math.min(uv[a + 1], uv[b + 1], uv[c + 1]), Math.max(uv[a], uv[b], uv[c]), Math.max(uv[a + 1], uv[b + 1], uv[c + 1])];
  };
  for (let t = 0; t < domain.length; t++) {
    if (!domain[t]) continue;
    const b = box(t);
    u0 = Math.min(u0, b[0]);
    v0 = Math.min(v0, b[1]);
    u1 = Math.max(u1, b[2]);
    v1 = Math.max(v1, b[3]);
  }
  const columns = Math.floor((u1 - u0) / cell) + 1;
  const rows = Math.floor((v1 - v0) / cell) + 1;
  const start = new Uint32Array(columns * rows + 1);
  const each = (visit: (cellIndex: number, t: number) => void): void => {
    for (let t = 0; t < domain.length; t++) {
      if (!domain[t]) continue;
      const b = box(t);
      const i1 = Math.floor((b[2] - u0) / cell);
      const j1 = Math.floor((b[3] - v0) / cell);
      for (let j = Math.floor((b[1] - v0) / cell); j <= j1; j++) for (let i = Math.floor((b[0] - u0) / cell); i <= i1; i++) visit(j * columns + i, t);
    }
  };
  each((c) => start[c + 1]++);
  for (let c = 0; c < columns * rows; c++) start[c + 1] += start[c];
  const triangle = new Uint32Array(start[columns * rows]);
  const fill = start.slice(0, columns * rows);
  each((c, t) => (triangle[fill[c]++] = t));
  return { u0, v0, cell, columns, rows, start, triangle };
}

/** The skin point of a chart label (u negative on the right), or null off the domain. The lowest triangle number wins on an edge. */
export function uvToSkin(chart: Chart, triangles: Uint32Array, grid: ChartGrid, u: number, v: number): SkinPoint | null {
  const i = Math.floor((u - grid.u0) / grid.cell);
  const j = Math.floor((v - grid.v0) / grid.cell);
  if (!(i >= 0 && j >= 0 && i < grid.columns && j < grid.rows)) return null;
  const { uv } = chart;
  const c = j * grid.columns + i;
  for (let k = grid.start[c]; k < grid.start[c + 1]; k++) {
    const t = grid.triangle[k];
    const p = 2 * triangles[3 * t];
    const q = 2 * triangles[3 * t + 1];
    const r = 2 * triangles[3 * t + 2];
    const bu = uv[q] - uv[p];
    const bv = uv[q + 1] - uv[p + 1];
    const cu = uv[r] - uv[p];
    const cv = uv[r + 1] - uv[p + 1];
    const du = u - uv[p];
    const dv = v - uv[p + 1];
    const det = bu * cv - cu * bv;
    const b = (du * cv - cu * dv) / det;
    const w = (bu * dv - du * bv) / det;
    if (b < -SLACK || w < -SLACK || b + w > 1 + SLACK) continue;
    const b0 = Math.max(0, b);
    const c0 = Math.max(0, w);
    const over = Math.max(1, b0 + c0);
    return { triangle: t, b: b0 / over, c: c0 / over };
  }
  return null;
}

/** The nearest skin point of the domain to a label, and how far off it is in the chart; null beyond `reach` mm. */
export function uvToSkinNear(chart: Chart, triangles: Uint32Array, grid: ChartGrid, u: number, v: number, reach: number): { point: SkinPoint; off: number } | null {
  const exact = uvToSkin(chart, triangles, grid, u, v);
  if (exact) return { point: exact, off: 0 };
  const { uv } = chart;
  let best: SkinPoint | null = null;
  let least = reach * reach;
  const i0 = Math.max(0, Math.floor((u - reach - grid.u0) / grid.cell));
  const i1 = Math.min(grid.columns - 1, Math.floor((u + reach - grid.u0) / grid.cell));
  const j0 = Math.max(0, Math.floor((v - reach - grid.v0) / grid.cell));
  const j1 = Math.min(grid.rows - 1, Math.floor((v + reach - grid.v0) / grid.cell));
  for (let j = j0; j <= j1; j++) {
    for (let i = i0; i <= i1; i++) {
      for (let k = grid.start[j * grid.columns + i]; k < grid.start[j * grid.columns + i + 1]; k++) {
        const t = grid.triangle[k];
        for (let e = 0; e < 3; e++) {
          const a = 2 * triangles[3 * t + e];
          const z = 2 * triangles[3 * t + ((e + 1) % 3)];
          const eu = uv[z] - uv[a];
          const ev = uv[z + 1] - uv[a + 1];
          const s = Math.min(1, Math.max(0, ((u - uv[a]) * eu + (v - uv[a + 1]) * ev) / (eu * eu + ev * ev)));
          const du = uv[a] + s * eu - u;
          const dv = uv[a + 1] + s * ev - v;
          const d = du * du + dv * dv;
          if (d < least) {
            least = d;
            best = e === 0 ? { triangle: t, b: s, c: 0 } : e === 1 ? { triangle: t, b: 1 - s, c: s } : { triangle: t, b: 0, c: 1 - s };
          }
        }
      }
    }
  }
  return best ? { point: best, off: Math.sqrt(least) } : null;
}

/** Chart label of a skin point; null where its triangle is off the domain. */
export function skinToUv(chart: Chart, triangles: Uint32Array, point: SkinPoint): [number, number] | null {
  if (!chart.domain[point.triangle]) return null;
  const { uv } = chart;
  const p = 2 * triangles[3 * point.triangle];
  const q = 2 * triangles[3 * point.triangle + 1];
  const r = 2 * triangles[3 * point.triangle + 2];
  const a = 1 - point.b - point.c;
  return [a * uv[p] + point.b * uv[q] + point.c * uv[r], a * uv[p + 1] + point.b * uv[q + 1] + point.c * uv[r + 1]];
}

/** xyz of a skin point, mm. */
export function skinPosition(positions: Float32Array, triangles: Uint32Array, point: SkinPoint): [number, number, number] {
  const p = 3 * triangles[3 * point.triangle];
  const q = 3 * triangles[3 * point.triangle + 1];
  const r = 3 * triangles[3 * point.triangle + 2];
  const a = 1 - point.b - point.c;
  return [
    a * positions[p] + point.b * positions[q] + point.c * positions[r],
    a * positions[p + 1] + point.b * positions[q + 1] + point.c * positions[r + 1],
    a * positions[p + 2] + point.b * positions[q + 2] + point.c * positions[r + 2],
  ];
}
