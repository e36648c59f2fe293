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
 * Overwritten by the next call for the same part.
 * @param anchored depth of the anchors per vertex of the part on this skin, NaN where not yet known: filled in, for the next call
 */
export function boneColumns(template: SkullTemplate, part: TemplatePart, columns: Columns, topology: SkinTopology, normals: Float32Array, sex: 'female' | 'male', anchored?: Float64Array): BoneColumns {
  const out = groundworkOf(template, part).columns.fill(0);
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
    const c = v * WIDTH;
    out[c] = sx;
    out[c + 1] = sy;
    out[c + 2] = sz;
    out[c + 3] = dx / l;
    out[c + 4] = dy / l;
    out[c + 5] = dz / l;
    if (sure > 0.99) out[c + 6] = deep / sure;
    else {
      let mm = anchored ? anchored[v] : NaN;
      if (!(mm === mm)) mm = anchorDepth(anchors, sx, sy, sz);
      if (anchored) anchored[v] = mm;
      out[c + 6] = deep + (1 - sure) * mm;
    }
    out[c + 7] = reach * reach * (3 - 2 * reach);
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
 * that column ends on it; others follow their neighbours, so that rims, arch and walls keep their shape and thickness. Overwritten by the next
 * call for the same part.
 */
export function pullOnto(template: SkullTemplate, part: TemplatePart, positions: Float64Array, columns: BoneColumns, options: PullOptions = {}): Float64Array {
  const { full = 4.5, none = 9, passes = 8, keep = 0.95, strict = 0.95, even = 4 } = options;
  const { start, near, rings, memory } = groundworkOf(template, part);
  const { own, share, list } = memory;
  const asked = memory.asked.fill(0);
  const hold = memory.hold.fill(0);
  for (let v = 0; v < part.vertexCount; v++) {
    const c = v * WIDTH;
    if (columns[c + 7] === 0) continue;
    const p = (part.firstVertex + v) * 3;
    const along = (columns[c] - positions[p]) * columns[c + 3] + (columns[c + 1] - positions[p + 1]) * columns[c + 4] + (columns[c + 2] - positions[p + 2]) * columns[c + 5] + columns[c + 6];
    for (let k = 0; k < 3; k++) asked[v * 3 + k] = along * columns[c + 3 + k];
    const s = Math.min(1, Math.max(0, (none - Math.abs(along)) / (none - full)));
    hold[v] = columns[c + 7] * s * s * (3 - 2 * s);
  }
  evenOut(start, near, memory, even);
  let now = memory.now;
  let other = memory.other.fill(0);
  // Each pass gives a vertex its own share of what is asked and a part of its neighbours' sum; both stay the same from pass to pass.
  let count = 0;
  for (let v = 0; v < part.vertexCount; v++) {
    const w = strict * hold[v];
    for (let k = 0; k < 3; k++) {
      now[v * 3 + k] = asked[v * 3 + k] * hold[v];
      own[v * 3 + k] = w * asked[v * 3 + k];
    }
    if (rings[v] > passes) continue;
    share[v] = ((1 - w) * (keep + (1 - keep) * hold[v])) / (start[v + 1] - start[v]);
    list[count++] = v;
  }
  for (let pass = 1; pass <= passes; pass++) {
    drag(list, count, rings, pass, start, near, own, share, now, other);
    const swap = now;
    now = other;
    other = swap;
  }
  return now;
}

/** One pass of `pullOnto` over the `count` vertices listed: `to` = own + share x sum of the neighbours in `from`. A pull comes one ring farther a pass. */
function drag(list: Uint32Array, count: number, rings: Uint8Array, pass: number, start: Uint32Array, near: Uint32Array, own: Float64Array, share: Float64Array, from: Float64Array, to: Float64Array): void {
  for (let s = 0; s < count; s++) {
    const v = list[s];
    if (rings[v] > pass) continue;
    const end = start[v + 1];
    let x = 0, y = 0, z = 0;
    for (let i = start[v]; i < end; i++) {
      const o = near[i];
      x += from[o];
      y += from[o + 1];
      z += from[o + 2];
    }
    const f = share[v], o = v * 3;
    to[o] = own[o] + f * x;
    to[o + 1] = own[o + 1] + f * y;
    to[o + 2] = own[o + 2] + f * z;
  }
}

/** What of a part is the same for every patient, and its working memory: made once for each template. */
interface Groundwork {
  /** Neighbours of the vertices of a part: those of v are at `near[start[v]] .. near[start[v + 1] - 1]`, as places of their x in the part. */
  start: Uint32Array;
  near: Uint32Array;
  /** Edges from each vertex to the nearest one that a column may reach; 255 where nothing is dragged. */
  rings: Uint8Array;
  columns: BoneColumns;
  memory: Memory;
}

/** Numbers per vertex of a part (xyz where three are needed): see `pullOnto` and `evenOut`. */
interface Memory {
  asked: Float64Array;
  now: Float64Array;
  other: Float64Array;
  own: Float64Array;
  half: Float64Array;
  hold: Float64Array;
  share: Float64Array;
  total: Float64Array;
  list: Uint32Array;
}
const known = new WeakMap<TemplatePart, Groundwork>();

function groundworkOf(template: SkullTemplate, part: TemplatePart): Groundwork {
  let made = known.get(part);
  if (!made) {
    const n = part.vertexCount;
    const { neighbourStart, neighbours } = template;
    const first = neighbourStart[part.firstVertex], end = neighbourStart[part.firstVertex + n];
    const start = neighbourStart.slice(part.firstVertex, part.firstVertex + n + 1).map((at) => at - first);
    const near = neighbours.slice(first, end).map((v) => 3 * (v - part.firstVertex));
    const xyz = (): Float64Array => new Float64Array(n * 3);
    const one = (): Float64Array => new Float64Array(n);
    made = {
      start,
      near,
      rings: ringsFrom(template, part, start, near),
      columns: new Float64Array(n * WIDTH),
      memory: { asked: xyz(), now: xyz(), other: xyz(), own: xyz(), half: xyz(), hold: one(), share: one(), total: one(), list: new Uint32Array(n) },
    };
    known.set(part, made);
  }
  return made;
}

function ringsFrom(template: SkullTemplate, part: TemplatePart, start: Uint32Array, near: Uint32Array): Uint8Array {
  const rings = new Uint8Array(part.vertexCount).fill(255);
  let front: number[] = [];
  for (let v = 0; v < rings.length; v++) {
    if (template.band[part.firstVertex + v] === 0 || template.reach[part.firstVertex + v] === 0) continue;
    rings[v] = 0;
    front.push(v);
  }
  for (let ring = 1; front.length > 0; ring++) {
    const next: number[] = [];
    for (const v of front)
      for (let i = start[v]; i < start[v + 1]; i++) {
        const o = near[i] / 3;
        if (rings[o] !== 255 || template.band[part.firstVertex + o] === 0) continue;
        rings[o] = ring;
        next.push(o);
      }
    front = next;
  }
  return rings;
}

/** Means over rings, weighted with how surely each vertex is asked: a smooth field that ignores vertices without a column. */
function evenOut(start: Uint32Array, near: Uint32Array, { asked, hold, total, half, list: held }: Memory, passes: number): void {
  // Vertices without hold neither change nor count. A neighbour counts half.
  let count = 0;
  for (let v = 0; v < hold.length; v++) if (hold[v] !== 0) held[count++] = v;
  half.fill(0);
  for (let s = 0; s < count; s++) {
    const v = held[s];
    let w = hold[v];
    for (let i = start[v]; i < start[v + 1]; i++) w += 0.5 * hold[near[i] / 3];
    total[v] = w;
  }
  for (let pass = 0; pass < passes; pass++) {
    for (let s = 0; s < count; s++) {
      const o = held[s] * 3;
      const h = 0.5 * hold[held[s]];
      half[o] = h * asked[o];
      half[o + 1] = h * asked[o + 1];
      half[o + 2] = h * asked[o + 2];
    }
    for (let s = 0; s < count; s++) {
      const v = held[s], o = v * 3;
      const end = start[v + 1];
      const own = hold[v], w = total[v];
      let x = own * asked[o], y = own * asked[o + 1], z = own * asked[o + 2];
      for (let i = start[v]; i < end; i++) {
        const n = near[i];
        x += half[n];
        y += half[n + 1];
        z += half[n + 2];
      }
      asked[o] = x / w;
      asked[o + 1] = y / w;
      asked[o + 2] = z / w;
    }
  }
}
