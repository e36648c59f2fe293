import { LAYER_COUNT } from '../patient/layers';
import { FACE_BOTTOM, FACE_SIDE, FACE_TOP, LEVELS, sidePair, type ShellGrid } from './shellGrid';
import { DEEP_SPACE, FIRST_BELOW, isCavity, MUCOSA } from './tissue';

/**
 * Walks a straight line through the prisms of the tissue shell.
 *
 * Each prism (skin triangle x layer) is split into three tetrahedra by vertex number: with the corners ranked 0 < 1 < 2, top corners
 * 0 1 2 and bottom corners 3 4 5, they are (0 1 2 5), (0 1 4 5), (0 3 4 5), so neighbours agree on every shared quad. The line is made
 * the third axis (shear, as in `trees/ray.ts`); on which side of an edge it passes is then the sign of a 2D cross product, which is
 * exactly opposite for the same edge seen from its other side. The walk follows these signs and needs no tolerance; flat
 * tetrahedra of layers without thickness are passed like any other.
 */

const TET = new Uint8Array([0, 1, 2, 5, 0, 1, 4, 5, 0, 3, 4, 5]);
/** Face code of tetrahedron k opposite to its corner m at 4k + m; 2 + k leads to tetrahedron k. */
const FACE = new Uint8Array([
  FACE_SIDE + 2, FACE_SIDE + 4, 3, FACE_TOP,
  FACE_SIDE + 3, 4, 2, FACE_SIDE,
  FACE_BOTTOM, 3, FACE_SIDE + 5, FACE_SIDE + 1,
]);
/** Tetrahedron and opposite corner by which one enters through a face code (code 2..4 are not entrances). */
const ENTER_TET = new Uint8Array([0, 2, 0, 0, 0, 1, 2, 0, 1, 0, 2]);
const ENTER_CORNER = new Uint8Array([3, 0, 0, 0, 0, 3, 3, 0, 0, 1, 2]);
/** Opposite corner of the face by which one comes from tetrahedron j into k, at 3j + k. */
const PASS_CORNER = new Uint8Array([0, 2, 0, 2, 0, 1, 0, 1, 0]);

/** What a walk ended on. */
export const END_REACHED = 0;
export const END_TOP = 1;
export const END_BOTTOM = 2;
export const END_SIDE = 3;

/** Receives the tissue codes along a line: filled in place. */
export interface Intervals {
  count: number;
  tissue: Uint8Array;
  /** End of each interval, mm along the line; each begins where the one before ends, the first at 0. */
  to: Float64Array;
}

export const makeIntervals = (capacity = 96): Intervals => ({ count: 0, tissue: new Uint8Array(capacity), to: new Float64Array(capacity) });

/** Extend the line to t with tissue `code`; joins equal neighbours and drops empty intervals. A full list stretches its last interval. */
export function extend(out: Intervals, code: number, t: number): void {
  const n = out.count;
  const last = n > 0 ? out.to[n - 1] : 0;
  if (t - last < 1e-9) return;
  if (n > 0 && (out.tissue[n - 1] === code || n === out.tissue.length)) {
    out.to[n - 1] = t;
    return;
  }
  out.tissue[n] = code;
  out.to[n] = t;
  out.count = n + 1;
}

// The line now walked, sheared; see `trees/ray.ts`.
let kx = 0, ky = 1, kz = 2, sx = 0.5, sy = 0.5, sz = 0.5, okx = 0.5, oky = 0.5, okz = 0.5;

/** Set the line: origin in mm, unit direction. */
export function setLine(x: number, y: number, z: number, dx: number, dy: number, dz: number): void {
  const ax = Math.abs(dx), ay = Math.abs(dy), az = Math.abs(dz);
  kz = ax >= ay && ax >= az ? 0 : ay >= az ? 1 : 2;
  kx = (kz + 1) % 3;
  ky = (kz + 2) % 3;
  const dk = kz === 0 ? dx : kz === 1 ? dy : dz;
  sx = (kx === 0 ? dx : kx === 1 ? dy : dz) / dk;
  sy = (ky === 0 ? dx : ky === 1 ? dy : dz) / dk;
  sz = 1 / dk;
  okx = kx === 0 ? x : kx === 1 ? y : z;
  oky = ky === 0 ? x : ky === 1 ? y : z;
  okz = kz === 0 ? x : kz === 1 ? y : z;
}

// The three columns of the current triangle by rank: sheared skin point and direction, and where their depths begin.
const base = new Float64Array(9);
const slope = new Float64Array(9);
const rank = new Int32Array(3);
const px = new Float64Array(6);
const py = new Float64Array(6);
const pt = new Float64Array(6);

function loadColumns(grid: ShellGrid, triangle: number): void {
  const { skin, shell } = grid.patient;
  const tri = skin.triangles, pos = skin.positions, dir = shell.directions;
  let a = tri[3 * triangle], b = tri[3 * triangle + 1], c = tri[3 * triangle + 2];
  if (a > b) { const s = a; a = b; b = s; }
  if (b > c) { const s = b; b = c; c = s; }
  if (a > b) { const s = a; a = b; b = s; }
  rank[0] = a;
  rank[1] = b;
  rank[2] = c;
  for (let r = 0; r < 3; r++) {
    const o = rank[r] * 3;
    const z = pos[o + kz] - okz, dz = dir[o + kz];
    base[3 * r] = pos[o + kx] - okx - sx * z;
    base[3 * r + 1] = pos[o + ky] - oky - sy * z;
    base[3 * r + 2] = z * sz;
    slope[3 * r] = dir[o + kx] - sx * dz;
    slope[3 * r + 1] = dir[o + ky] - sy * dz;
    slope[3 * r + 2] = dz * sz;
  }
}

/** Corner rows `row` (0 top, 3 bottom) at boundary `level`. */
function loadLevel(depths: Float32Array, level: number, row: number): void {
  for (let r = 0; r < 3; r++) {
    const d = depths[rank[r] * LEVELS + level];
    px[row + r] = base[3 * r] + slope[3 * r] * d;
    py[row + r] = base[3 * r + 1] + slope[3 * r + 1] * d;
    pt[row + r] = base[3 * r + 2] + slope[3 * r + 2] * d;
  }
}

/** Side of the line on which the edge i -> j passes; a line exactly through it counts as moved by (e, e * e), e infinitely small. */
function side(i: number, j: number): boolean {
  const s = px[i] * py[j] - py[i] * px[j];
  if (s !== 0) return s > 0;
  return py[i] > py[j] || (py[i] === py[j] && px[j] > px[i]);
}

/** Where the line crosses face i, j, k, mm; `fallback` when the face is seen edge-on. */
function crossing(i: number, j: number, k: number, fallback: number): number {
  const wi = px[j] * py[k] - py[j] * px[k];
  const wj = px[k] * py[i] - py[k] * px[i];
  const wk = px[i] * py[j] - py[i] * px[j];
  const sum = wi + wj + wk;
  if (sum === 0) return fallback;
  const t = (wi * pt[i] + wj * pt[j] + wk * pt[k]) / sum;
  return t > fallback ? t : fallback;
}

/** Result of the last `walkShell`. */
export const walked = { t: 0.5, triangle: -1, below: 0 };

/**
 * Walk from a face of a prism until the line ends or leaves the shell. `setLine` first. Does not allocate, never throws.
 * @param t where the line meets that face, mm
 * @param end length of the line, mm
 * @returns one of END_*; `walked` tells where, by which triangle, and what tissue lies beyond (bottom and side)
 */
export function walkShell(grid: ShellGrid, triangle: number, layer: number, face: number, t: number, end: number, out: Intervals): number {
  const { shell, chart } = grid.patient;
  const depths = shell.depths;
  let tet = ENTER_TET[face];
  let entered = ENTER_CORNER[face];
  loadColumns(grid, triangle);
  loadLevel(depths, layer, 0);
  loadLevel(depths, layer + 1, 3);
  let code = layer === LAYER_COUNT - 1 && shell.mucosa[triangle] === 1 ? MUCOSA : layer;
  for (let steps = 0; steps < 20000; steps++) {
    const q = 4 * tet;
    const a = TET[q], b = TET[q + 1], c = TET[q + 2], d = TET[q + 3];
    const ab = side(a, b), ac = side(a, c), ad = side(a, d), bc = side(b, c), bd = side(b, d), cd = side(c, d);
    let leave = -1;
    if (entered !== 3 && ab === bc && ab !== ac) leave = 3;
    else if (entered !== 2 && ab === bd && ab !== ad) leave = 2;
    else if (entered !== 1 && ac === cd && ac !== ad) leave = 1;
    else if (entered !== 0 && bc === cd && bc !== bd) leave = 0;
    if (leave === 3) t = crossing(a, b, c, t);
    else if (leave === 2) t = crossing(a, b, d, t);
    else if (leave === 1) t = crossing(a, c, d, t);
    else if (leave === 0) t = crossing(b, c, d, t);
    // Rounding can leave no exit of a sliver; any face will do then, the line is within rounding of it.
    else leave = entered === 3 ? 2 : 3;
    if (t >= end) break;
    const code5 = FACE[q + leave];
    if (code5 >= 2 && code5 < FACE_SIDE) {
      entered = PASS_CORNER[3 * tet + code5 - 2];
      tet = code5 - 2;
      continue;
    }
    if (code5 === FACE_BOTTOM) {
      extend(out, code, t);
      if (layer === LAYER_COUNT - 1) return stop(END_BOTTOM, t, triangle, FIRST_BELOW + shell.below[triangle]);
      layer++;
      for (let r = 0; r < 3; r++) {
        px[r] = px[r + 3];
        py[r] = py[r + 3];
        pt[r] = pt[r + 3];
      }
      loadLevel(depths, layer + 1, 3);
      tet = 0;
      entered = 3;
    } else if (code5 === FACE_TOP) {
      extend(out, code, t);
      if (layer === 0) return stop(END_TOP, t, triangle, 0);
      layer--;
      for (let r = 0; r < 3; r++) {
        px[r + 3] = px[r];
        py[r + 3] = py[r];
        pt[r + 3] = pt[r];
      }
      loadLevel(depths, layer, 0);
      tet = 2;
      entered = 0;
    } else {
      const pair = (code5 - FACE_SIDE) >> 1;
      const i = rank[pair === 1 ? 1 : 0], j = rank[pair === 0 ? 1 : 2];
      const next = across(grid, triangle, i, j);
      extend(out, code, t);
      if (next < 0 || chart.domain[next] === 0) return stop(END_SIDE, t, triangle, beyond(shell.below, next));
      triangle = next;
      loadColumns(grid, triangle);
      loadLevel(depths, layer, 0);
      loadLevel(depths, layer + 1, 3);
      const entrance = FACE_SIDE + 2 * sidePair(rank[0], rank[1], rank[2], i, j) + ((code5 - FACE_SIDE) & 1);
      tet = ENTER_TET[entrance];
      entered = ENTER_CORNER[entrance];
    }
    code = layer === LAYER_COUNT - 1 && shell.mucosa[triangle] === 1 ? MUCOSA : layer;
  }
  extend(out, code, end);
  return stop(END_REACHED, end, triangle, code);
}

function stop(kind: number, t: number, triangle: number, below: number): number {
  walked.t = t;
  walked.triangle = triangle;
  walked.below = below;
  return kind;
}

/** Tissue beyond a wall of the shell: the cavity that the neighbour opens to (mouth, nostril, orbit), else deep space. */
function beyond(below: Uint8Array, triangle: number): number {
  if (triangle < 0) return DEEP_SPACE;
  const code = FIRST_BELOW + below[triangle];
  return isCavity(code) ? code : DEEP_SPACE;
}

/** The triangle beyond edge i-j of a triangle, -1 at the mesh's edge. */
function across(grid: ShellGrid, triangle: number, i: number, j: number): number {
  const tri = grid.patient.skin.triangles;
  const o = 3 * triangle;
  for (let k = 0; k < 3; k++) {
    const p = tri[o + k], q = tri[o + (k === 2 ? 0 : k + 1)];
    if ((p === i && q === j) || (p === j && q === i)) return grid.neighbour[o + k];
  }
  return -1;
}
