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

/** 0..255: how surely a needle through the skin meets this vertex first: it faces its nearest skin point, which is near. */
export function bakeReach(mesh: HalfMesh, skin: Mesh, ao: Uint8Array): Uint8Array {
  const tree = buildTriangleTree(skin);
  const near = makeClosest();
  const normals = halfNormals(mesh);
  const ramp = (a: number, b: number, x: number): number => {
    const t = Math.max(0, Math.min(1, (x - a) / (b - a)));
    return t * t * (3 - 2 * t);
  };
  const out = new Uint8Array(mesh.positions.length / 3);
  for (let v = 0; v < out.length; v++) {
    const [x, y, z] = [mesh.positions[v * 3]!, mesh.positions[v * 3 + 1]!, mesh.positions[v * 3 + 2]!];
    const d = closestPoint(skin, tree, x, y, z, near);
    const cos = ((near.x - x) * normals[v * 3]! + (near.y - y) * normals[v * 3 + 1]! + (near.z - z) * normals[v * 3 + 2]!) / (d || 1);
    out[v] = Math.round(255 * ramp(0.3, 0.75, cos) * (1 - ramp(20, 27, d)) * ramp(90, 140, ao[v]!));
  }
  return out;
}
