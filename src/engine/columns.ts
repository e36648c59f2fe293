import { LAYER_COUNT } from '../patient/layers';
import type { CompiledPatient } from '../patient/types';

/** Words of a column: skin point, direction, then the depths of its boundaries. */
export const COLUMN = 6 + LAYER_COUNT + 1;
/** Words of a cell; see `Columns.cells`. */
export const CELL = 8;

/**
 * The shell laid out for walking: what a step needs of a column or a triangle lies together, and columns that stand together lie together.
 * They are numbered as the skin's tree comes upon their vertices, not as the vertices are.
 */
export interface Columns {
  /** Per column: xyz of the skin, xyz of the direction, depth of each boundary, mm. */
  vertices: Float32Array;
  /**
   * Per skin triangle: the columns of its vertices, these in ascending order (ranks 0, 1, 2); its neighbours across the sides 0-1, 1-2 and 0-2, -1 for none;
   * 1 within the domain plus 2 over mucosa; index into BELOW.
   */
  cells: Int32Array;
}

/** Lay out the shell of a patient; `neighbour` as in `ShellGrid`. */
export function makeColumns({ skin, chart, shell, trees }: CompiledPatient, neighbour: Int32Array): Columns {
  const { positions, triangles } = skin;
  const { directions, depths } = shell;
  const levels = LAYER_COUNT + 1;
  const column = numberColumns(triangles, positions.length / 3, trees.skin.items);
  const vertices = new Float32Array(column.length * COLUMN);
  for (let v = 0; v < column.length; v++) {
    const o = column[v] * COLUMN;
    for (let k = 0; k < 3; k++) {
      vertices[o + k] = positions[3 * v + k];
      vertices[o + 3 + k] = directions[3 * v + k];
    }
    for (let k = 0; k < levels; k++) vertices[o + 6 + k] = depths[v * levels + k];
  }
  const cells = new Int32Array((triangles.length / 3) * CELL);
  for (let t = 0, o = 0; o < cells.length; t += 3, o += CELL) {
    let a = triangles[t], b = triangles[t + 1], c = triangles[t + 2];
    // Neighbours across the sides a-b, b-c and c-a, kept beside the vertices while those are ordered.
    let ab = neighbour[t], bc = neighbour[t + 1], ca = neighbour[t + 2], s: number;
    if (a > b) { s = a; a = b; b = s; s = bc; bc = ca; ca = s; }
    if (b > c) { s = b; b = c; c = s; s = ca; ca = ab; ab = s; }
    if (a > b) { s = a; a = b; b = s; s = bc; bc = ca; ca = s; }
    cells[o] = column[a];
    cells[o + 1] = column[b];
    cells[o + 2] = column[c];
    cells[o + 3] = ab;
    cells[o + 4] = bc;
    cells[o + 5] = ca;
    cells[o + 6] = (chart.domain[t / 3] === 1 ? 1 : 0) + (shell.mucosa[t / 3] === 1 ? 2 : 0);
    cells[o + 7] = shell.below[t / 3];
  }
  return { vertices, cells };
}

/** Number of the column of each skin vertex: in the order in which triangles, taken in `order`, name them; vertices of none come last. */
function numberColumns(triangles: Uint32Array, count: number, order: Uint32Array): Int32Array {
  const column = new Int32Array(count).fill(-1);
  let next = 0;
  for (const t of order) {
    for (let k = 3 * t; k < 3 * t + 3; k++) if (column[triangles[k]] < 0) column[triangles[k]] = next++;
  }
  for (let v = 0; v < count; v++) if (column[v] < 0) column[v] = next++;
  return column;
}
