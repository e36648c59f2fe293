/** Pulls the outer faces of the warped bone onto the ends of the tissue columns. */
import type { SkullTemplate, TemplatePart } from './template';

/** Straight columns from the skin to the bone: one per skin vertex, `depth` 0 where none. */
export interface Columns {
  /** Skin positions and unit directions into the face, xyz per vertex. */
  skin: Float32Array;
  directions: Float32Array;
  /** mm along the direction to the first bone. */
  depth: Float32Array;
}

export interface PullOptions {
  /** A bone vertex answers to columns that pass within this distance, mm. */
  width?: number;
  /** Differences up to `full` are taken over whole, beyond `none` not at all, mm. */
  full?: number;
  none?: number;
  /** Passes of diffusion that carry the displacement round rims, and how much of it each pass keeps. */
  passes?: number;
  keep?: number;
}

const CELL = 4;

/** Uniform grid over the column ends. */
interface Grid {
  lo: [number, number, number];
  n: [number, number, number];
  start: Uint32Array;
  items: Uint32Array;
}

/** Ends of the columns that have one: xyz, and the skin vertex of each. */
interface Ends {
  point: Float64Array;
  vertex: Uint32Array;
  grid: Grid;
}

export function columnEnds(c: Columns): Ends {
  const vertex: number[] = [];
  for (let i = 0; i < c.depth.length; i++) if (c.depth[i] > 0) vertex.push(i);
  const point = new Float64Array(vertex.length * 3);
  const lo: [number, number, number] = [Infinity, Infinity, Infinity];
  const hi: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let e = 0; e < vertex.length; e++) for (let k = 0; k < 3; k++) {
    const p = c.skin[vertex[e] * 3 + k] + c.directions[vertex[e] * 3 + k] * c.depth[vertex[e]];
    point[e * 3 + k] = p;
    lo[k] = Math.min(lo[k], p);
    hi[k] = Math.max(hi[k], p);
  }
  const n: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < 3; k++) n[k] = vertex.length ? Math.floor((hi[k] - lo[k]) / CELL) + 1 : 1;
  const start = new Uint32Array(n[0] * n[1] * n[2] + 1);
  const cell = new Uint32Array(vertex.length);
  for (let e = 0; e < vertex.length; e++) {
    cell[e] = (Math.floor((point[e * 3 + 2] - lo[2]) / CELL) * n[1] + Math.floor((point[e * 3 + 1] - lo[1]) / CELL)) * n[0] + Math.floor((point[e * 3] - lo[0]) / CELL);
    start[cell[e] + 1]++;
  }
  for (let i = 0; i + 1 < start.length; i++) start[i + 1] += start[i];
  const fill = start.slice();
  const items = new Uint32Array(vertex.length);
  for (let e = 0; e < vertex.length; e++) items[fill[cell[e]]++] = e;
  return { point, vertex: Uint32Array.from(vertex), grid: { lo, n, start, items } };
}

/**
 * One pass: the displacement of every vertex of a part, xyz mm, smooth over the mesh.
 * Where a vertex can be reached it moves along the columns that pass near it, so that they end on it; elsewhere it follows its neighbours.
 */
export function pullOnto(template: SkullTemplate, part: TemplatePart, positions: Float64Array, columns: Columns, ends: Ends, options: PullOptions = {}): Float64Array {
  const { width = 3.5, full = 4, none = 9, passes = 24, keep = 0.96 } = options;
  const move = new Float64Array(part.vertexCount * 3);
  const fixed = new Float64Array(part.vertexCount);
  for (let v = 0; v < part.vertexCount; v++) {
    const reach = template.reach[part.firstVertex + v];
    if (reach > 0.02) fixed[v] = reach * target(positions, (part.firstVertex + v) * 3, columns, ends, width, full, none, move, v * 3);
  }
  const asked = move.slice();
  const next = new Float64Array(move.length);
  let now = move;
  let other = next;
  for (let v = 0; v < part.vertexCount; v++) for (let k = 0; k < 3; k++) now[v * 3 + k] *= fixed[v];
  for (let pass = 0; pass < passes; pass++) {
    for (let v = 0; v < part.vertexCount; v++) {
      const a = template.neighbourStart[part.firstVertex + v], b = template.neighbourStart[part.firstVertex + v + 1];
      let x = 0, y = 0, z = 0;
      for (let i = a; i < b; i++) {
        const o = (template.neighbours[i] - part.firstVertex) * 3;
        x += now[o];
        y += now[o + 1];
        z += now[o + 2];
      }
      // Even a reached vertex follows its ring a little: single columns must not dent the bone.
      const w = 0.85 * fixed[v];
      const f = ((1 - w) * (fixed[v] > 0.5 ? 1 : keep)) / (b - a || 1);
      other[v * 3] = w * asked[v * 3] + f * x;
      other[v * 3 + 1] = w * asked[v * 3 + 1] + f * y;
      other[v * 3 + 2] = w * asked[v * 3 + 2] + f * z;
    }
    const swap = now;
    now = other;
    other = swap;
  }
  return now;
}

/** Displacement that puts the vertex at `v` on the column ends round it, written to `out[o..]`; returns how surely, 0..1. */
function target(p: Float64Array, v: number, columns: Columns, ends: Ends, width: number, full: number, none: number, out: Float64Array, o: number): number {
  const { lo, n, start, items } = ends.grid;
  const x = p[v], y = p[v + 1], z = p[v + 2];
  const reach = none + width;
  const i0 = Math.max(0, Math.floor((x - reach - lo[0]) / CELL)), i1 = Math.min(n[0] - 1, Math.floor((x + reach - lo[0]) / CELL));
  const j0 = Math.max(0, Math.floor((y - reach - lo[1]) / CELL)), j1 = Math.min(n[1] - 1, Math.floor((y + reach - lo[1]) / CELL));
  const k0 = Math.max(0, Math.floor((z - reach - lo[2]) / CELL)), k1 = Math.min(n[2] - 1, Math.floor((z + reach - lo[2]) / CELL));
  let sw = 0, sx = 0, sy = 0, sz = 0, sd = 0;
  for (let k = k0; k <= k1; k++) for (let j = j0; j <= j1; j++) {
    const row = (k * n[1] + j) * n[0];
    const last = start[row + i1 + 1];
    for (let s = start[row + i0]; s < last; s++) {
      const e = items[s];
      const q = ends.vertex[e] * 3;
      const dx = columns.directions[q], dy = columns.directions[q + 1], dz = columns.directions[q + 2];
      const ex = ends.point[e * 3] - x, ey = ends.point[e * 3 + 1] - y, ez = ends.point[e * 3 + 2] - z;
      const along = ex * dx + ey * dy + ez * dz;
      const off = ex * ex + ey * ey + ez * ez - along * along;
      if (off > width * width || along > none || along < -none) continue;
      const w = 1 / (off + 0.15);
      sw += w;
      sx += w * along * dx;
      sy += w * along * dy;
      sz += w * along * dz;
      sd += w * along;
    }
  }
  if (sw < 0.2) return 0;
  out[o] = sx / sw;
  out[o + 1] = sy / sw;
  out[o + 2] = sz / sw;
  const far = Math.abs(sd / sw);
  const t = Math.min(1, Math.max(0, (none - far) / (none - full)));
  return t * t * (3 - 2 * t);
}
