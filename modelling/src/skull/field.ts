/**
 * The half field of one mesh: signed distance sampled at x = (i + 1/2) h, i >= -1, so that the plane x = 0 runs through the
 * middle of the first cells and the mesh gets its border exactly on it.
 */
import type { Plan, Primitive, Vec } from './plan';
import { makeSolid } from './solids';

export interface Field {
  h: number;
  /** Position of sample (0,0,0). */
  origin: Vec;
  n: Vec;
  data: Float32Array;
}

export function emptyField(lo: Vec, hi: Vec, h: number): Field {
  const y0 = Math.floor(lo[1] / h) * h;
  const z0 = Math.floor(lo[2] / h) * h;
  const n: Vec = [Math.ceil(hi[0] / h) + 2, Math.ceil((hi[1] - y0) / h) + 1, Math.ceil((hi[2] - z0) / h) + 1];
  return { h, origin: [-h / 2, y0, z0], n, data: new Float32Array(n[0] * n[1] * n[2]).fill(50) };
}

/** Trilinear sample; outside of the grid the nearest border value. Mirrors x < 0. */
export function sample(f: Field, x: number, y: number, z: number): number {
  const [nx, ny, nz] = f.n;
  const gx = Math.max(0, Math.min(nx - 1.001, (Math.abs(x) - f.origin[0]) / f.h));
  const gy = Math.max(0, Math.min(ny - 1.001, (y - f.origin[1]) / f.h));
  const gz = Math.max(0, Math.min(nz - 1.001, (z - f.origin[2]) / f.h));
  const [i, j, k] = [Math.floor(gx), Math.floor(gy), Math.floor(gz)];
  const [a, b, c] = [gx - i, gy - j, gz - k];
  const d = f.data;
  const at = (k * ny + j) * nx + i;
  const up = at + nx * ny;
  const low = (d[at]! * (1 - a) + d[at + 1]! * a) * (1 - b) + (d[at + nx]! * (1 - a) + d[at + nx + 1]! * a) * b;
  const high = (d[up]! * (1 - a) + d[up + 1]! * a) * (1 - b) + (d[up + nx]! * (1 - a) + d[up + nx + 1]! * a) * b;
  return low * (1 - c) + high * c;
}

function smin(a: number, b: number, k: number): number {
  if (k <= 0) return Math.min(a, b);
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - (h * h * k) / 4;
}

/** What a primitive of shape `skin-offset` or `part` reads: the distance fields named by it. */
export type Lookup = (name: string) => (x: number, y: number, z: number) => number;

/** Applies one primitive to the field, mirrored too if it says so. */
export function applyPrimitive(field: Field, plan: Plan, prim: Primitive, lookup: Lookup): void {
  const k = prim.blend_mm;
  const given = prim.shape === 'skin-offset' ? lookup(`skin:${prim.params['anchors'] as string}`) : prim.shape === 'part' ? lookup(prim.params['of'] as string) : null;
  const offset = (prim.params['offset_mm'] as number | undefined) ?? 0;
  const solid = given ? null : makeSolid(plan, prim, lookup);
  const everywhere = prim.op === 'intersect' || !solid;
  const pad = k + 4;
  const { h, origin, n, data } = field;
  const sides = solid && prim.symmetric ? [1, -1] : [1];
  for (const side of sides) {
    let lo: Vec = [0, 0, 0];
    let hi: Vec = [n[0] - 1, n[1] - 1, n[2] - 1];
    if (solid && !everywhere) {
      const x0 = side > 0 ? solid.lo[0] : -solid.hi[0];
      const x1 = side > 0 ? solid.hi[0] : -solid.lo[0];
      const l = [x0, solid.lo[1], solid.lo[2]];
      const u = [x1, solid.hi[1], solid.hi[2]];
      lo = [0, 1, 2].map((a) => Math.max(0, Math.floor((l[a]! - pad - origin[a]!) / h))) as Vec;
      hi = [0, 1, 2].map((a) => Math.min(n[a]! - 1, Math.ceil((u[a]! + pad - origin[a]!) / h))) as Vec;
    }
    for (let c = lo[2]; c <= hi[2]; c++) for (let b = lo[1]; b <= hi[1]; b++) {
      const row = (c * n[1] + b) * n[0];
      const [y, z] = [origin[1] + b * h, origin[2] + c * h];
      for (let a = lo[0]; a <= hi[0]; a++) {
        const x = origin[0] + a * h;
        const at = row + a;
        const f = data[at]!;
        if (prim.op === 'intersect' && f > 8) continue;
        const d = (solid ? solid.distance(side * x, y, z) : given!(Math.abs(x), y, z)) - offset;
        data[at] = prim.op === 'union' ? smin(f, d, k) : prim.op === 'subtract' ? -smin(-f, d, k) : -smin(-f, -d, k);
      }
    }
  }
}

/** Clamps to +-limit and filters (1 2 1)/4 along each axis; x = -h/2 mirrors x = h/2. */
export function smoothField(field: Field, limit = 4): void {
  const { n, data } = field;
  for (let i = 0; i < data.length; i++) data[i] = Math.max(-limit, Math.min(limit, data[i]!));
  const strides = [1, n[0], n[0] * n[1]];
  for (let axis = 0; axis < 3; axis++) {
    const s = strides[axis]!;
    const len = n[axis]!;
    const line = new Float32Array(len);
    const [p, q] = [0, 1, 2].filter((a) => a !== axis) as [number, number];
    for (let u = 0; u < n[p]!; u++) for (let v = 0; v < n[q]!; v++) {
      const base = u * strides[p]! + v * strides[q]!;
      for (let i = 0; i < len; i++) line[i] = data[base + i * s]!;
      for (let i = 0; i < len; i++) {
        const before = axis === 0 && i === 0 ? line[Math.min(len - 1, 2)]! : line[Math.max(0, i - 1)]!;
        data[base + i * s] = (before + 2 * line[i]! + line[Math.min(len - 1, i + 1)]!) / 4;
      }
    }
  }
  // The mirrored sample must stay the exact mirror of its partner.
  for (let c = 0; c < n[2]; c++) for (let b = 0; b < n[1]; b++) data[(c * n[1] + b) * n[0]] = data[(c * n[1] + b) * n[0] + 1]!;
}

/**
 * Opens every grid face whose corners alternate in sign, until none is left: there surface nets would join four faces at one edge.
 * The weaker of the two inner corners goes outside by a hair.
 */
export function untangle(field: Field): number {
  const { n, data } = field;
  const stride = [1, n[0], n[0] * n[1]] as const;
  let changed = 0;
  for (let round = 0; round < 20; round++) {
    let now = 0;
    for (let k = 0; k < n[2]; k++) for (let j = 0; j < n[1]; j++) for (let i = 0; i < n[0]; i++) {
      const at = k * stride[2] + j * stride[1] + i;
      const room = [i + 1 < n[0], j + 1 < n[1], k + 1 < n[2]];
      for (let a = 0; a < 3; a++) {
        const b = (a + 1) % 3;
        if (!room[a] || !room[b]) continue;
        const q = [at, at + stride[a]!, at + stride[a]! + stride[b]!, at + stride[b]!];
        const inside = q.map((v) => data[v]! < 0);
        if (inside[0] !== inside[2] || inside[1] !== inside[3] || inside[0] === inside[1]) continue;
        const [u, w] = inside[0] ? [q[0]!, q[2]!] : [q[1]!, q[3]!];
        data[data[u]! > data[w]! ? u : w] = 1e-3;
        now++;
      }
    }
    for (let k = 0; k < n[2]; k++) for (let j = 0; j < n[1]; j++) {
      const row = (k * n[1] + j) * n[0];
      const v = Math.max(data[row]!, data[row + 1]!);
      if (v >= 0 && (data[row]! < 0 || data[row + 1]! < 0)) data[row] = data[row + 1] = v;
    }
    changed += now;
    if (now === 0) break;
  }
  return changed;
}
