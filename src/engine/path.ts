import { firstAlong, makeHits, makeLine, type Line } from '../patient/trees';
import { markGlobes } from './globe';
import { END_BOTTOM, END_REACHED, END_TOP, extend, startWalk, T, walk, walkShell, walked, type Intervals } from './prism';
import { FACE_TOP, shellBorder, shellSkin, type ShellGrid } from './shellGrid';
import { DEEP_SPACE, isCavity, isHard, OUTSIDE } from './tissue';

const skinHit = makeHits(1);
const borderHit = makeHits(1);
const scratch = makeLine();
const part = makeLine();
const shift = new Float64Array(3);

/**
 * Result of the last trace: the length that was traced, mm, and the tissue code of the hard ground that stopped it, 0 when none did.
 * `hard` is set before a trace: where the line meets the skull, mm; Infinity when it does not, or nobody asked.
 */
export const traced = { t: 0.5, floor: 0, hard: Infinity };

/** Bone this near behind the shell's floor still counts as what lies under it, mm: floor and skull are two meshes. */
export const BEHIND = 4;

/**
 * Tissues along a straight line that starts on the skin, as intervals from 0 without gaps. Never throws.
 *
 * @param triangle skin triangle that holds the start
 * @param end length of the line, mm
 * @param hard where the line meets the skull, mm, when known
 * @returns the length that was traced: `end`, or less when hard ground stopped it
 */
export function tracePath(
  grid: ShellGrid, triangle: number, x: number, y: number, z: number, dx: number, dy: number, dz: number,
  end: number, stopAtBone: boolean, out: Intervals, hard = Infinity,
): number {
  scratch.set([x, y, z, dx, dy, dz, 0, end]);
  traced.hard = hard;
  traceLine(grid, triangle, scratch, stopAtBone, out);
  return traced.t;
}

/**
 * As `tracePath`, along a line; the result is in `traced`. Does not allocate.
 *
 * The line walks the shell's tetrahedra. Where it leaves the shell over soft ground it is in what lies below (mouth, orbit, deep
 * space) until it meets the shell's floor, walls or the skin again. With `stopAtBone` it ends where it leaves the shell over bone or cartilage, or at the skull close behind that floor.
 * What lies in an eyeball is `globe`.
 */
export function traceLine(grid: ShellGrid, triangle: number, line: Line, stopAtBone: boolean, out: Intervals): void {
  const { chart } = grid.patient;
  const end = line[7];
  out.count = 0;
  traced.floor = 0;
  const inward = startLine(grid, triangle, line);
  let code = inward ? DEEP_SPACE : OUTSIDE;
  let layer = 0;
  let face = FACE_TOP;
  let inShell = inward && chart.domain[triangle] === 1;
  for (let turn = 0; turn < 64 && walk[T] < end; turn++) {
    if (inShell) {
      const ended = walkShell(grid, triangle, layer, face, out);
      if (ended === END_REACHED) break;
      code = ended === END_TOP ? OUTSIDE : walked.below;
      if (ended === END_BOTTOM && isHard(code) && stopAtBone) {
        if (traced.hard >= walk[T] && traced.hard - walk[T] <= BEHIND) {
          walk[T] = end;
          if (out.count > 0) extend(out, out.tissue[out.count - 1]);
        } else traced.floor = code;
        close(out, 0);
        return;
      }
      inShell = false;
    }
    // Outside the shell: the next face of it, or of skin without a shell, on the way. Skin with a shell is only met from outside.
    part.set(line);
    part[6] = walk[T] + 1e-6;
    const s = isCavity(code) ? -1 : firstAlong(shellSkin(grid), part, skinHit);
    if (s >= 0) part[7] = skinHit.t[0];
    const border = code !== OUTSIDE || s >= 0 ? shellBorder(grid) : null;
    const b = border === null ? -1 : firstAlong(border.mesh, part, borderHit);
    if (border !== null && b >= 0) {
      walk[T] = borderHit.t[0];
      extend(out, code);
      if (borderHit.entering[0] === 1) {
        triangle = border.triangle[b];
        layer = border.layer[b];
        face = border.face[b];
        inShell = true;
      }
    } else if (s >= 0) {
      walk[T] = part[7];
      extend(out, code);
      const entering = skinHit.entering[0] === 1;
      if (entering && chart.domain[s] === 1) {
        triangle = s;
        layer = 0;
        face = FACE_TOP;
        inShell = true;
      } else code = entering ? DEEP_SPACE : OUTSIDE;
    } else break;
  }
  walk[T] = end;
  if (out.count === 0 || out.to[out.count - 1] < end) extend(out, code);
  close(out, inShell ? 0 : code);
  markGlobes(grid.globes, line, out);
}

/** Let the list end at `walk[T]` exactly, whatever sliver was left over. */
function close(out: Intervals, code: number): void {
  const t = walk[T];
  if (out.count === 0 && t > 0) {
    out.tissue[0] = code;
    out.count = 1;
  }
  if (out.count > 0) out.to[out.count - 1] = t;
  traced.t = t;
}

/**
 * Set the line of a walk that starts on a skin triangle. The start is moved by a ten-millionth towards the triangle's middle, so that it
 * lies inside and not on an edge.
 * @returns true when the line goes into the face there
 */
export function startLine(grid: ShellGrid, triangle: number, line: Line): boolean {
  const { positions: p, triangles } = grid.patient.skin;
  const ia = triangles[3 * triangle] * 3, ib = triangles[3 * triangle + 1] * 3, ic = triangles[3 * triangle + 2] * 3;
  const nudge = 1e-7;
  for (let k = 0; k < 3; k++) shift[k] = ((p[ia + k] + p[ib + k] + p[ic + k]) / 3 - line[k]) * nudge;
  startWalk(line, shift);
  return facesAgainst(p, ia, ib, ic, line);
}

function facesAgainst(p: Float32Array, a: number, b: number, c: number, line: Line): boolean {
  const ux = p[b] - p[a], uy = p[b + 1] - p[a + 1], uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a], vy = p[c + 1] - p[a + 1], vz = p[c + 2] - p[a + 2];
  return (uy * vz - uz * vy) * line[3] + (uz * vx - ux * vz) * line[4] + (ux * vy - uy * vx) * line[5] < 0;
}
