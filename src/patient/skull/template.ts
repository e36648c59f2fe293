/** Reads skull.glb: the template skull in the space of the head at rest (mm, x to the patient's left, y up, z forward). */
import { ModelError, openGlb } from '../head/glb';

export type SkullPartKind = 'bone' | 'cartilage' | 'tooth' | 'gum';

/** A run of triangles and vertices that belong to one piece; pieces share no vertices. */
export interface TemplatePart {
  id: string;
  kind: SkullPartKind;
  /** Index of its first triangle and their number. */
  first: number;
  count: number;
  firstVertex: number;
  vertexCount: number;
}

export interface DepthAnchor {
  id: string;
  /** Skin vertex of the head. */
  vertex: number;
  /** Skin to bone, straight in. */
  depth_mm: { female: number; male: number; source: string };
  parts: string[];
}

export interface SkullTemplate {
  /** xyz per vertex: both halves, exact mirror images. */
  positions: Float32Array;
  triangles: Uint32Array;
  parts: TemplatePart[];
  /** Mirror image of each vertex; vertices on the midline are their own. */
  mirror: Uint32Array;
  /** 0..1 per vertex, 1 = open to the sky. */
  ao: Float32Array;
  /** 0..1 per vertex, 1 = an injection can come here first. */
  reach: Float32Array;
  /** The skin column that runs to each vertex on the head at rest: skin triangle of the left half, weights of its second and third corner. */
  columnTriangle: Uint32Array;
  columnWeights: Float32Array;
  /** 1 for vertices of the right half, whose column is the mirror image of the one named. */
  right: Uint8Array;
  /** Vertex neighbours as flat lists: those of v are `neighbours[neighbourStart[v] .. neighbourStart[v + 1])`. */
  neighbourStart: Uint32Array;
  neighbours: Uint32Array;
  /** 1 for vertices a reached one can drag along (within a dozen edges), 0 for the rest. */
  band: Uint8Array;
  /** Skin vertices that carry the warp, and where they lie on the head at rest. */
  controls: Uint32Array;
  controlPoints: Float64Array;
  /** Globe centres on the head at rest: left, right. */
  eyes: [number, number, number][];
  depthAnchors: DepthAnchor[];
  /** Named points of the left half and the midline. */
  bonePoints: Record<string, [number, number, number]>;
  /** Per vertex of the gums the nearest bone vertex of its jaw, that it is fixed to; 0 elsewhere. */
  seat: Uint32Array;
  /** Nearest bone vertex of each named point, for the left and for the right side. */
  boneVertex: Record<string, [number, number]>;
}

interface Extras {
  format: number;
  step_mm: number;
  controls: number[];
  control_points: [number, number, number][];
  eyes: [number, number, number][];
  depth_anchors: DepthAnchor[];
  bone_points: Record<string, [number, number, number]>;
}

/** Opens skull.glb. Throws ModelError, with what to do, for a file that is truncated, damaged or of another kind. */
export async function loadSkull(bytes: Uint8Array): Promise<SkullTemplate> {
  const file = await openGlb(bytes, 'skull.glb');
  const extras = (file.json as { extras?: { bevel?: Extras } }).extras?.bevel;
  if (!extras || extras.format !== 1 || !file.json.meshes?.length) {
    throw new ModelError('skull.glb is not a Bevel skull (format 1); reload the page, or rebuild it with the scripts in modelling/');
  }
  const meshes = (file.json.meshes as ((typeof file.json.meshes)[number] & { name: string })[]).map((mesh) => {
    const primitive = mesh.primitives[0];
    const columnAccessor = mesh.extras?.bevel?.['column'] as number | undefined;
    return {
      id: mesh.name,
      kind: mesh.extras?.bevel?.['kind'] as SkullPartKind,
      stored: file.read(primitive.attributes.POSITION),
      tags: file.read(primitive.attributes._TAGS),
      index: file.read(primitive.indices),
      triangle: columnAccessor === undefined ? null : file.read(columnAccessor),
    };
  });
  let vertices = 0;
  let corners = 0;
  for (const { stored, index } of meshes) {
    // Both halves; what lies on the midline is there once.
    for (let v = 0; v < stored.length; v += 3) vertices += stored[v] === 0 ? 1 : 2;
    corners += 2 * index.length;
  }
  // Doubles here: seats and nearest bone are found before positions are rounded.
  const positions = new Float64Array(vertices * 3);
  const flat = new Uint32Array(corners);
  const mirror = new Uint32Array(vertices);
  const ao = new Float32Array(vertices);
  const reach = new Float64Array(vertices);
  const column = new Uint32Array(vertices);
  const weights = new Float32Array(vertices * 2);
  const right = new Uint8Array(vertices);
  const parts: TemplatePart[] = [];
  let used = 0;
  let corner = 0;
  for (const { id, kind, stored, tags, index, triangle } of meshes) {
    const base = used;
    const half = stored.length / 3;
    used += half;
    for (let v = 0; v < half; v++) {
      const a = base + v;
      const b = stored[v * 3] === 0 ? a : used++;
      positions[a * 3] = stored[v * 3] * extras.step_mm;
      mirror[a] = b;
      if (b !== a) {
        positions[b * 3] = -positions[a * 3];
        right[b] = 1;
        mirror[b] = a;
      }
      for (const w of b === a ? [a] : [a, b]) {
        positions[w * 3 + 1] = stored[v * 3 + 1] * extras.step_mm;
        positions[w * 3 + 2] = stored[v * 3 + 2] * extras.step_mm;
        ao[w] = tags[v * 4] / 255;
        reach[w] = tags[v * 4 + 1] / 255;
        column[w] = triangle ? triangle[v] : 0;
        weights[w * 2] = tags[v * 4 + 2] / 255;
        weights[w * 2 + 1] = tags[v * 4 + 3] / 255;
      }
    }
    const first = corner / 3;
    for (let i = 0; i < index.length; i++) flat[corner++] = base + index[i];
    for (let i = 0; i < index.length; i += 3) {
      flat[corner++] = mirror[base + index[i]];
      flat[corner++] = mirror[base + index[i + 2]];
      flat[corner++] = mirror[base + index[i + 1]];
    }
    parts.push({ id, kind, first, count: corner / 3 - first, firstVertex: base, vertexCount: used - base });
  }
  const lists = neighbourLists(flat, vertices);
  return {
    positions: Float32Array.from(positions),
    triangles: flat,
    parts,
    mirror,
    ao,
    reach: Float32Array.from(reach),
    columnTriangle: column,
    columnWeights: weights,
    right,
    ...lists,
    band: dragged(reach, lists.neighbourStart, lists.neighbours),
    controls: Uint32Array.from(extras.controls),
    controlPoints: Float64Array.from(extras.control_points.flat()),
    eyes: extras.eyes,
    depthAnchors: extras.depth_anchors,
    bonePoints: extras.bone_points,
    seat: seats(positions, parts),
    boneVertex: nearestBone(extras.bone_points, positions, parts, mirror),
  };
}

function seats(positions: Float64Array, parts: TemplatePart[]): Uint32Array {
  const out = new Uint32Array(positions.length / 3);
  for (const part of parts) {
    const bone = parts.find((b) => b.id === (part.id.endsWith('lower') ? 'mandible' : 'cranium'));
    if (part.kind !== 'gum' || !bone) continue;
    const lo = [Infinity, Infinity, Infinity];
    const hi = [-Infinity, -Infinity, -Infinity];
    for (let v = part.firstVertex; v < part.firstVertex + part.vertexCount; v++) for (let k = 0; k < 3; k++) {
      lo[k] = Math.min(lo[k], positions[v * 3 + k] - 4);
      hi[k] = Math.max(hi[k], positions[v * 3 + k] + 4);
    }
    const near: number[] = [];
    for (let v = bone.firstVertex; v < bone.firstVertex + bone.vertexCount; v++) {
      const o = v * 3;
      if (positions[o] >= lo[0] && positions[o] <= hi[0] && positions[o + 1] >= lo[1] && positions[o + 1] <= hi[1] && positions[o + 2] >= lo[2] && positions[o + 2] <= hi[2]) near.push(v);
    }
    const nearest = nearestIn(positions, near);
    for (let v = part.firstVertex; v < part.firstVertex + part.vertexCount; v++) out[v] = nearest(positions[v * 3], positions[v * 3 + 1], positions[v * 3 + 2]);
  }
  return out;
}

/** Width of the cells in which near vertices are sought, mm. */
const CELL = 3;

/** Finds the vertex of a list (ascending) nearest to a point; the lowest number where two are alike, 0 in an empty list. */
function nearestIn(positions: Float64Array, list: number[]): (x: number, y: number, z: number) => number {
  const cells = new Map<number, number[]>();
  const key = (x: number, y: number, z: number): number => ((x + 512) * 1024 + (y + 512)) * 1024 + z + 512;
  for (const v of list) {
    const k = key(Math.floor(positions[v * 3] / CELL), Math.floor(positions[v * 3 + 1] / CELL), Math.floor(positions[v * 3 + 2] / CELL));
    const cell = cells.get(k);
    if (cell) cell.push(v);
    else cells.set(k, [v]);
  }
  let best = 0;
  const least = new Float64Array(1);
  const among = (some: number[], x: number, y: number, z: number): void => {
    for (const v of some) {
      const dx = x - positions[v * 3], dy = y - positions[v * 3 + 1], dz = z - positions[v * 3 + 2];
      const d = dx * dx + dy * dy + dz * dz;
      if (d < least[0] || (d === least[0] && v < best)) {
        least[0] = d;
        best = v;
      }
    }
  };
  return (x, y, z) => {
    best = 0;
    least[0] = Infinity;
    const i = Math.floor(x / CELL), j = Math.floor(y / CELL), k = Math.floor(z / CELL);
    for (let a = i - 1; a <= i + 1; a++) for (let b = j - 1; b <= j + 1; b++) for (let c = k - 1; c <= k + 1; c++) {
      const cell = cells.get(key(a, b, c));
      if (cell) among(cell, x, y, z);
    }
    // What lies outside these cells is at least one width away.
    if (!(least[0] < CELL * CELL)) among(list, x, y, z);
    return best;
  };
}

function dragged(reach: Float64Array, start: Uint32Array, neighbours: Uint32Array): Uint8Array {
  let band = Uint8Array.from(reach, (r) => (r > 0.02 ? 1 : 0));
  for (let ring = 0; ring < 12; ring++) {
    const next = band.slice();
    for (let v = 0; v < band.length; v++) {
      if (band[v]) continue;
      for (let i = start[v]; i < start[v + 1]; i++) if (band[neighbours[i]]) next[v] = 1;
    }
    band = next;
  }
  return band;
}

function nearestBone(points: Record<string, [number, number, number]>, positions: Float64Array, parts: TemplatePart[], mirror: Uint32Array): Record<string, [number, number]> {
  const out: Record<string, [number, number]> = {};
  for (const [id, at] of Object.entries(points)) {
    let best = 0;
    let least = Infinity;
    for (const part of parts) {
      if (part.kind !== 'bone') continue;
      for (let v = part.firstVertex; v < part.firstVertex + part.vertexCount; v++) {
        const x = positions[v * 3] - at[0], y = positions[v * 3 + 1] - at[1], z = positions[v * 3 + 2] - at[2];
        const d = x * x + y * y + z * z;
        if (d < least) {
          least = d;
          best = v;
        }
      }
    }
    out[id] = [best, mirror[best]];
  }
  return out;
}

function neighbourLists(triangles: Uint32Array, count: number): { neighbourStart: Uint32Array; neighbours: Uint32Array } {
  // Each directed edge a -> b occurs once on a closed surface, so the heads of its edges are the ring of a.
  const neighbourStart = new Uint32Array(count + 1);
  for (let i = 0; i < triangles.length; i++) neighbourStart[triangles[i] + 1]++;
  for (let v = 0; v < count; v++) neighbourStart[v + 1] += neighbourStart[v];
  const fill = neighbourStart.slice();
  const neighbours = new Uint32Array(triangles.length);
  for (let i = 0; i < triangles.length; i += 3) for (let e = 0; e < 3; e++) neighbours[fill[triangles[i + e]]++] = triangles[i + ((e + 1) % 3)];
  return { neighbourStart, neighbours };
}
