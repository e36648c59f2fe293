import { firstAlong, makeHits, makeLine, setLine, type Line } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { BEHIND, startLine } from './path';
import { END_BOTTOM, makeIntervals, T, walk, walked, walkShell } from './prism';
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
const line = makeLine();

/** Result of the last search: mm along its line (Infinity or NaN for nothing, as told) and the tissue code of what was found, 0 for nothing. */
export const hardFound = { t: 0.5, code: 0 };

/** First bone or cartilage along a line, in `hardFound`; Infinity when there is none. Does not allocate. */
export function firstHard(grid: ShellGrid, cartilage: Uint8Array, along: Line): void {
  const triangle = firstAlong(grid.skull, along, hit);
  hardFound.code = triangle < 0 ? 0 : cartilage[triangle] === 1 ? CARTILAGE : BONE;
  hardFound.t = triangle < 0 ? Infinity : hit.t[0];
}

/** How deep under the skin hard tissue is looked for, mm. */
const SEARCH = 60;

/**
 * Distance from the skin to the first hard tissue along the inward normal, mm, in `hardFound`; NaN where soft tissue ends before it
 * (lids, lips, below the chin). Does not allocate.
 */
export function boneUnder(grid: ShellGrid, cartilage: Uint8Array, triangle: number, point: Float64Array, normal: Float64Array): void {
  const { patient } = grid;
  hardFound.code = 0;
  hardFound.t = NaN;
  // Lips and cheek end in mucosa; the teeth behind them are not what lies under this skin.
  if (patient.chart.domain[triangle] === 0 || patient.shell.mucosa[triangle] === 1) return;
  scratch.count = 0;
  setLine(line, point, normal, -1, SEARCH);
  startLine(grid, triangle, line);
  const ended = walkShell(grid, triangle, 0, FACE_TOP, scratch);
  const below = walked.below;
  if (ended === END_BOTTOM && isCavity(below)) return;
  line[7] = walk[T] + (ended === END_BOTTOM ? BEHIND : 0);
  firstHard(grid, cartilage, line);
  if (hardFound.t < Infinity) return;
  hardFound.t = NaN;
  if (ended === END_BOTTOM && isHard(below)) {
    hardFound.code = below;
    hardFound.t = walk[T];
  }
}

/** `boneUnder` as a number, mm or NaN. */
export function skinToBone(grid: ShellGrid, cartilage: Uint8Array, triangle: number, point: Float64Array, normal: Float64Array): number {
  boneUnder(grid, cartilage, triangle, point, normal);
  return hardFound.t;
}
