import { LAYER_COUNT } from '../patient/layers';
import { buildTriangleTree, makeDiscs, packMesh, type DiscMesh, type PackedMesh } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { makeColumns, type Columns } from './columns';
import { globeCentres } from './globe';
import { makeOuterSkin, type OuterSkin } from './surface';
import { FIRST_BELOW, isHard } from './tissue';

/** Boundaries per column. */
export const LEVELS = LAYER_COUNT + 1;

/** Inner faces of the shell by which a shaft can come (back) into it: its floor over soft ground, and its walls at the domain's edge. */
export interface ShellBorder {
  mesh: PackedMesh;
  /** Skin triangle of the prism behind each face. */
  triangle: Int32Array;
  layer: Uint8Array;
  /** Face code of that prism, see `prism.ts`. */
  face: Uint8Array;
}

/** What walking the shell needs beside the patient: neighbours, and the border, which is built when first asked for. */
export interface ShellGrid {
  patient: CompiledPatient;
  /** Neighbour of skin triangle t across the edge from corner k to k + 1 at `3t + k`; -1 at the mesh's edge. */
  neighbour: Int32Array;
  columns: Columns;
  border: ShellBorder | null;
  outer: OuterSkin;
  /** The outer skin for the nearest point; triangles numbered as in `outer`. */
  surface: DiscMesh;
  /** Skull and muscle bodies for rays; the whole skin too, once a line has left the shell. */
  skull: PackedMesh;
  bodies: PackedMesh;
  skin: PackedMesh | null;
  /** Centres of the eyeballs, mm. */
  globes: Float64Array;
}

/** Neighbour table of a triangle mesh with consistent orientation. */
export function neighbours(triangles: Uint32Array, vertexCount: number): Int32Array {
  const start = new Uint32Array(vertexCount + 1);
  for (let i = 0; i < triangles.length; i++) start[triangles[i] + 1]++;
  for (let v = 0; v < vertexCount; v++) start[v + 1] += start[v];
  const fill = start.slice();
  // The half-edge leaving each corner, grouped by its first vertex.
  const halfEdges = new Uint32Array(triangles.length);
  for (let i = 0; i < triangles.length; i++) halfEdges[fill[triangles[i]]++] = i;
  const next = (i: number): number => (i % 3 === 2 ? i - 2 : i + 1);
  const out = new Int32Array(triangles.length).fill(-1);
  for (let i = 0; i < triangles.length; i++) {
    if (out[i] >= 0) continue;
    const a = triangles[i];
    const b = triangles[next(i)];
    for (let k = start[b]; k < start[b + 1]; k++) {
      const j = halfEdges[k];
      if (triangles[next(j)] === a) {
        out[i] = Math.floor(j / 3);
        out[j] = Math.floor(i / 3);
        break;
      }
    }
  }
  return out;
}

export function makeShellGrid(patient: CompiledPatient): ShellGrid {
  const { trees } = patient;
  const neighbour = neighbours(patient.skin.triangles, patient.skin.positions.length / 3);
  const outer = makeOuterSkin(patient);
  return { patient, neighbour, columns: makeColumns(patient, neighbour), border: null, outer, surface: makeDiscs(outer.mesh, outer.tree), skull: packMesh(patient.skull, trees.skull), bodies: packMesh(patient.bodies, trees.bodies), skin: null, globes: globeCentres(patient) };
}

/** The shell's border, built once per grid. */
export function shellBorder(grid: ShellGrid): ShellBorder {
  return (grid.border ??= buildBorder(grid));
}

/** The whole skin for rays, laid out once per grid. */
export function shellSkin(grid: ShellGrid): PackedMesh {
  return (grid.skin ??= packMesh(grid.patient.skin, grid.patient.trees.skin));
}

function buildBorder(grid: ShellGrid): ShellBorder {
  const { skin, chart, shell } = grid.patient;
  const tri = skin.triangles;
  const vertexCount = skin.positions.length / 3;
  const used = new Int32Array(vertexCount * LEVELS).fill(-1);
  const positions: number[] = [];
  const triangles: number[] = [];
  const triangle: number[] = [];
  const layer: number[] = [];
  const face: number[] = [];
  const vertex = (v: number, level: number): number => {
    const key = v * LEVELS + level;
    if (used[key] < 0) {
      const d = shell.depths[key];
      used[key] = positions.length / 3;
      for (let k = 0; k < 3; k++) positions.push(skin.positions[3 * v + k] + shell.directions[3 * v + k] * d);
    }
    return used[key];
  };
  const add = (a: number, b: number, c: number, t: number, l: number, f: number): void => {
    triangles.push(a, b, c);
    triangle.push(t);
    layer.push(l);
    face.push(f);
  };
  for (let t = 0; t < chart.domain.length; t++) {
    if (chart.domain[t] === 0) continue;
    const a = tri[3 * t], b = tri[3 * t + 1], c = tri[3 * t + 2];
    if (shell.mucosa[t] === 1 || !isHard(FIRST_BELOW + shell.below[t])) add(vertex(a, LAYER_COUNT), vertex(c, LAYER_COUNT), vertex(b, LAYER_COUNT), t, LAYER_COUNT - 1, FACE_BOTTOM);
    for (let k = 0; k < 3; k++) {
      const other = grid.neighbour[3 * t + k];
      if (other >= 0 && chart.domain[other] === 1) continue;
      const p = tri[3 * t + k], q = tri[3 * t + ((k + 1) % 3)];
      const i = p < q ? p : q, j = p < q ? q : p;
      const pair = sidePair(a, b, c, i, j);
      for (let l = 0; l < LAYER_COUNT; l++) {
        const it = vertex(i, l), jt = vertex(j, l), ib = vertex(i, l + 1), jb = vertex(j, l + 1);
        // Seen from outside the shell counter-clockwise; the diagonal joins i above to j below.
        if (i === p) {
          add(it, jb, jt, t, l, FACE_SIDE + 2 * pair);
          add(it, ib, jb, t, l, FACE_SIDE + 2 * pair + 1);
        } else {
          add(it, jt, jb, t, l, FACE_SIDE + 2 * pair);
          add(it, jb, ib, t, l, FACE_SIDE + 2 * pair + 1);
        }
      }
    }
  }
  const mesh = { positions: new Float32Array(positions), triangles: new Uint32Array(triangles) };
  return { mesh: packMesh(mesh, buildTriangleTree(mesh)), triangle: new Int32Array(triangle), layer: new Uint8Array(layer), face: new Uint8Array(face) };
}

/** Which of the three sides (0-1, 1-2, 0-2 by rank of vertex number) joins vertices i < j of triangle a, b, c. */
export function sidePair(a: number, b: number, c: number, i: number, j: number): number {
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  return i !== low ? 1 : j === high ? 2 : 0;
}

/** Codes of a prism's faces; sides are `FACE_SIDE + 2 * pair + lower`. */
export const FACE_TOP = 0;
export const FACE_BOTTOM = 1;
export const FACE_SIDE = 5;
