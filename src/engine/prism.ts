import { LAYER_COUNT } from '../patient/layers';
import type { Line } from '../patient/trees';
import { CELL, COLUMN, type Columns } from './columns';
import { FACE_BOTTOM, FACE_SIDE, FACE_TOP, type ShellGrid } from './shellGrid';
import { DEEP_SPACE, FIRST_BELOW, isCavity, isHard, MUCOSA, ORAL_CAVITY } from './tissue';

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

/** For tetrahedron k entered opposite to its corner m, at 16k + 4m: the corners a, b, c of that face, then the corner m itself. */
const CORNERS = new Uint8Array(48);
/** Beside each of them its place 0..3 in the tetrahedron, which names the face opposite to it. */
const OPPOSITE = new Uint8Array(48);
for (let k = 0; k < 3; k++) {
  for (let m = 0; m < 4; m++) {
    const places = [0, 1, 2, 3].filter((place) => place !== m).concat(m);
    places.forEach((place, n) => {
      CORNERS[16 * k + 4 * m + n] = TET[4 * k + place];
      OPPOSITE[16 * k + 4 * m + n] = place;
    });
  }
}

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

/** Where the walk is along the line, and where the line ends, mm; in an array, because numbers with fractions that are handed over may be allocated. */
export const walk = new Float64Array(2);
export const T = 0, END = 1;

/** Thinner intervals than this are given to the next one: they would vanish when rounded for output, mm. */
const SLIVER = 2e-4;

/** Extend the line to `walk[T]` with tissue `code`; joins equal neighbours and drops slivers. A full list stretches its last interval. */
export function extend(out: Intervals, code: number): void {
  const n = out.count;
  const t = walk[T];
  const last = n > 0 ? out.to[n - 1] : 0;
  if (t - last < SLIVER) return;
  if (n > 0 && (out.tissue[n - 1] === code || n === out.tissue.length)) {
    out.to[n - 1] = t;
    return;
  }
  out.tissue[n] = code;
  out.to[n] = t;
  out.count = n + 1;
}

// The line now walked, sheared; see `trees/ray.ts`: shear x, y, scale, origin.
const line = new Float64Array(6);
let kx = 0, ky = 1, kz = 2;

/** Set the line to be walked: origin moved by `shift` (xyz), unit direction; `walk` begins at its start and ends at its end. */
export function startWalk(of: Line, shift: Float64Array): void {
  const ax = Math.abs(of[3]), ay = Math.abs(of[4]), az = Math.abs(of[5]);
  kz = ax >= ay && ax >= az ? 0 : ay >= az ? 1 : 2;
  kx = (kz + 1) % 3;
  ky = (kz + 2) % 3;
  const dk = of[3 + kz];
  line[0] = of[3 + kx] / dk;
  line[1] = of[3 + ky] / dk;
  line[2] = 1 / dk;
  line[3] = of[kx] + shift[kx];
  line[4] = of[ky] + shift[ky];
  line[5] = of[kz] + shift[kz];
  walk[T] = 0;
  walk[END] = of[7];
}

// The three columns of the current triangle by rank: sheared skin point and direction, and where their depths begin.
const base = new Float64Array(9);
const slope = new Float64Array(9);
const rank = new Int32Array(3);
const depthsAt = new Int32Array(3);
const px = new Float64Array(6);
const py = new Float64Array(6);
const pt = new Float64Array(6);

function loadColumns({ vertices, cells }: Columns, triangle: number): void {
  const sx = line[0], sy = line[1], sz = line[2], okx = line[3], oky = line[4], okz = line[5];
  for (let r = 0; r < 3; r++) {
    const v = cells[CELL * triangle + r];
    const o = v * COLUMN, d = o + 3;
    rank[r] = v;
    depthsAt[r] = o + 6;
    const z = vertices[o + kz] - okz, dz = vertices[d + kz];
    base[3 * r] = vertices[o + kx] - okx - sx * z;
    base[3 * r + 1] = vertices[o + ky] - oky - sy * z;
    base[3 * r + 2] = z * sz;
    slope[3 * r] = vertices[d + kx] - sx * dz;
    slope[3 * r + 1] = vertices[d + ky] - sy * dz;
    slope[3 * r + 2] = dz * sz;
  }
}

/** Corner rows `row` (0 top, 3 bottom) at boundary `level`. */
function loadLevel(vertices: Float32Array, level: number, row: number): void {
  for (let r = 0; r < 3; r++) {
    const d = vertices[depthsAt[r] + level];
    px[row + r] = base[3 * r] + slope[3 * r] * d;
    py[row + r] = base[3 * r + 1] + slope[3 * r + 1] * d;
    pt[row + r] = base[3 * r + 2] + slope[3 * r + 2] * d;
  }
}

/** The side on which a line exactly through the edge i-j passes: it counts as moved by (e, e * e), e infinitely small. */
const tied = (i: number, j: number): boolean => py[i] > py[j] || (py[i] === py[j] && px[j] > px[i]);

/** Result of the last `walkShell`; `walk[T]` tells where it ended. */
export const walked = { triangle: -1, below: 0 };

/**
 * Walk from a face of a prism, met at `walk[T]`, until the line ends at `walk[END]` or leaves the shell. `startWalk` first. Does not
 * allocate, never throws.
 * @returns one of END_*; `walk[T]` and `walked` tell where, by which triangle, and what tissue lies beyond (bottom and side)
 */
export function walkShell(grid: ShellGrid, triangle: number, layer: number, face: number, out: Intervals): number {
  const { columns } = grid;
  const { vertices, cells } = columns;
  const end = walk[END];
  let t = walk[T];
  let tet = ENTER_TET[face];
  let entered = ENTER_CORNER[face];
  loadColumns(columns, triangle);
  loadLevel(vertices, layer, 0);
  loadLevel(vertices, layer + 1, 3);
  let code = layer === LAYER_COUNT - 1 && cells[CELL * triangle + 6] >= 2 ? MUCOSA : layer;
  for (let steps = 0; steps < 20000; steps++) {
    // The face a, b, c by which the line came in, and the fourth corner d. Seen from d, the line lies between two of its three edges.
    const q = 16 * tet + 4 * entered;
    const a = CORNERS[q], b = CORNERS[q + 1], c = CORNERS[q + 2], d = CORNERS[q + 3];
    const xa = px[a], ya = py[a], xb = px[b], yb = py[b], xc = px[c], yc = py[c], xd = px[d], yd = py[d];
    // Twice the area that the line sees between two corners: its sign tells on which side of their edge the line passes.
    const ab = xa * yb - ya * xb, da = xd * ya - yd * xa, db = xd * yb - yd * xb, dc = xd * yc - yd * xc;
    const turn = ab !== 0 ? ab > 0 : tied(a, b);
    const sa = (da !== 0 ? da > 0 : tied(d, a)) === turn, sb = (db !== 0 ? db > 0 : tied(d, b)) === turn, sc = (dc !== 0 ? dc > 0 : tied(d, c)) === turn;
    let leave: number, i = a, j = b, wi: number, wj: number, wd: number;
    if (sa && !sb) {
      // Out through a, b, d: opposite to c.
      leave = OPPOSITE[q + 2];
      wi = -db;
      wj = da;
      wd = ab;
    } else if (sb && !sc) {
      leave = OPPOSITE[q];
      i = b;
      j = c;
      wi = -dc;
      wj = db;
      wd = xb * yc - yb * xc;
    } else if (sc && !sa) {
      leave = OPPOSITE[q + 1];
      i = c;
      j = a;
      wi = -da;
      wj = dc;
      wd = xc * ya - yc * xa;
    } else {
      // Rounding can leave no exit of a sliver; any face will do then, the line is within rounding of it.
      leave = OPPOSITE[q];
      wi = wj = wd = 0;
    }
    const sum = wi + wj + wd;
    if (sum !== 0) {
      const at = (wi * pt[i] + wj * pt[j] + wd * pt[d]) / sum;
      if (at > t) t = at;
    }
    if (t >= end) break;
    const code5 = FACE[4 * tet + leave];
    if (code5 >= 2 && code5 < FACE_SIDE) {
      entered = PASS_CORNER[3 * tet + code5 - 2];
      tet = code5 - 2;
      continue;
    }
    if (code5 === FACE_BOTTOM) {
      walk[T] = t;
      extend(out, code);
      if (layer === LAYER_COUNT - 1) return stop(END_BOTTOM, triangle, under(cells[CELL * triangle + 7], cells[CELL * triangle + 6]));
      layer++;
      for (let r = 0; r < 3; r++) {
        px[r] = px[r + 3];
        py[r] = py[r + 3];
        pt[r] = pt[r + 3];
      }
      loadLevel(vertices, layer + 1, 3);
      tet = 0;
      entered = 3;
    } else if (code5 === FACE_TOP) {
      walk[T] = t;
      extend(out, code);
      if (layer === 0) return stop(END_TOP, triangle, 0);
      layer--;
      for (let r = 0; r < 3; r++) {
        px[r + 3] = px[r];
        py[r + 3] = py[r];
        pt[r + 3] = pt[r];
      }
      loadLevel(vertices, layer, 0);
      tet = 2;
      entered = 0;
    } else {
      const pair = (code5 - FACE_SIDE) >> 1;
      const i = rank[pair === 1 ? 1 : 0], j = rank[pair === 0 ? 1 : 2];
      const next = cells[CELL * triangle + 3 + pair];
      walk[T] = t;
      extend(out, code);
      if (next < 0 || (cells[CELL * next + 6] & 1) === 0) return stop(END_SIDE, triangle, next < 0 ? DEEP_SPACE : beyond(cells[CELL * next + 7]));
      triangle = next;
      loadColumns(columns, triangle);
      loadLevel(vertices, layer, 0);
      loadLevel(vertices, layer + 1, 3);
      // As `sidePair`: the ranks tell the order of the vertices.
      const entrance = FACE_SIDE + 2 * (i !== rank[0] ? 1 : j === rank[2] ? 2 : 0) + ((code5 - FACE_SIDE) & 1);
      tet = ENTER_TET[entrance];
      entered = ENTER_CORNER[entrance];
    }
    code = layer === LAYER_COUNT - 1 && cells[CELL * triangle + 6] >= 2 ? MUCOSA : layer;
  }
  walk[T] = end;
  extend(out, code);
  return stop(END_REACHED, triangle, code);
}

function stop(kind: number, triangle: number, below: number): number {
  walked.triangle = triangle;
  walked.below = below;
  return kind;
}

/** Tissue under a floor. Under mucosa lies the mouth, also where teeth stand close behind it; those are met as skull. */
function under(below: number, flags: number): number {
  return flags >= 2 && isHard(FIRST_BELOW + below) ? ORAL_CAVITY : FIRST_BELOW + below;
}

/** Tissue beyond a wall of the shell: the cavity that the neighbour opens to (mouth, nostril, orbit), else deep space. */
function beyond(below: number): number {
  const code = FIRST_BELOW + below;
  return isCavity(code) ? code : DEEP_SPACE;
}
