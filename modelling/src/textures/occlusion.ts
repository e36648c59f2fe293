/** Ray-cast occlusion, thickness and curvature per skin vertex. */

export interface Surface {
  positions: Float32Array;
  normals: Float32Array;
  triangles: Uint32Array;
}

interface Bvh {
  bounds: Float32Array;
  /** Per node: left child index, or -(first + 1) for a leaf; second: triangle count of a leaf. */
  link: Int32Array;
  count: Int32Array;
  order: Uint32Array;
}

function build(s: Surface): Bvh {
  const n = s.triangles.length / 3;
  const centre = new Float32Array(n * 3);
  for (let t = 0; t < n; t++)
    for (let k = 0; k < 3; k++)
      centre[t * 3 + k] =
        (s.positions[s.triangles[t * 3] * 3 + k] + s.positions[s.triangles[t * 3 + 1] * 3 + k] + s.positions[s.triangles[t * 3 + 2] * 3 + k]) / 3;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  const bounds: number[] = [];
  const link: number[] = [];
  const count: number[] = [];
  const visit = (first: number, last: number): number => {
    const node = link.length;
    link.push(0);
    count.push(0);
    const lo = [1e9, 1e9, 1e9];
    const hi = [-1e9, -1e9, -1e9];
    for (let i = first; i < last; i++)
      for (let c = 0; c < 3; c++)
        for (let k = 0; k < 3; k++) {
          const x = s.positions[s.triangles[order[i] * 3 + c] * 3 + k];
          lo[k] = Math.min(lo[k], x);
          hi[k] = Math.max(hi[k], x);
        }
    bounds.push(...lo, ...hi);
    if (last - first <= 6) {
      link[node] = -(first + 1);
      count[node] = last - first;
      return node;
    }
    const size = hi.map((h, k) => h - lo[k]);
    const axis = size.indexOf(Math.max(...size));
    const part = order.subarray(first, last);
    part.sort((a, b) => centre[a * 3 + axis] - centre[b * 3 + axis] || a - b);
    const mid = (first + last) >> 1;
    visit(first, mid);
    link[node] = visit(mid, last);
    return node;
  };
  visit(0, n);
  return { bounds: Float32Array.from(bounds), link: Int32Array.from(link), count: Int32Array.from(count), order };
}

/** Distance along a unit ray to the first triangle, or `far` when nothing is nearer. */
function cast(s: Surface, b: Bvh, o: readonly number[], d: readonly number[], near: number, far: number): number {
  const stack = [0];
  const inv = [1 / d[0], 1 / d[1], 1 / d[2]];
  let best = far;
  while (stack.length > 0) {
    const node = stack.pop() as number;
    let t0 = near;
    let t1 = best;
    for (let k = 0; k < 3; k++) {
      const a = (b.bounds[node * 6 + k] - o[k]) * inv[k];
      const c = (b.bounds[node * 6 + 3 + k] - o[k]) * inv[k];
      t0 = Math.max(t0, Math.min(a, c));
      t1 = Math.min(t1, Math.max(a, c));
    }
    if (t0 > t1) continue;
    const link = b.link[node];
    if (link >= 0) {
      stack.push(node + 1, link);
      continue;
    }
    for (let i = 0; i < b.count[node]; i++) {
      const t = b.order[-link - 1 + i] * 3;
      const hit = triangleHit(s, t, o, d);
      if (hit > near && hit < best) best = hit;
    }
  }
  return best;
}

function triangleHit(s: Surface, t: number, o: readonly number[], d: readonly number[]): number {
  const p = s.positions;
  const a = s.triangles[t] * 3;
  const b = s.triangles[t + 1] * 3;
  const c = s.triangles[t + 2] * 3;
  const e1x = p[b] - p[a];
  const e1y = p[b + 1] - p[a + 1];
  const e1z = p[b + 2] - p[a + 2];
  const e2x = p[c] - p[a];
  const e2y = p[c + 1] - p[a + 1];
  const e2z = p[c + 2] - p[a + 2];
  const hx = d[1] * e2z - d[2] * e2y;
  const hy = d[2] * e2x - d[0] * e2z;
  const hz = d[0] * e2y - d[1] * e2x;
  const det = e1x * hx + e1y * hy + e1z * hz;
  if (Math.abs(det) < 1e-12) return -1;
  const sx = o[0] - p[a];
  const sy = o[1] - p[a + 1];
  const sz = o[2] - p[a + 2];
  const u = (sx * hx + sy * hy + sz * hz) / det;
  if (u < 0 || u > 1) return -1;
  const qx = sy * e1z - sz * e1y;
  const qy = sz * e1x - sx * e1z;
  const qz = sx * e1y - sy * e1x;
  const v = (d[0] * qx + d[1] * qy + d[2] * qz) / det;
  if (v < 0 || u + v > 1) return -1;
  return (e2x * qx + e2y * qy + e2z * qz) / det;
}

/** Evenly spread cosine-weighted directions of the hemisphere round +z. */
function hemisphere(n: number): number[][] {
  const out: number[][] = [];
  for (let i = 0; i < n; i++) {
    const r = Math.sqrt((i + 0.5) / n);
    const a = i * 2.399963229728653;
    out.push([r * Math.cos(a), r * Math.sin(a), Math.sqrt(Math.max(0, 1 - r * r))]);
  }
  return out;
}

function frame(nx: number, ny: number, nz: number): number[] {
  const s = nz >= 0 ? 1 : -1;
  const a = -1 / (s + nz);
  const b = nx * ny * a;
  return [1 + s * nx * nx * a, s * b, -s * nx, b, s + ny * ny * a, -ny];
}

/**
 * Openness to the sky and thickness behind each vertex.
 * `open`: 1 = nothing within `reach` mm, 0 = closed in. `thin`: 1 = paper-thin (ear rim, nasal ala), 0 = solid.
 */
export function castOcclusion(s: Surface, rays: number, reach: number): { open: Float32Array; thin: Float32Array } {
  const bvh = build(s);
  const n = s.positions.length / 3;
  const open = new Float32Array(n);
  const thin = new Float32Array(n);
  const dirs = hemisphere(rays);
  const inward = hemisphere(12);
  for (let v = 0; v < n; v++) {
    const nx = s.normals[v * 3];
    const ny = s.normals[v * 3 + 1];
    const nz = s.normals[v * 3 + 2];
    const f = frame(nx, ny, nz);
    const to = (d: readonly number[], sign: number) => [
      d[0] * f[0] + d[1] * f[3] + sign * d[2] * nx,
      d[0] * f[1] + d[1] * f[4] + sign * d[2] * ny,
      d[0] * f[2] + d[1] * f[5] + sign * d[2] * nz,
    ];
    const o = [s.positions[v * 3] + nx * 0.05, s.positions[v * 3 + 1] + ny * 0.05, s.positions[v * 3 + 2] + nz * 0.05];
    let sum = 0;
    for (const d of dirs) {
      const hit = cast(s, bvh, o, to(d, 1), 0.02, reach);
      const x = hit / reach;
      sum += 1 - (1 - x) * (1 - x);
    }
    open[v] = sum / rays;
    const i = [s.positions[v * 3] - nx * 0.05, s.positions[v * 3 + 1] - ny * 0.05, s.positions[v * 3 + 2] - nz * 0.05];
    let t = 0;
    for (const d of inward) t += Math.exp(-cast(s, bvh, i, to(d, -1), 0.05, 40) / 4);
    thin[v] = t / inward.length;
  }
  return { open, thin };
}

/** Mean curvature (1/mm, convex positive) per vertex, smoothed over the neighbours `rounds` times. */
export function meanCurvature(s: Surface, rounds: number): Float32Array {
  const n = s.positions.length / 3;
  let value = new Float32Array(n);
  const weight = new Float32Array(n);
  const edge = (a: number, b: number) => {
    let dn = 0;
    let dd = 1e-6;
    for (let k = 0; k < 3; k++) {
      const dp = s.positions[b * 3 + k] - s.positions[a * 3 + k];
      dn += dp * (s.normals[b * 3 + k] - s.normals[a * 3 + k]);
      dd += dp * dp;
    }
    value[a] = value[a] + dn / dd;
    value[b] = value[b] + dn / dd;
    weight[a] = weight[a] + 1;
    weight[b] = weight[b] + 1;
  };
  const t = s.triangles;
  for (let i = 0; i < t.length; i += 3) {
    edge(t[i], t[i + 1]);
    edge(t[i + 1], t[i + 2]);
    edge(t[i + 2], t[i]);
  }
  for (let v = 0; v < n; v++) value[v] = value[v] / Math.max(1, weight[v]);
  for (let r = 0; r < rounds; r++) {
    const next = new Float32Array(n);
    const w = new Float32Array(n);
    for (let i = 0; i < t.length; i += 3)
      for (let c = 0; c < 3; c++) {
        const a = t[i + c];
        const b = t[i + ((c + 1) % 3)];
        next[a] = next[a] + value[b];
        next[b] = next[b] + value[a];
        w[a] = w[a] + 1;
        w[b] = w[b] + 1;
      }
    for (let v = 0; v < n; v++) next[v] = 0.5 * value[v] + (0.5 * next[v]) / Math.max(1, w[v]);
    value = next;
  }
  return value;
}
