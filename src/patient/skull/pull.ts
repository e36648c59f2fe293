/** Pulls the outer faces of the warped bone onto the ends of the tissue columns. */
import type { SkullTemplate, TemplatePart } from './template';

/**
 * Straight columns from the skin to the bone, one per skin vertex. A direction of 0 means that the vertex has no column of its own.
 * How deep the bone lies is the matter of `depths` where they are sure, else of the anchors.
 */
export interface Columns {
  /** Skin positions and unit directions into the face, xyz per vertex. */
  skin: Float32Array;
  directions: Float32Array;
  /** Per bone part, skin to bone per skin vertex (mm, along the column) and 0..1 how sure that is. Left out: anchors everywhere. */
  depths?: Readonly<Partial<Record<string, { depth: ArrayLike<number>; sure: ArrayLike<number> }>>>;
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

/** Per vertex of a part: where its column starts, its direction, the depth asked, and 0..1 how far it obeys. Eight numbers a vertex. */
export type BoneColumns = Float64Array;
const WIDTH = 8;

/**
 * The columns that run to the vertices of a part, as deep as the published depths round them say. Skin without a column of its own
 * (scalp, nape) gets one against the skin normal.
 */
export function boneColumns(template: SkullTemplate, part: TemplatePart, columns: Columns, topology: SkinTopology, normals: Float32Array, sex: 'female' | 'male'): BoneColumns {
  const out = new Float64Array(part.vertexCount * WIDTH);
  const known = columns.depths?.[part.id];
  const anchors = anchorsOf(template, part.id, columns.skin, sex);
  for (let v = 0; v < part.vertexCount; v++) {
    const reach = template.reach[part.firstVertex + v];
    if (reach === 0) continue;
    const t = template.columnTriangle[part.firstVertex + v] * 3;
    const wb = template.columnWeights[(part.firstVertex + v) * 2], wc = template.columnWeights[(part.firstVertex + v) * 2 + 1];
    let sx = 0, sy = 0, sz = 0, dx = 0, dy = 0, dz = 0, deep = 0, sure = 0;
    let nx = 0, ny = 0, nz = 0;
    for (let e = 0; e < 3; e++) {
      const w = e === 0 ? 1 - wb - wc : e === 1 ? wb : wc;
      const named = topology.triangles[t + e];
      const i = template.right[part.firstVertex + v] ? topology.mirror[named] : named;
      const o = i * 3;
      sx += w * columns.skin[o];
      sy += w * columns.skin[o + 1];
      sz += w * columns.skin[o + 2];
      if (known) {
        deep += w * known.sure[i] * known.depth[i];
        sure += w * known.sure[i];
      }
      if (columns.directions[o] !== 0 || columns.directions[o + 1] !== 0 || columns.directions[o + 2] !== 0) {
        dx += w * columns.directions[o];
        dy += w * columns.directions[o + 1];
        dz += w * columns.directions[o + 2];
      } else {
        nx -= w * normals[o];
        ny -= w * normals[o + 1];
        nz -= w * normals[o + 2];
      }
    }
    dx += nx;
    dy += ny;
    dz += nz;
    // A vertex of the midline stays on it.
    if (template.mirror[part.firstVertex + v] === part.firstVertex + v) sx = dx = 0;
    const l = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (l < 1e-6) continue;
    out.set([sx, sy, sz, dx / l, dy / l, dz / l, sure > 0.99 ? deep / sure : deep + (1 - sure) * anchorDepth(anchors, sx, sy, sz), reach * reach * (3 - 2 * reach)], v * WIDTH);
  }
  return out;
}

/** Anchors of a part on a patient: x, y, z, mm each. */
export function anchorsOf(template: SkullTemplate, part: string, skin: Float32Array, sex: 'female' | 'male'): Float64Array {
  const own = template.depthAnchors.filter((a) => a.parts.includes(part));
  const out = new Float64Array(own.length * 4);
  own.forEach((a, i) => out.set([skin[a.vertex * 3], skin[a.vertex * 3 + 1], skin[a.vertex * 3 + 2], a.depth_mm[sex]], i * 4));
  return out;
}

/** Depth of the anchors at a skin point: inverse distance, w = 1 / (d^2 + 12)^2; mm. */
export function anchorDepth(anchors: Float64Array, px: number, py: number, pz: number): number {
  let sw = 0, sd = 0;
  for (let a = 0; a < anchors.length; a += 4) {
    const x = px - anchors[a], y = py - anchors[a + 1], z = pz - anchors[a + 2];
    const r = x * x + y * y + z * z + 12;
    const w = 1 / (r * r);
    sw += w;
    sd += w * anchors[a + 3];
  }
  return sd / sw;
}

/**
 * The displacement of every vertex of a part, xyz mm, smooth over the mesh. A vertex that can be reached moves along its column until
 * that column ends on it; others follow their neighbours, so that rims, arch and walls keep their shape and thickness.
 */
export function pullOnto(template: SkullTemplate, part: TemplatePart, positions: Float64Array, columns: BoneColumns, options: PullOptions = {}): Float64Array {
  const { full = 4.5, none = 9, passes = 8, keep = 0.93, strict = 0.95, even = 4 } = options;
  const asked = new Float64Array(part.vertexCount * 3);
  const hold = new Float64Array(part.vertexCount);
  for (let v = 0; v < part.vertexCount; v++) {
    const c = v * WIDTH;
    if (columns[c + 7] === 0) continue;
    const p = (part.firstVertex + v) * 3;
    const along = (columns[c] - positions[p]) * columns[c + 3] + (columns[c + 1] - positions[p + 1]) * columns[c + 4] + (columns[c + 2] - positions[p + 2]) * columns[c + 5] + columns[c + 6];
    for (let k = 0; k < 3; k++) asked[v * 3 + k] = along * columns[c + 3 + k];
    const s = Math.min(1, Math.max(0, (none - Math.abs(along)) / (none - full)));
    hold[v] = columns[c + 7] * s * s * (3 - 2 * s);
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
