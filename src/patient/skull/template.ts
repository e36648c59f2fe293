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
  depth_mm: number;
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
  /** Vertex neighbours as flat lists: those of v are `neighbours[neighbourStart[v] .. neighbourStart[v + 1])`. */
  neighbourStart: Uint32Array;
  neighbours: Uint32Array;
  /** Skin vertices that carry the warp, and where they lie on the head at rest. */
  controls: Uint32Array;
  controlPoints: Float64Array;
  /** Globe centres on the head at rest: left, right. */
  eyes: [number, number, number][];
  depthAnchors: DepthAnchor[];
  /** Named points of the left half and the midline. */
  bonePoints: Record<string, [number, number, number]>;
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
  const positions: number[] = [];
  const triangles: number[] = [];
  const mirror: number[] = [];
  const ao: number[] = [];
  const reach: number[] = [];
  const parts: TemplatePart[] = [];
  for (const mesh of file.json.meshes as ((typeof file.json.meshes)[number] & { name: string })[]) {
    const primitive = mesh.primitives[0];
    const kind = mesh.extras?.bevel?.['kind'] as SkullPartKind;
    const stored = file.read(primitive.attributes.POSITION);
    const tags = file.read(primitive.attributes._TAGS);
    const index = file.read(primitive.indices);
    const base = mirror.length;
    const half = stored.length / 3;
    for (let v = 0; v < half; v++) {
      positions.push(stored[v * 3] * extras.step_mm, stored[v * 3 + 1] * extras.step_mm, stored[v * 3 + 2] * extras.step_mm);
      ao.push(tags[v * 4] / 255);
      reach.push(tags[v * 4 + 1] / 255);
      mirror.push(base + v);
    }
    let next = base + half;
    for (let v = 0; v < half; v++) {
      if (stored[v * 3] === 0) continue;
      positions.push(-positions[(base + v) * 3], positions[(base + v) * 3 + 1], positions[(base + v) * 3 + 2]);
      ao.push(ao[base + v]);
      reach.push(reach[base + v]);
      mirror.push(base + v);
      mirror[base + v] = next++;
    }
    const first = triangles.length / 3;
    for (let i = 0; i < index.length; i++) triangles.push(base + index[i]);
    for (let i = 0; i < index.length; i += 3) triangles.push(mirror[base + index[i]], mirror[base + index[i + 2]], mirror[base + index[i + 1]]);
    parts.push({ id: mesh.name, kind, first, count: triangles.length / 3 - first, firstVertex: base, vertexCount: next - base });
  }
  const flat = Uint32Array.from(triangles);
  return {
    positions: Float32Array.from(positions),
    triangles: flat,
    parts,
    mirror: Uint32Array.from(mirror),
    ao: Float32Array.from(ao),
    reach: Float32Array.from(reach),
    ...neighbourLists(flat, mirror.length),
    controls: Uint32Array.from(extras.controls),
    controlPoints: Float64Array.from(extras.control_points.flat()),
    eyes: extras.eyes,
    depthAnchors: extras.depth_anchors,
    bonePoints: extras.bone_points,
  };
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
