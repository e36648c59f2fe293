/** Simplifies a half mesh without leaving the plane of symmetry, and removes what simplification may fold. */
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
import { compact, type HalfMesh } from './nets';

/**
 * At most `target` triangles; vertices are a subset of the input, so the border stays on x = 0.
 * Normals count as attributes, so that creases and rims keep their vertices.
 */
export async function simplifyHalf(mesh: HalfMesh, target: number, normalWeight = 0.6): Promise<HalfMesh> {
  await MeshoptSimplifier.ready;
  const positions = Float32Array.from(mesh.positions);
  const normals = halfNormals(mesh);
  const [indices] = MeshoptSimplifier.simplifyWithAttributes(
    mesh.triangles,
    positions,
    3,
    Float32Array.from(normals),
    3,
    [normalWeight, normalWeight, normalWeight],
    null,
    Math.min(target * 3, mesh.triangles.length),
    1,
    ['ErrorAbsolute', 'Regularize'],
  );
  return splitChords(compact({ positions: mesh.positions, triangles: Uint32Array.from(withoutFlat(indices, mesh.positions)) }));
}

/**
 * An inner edge whose two ends lie on the plane of symmetry would meet its own mirror image: it gets a new vertex in the middle, a
 * little off the plane.
 */
function splitChords(m: HalfMesh): HalfMesh {
  const p = Array.from(m.positions);
  const span = p.length / 3;
  let t = Array.from(m.triangles);
  const faces = new Map<number, number[]>();
  for (let i = 0; i < t.length; i += 3) for (let e = 0; e < 3; e++) {
    const [a, b] = [t[i + e]!, t[i + ((e + 1) % 3)]!];
    if (p[a * 3] !== 0 || p[b * 3] !== 0) continue;
    const k = Math.min(a, b) * span + Math.max(a, b);
    faces.set(k, [...(faces.get(k) ?? []), i]);
  }
  const dead = new Set<number>();
  const more: number[] = [];
  for (const [key, list] of faces) {
    if (list.length !== 2 || list.some((i) => dead.has(i))) continue;
    const [a, b] = [Math.floor(key / span), key % span];
    const v = p.length / 3;
    p.push(0.06, (p[a * 3 + 1]! + p[b * 3 + 1]!) / 2, (p[a * 3 + 2]! + p[b * 3 + 2]!) / 2);
    for (const i of list) {
      dead.add(i);
      for (let e = 0; e < 3; e++) {
        const [q, r, s] = [t[i + e]!, t[i + ((e + 1) % 3)]!, t[i + ((e + 2) % 3)]!];
        if ((q === a && r === b) || (q === b && r === a)) more.push(q, v, s, v, r, s);
      }
    }
  }
  t = t.filter((_, i) => !dead.has(i - (i % 3)));
  return { positions: Float64Array.from(p), triangles: Uint32Array.from([...t, ...more]) };
}

/** Without the triangles that lie in the plane of symmetry: their mirror images would cancel them. */
function withoutFlat(t: Uint32Array, p: Float64Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < t.length; i += 3) if (p[t[i]! * 3] !== 0 || p[t[i + 1]! * 3] !== 0 || p[t[i + 2]! * 3] !== 0) out.push(t[i]!, t[i + 1]!, t[i + 2]!);
  return out;
}

/** Area-weighted unit normals; border normals lie in the plane of symmetry. */
export function halfNormals(mesh: HalfMesh): Float64Array {
  const { positions: p, triangles: t } = mesh;
  const n = new Float64Array(p.length);
  for (let i = 0; i < t.length; i += 3) {
    const [a, b, c] = [t[i]! * 3, t[i + 1]! * 3, t[i + 2]! * 3];
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
    const w = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const q of [a, b, c]) for (let k = 0; k < 3; k++) n[q + k]! += w[k]!;
  }
  for (let i = 0; i < n.length; i += 3) {
    if (p[i] === 0) n[i] = 0;
    const l = Math.sqrt(n[i]! ** 2 + n[i + 1]! ** 2 + n[i + 2]! ** 2) || 1;
    for (let k = 0; k < 3; k++) n[i + k]! /= l;
  }
  return n;
}

/** Counts edges that do not have two faces once the half is mirrored: 0 for a closed surface. */
export function openEdges(mesh: HalfMesh): number {
  const { positions: p, triangles: t } = mesh;
  const count = new Map<number, number>();
  const span = p.length / 3;
  for (let i = 0; i < t.length; i += 3) for (let e = 0; e < 3; e++) {
    const [a, b] = [t[i + e]!, t[i + ((e + 1) % 3)]!];
    const k = Math.min(a, b) * span + Math.max(a, b);
    count.set(k, (count.get(k) ?? 0) + (p[a * 3] === 0 && p[b * 3] === 0 ? 2 : 1));
  }
  let bad = 0;
  for (const c of count.values()) if (c !== 2) bad++;
  return bad;
}
