import { closestOnDiscs, makeClosest, makeLine } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { traceLine } from './path';
import { makeIntervals } from './prism';
import { makeShellGrid, type ShellGrid } from './shellGrid';
import { OUTSIDE } from './tissue';

const closest = makeClosest();
const intervals = makeIntervals();
const point = new Float64Array(4);
const line = makeLine();
const grids = new WeakMap<CompiledPatient, ShellGrid>();

/** The walking grid of a patient, made once. */
export function shellGridOf(patient: CompiledPatient): ShellGrid {
  let grid = grids.get(patient);
  if (grid === undefined) {
    grid = makeShellGrid(patient);
    grids.set(patient, grid);
  }
  return grid;
}

/**
 * Tissue code (index into TISSUES) at a point, mm. Goes from the nearest outer skin straight to the point through the shell. Does not
 * allocate. Bone is what lies below the shell there; the skull mesh itself is not asked.
 */
export function tissueAt(patient: CompiledPatient, x: number, y: number, z: number): number {
  const grid = shellGridOf(patient);
  const { outer } = grid;
  point[0] = x;
  point[1] = y;
  point[2] = z;
  point[3] = Infinity;
  closestOnDiscs(grid.surface, point, closest);
  const { distance } = closest;
  if (closest.triangle < 0) return OUTSIDE;
  if (distance < 1e-9) return 0;
  line[0] = closest.x;
  line[1] = closest.y;
  line[2] = closest.z;
  for (let k = 0; k < 3; k++) line[3 + k] = (point[k] - line[k]) / distance;
  line[7] = distance;
  traceLine(grid, outer.triangle[closest.triangle], line, false, intervals);
  return intervals.count > 0 ? intervals.tissue[intervals.count - 1] : 0;
}
