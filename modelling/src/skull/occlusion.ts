/** Ambient occlusion and reach of the template, baked per vertex: rays against the whole mirrored skull. */
import { buildTriangleTree, closestPoint, firstHit, makeClosest, makeHits } from '../../../src/patient/trees';
import type { Mesh } from '../../../src/patient/types';
import type { HalfMesh } from './nets';
import { halfNormals } from './simplify';

/** Both halves as one mesh. */
export function mirrored(halves: HalfMesh[]): Mesh {
  const positions: number[] = [];
  const triangles: number[] = [];
  for (const m of halves) for (const side of [1, -1]) {
    const base = positions.length / 3;
    for (let i = 0; i < m.positions.length; i += 3) positions.push(side * m.positions[i]!, m.positions[i + 1]!, m.positions[i + 2]!);
    for (let i = 0; i < m.triangles.length; i += 3) {
      const [a, b, c] = [m.triangles[i]!, m.triangles[i + 1]!, m.triangles[i + 2]!];
      triangles.push(base + a, base + (side > 0 ? b : c), base + (side > 0 ? c : b));
    }
  }
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** 0..255 per vertex, cosine-weighted share of directions that are free for `far` mm. */
export function bakeOcclusion(mesh: HalfMesh, all: Mesh, rays = 48, far = 45): Uint8Array {
  const tree = buildTriangleTree(all);
  const hits = makeHits(4);
  const normals = halfNormals(mesh);
  const out = new Uint8Array(mesh.positions.length / 3);
  for (let v = 0; v < out.length; v++) {
    const n = [normals[v * 3]!, normals[v * 3 + 1]!, normals[v * 3 + 2]!] as const;
    const a = Math.abs(n[0]) > 0.7 ? ([0, 1, 0] as const) : ([1, 0, 0] as const);
    const u = [a[1] * n[2] - a[2] * n[1], a[2] * n[0] - a[0] * n[2], a[0] * n[1] - a[1] * n[0]];
    const l = Math.sqrt(u[0]! ** 2 + u[1]! ** 2 + u[2]! ** 2);
    for (let k = 0; k < 3; k++) u[k]! /= l;
    const w = [n[1] * u[2]! - n[2] * u[1]!, n[2] * u[0]! - n[0] * u[2]!, n[0] * u[1]! - n[1] * u[0]!];
    let free = 0;
    for (let i = 0; i < rays; i++) {
      const r = Math.sqrt((i + 0.5) / rays);
      const phi = i * 2.399963229728653;
      const [x, y, z] = [r * Math.cos(phi), r * Math.sin(phi), Math.sqrt(1 - r * r)];
      const d = [0, 1, 2].map((k) => x * u[k]! + y * w[k]! + z * n[k]!) as [number, number, number];
      const o = [0, 1, 2].map((k) => mesh.positions[v * 3 + k]! + n[k]! * 0.15) as [number, number, number];
      const hit = firstHit(all, tree, o[0], o[1], o[2], d[0], d[1], d[2], 0, far, hits) < 0 ? far : hits.t[0]!;
      free += hit < far ? hit / far : 1;
    }
    out[v] = Math.round((255 * free) / rays);
  }
  return out;
}

/** Which column of the skin at rest runs to each vertex, and how surely a needle along it meets the vertex first. */
export interface Reach {
  /** 0..255. */
  reach: Uint8Array;
  /** Skin triangle per vertex, and weights of its second and third corner in 1/255. */
  triangle: Uint32Array;
  b: Uint8Array;
  c: Uint8Array;
}

export interface ReachInput {
  /** Triangles 0 .. skinTriangles - 1 are those of the head surface, of the given region each. */
  skin: Mesh;
  normals: Float64Array;
  /** 1 where a triangle may carry columns. */
  allowed: Uint8Array;
  /** The whole outer sheet, lids and caps over the eyes included, and the globe centre: bone that looks at the lids is not reached. */
  sheet: Mesh;
  eye: [number, number, number];
  teeth: Mesh;
}

function ramp(a: number, b: number, x: number): number {
  const t = Math.max(0, Math.min(1, (x - a) / (b - a)));
  return t * t * (3 - 2 * t);
}

/** Follows the skin normal from the nearest skin point until the vertex lies on it. Bone near teeth is left to its neighbours. */
export function bakeReach(part: string, mesh: HalfMesh, input: ReachInput, ao: Uint8Array): Reach {
  const { normals: sn } = input;
  // Only triangles that may carry a column are searched; `named` finds their number on the head.
  const named: number[] = [];
  for (let t = 0; t < input.allowed.length; t++) if (input.allowed[t] === 1) named.push(t);
  const skin: Mesh = { positions: input.skin.positions, triangles: Uint32Array.from(named.flatMap((t) => [input.skin.triangles[t * 3]!, input.skin.triangles[t * 3 + 1]!, input.skin.triangles[t * 3 + 2]!])) };
  const tree = buildTriangleTree(skin);
  const sheetTree = buildTriangleTree(input.sheet);
  const facing = makeClosest();
  const teethTree = buildTriangleTree(input.teeth);
  const near = makeClosest();
  const tooth = makeClosest();
  const normals = halfNormals(mesh);
  const count = mesh.positions.length / 3;
  const out: Reach = { reach: new Uint8Array(count), triangle: new Uint32Array(count), b: new Uint8Array(count), c: new Uint8Array(count) };
  const reach = new Float64Array(count);
  let last = 0;
  for (let v = 0; v < count; v++) {
    const [x, y, z] = [mesh.positions[v * 3]!, mesh.positions[v * 3 + 1]!, mesh.positions[v * 3 + 2]!];
    let [qx, qy, qz] = [x, y, z];
    let [nx, ny, nz, d] = [0, 0, 0, 0];
    for (let step = 0; step < 8; step++) {
      closestPoint(skin, tree, qx, qy, qz, near);
      const i = [0, 1, 2].map((e) => skin.triangles[near.triangle * 3 + e]! * 3);
      const w = [1 - near.b - near.c, near.b, near.c];
      const n = [0, 1, 2].map((k) => w[0]! * sn[i[0]! + k]! + w[1]! * sn[i[1]! + k]! + w[2]! * sn[i[2]! + k]!);
      const l = Math.sqrt(n[0]! ** 2 + n[1]! ** 2 + n[2]! ** 2) || 1;
      [nx, ny, nz] = [n[0]! / l, n[1]! / l, n[2]! / l];
      d = (near.x - x) * nx + (near.y - y) * ny + (near.z - z) * nz;
      // Half steps: on folded skin whole ones jump to and fro.
      [qx, qy, qz] = [(qx + x + nx * d) / 2, (qy + y + ny * d) / 2, (qz + z + nz * d) / 2];
    }
    closestPoint(skin, tree, x + nx * d, y + ny * d, z + nz * d, near);
    const [ox, oy, oz] = [near.x - nx * d - x, near.y - ny * d - y, near.z - nz * d - z];
    const off = Math.sqrt(ox * ox + oy * oy + oz * oz);
    const cos = nx * normals[v * 3]! + ny * normals[v * 3 + 1]! + nz * normals[v * 3 + 2]!;
    closestPoint(input.sheet, sheetTree, x, y, z, facing);
    const fromEye = Math.sqrt((Math.abs(facing.x) - input.eye[0]) ** 2 + (facing.y - input.eye[1]) ** 2 + (facing.z - input.eye[2]) ** 2);
    const apart = closestPoint(input.teeth, teethTree, x, y, z, tooth, 12);
    // The rim of the orbit is lower above the globe than below it.
    const rim = facing.y > input.eye[1] ? 14.5 : 16;
    const r = ramp(rim, rim + 3.5, fromEye) * (1 - shelter(x, y, z, d)) * (part === 'cranium' ? (1 - underside(x, y, z)) * (1 - aperture(x, y, z)) : 1) * ramp(0.35, 0.75, cos) * (1 - ramp(20, 26, d)) * ramp(100, 160, ao[v]!) * (1 - ramp(1.5, 4, off)) * besideTeeth(part, x, apart);
    reach[v] = r;
    if (r * 255 > 4) last = named[near.triangle]!;
    out.triangle[v] = last;
    out.b[v] = Math.round(255 * near.b);
    out.c[v] = Math.round(255 * near.c);
  }
  // What a vertex obeys must not change from one to the next, or the pull tears ridges; those out of reach stay so.
  const even = evened(mesh, reach);
  for (let v = 0; v < count; v++) out.reach[v] = reach[v]! * 255 > 4 && even[v]! * 255 > 4 ? Math.round(255 * even[v]!) : 0;
  return out;
}

/** 0..1: how free bone is of the teeth it carries. The front of the chin is asked up to the necks, for the crease of the lip lies there. */
function besideTeeth(part: string, x: number, apart: number): number {
  if (part !== 'mandible') return ramp(1.2, 4.5, apart);
  const side = ramp(6, 11, Math.abs(x));
  return ramp(0.4 + 1.2 * side, 2.4 + 2.6 * side, apart);
}

/** Means over rings of the mesh, `passes` times. */
function evened(mesh: HalfMesh, values: Float64Array, passes = 3): Float64Array {
  let now = values;
  for (let pass = 0; pass < passes; pass++) {
    const sum = Float64Array.from(now, (x) => 3 * x);
    const weight = new Float64Array(now.length).fill(3);
    const t = mesh.triangles;
    for (let i = 0; i < t.length; i++) {
      const [a, b] = [t[i]!, t[i % 3 === 2 ? i - 2 : i + 1]!];
      sum[a]! += now[b]!;
      sum[b]! += now[a]!;
      weight[a]!++;
      weight[b]!++;
    }
    now = sum.map((x, v) => x / weight[v]!);
  }
  return now;
}

/**
 * 0..1: how far a point lies in the temporal hollow behind and just above the arch. There the columns of the arch and of the fossa
 * blend, so the template's own floor is kept. Numbers are those of the template, mm.
 */
function shelter(x: number, y: number, z: number, depth: number): number {
  const low = 1 - ramp(2, 24, y);
  const beside = ramp(34, 38, Math.abs(x)) * ramp(2, 10, z) * (1 - ramp(54, 60, z)) * ramp(-14, -8, y);
  return low * beside * ramp(9.5, 11.5, depth);
}

/**
 * 0..1: on the edge of the piriform aperture. Over it lie the wing and the side of the nose, whose columns end in the nasal cavity: asked one by
 * one they would tear it, so it follows the bone round it. Numbers are those of the template, mm.
 */
function aperture(x: number, y: number, z: number): number {
  return (1 - ramp(13, 17, Math.abs(x))) * ramp(-25, -22, y) * (1 - ramp(-4, 2, y)) * ramp(60, 64, z);
}

/** 0..1: on the skull base and the styloid process, medial to the mastoid: no needle comes there. Numbers are those of the template, mm. */
function underside(x: number, y: number, z: number): number {
  return (1 - ramp(-16, -10, y)) * (1 - ramp(47, 52, Math.abs(x))) * (1 - ramp(16, 24, z));
}
