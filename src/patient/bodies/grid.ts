import type { Point } from '../courses/ground';
import { finishedBody, volume6, type BodyBuffer } from './mesh';

/** The two faces of a sheet at one node. */
export interface SheetNode {
  outer: Point;
  inner: Point;
}

/**
 * A closed sheet over a grid of `across` x `down` cells: `node(i, j)` gives both faces; fibres run along j, or along i. Null where a node
 * is missing.
 */
export function gridBody(across: number, down: number, node: (i: number, j: number) => SheetNode | null, fibres: 'down' | 'across' = 'down'): BodyBuffer | null {
  const width = across + 1;
  const count = width * (down + 1);
  const positions = new Array<number>(count * 6).fill(0);
  for (let j = 0; j <= down; j++)
    for (let i = 0; i <= across; i++) {
      const both = node(i, j);
      if (!both) return null;
      for (let k = 0; k < 3; k++) {
        positions[(j * width + i) * 3 + k] = both.outer[k];
        positions[(count + j * width + i) * 3 + k] = both.inner[k];
      }
    }
  const fibre: number[] = [];
  for (let v = 0; v < 2 * count; v++) {
    const i = v % width;
    const j = Math.floor((v % count) / width);
    const before = fibres === 'down' ? (j > 0 ? v - width : v) : i > 0 ? v - 1 : v;
    const after = fibres === 'down' ? (j < down ? v + width : v) : i < across ? v + 1 : v;
    const d = [0, 1, 2].map((k) => positions[before * 3 + k] - positions[after * 3 + k]);
    const length = Math.max(1e-9, Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]));
    fibre.push(d[0] / length, d[1] / length, d[2] / length);
  }
  const triangles: number[] = [];
  const quad = (a: number, b: number, c: number, d: number): void => void triangles.push(a, b, c, a, c, d);
  for (let j = 0; j < down; j++)
    for (let i = 0; i < across; i++) {
      const a = j * width + i;
      quad(a, a + width, a + width + 1, a + 1);
      quad(count + a, count + a + 1, count + a + width + 1, count + a + width);
    }
  const wall = (a: number, b: number): void => quad(a, b, count + b, count + a);
  for (let i = 0; i < across; i++) {
    wall(i, i + 1);
    wall(down * width + i + 1, down * width + i);
  }
  for (let j = 0; j < down; j++) {
    wall((j + 1) * width, j * width);
    wall(j * width + across, (j + 1) * width + across);
  }
  const body = { positions, fibre, triangles };
  if (volume6(body) < 0) for (let f = 0; f < triangles.length; f += 3) [triangles[f + 1], triangles[f + 2]] = [triangles[f + 2], triangles[f + 1]];
  return finishedBody(body);
}

/** Share of the full thickness of a grid sheet at a node: 0 at the rim, 1 from `cells` cells inwards. `open` sides have no rim. */
export function rimShare(i: number, j: number, across: number, down: number, cells: number, open: { first?: boolean; last?: boolean; top?: boolean; bottom?: boolean } = {}): number {
  let least = cells;
  if (!open.first) least = Math.min(least, i);
  if (!open.last) least = Math.min(least, across - i);
  if (!open.top) least = Math.min(least, j);
  if (!open.bottom) least = Math.min(least, down - j);
  const x = least / cells;
  return x * (2 - x);
}
