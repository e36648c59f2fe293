import { firstHitPacked, makeHits } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { startLine } from './path';
import { END_BOTTOM, makeIntervals, walked, walkShell } from './prism';
import { FACE_TOP, type ShellGrid } from './shellGrid';
import { BONE, CARTILAGE, isCavity, isHard } from './tissue';

/** Per skull triangle 1 where it is cartilage. Teeth count as bone. */
export function cartilageMask(patient: CompiledPatient): Uint8Array {
  const mask = new Uint8Array(patient.skull.triangles.length / 3);
  for (const part of patient.skull.parts) if (part.kind === 'cartilage') mask.fill(1, part.first, part.first + part.count);
  return mask;
}

const hit = makeHits(1);
const scratch = makeIntervals();

/** Tissue code of what the last search ended on; 0 for nothing. */
export const hardFound = { code: 0 };

/** First bone or cartilage along a ray, mm; Infinity when none within `end`. Sets `hardFound`. Does not allocate. */
export function firstHard(grid: ShellGrid, cartilage: Uint8Array, x: number, y: number, z: number, dx: number, dy: number, dz: number, end: number): number {
  const triangle = firstHitPacked(grid.skull, x, y, z, dx, dy, dz, 0, end, hit);
  hardFound.code = triangle < 0 ? 0 : cartilage[triangle] === 1 ? CARTILAGE : BONE;
  return triangle < 0 ? Infinity : hit.t[0];
}

/** How deep under the skin hard tissue is looked for, mm. */
const SEARCH = 60;
/** Bone this near behind the shell's floor still counts as what lies under it, mm. */
const BEHIND = 4;

/**
 * Distance from the skin to the first hard tissue along the inward normal, mm; NaN where soft tissue ends before it (lids, lips,
 * below the chin). Sets `hardFound`. Does not allocate.
 */
export function skinToBone(grid: ShellGrid, cartilage: Uint8Array, triangle: number, point: Float64Array, normal: Float64Array): number {
  const { patient } = grid;
  hardFound.code = 0;
  // Lips and cheek end in mucosa; the teeth behind them are not what lies under this skin.
  if (patient.chart.domain[triangle] === 0 || patient.shell.mucosa[triangle] === 1) return NaN;
  scratch.count = 0;
  startLine(grid, triangle, point[0], point[1], point[2], -normal[0], -normal[1], -normal[2]);
  const ended = walkShell(grid, triangle, 0, FACE_TOP, 0, SEARCH, scratch);
  const floor = walked.t, below = walked.below;
  if (ended === END_BOTTOM && isCavity(below)) return NaN;
  const t = firstHard(grid, cartilage, point[0], point[1], point[2], -normal[0], -normal[1], -normal[2], floor + (ended === END_BOTTOM ? BEHIND : 0));
  if (t < Infinity) return t;
  if (ended === END_BOTTOM && isHard(below)) {
    hardFound.code = below;
    return floor;
  }
  return NaN;
}
