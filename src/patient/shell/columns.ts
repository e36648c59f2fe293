/** Reading the shell: the column under a skin point and points in it. */
import { BELOW, LAYER_COUNT, type Below } from '../layers';
import type { Chart, Mesh, Shell, SkinPoint } from '../types';

export interface ShellColumn {
  origin: [number, number, number];
  /** Unit, into the face. */
  direction: [number, number, number];
  /** Cumulative mm, `LAYER_COUNT + 1`. */
  depths: number[];
  below: Below;
  mucosa: boolean;
}

const LEVELS = LAYER_COUNT + 1;

/** The column at a skin point, blended from its three corners; null off the chart domain. */
export function columnAt(patient: { skin: Mesh; chart: Chart; shell: Shell }, at: SkinPoint): ShellColumn | null {
  const { skin, chart, shell } = patient;
  if (!chart.domain[at.triangle]) return null;
  const weights = [1 - at.b - at.c, at.b, at.c];
  const origin: [number, number, number] = [0, 0, 0];
  const d: [number, number, number] = [0, 0, 0];
  const depths = new Array<number>(LEVELS).fill(0);
  for (let c = 0; c < 3; c++) {
    const v = skin.triangles[3 * at.triangle + c];
    for (let k = 0; k < 3; k++) {
      origin[k] += weights[c] * skin.positions[3 * v + k];
      d[k] += weights[c] * shell.directions[3 * v + k];
    }
    for (let k = 0; k < LEVELS; k++) depths[k] += weights[c] * shell.depths[v * LEVELS + k];
  }
  const l = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
  return { origin, direction: [d[0] / l, d[1] / l, d[2] / l], depths, below: BELOW[shell.below[at.triangle]], mucosa: shell.mucosa[at.triangle] === 1 };
}

/** Point of a column `mm` below the skin. */
export function pointAtMm(column: ShellColumn, mm: number): [number, number, number] {
  const { origin, direction } = column;
  return [origin[0] + direction[0] * mm, origin[1] + direction[1] * mm, origin[2] + direction[2] * mm];
}

/** Point at a fraction (0 top, 1 bottom) of a layer (index into LAYERS). */
export function pointAtDepth(column: ShellColumn, layer: number, fraction: number): [number, number, number] {
  return pointAtMm(column, column.depths[layer] + fraction * (column.depths[layer + 1] - column.depths[layer]));
}
