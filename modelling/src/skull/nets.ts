/** Surface nets on a half field: the half mesh x >= 0 with its border exactly on x = 0, to be mirrored at load. */
import type { Field } from './field';

export interface HalfMesh {
  /** xyz, mm; border vertices have x = 0 exactly. */
  positions: Float64Array;
  triangles: Uint32Array;
}

export function surfaceNets(f: Field): HalfMesh {
  const [nx, ny, nz] = f.n;
  const d = f.data;
  const cell = new Int32Array((nx - 1) * (ny - 1) * (nz - 1)).fill(-1);
  const pos: number[] = [];
  const cid = (i: number, j: number, k: number): number => (k * (ny - 1) + j) * (nx - 1) + i;
  const sid = (i: number, j: number, k: number): number => (k * ny + j) * nx + i;
  const corner: [number, number, number][] = [];
  for (let c = 0; c < 8; c++) corner.push([c & 1, (c >> 1) & 1, c >> 2]);
  const edges: [number, number][] = [];
  for (let a = 0; a < 8; a++) for (const bit of [1, 2, 4]) if (!(a & bit)) edges.push([a, a | bit]);
  const v = new Float64Array(8);
  for (let k = 0; k + 1 < nz; k++) for (let j = 0; j + 1 < ny; j++) for (let i = 0; i + 1 < nx; i++) {
    let mask = 0;
    for (let c = 0; c < 8; c++) {
      const o = corner[c]!;
      v[c] = d[sid(i + o[0], j + o[1], k + o[2])]!;
      if (v[c]! < 0) mask |= 1 << c;
    }
    if (mask === 0 || mask === 255) continue;
    let [sx, sy, sz, m] = [0, 0, 0, 0];
    for (const [a, b] of edges) {
      const [va, vb] = [v[a]!, v[b]!];
      if (va < 0 === vb < 0) continue;
      const t = va / (va - vb);
      const [pa, pb] = [corner[a]!, corner[b]!];
      sx += pa[0] + t * (pb[0] - pa[0]);
      sy += pa[1] + t * (pb[1] - pa[1]);
      sz += pa[2] + t * (pb[2] - pa[2]);
      m++;
    }
    cell[cid(i, j, k)] = pos.length / 3;
    pos.push(i === 0 ? 0 : f.origin[0] + (i + sx / m) * f.h, f.origin[1] + (j + sy / m) * f.h, f.origin[2] + (k + sz / m) * f.h);
  }
  const tri: number[] = [];
  const quad = (a: number, b: number, c: number, e: number, flip: boolean): void => {
    const q = flip ? [a, e, c, b] : [a, b, c, e];
    const P = (w: number, s: number): number => pos[q[w]! * 3 + s]!;
    const d02 = (P(0, 0) - P(2, 0)) ** 2 + (P(0, 1) - P(2, 1)) ** 2 + (P(0, 2) - P(2, 2)) ** 2;
    const d13 = (P(1, 0) - P(3, 0)) ** 2 + (P(1, 1) - P(3, 1)) ** 2 + (P(1, 2) - P(3, 2)) ** 2;
    if (d02 <= d13) tri.push(q[0]!, q[1]!, q[2]!, q[0]!, q[2]!, q[3]!);
    else tri.push(q[1]!, q[2]!, q[3]!, q[1]!, q[3]!, q[0]!);
  };
  for (let k = 1; k + 1 < nz; k++) for (let j = 1; j + 1 < ny; j++) for (let i = 1; i + 1 < nx; i++) {
    const a = d[sid(i, j, k)]! < 0;
    // Edge along +x, +y, +z from sample (i, j, k); x >= h/2 only, the other half is the mirror.
    if (a !== d[sid(i + 1, j, k)]! < 0) quad(cell[cid(i, j - 1, k - 1)]!, cell[cid(i, j, k - 1)]!, cell[cid(i, j, k)]!, cell[cid(i, j - 1, k)]!, !a);
    if (a !== d[sid(i, j + 1, k)]! < 0) quad(cell[cid(i - 1, j, k - 1)]!, cell[cid(i - 1, j, k)]!, cell[cid(i, j, k)]!, cell[cid(i, j, k - 1)]!, !a);
    if (a !== d[sid(i, j, k + 1)]! < 0) quad(cell[cid(i - 1, j - 1, k)]!, cell[cid(i, j - 1, k)]!, cell[cid(i, j, k)]!, cell[cid(i - 1, j, k)]!, !a);
  }
  return compact({ positions: Float64Array.from(pos), triangles: Uint32Array.from(tri) });
}

/** Drops vertices that no triangle uses, keeping the order. */
export function compact(m: HalfMesh): HalfMesh {
  const map = new Int32Array(m.positions.length / 3).fill(-1);
  for (const t of m.triangles) map[t] = 0;
  let n = 0;
  for (let i = 0; i < map.length; i++) if (map[i] === 0) map[i] = n++;
  const positions = new Float64Array(n * 3);
  for (let i = 0; i < map.length; i++) if (map[i]! >= 0) positions.set(m.positions.subarray(i * 3, i * 3 + 3), map[i]! * 3);
  return { positions, triangles: m.triangles.map((t) => map[t]!) };
}

/** Keeps the connected pieces with at least `least` vertices. */
export function dropSmallPieces(m: HalfMesh, least: number): HalfMesh {
  const n = m.positions.length / 3;
  const root = Int32Array.from({ length: n }, (_, i) => i);
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  const t = m.triangles;
  for (let i = 0; i < t.length; i += 3) {
    root[find(t[i]!)] = find(t[i + 1]!);
    root[find(t[i + 1]!)] = find(t[i + 2]!);
  }
  const size = new Int32Array(n);
  for (let i = 0; i < n; i++) size[find(i)]!++;
  const keep: number[] = [];
  for (let i = 0; i < t.length; i += 3) if (size[find(t[i]!)]! >= least) keep.push(t[i]!, t[i + 1]!, t[i + 2]!);
  return compact({ positions: m.positions, triangles: Uint32Array.from(keep) });
}

/** Taubin smoothing; border vertices slide in the plane x = 0 as if the mirror image were there. */
export function taubin(m: HalfMesh, pairs: number, lambda = 0.5, mu = -0.52): void {
  const n = m.positions.length / 3;
  const p = m.positions;
  const t = m.triangles;
  const sum = new Float64Array(n * 3);
  const count = new Float64Array(n);
  for (let step = 0; step < pairs * 2; step++) {
    const w = step % 2 === 0 ? lambda : mu;
    sum.fill(0);
    count.fill(0);
    for (let i = 0; i < t.length; i += 3) for (let e = 0; e < 3; e++) {
      const [a, b] = [t[i + e]!, t[i + ((e + 1) % 3)]!];
      // Interior edges are met twice, once from each face; border edges once, and their mirror image once more.
      for (let s = 0; s < 3; s++) {
        sum[a * 3 + s]! += p[b * 3 + s]!;
        sum[b * 3 + s]! += p[a * 3 + s]!;
      }
      count[a]!++;
      count[b]!++;
    }
    for (let i = 0; i < n; i++) {
      const border = p[i * 3] === 0;
      for (let s = border ? 1 : 0; s < 3; s++) p[i * 3 + s]! += w * (sum[i * 3 + s]! / count[i]! - p[i * 3 + s]!);
    }
  }
}
