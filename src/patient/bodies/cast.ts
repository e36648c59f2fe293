import type { Mesh } from '../types';
import type { Point } from '../courses/ground';

/** Where a line along an axis leaves a surface on its far side, with the unit normal there (facing along the axis); null where it misses. */
export type Cast = (p: number, q: number) => { at: Point; normal: Point } | null;

const CELL = 5;

/**
 * Lines along `axis` (0: to the side, p = y, q = z; 1: upward, p = x, q = z) against a mesh, farthest hit in the sense of `sign`.
 * `within`: bounds of p and q, mm. Triangles are sorted into cells once.
 */
export function casting(mesh: Mesh, axis: 0 | 1, sign: 1 | -1, within: readonly [number, number, number, number]): Cast {
  const { positions: v, triangles: t } = mesh;
  const first = axis === 0 ? 1 : 0;
  const columns = Math.ceil((within[2] - within[0]) / CELL);
  const rows = Math.ceil((within[3] - within[1]) / CELL);
  const low = within[1], high = within[3];
  const cells: number[][] = Array.from({ length: columns * rows }, () => []);
  const place = (x: number, from: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor((x - from) / CELL)));
  for (let f = 0; f < t.length; f += 3) {
    const a = t[f] * 3;
    if (sign * v[a + axis] < 0) continue;
    const b = t[f + 1] * 3, c = t[f + 2] * 3;
    const qa = v[a + 2], qb = v[b + 2], qc = v[c + 2];
    if ((qa < low && qb < low && qc < low) || (qa > high && qb > high && qc > high)) continue;
    const p0 = Math.min(v[a + first], v[b + first], v[c + first]);
    const p1 = Math.max(v[a + first], v[b + first], v[c + first]);
    if (p1 < within[0] || p0 > within[2]) continue;
    const q0 = Math.min(qa, qb, qc);
    const q1 = Math.max(qa, qb, qc);
    for (let i = place(p0, within[0], columns); i <= place(p1, within[0], columns); i++)
      for (let j = place(q0, within[1], rows); j <= place(q1, within[1], rows); j++) cells[i * rows + j].push(f);
  }
  return (p, q) => {
    if (p < within[0] || p > within[2] || q < within[1] || q > within[3]) return null;
    let far = 0;
    let hit = -1;
    for (const f of cells[place(p, within[0], columns) * rows + place(q, within[1], rows)]) {
      const [a, b, c] = [t[f] * 3, t[f + 1] * 3, t[f + 2] * 3];
      const bp = v[b + first] - v[a + first];
      const bq = v[b + 2] - v[a + 2];
      const cp = v[c + first] - v[a + first];
      const cq = v[c + 2] - v[a + 2];
      const det = bp * cq - bq * cp;
      if (Math.abs(det) < 1e-9) continue;
      const dp = p - v[a + first];
      const dq = q - v[a + 2];
      const s = (dp * cq - dq * cp) / det;
      const u = (bp * dq - bq * dp) / det;
      if (s < -1e-9 || u < -1e-9 || s + u > 1 + 1e-9) continue;
      const along = sign * (v[a + axis] + s * (v[b + axis] - v[a + axis]) + u * (v[c + axis] - v[a + axis]));
      if (along > far) [far, hit] = [along, f];
    }
    if (hit < 0) return null;
    const [a, b, c] = [t[hit] * 3, t[hit + 1] * 3, t[hit + 2] * 3];
    const e = [0, 1, 2].map((k) => v[b + k] - v[a + k]);
    const g = [0, 1, 2].map((k) => v[c + k] - v[a + k]);
    const n: Point = [e[1] * g[2] - e[2] * g[1], e[2] * g[0] - e[0] * g[2], e[0] * g[1] - e[1] * g[0]];
    const length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    const turn = (n[axis] * sign < 0 ? -1 : 1) / Math.max(length, 1e-12);
    const at: Point = axis === 0 ? [sign * far, p, q] : [p, sign * far, q];
    return { at, normal: [n[0] * turn, n[1] * turn, n[2] * turn] };
  };
}
