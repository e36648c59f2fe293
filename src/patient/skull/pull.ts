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

/** What the pull needs to know of the head's topology (`HeadModel.surface`). */
export interface SkinTopology {
  triangles: Uint32Array;
  mirror: Uint32Array;
}

export interface PullOptions {
  /** Differences up to `full` are taken over whole, beyond `none` not at all, mm. */
  full?: number;
  none?: number;
  /** Passes of diffusion that carry the displacement round rims, and how much of it each pass keeps there. */
  passes?: number;
  keep?: number;
  /** 0..1: how strictly a reached vertex obeys its own column instead of following its neighbours. */
  strict?: number;
  /** Passes that even out what the columns ask for, so that skin folds do not print through to the bone. */
  even?: number;
}

/**
 * The displacement of every vertex of a part, xyz mm, smooth over the mesh. A vertex that can be reached moves along its column until
 * that column ends on it; others follow their neighbours, so that rims, arch and walls keep their shape and thickness.
 */
export function pullOnto(template: SkullTemplate, part: TemplatePart, positions: Float64Array, columns: Columns, topology: SkinTopology, options: PullOptions = {}): Float64Array {
  const { full = 3, none = 7.5, passes = 12, keep = 0.94, strict = 0.9, even = 4 } = options;
  const asked = new Float64Array(part.vertexCount * 3);
  const hold = new Float64Array(part.vertexCount);
  for (let v = 0; v < part.vertexCount; v++) {
    const reach = template.reach[part.firstVertex + v];
    if (reach > 0) hold[v] = reach * target(template, part.firstVertex + v, positions, columns, topology, full, none, asked, v * 3);
  }
  evenOut(template, part, asked, hold, even);
  let now = new Float64Array(asked.length);
  let other = new Float64Array(asked.length);
  for (let v = 0; v < part.vertexCount; v++) for (let k = 0; k < 3; k++) now[v * 3 + k] = asked[v * 3 + k] * hold[v];
  const { neighbourStart, neighbours, band } = template;
  for (let pass = 0; pass < passes; pass++) {
    for (let v = 0; v < part.vertexCount; v++) {
      if (band[part.firstVertex + v] === 0) continue;
      const a = neighbourStart[part.firstVertex + v], b = neighbourStart[part.firstVertex + v + 1];
      let x = 0, y = 0, z = 0;
      for (let i = a; i < b; i++) {
        const o = (neighbours[i] - part.firstVertex) * 3;
        x += now[o];
        y += now[o + 1];
        z += now[o + 2];
      }
      const w = strict * hold[v];
      const f = ((1 - w) * (keep + (1 - keep) * hold[v])) / (b - a);
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

/** Means over rings, weighted with how surely each vertex is asked: a smooth field that ignores vertices without a column. */
function evenOut(template: SkullTemplate, part: TemplatePart, asked: Float64Array, hold: Float64Array, passes: number): void {
  const { neighbourStart, neighbours } = template;
  const next = asked.slice();
  for (let pass = 0; pass < passes; pass++) {
    for (let v = 0; v < part.vertexCount; v++) {
      if (hold[v] === 0) continue;
      let w = hold[v];
      let x = w * asked[v * 3], y = w * asked[v * 3 + 1], z = w * asked[v * 3 + 2];
      for (let i = neighbourStart[part.firstVertex + v]; i < neighbourStart[part.firstVertex + v + 1]; i++) {
        const n = neighbours[i] - part.firstVertex;
        const h = 0.5 * hold[n];
        w += h;
        x += h * asked[n * 3];
        y += h * asked[n * 3 + 1];
        z += h * asked[n * 3 + 2];
      }
      next[v * 3] = x / w;
      next[v * 3 + 1] = y / w;
      next[v * 3 + 2] = z / w;
    }
    asked.set(next);
  }
}

/** Displacement that puts a vertex on the end of its column, written to `out[o..]`; returns how surely, 0..1. */
function target(template: SkullTemplate, v: number, p: Float64Array, columns: Columns, topology: SkinTopology, full: number, none: number, out: Float64Array, o: number): number {
  const t = template.columnTriangle[v] * 3;
  const wb = template.columnWeights[v * 2], wc = template.columnWeights[v * 2 + 1];
  let sx = 0, sy = 0, sz = 0, dx = 0, dy = 0, dz = 0, depth = 0, sum = 0;
  for (let e = 0; e < 3; e++) {
    const w = e === 0 ? 1 - wb - wc : e === 1 ? wb : wc;
    const named = topology.triangles[t + e];
    const i = template.right[v] ? topology.mirror[named] : named;
    sx += w * columns.skin[i * 3];
    sy += w * columns.skin[i * 3 + 1];
    sz += w * columns.skin[i * 3 + 2];
    if (columns.depth[i] <= 0) continue;
    sum += w;
    depth += w * columns.depth[i];
    dx += w * columns.directions[i * 3];
    dy += w * columns.directions[i * 3 + 1];
    dz += w * columns.directions[i * 3 + 2];
  }
  const l = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (sum < 0.3 || l < 1e-6) return 0;
  dx /= l;
  dy /= l;
  dz /= l;
  const along = (sx - p[v * 3]) * dx + (sy - p[v * 3 + 1]) * dy + (sz - p[v * 3 + 2]) * dz + depth / sum;
  out[o] = along * dx;
  out[o + 1] = along * dy;
  out[o + 2] = along * dz;
  const s = Math.min(1, Math.max(0, (none - Math.abs(along)) / (none - full)));
  return sum * s * s * (3 - 2 * s);
}
