/** The head as loaded: cage, morphs, skin topology. Plain data, so that it can be posted between threads. */
import { ModelError, openGlb } from './glb';
import { subdivideValues, subdivision, triangulate, type Subdivision } from './subdivide';

/** Index = value of `quadRegion` and of `Surface.region`. */
export const HEAD_REGIONS = ['skin', 'vermilion', 'mouth-interior', 'nostril-interior', 'eye-socket', 'ear'] as const;
export type HeadRegion = (typeof HEAD_REGIONS)[number];

/** Soft vertex groups carried to the skin, 0..1. */
export const HEAD_GROUPS = ['lips', 'mouth-interior', 'nostril-interior', 'eye-socket', 'ears', 'scalp', 'neck'] as const;
export type HeadGroup = (typeof HEAD_GROUPS)[number];

/** A displacement field on the cage; `index` lists the vertices that move, `offsets` xyz in mm for each. */
export interface Morph {
  name: string;
  index: Uint16Array;
  offsets: Float32Array;
}

/**
 * The skin as a surface of level-two Catmull-Clark limit vertices. Its topology never changes. Skin vertex i < cage.skinCount is the
 * limit of cage vertex i. Triangles 32 q .. 32 q + 31 belong to quad q of the cage.
 */
export interface Surface {
  subdivision: Subdivision;
  vertexCount: number;
  triangles: Uint32Array;
  /** Mirror image of each vertex. */
  mirror: Uint32Array;
  /** Index into HEAD_REGIONS per triangle. */
  region: Uint8Array;
  /** 0..1 per vertex. */
  groups: Record<HeadGroup, Float32Array>;
  /** Closed vertex loops of the skin, in order: lower-edge, vermilion-border, lid-margin-left, … */
  loops: Record<string, Uint32Array>;
  /** Open vertex paths of the skin: midline-upper (nape, crown, face, upper lip), midline-lower (lower lip, chin, neck). */
  paths: Record<string, Uint32Array>;
  /** A triangle beside each edge of a path. */
  pathTriangles: Record<string, Uint32Array>;
  /** A triangle of each vertex, of the outer skin where there is a choice. */
  vertexTriangle: Uint32Array;
  /** Mirror image of each cage quad; triangles 32 q .. 32 q + 31 of the skin mirror onto those of `quadMirror[q]` in another order. */
  quadMirror: Uint32Array;
  /**
   * The same triangles for drawing with textures: vertices split along UV seams. Render vertex i shows skin vertex `toSkin[i]`; triangle t
   * is triangle t of the skin. v runs up (three.js `flipY` textures).
   */
  render: { toSkin: Uint32Array; uv: Float32Array; triangles: Uint32Array };
}

export interface HeadModel {
  /** Cage at rest, xyz mm: `skinCount` skin vertices, then the vertices of the two eyeballs. */
  rest: Float32Array;
  skinCount: number;
  /** Cage vertices of the two tragions, left then right. */
  tragion: [number, number];
  eyes: { left: [first: number, count: number]; right: [first: number, count: number] };
  quads: Uint32Array;
  quadRegion: Uint8Array;
  mirror: Uint32Array;
  morphs: Morph[];
  /** Closed vertex loops of the cage. */
  cageLoops: Record<string, number[]>;
  /** Lip rows from the vermilion border inwards, 38 cage vertices each: 0 upper middle, 1..9 to the left corner, 19 lower middle. */
  lips: number[][];
  surface: Surface;
}

interface Extras {
  format: number;
  step_mm: number;
  skin_vertices: number;
  tragion: [number, number];
  eyes: { left: [number, number]; right: [number, number] };
  regions: string[];
  loops: Record<string, number[]>;
  paths: Record<string, number[]>;
  lips: number[][];
  quads: number;
  uv: number;
  corner_uv: number;
  mirror: number;
  region: number;
  groups: Record<string, number>;
}

/** The loop of the skin that runs through the cage loop: each cage edge became four. */
function refineLoop(loop: number[], closed: boolean, edgeChain: (a: number, b: number) => number[]): Uint32Array {
  const out: number[] = [];
  loop.forEach((v, i) => {
    out.push(v);
    if (closed || i + 1 < loop.length) out.push(...edgeChain(v, loop[(i + 1) % loop.length]));
  });
  return Uint32Array.from(out);
}

/** Everything about the skin that depends on topology only. */
function buildSurface(quads: Uint32Array, skinCount: number, extras: { uv: Float32Array; cornerUv: Uint32Array; mirror: Uint32Array; region: Uint8Array; groups: Record<string, ArrayLike<number>>; loops: Record<string, number[]>; paths: Record<string, number[]> }): Surface {
  const subdiv = subdivision(quads, skinCount);
  const triangles = triangulate(subdiv.quads);
  const faces = quads.length / 4;
  const region = new Uint8Array(faces * 32);
  for (let f = 0; f < faces; f++) region.fill(extras.region[f], f * 32, f * 32 + 32);

  const makeGroups = (): Record<HeadGroup, Float32Array> => Object.fromEntries(
    HEAD_GROUPS.map((name) => {
      const weights = new Float64Array(skinCount);
      for (let i = 0; i < skinCount; i++) weights[i] = extras.groups[name][i] / 255;
      return [name, subdivideValues(subdiv, weights, 1)];
    }),
  ) as Record<HeadGroup, Float32Array>;

  const makeRender = (): Surface['render'] => {
    const uvMesh = subdivision(extras.cornerUv, extras.uv.length / 2);
    const toSkin = new Uint32Array(uvMesh.vertexCount);
    for (let c = 0; c < uvMesh.quads.length; c++) toSkin[uvMesh.quads[c]] = subdiv.quads[c];
    return { toSkin, uv: subdivideValues(uvMesh, extras.uv, 2), triangles: triangulate(uvMesh.quads) };
  };
  // Only pictures and offline steps ask for these, so they are made when asked.
  let groups: Surface['groups'] | null = null;
  let render: Surface['render'] | null = null;

  // Child 4 i of a cage quad begins at its corner i; the three new vertices on the way to corner i + 1 are in the children of both corners.
  const q = subdiv.quads;
  const chains = new Map<number, number[]>();
  for (let f = 0; f < faces; f++) {
    for (let i = 0; i < 4; i++) {
      const a = quads[f * 4 + i];
      const b = quads[f * 4 + ((i + 1) & 3)];
      const child = f * 64 + i * 16;
      const nextChild = f * 64 + ((i + 1) & 3) * 16;
      chains.set(a * 65536 + b, [q[child + 1], q[child + 4], q[nextChild + 3]]);
    }
  }
  const chain = (a: number, b: number): number[] => {
    const forward = chains.get(a * 65536 + b);
    if (forward) return forward;
    const backward = chains.get(b * 65536 + a);
    if (!backward) throw new ModelError(`head.glb is damaged: loop edge ${a}-${b} is not in the mesh; rebuild it with the scripts in modelling/`);
    return [...backward].reverse();
  };
  const loops = Object.fromEntries(Object.entries(extras.loops).map(([name, loop]) => [name, refineLoop(loop, true, chain)]));
  const paths = Object.fromEntries(Object.entries(extras.paths).map(([name, path]) => [name, refineLoop(path, false, chain)]));
  const vertexTriangle = firstTriangles(triangles, region, subdiv.vertexCount);
  const image = mirrorSkin(quads, subdiv, extras.mirror);

  return {
    subdivision: subdiv,
    vertexCount: subdiv.vertexCount,
    triangles,
    mirror: image.vertex,
    quadMirror: image.quad,
    region,
    get groups() {
      return (groups ??= makeGroups());
    },
    loops,
    paths,
    pathTriangles: Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, besideEdges(path, triangles, subdiv.vertexCount)])),
    vertexTriangle,
    get render() {
      return (render ??= makeRender());
    },
  };
}

/** One triangle of each vertex, of the lowest region (outer skin first), then the lowest number. */
function firstTriangles(triangles: Uint32Array, region: Uint8Array, vertexCount: number): Uint32Array {
  const out = new Uint32Array(vertexCount);
  const rank = new Uint8Array(vertexCount).fill(255);
  for (let i = 0; i < triangles.length; i++) {
    const t = Math.floor(i / 3);
    const v = triangles[i];
    if (region[t] < rank[v]) {
      rank[v] = region[t];
      out[v] = t;
    }
  }
  return out;
}

/** The first triangle that has each edge of a path. */
function besideEdges(path: Uint32Array, triangles: Uint32Array, vertexCount: number): Uint32Array {
  const place = new Int32Array(vertexCount).fill(-1);
  path.forEach((v, i) => (place[v] = i));
  const out = new Uint32Array(path.length - 1);
  const known = new Uint8Array(path.length - 1);
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const a = place[triangles[t + k]];
      const b = place[triangles[t + ((k + 1) % 3)]];
      if (a < 0 || b < 0 || Math.abs(a - b) !== 1) continue;
      const edge = Math.min(a, b);
      if (known[edge]) continue;
      known[edge] = 1;
      out[edge] = t / 3;
    }
  }
  return out;
}

/** Mirror image of every skin vertex and cage quad, from the mirror image of the cage vertices. */
function mirrorSkin(quads: Uint32Array, subdiv: Subdivision, mirror: Uint32Array): { vertex: Uint32Array; quad: Uint32Array } {
  const faces = quads.length / 4;
  const byCorner = new Map<number, number>();
  // Two opposite corners, the smallest vertex first, name a quad: no two quads share a diagonal.
  const key = (a: number, b: number, c: number, d: number): number => {
    const least = Math.min(a, b, c, d);
    return least * 65536 + (least === a ? c : least === b ? d : least === c ? a : b);
  };
  for (let f = 0; f < faces; f++) byCorner.set(key(quads[f * 4], quads[f * 4 + 1], quads[f * 4 + 2], quads[f * 4 + 3]), f);
  const out = new Uint32Array(subdiv.vertexCount);
  const quad = new Uint32Array(faces);
  const q = subdiv.quads;
  for (let f = 0; f < faces; f++) {
    const m = [0, 1, 2, 3].map((i) => mirror[quads[f * 4 + i]]);
    const g = byCorner.get(key(m[0], m[1], m[2], m[3]));
    if (g === undefined) throw new ModelError(`head.glb is damaged: quad ${f} has no mirror image; rebuild it with the scripts in modelling/`);
    quad[f] = g;
    // Corner i of f is corner s - i of g: the mirror image runs the other way round.
    const s = [0, 1, 2, 3].findIndex((i) => quads[g * 4 + i] === m[0]);
    for (let i = 0; i < 4; i++) {
      const j = (s - i + 4) & 3;
      for (let k = 0; k < 4; k++) {
        // The same again one level down: there child quads begin at the corner, so corner k maps to corner -k.
        const l = (4 - k) & 3;
        const from = f * 64 + i * 16 + k * 4;
        const to = g * 64 + j * 16 + l * 4;
        out[q[from]] = q[to];
        out[q[from + 1]] = q[to + 3];
        out[q[from + 2]] = q[to + 2];
        out[q[from + 3]] = q[to + 1];
      }
    }
  }
  return { vertex: out, quad };
}

/** Reads head.glb and prepares the skin topology. Throws ModelError with what to do where the file is not whole. */
export async function loadHead(bytes: Uint8Array): Promise<HeadModel> {
  const file = await openGlb(bytes, 'head.glb');
  const mesh = file.json.meshes?.[0];
  const extras = mesh?.extras?.bevel as Extras | undefined;
  if (!mesh || !extras || extras.format !== 1 || !mesh.extras?.targetNames) {
    throw new ModelError('head.glb is not a Bevel head (format 1); reload the page, or rebuild it with the scripts in modelling/');
  }
  const step = extras.step_mm;
  const primitive = mesh.primitives[0];
  const rest = Float32Array.from(file.read(primitive.attributes.POSITION), (v) => v * step);
  const morphs = (primitive.targets ?? []).map((target, m): Morph => {
    const data = file.read(target.POSITION);
    const moved: number[] = [];
    for (let i = 0; i < data.length; i += 3) if (data[i] !== 0 || data[i + 1] !== 0 || data[i + 2] !== 0) moved.push(i / 3);
    const offsets = new Float32Array(moved.length * 3);
    moved.forEach((v, i) => {
      for (let k = 0; k < 3; k++) offsets[i * 3 + k] = data[v * 3 + k] * step;
    });
    return { name: (mesh.extras?.targetNames as string[])[m], index: Uint16Array.from(moved), offsets };
  });
  const quads = Uint32Array.from(file.read(extras.quads));
  const mirror = Uint32Array.from(file.read(extras.mirror));
  const quadRegion = Uint8Array.from(file.read(extras.region).subarray(0, quads.length / 4));
  for (const name of HEAD_GROUPS) {
    if (extras.groups[name] === undefined) throw new ModelError(`head.glb lacks the vertex group "${name}"; rebuild it with the scripts in modelling/`);
  }
  const surface = buildSurface(quads, extras.skin_vertices, {
    uv: Float32Array.from(file.read(extras.uv), (v) => v / 65535),
    cornerUv: Uint32Array.from(file.read(extras.corner_uv)),
    mirror,
    region: quadRegion,
    groups: Object.fromEntries(Object.entries(extras.groups).map(([name, accessor]) => [name, file.read(accessor)])),
    loops: extras.loops,
    paths: extras.paths,
  });
  return { rest, skinCount: extras.skin_vertices, tragion: extras.tragion, eyes: extras.eyes, quads, quadRegion, mirror, morphs, cageLoops: extras.loops, lips: extras.lips, surface };
}
