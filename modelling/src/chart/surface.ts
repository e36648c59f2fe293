/** Triangle-mesh geometry for the chart solver: gradients, cotangent Laplacian, boundary. */
import { Assembler, type Csr } from './sparse';

/** A triangle mesh in doubles. */
export interface Surface {
  positions: Float64Array;
  triangles: Uint32Array;
}

export type Vec3 = [number, number, number];

export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const dot3 = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const unit = (a: Vec3): Vec3 => {
  const l = Math.sqrt(dot3(a, a)) || 1;
  return [a[0] / l, a[1] / l, a[2] / l];
};

export function vertexAt(s: Surface, i: number): Vec3 {
  return [s.positions[3 * i], s.positions[3 * i + 1], s.positions[3 * i + 2]];
}

/** Twice the area times the unit normal of a triangle. */
export function areaNormal(s: Surface, t: number): Vec3 {
  const a = vertexAt(s, s.triangles[3 * t]);
  const b = vertexAt(s, s.triangles[3 * t + 1]);
  const c = vertexAt(s, s.triangles[3 * t + 2]);
  return cross([b[0] - a[0], b[1] - a[1], b[2] - a[2]], [c[0] - a[0], c[1] - a[1], c[2] - a[2]]);
}

/** Area-weighted unit vertex normals, averaged over neighbours `rounds` times. */
export function smoothNormals(s: Surface, rounds: number): Vec3[] {
  const count = s.positions.length / 3;
  let normals: Vec3[] = Array.from({ length: count }, () => [0, 0, 0]);
  for (let t = 0; t < s.triangles.length / 3; t++) {
    const n = areaNormal(s, t);
    for (let k = 0; k < 3; k++) {
      const v = normals[s.triangles[3 * t + k]];
      v[0] += n[0];
      v[1] += n[1];
      v[2] += n[2];
    }
  }
  normals = normals.map(unit);
  for (let r = 0; r < rounds; r++) {
    const next: Vec3[] = normals.map((n) => [n[0], n[1], n[2]]);
    for (let t = 0; t < s.triangles.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const v = next[s.triangles[t + k]];
        const p = normals[s.triangles[t + ((k + 1) % 3)]];
        v[0] += p[0];
        v[1] += p[1];
        v[2] += p[2];
      }
    }
    normals = next.map(unit);
  }
  return normals;
}

/** Gradients of the three hat functions of a triangle, each perpendicular to the normal, and the area. */
export function hatGradients(s: Surface, t: number): { gradients: Vec3[]; area: number; normal: Vec3 } {
  const corner = [0, 1, 2].map((k) => vertexAt(s, s.triangles[3 * t + k]));
  const twice = areaNormal(s, t);
  const length = Math.sqrt(dot3(twice, twice));
  const normal = unit(twice);
  const gradients = [0, 1, 2].map((k): Vec3 => {
    const p = corner[(k + 1) % 3];
    const q = corner[(k + 2) % 3];
    const g = cross(normal, [q[0] - p[0], q[1] - p[1], q[2] - p[2]]);
    return [g[0] / length, g[1] / length, g[2] / length];
  });
  return { gradients, area: length / 2, normal };
}

/** Positive semidefinite cotangent Laplacian (integrated) and lumped vertex areas. */
export function laplacian(s: Surface): { matrix: Csr; area: Float64Array } {
  const count = s.positions.length / 3;
  const assembler = new Assembler(count);
  const area = new Float64Array(count);
  for (let t = 0; t < s.triangles.length / 3; t++) {
    const { gradients, area: a } = hatGradients(s, t);
    for (let i = 0; i < 3; i++) {
      area[s.triangles[3 * t + i]] += a / 3;
      for (let j = 0; j < 3; j++) assembler.add(s.triangles[3 * t + i], s.triangles[3 * t + j], a * dot3(gradients[i], gradients[j]));
    }
  }
  return { matrix: assembler.build(), area };
}

/** 1 for vertices on an open edge. */
export function boundaryVertices(s: Surface): Uint8Array {
  const count = s.positions.length / 3;
  const out = new Uint8Array(count);
  const edges = new Map<number, number>();
  for (let t = 0; t < s.triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const a = s.triangles[t + k];
      const b = s.triangles[t + ((k + 1) % 3)];
      const key = a < b ? a * count + b : b * count + a;
      edges.set(key, (edges.get(key) ?? 0) + 1);
    }
  }
  for (const [key, n] of edges) {
    if (n !== 1) continue;
    out[Math.floor(key / count)] = 1;
    out[key % count] = 1;
  }
  return out;
}

/** Keep the listed triangles and renumber the vertices they use; `source` tells the old number of each new vertex. */
export function extract(s: Surface, keep: (t: number) => boolean): { surface: Surface; source: Uint32Array; triangleSource: Uint32Array; index: Int32Array } {
  const index = new Int32Array(s.positions.length / 3).fill(-1);
  const source: number[] = [];
  const triangles: number[] = [];
  const triangleSource: number[] = [];
  for (let t = 0; t < s.triangles.length / 3; t++) {
    if (!keep(t)) continue;
    triangleSource.push(t);
    for (let k = 0; k < 3; k++) {
      const v = s.triangles[3 * t + k];
      if (index[v] < 0) {
        index[v] = source.length;
        source.push(v);
      }
      triangles.push(index[v]);
    }
  }
  const positions = new Float64Array(source.length * 3);
  source.forEach((v, i) => {
    for (let k = 0; k < 3; k++) positions[3 * i + k] = s.positions[3 * v + k];
  });
  return { surface: { positions, triangles: Uint32Array.from(triangles) }, source: Uint32Array.from(source), triangleSource: Uint32Array.from(triangleSource), index };
}
