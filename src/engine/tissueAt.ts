import { closestOnDiscs, makeClosest } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { tracePath } from './path';
import { makeIntervals } from './prism';
import { makeShellGrid, type ShellGrid } from './shellGrid';
import { OUTSIDE } from './tissue';

const closest = makeClosest();
const intervals = makeIntervals();
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
  const distance = closestOnDiscs(grid.surface, x, y, z, closest);
  if (closest.triangle < 0) return OUTSIDE;
  if (distance < 1e-9) return 0;
  tracePath(grid, outer.triangle[closest.triangle], closest.x, closest.y, closest.z, (x - closest.x) / distance, (y - closest.y) / distance, (z - closest.z) / distance, distance, false, intervals);
  return intervals.count > 0 ? intervals.tissue[intervals.count - 1] : 0;
}
