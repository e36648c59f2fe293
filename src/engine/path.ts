import { firstHitPacked, makeHits } from '../patient/trees';
import { END_BOTTOM, END_REACHED, END_TOP, extend, setLine, walkShell, walked, type Intervals } from './prism';
import { FACE_TOP, shellBorder, shellSkin, type ShellGrid } from './shellGrid';
import { DEEP_SPACE, isCavity, isHard, OUTSIDE } from './tissue';

const skinHit = makeHits(1);
const borderHit = makeHits(1);

/** Where hard ground below the shell stopped the last `tracePath`: mm along the line and tissue code; NaN and 0 when none did. */
export const floorStop = { t: NaN, code: 0 };

/**
 * Tissues along a straight line that starts on the skin, as intervals from 0 without gaps. Does not allocate, never throws.
 *
 * The line walks the shell's tetrahedra. Where it leaves the shell over soft ground it is in what lies below (mouth, orbit, deep
 * space) until it meets the shell's floor, walls or the skin again. With `stopAtBone` it ends where it leaves the shell over bone or cartilage.
 *
 * @param triangle skin triangle that holds the start
 * @param end length of the line, mm
 * @returns the length that was traced: `end`, or less when hard ground stopped it
 */
export function tracePath(
  grid: ShellGrid, triangle: number, x: number, y: number, z: number, dx: number, dy: number, dz: number,
  end: number, stopAtBone: boolean, out: Intervals,
): number {
  const { chart } = grid.patient;
  out.count = 0;
  floorStop.t = NaN;
  floorStop.code = 0;
  const inward = startLine(grid, triangle, x, y, z, dx, dy, dz);
  let t = 0;
  let code = inward ? DEEP_SPACE : OUTSIDE;
  let layer = 0;
  let face = FACE_TOP;
  let inShell = inward && chart.domain[triangle] === 1;
  for (let turn = 0; turn < 64 && t < end; turn++) {
    if (inShell) {
      const ended = walkShell(grid, triangle, layer, face, t, end, out);
      t = walked.t;
      if (ended === END_REACHED) break;
      code = ended === END_TOP ? OUTSIDE : walked.below;
      if (ended === END_BOTTOM && isHard(code) && stopAtBone) {
        floorStop.t = t;
        floorStop.code = code;
        return closed(out, 0, t);
      }
      inShell = false;
    }
    // Outside the shell: the next face of it, or of skin without a shell, on the way. Skin with a shell is only met from outside.
    const from = t + 1e-6;
    const s = isCavity(code) ? -1 : firstHitPacked(shellSkin(grid), x, y, z, dx, dy, dz, from, end, skinHit);
    const reach = s >= 0 ? skinHit.t[0] : end;
    let b = -1;
    if (code !== OUTSIDE || s >= 0) {
      const border = shellBorder(grid);
      b = firstHitPacked(border.mesh, x, y, z, dx, dy, dz, from, reach, borderHit);
    }
    if (b >= 0) {
      const border = shellBorder(grid);
      t = borderHit.t[0];
      extend(out, code, t);
      if (borderHit.entering[0] === 1) {
        triangle = border.triangle[b];
        layer = border.layer[b];
        face = border.face[b];
        inShell = true;
      }
    } else if (s >= 0) {
      t = reach;
      extend(out, code, t);
      const entering = skinHit.entering[0] === 1;
      if (entering && chart.domain[s] === 1) {
        triangle = s;
        layer = 0;
        face = FACE_TOP;
        inShell = true;
      } else code = entering ? DEEP_SPACE : OUTSIDE;
    } else break;
  }
  if (out.count === 0 || out.to[out.count - 1] < end) extend(out, code, end);
  return closed(out, inShell ? 0 : code, end);
}

/** Let the list end at `t` exactly, whatever sliver was left over. */
function closed(out: Intervals, code: number, t: number): number {
  if (out.count === 0 && t > 0) {
    out.tissue[0] = code;
    out.count = 1;
  }
  if (out.count > 0) out.to[out.count - 1] = t;
  return t;
}

/**
 * Set the line of a walk that starts on a skin triangle. The start is moved by a ten-millionth towards the triangle's middle, so that it
 * lies inside and not on an edge.
 * @returns true when the line goes into the face there
 */
export function startLine(grid: ShellGrid, triangle: number, x: number, y: number, z: number, dx: number, dy: number, dz: number): boolean {
  const { positions: p, triangles } = grid.patient.skin;
  const ia = triangles[3 * triangle] * 3, ib = triangles[3 * triangle + 1] * 3, ic = triangles[3 * triangle + 2] * 3;
  const nudge = 1e-7;
  setLine(
    x + ((p[ia] + p[ib] + p[ic]) / 3 - x) * nudge,
    y + ((p[ia + 1] + p[ib + 1] + p[ic + 1]) / 3 - y) * nudge,
    z + ((p[ia + 2] + p[ib + 2] + p[ic + 2]) / 3 - z) * nudge,
    dx, dy, dz,
  );
  return facesAgainst(p, ia, ib, ic, dx, dy, dz);
}

function facesAgainst(p: Float32Array, a: number, b: number, c: number, dx: number, dy: number, dz: number): boolean {
  const ux = p[b] - p[a], uy = p[b + 1] - p[a + 1], uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a], vy = p[c + 1] - p[a + 1], vz = p[c + 2] - p[a + 2];
  return (uy * vz - uz * vy) * dx + (uz * vx - ux * vz) * dy + (ux * vy - uy * vx) * dz < 0;
}
