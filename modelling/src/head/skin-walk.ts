/** Ray casts and walks on a skin mesh, for placing landmark labels offline. */
import type { SkinPoint } from '../../../src/patient/types';

type Vec3 = [number, number, number];

/** A mesh that is walked on: xyz mm and triangles, with those that may be used. */
export interface Ground {
  positions: ArrayLike<number>;
  triangles: Uint32Array;
  use: (triangle: number) => boolean;
}

const corner = (g: Ground, t: number, k: number): Vec3 => {
  const o = g.triangles[t * 3 + k] * 3;
  return [g.positions[o], g.positions[o + 1], g.positions[o + 2]];
};

/** The foremost skin point at this x and y (seen from the front). */
export function fromFront(ground: Ground, x: number, y: number): SkinPoint {
  let found: SkinPoint | null = null;
  let front = -Infinity;
  for (let t = 0; t < ground.triangles.length / 3; t++) {
    if (!ground.use(t)) continue;
    const [a, b, c] = [corner(ground, t, 0), corner(ground, t, 1), corner(ground, t, 2)];
    const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    if (area <= 0) continue;
    const wb = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / area;
    const wc = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / area;
    if (wb < 0 || wc < 0 || wb + wc > 1) continue;
    const z = a[2] + wb * (b[2] - a[2]) + wc * (c[2] - a[2]);
    if (z > front) {
      front = z;
      found = { triangle: t, b: wb, c: wc };
    }
  }
  if (!found) throw new Error(`no skin at x ${x}, y ${y}`);
  return found;
}

/** Closest point of one triangle (Ericson 2005, 5.1.5), as weights of its second and third corner. */
function closestOn(a: Vec3, b: Vec3, c: Vec3, p: Vec3): [number, number] {
  const ab = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const ac = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  const dot = (u: number[], v: number[]): number => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  const from = (q: Vec3): number[] => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
  const d1 = dot(ab, from(a));
  const d2 = dot(ac, from(a));
  if (d1 <= 0 && d2 <= 0) return [0, 0];
  const d3 = dot(ab, from(b));
  const d4 = dot(ac, from(b));
  if (d3 >= 0 && d4 <= d3) return [1, 0];
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return [d1 / (d1 - d3), 0];
  const d5 = dot(ab, from(c));
  const d6 = dot(ac, from(c));
  if (d6 >= 0 && d5 <= d6) return [0, 1];
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return [0, d2 / (d2 - d6)];
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    return [1 - w, w];
  }
  const n = 1 / (va + vb + vc);
  return [vb * n, vc * n];
}

/** The skin point nearest to a point, among triangles within `reach` mm of it. */
export function nearest(ground: Ground, p: Vec3, candidates: number[]): { at: SkinPoint; point: Vec3 } {
  let best: { at: SkinPoint; point: Vec3 } | null = null;
  let near = Infinity;
  for (const t of candidates) {
    const [a, b, c] = [corner(ground, t, 0), corner(ground, t, 1), corner(ground, t, 2)];
    const [wb, wc] = closestOn(a, b, c, p);
    const q: Vec3 = [0, 1, 2].map((k) => a[k] + wb * (b[k] - a[k]) + wc * (c[k] - a[k])) as Vec3;
    const d = (q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2 + (q[2] - p[2]) ** 2;
    if (d < near) {
      near = d;
      best = { at: { triangle: t, b: wb, c: wc }, point: q };
    }
  }
  if (!best) throw new Error('no skin near the point');
  return best;
}

/** Triangles with a corner within `reach` mm of a point. */
export function within(ground: Ground, p: Vec3, reach: number): number[] {
  const out: number[] = [];
  for (let t = 0; t < ground.triangles.length / 3; t++) {
    if (!ground.use(t)) continue;
    const a = corner(ground, t, 0);
    if ((a[0] - p[0]) ** 2 + (a[1] - p[1]) ** 2 + (a[2] - p[2]) ** 2 < reach * reach) out.push(t);
  }
  return out;
}

/**
 * Walks on the left side of the face: `superior` mm up along the skin, then `lateral` mm away from the front midline, in steps of a
 * quarter millimetre that are put back onto the skin.
 */
export function walkSkin(ground: Ground, from: Vec3, lateral: number, superior: number): { at: SkinPoint; point: Vec3 } {
  const region = within(ground, from, Math.abs(lateral) + Math.abs(superior) + 12);
  const normalAt = (t: number): Vec3 => {
    const [a, b, c] = [corner(ground, t, 0), corner(ground, t, 1), corner(ground, t, 2)];
    const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const n: Vec3 = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const l = Math.hypot(...n);
    return [n[0] / l, n[1] / l, n[2] / l];
  };
  let here = nearest(ground, from, region);
  const run = (length: number, upwards: boolean): void => {
    const steps = Math.ceil(Math.abs(length) / 0.25);
    for (let i = 0; i < steps; i++) {
      const n = normalAt(here.at.triangle);
      // Up in the tangent plane; lateral is up x normal: to the left seen from the front, backwards on the side of the head.
      const up = [-n[0] * n[1], 1 - n[1] * n[1], -n[2] * n[1]];
      const l = Math.hypot(...up);
      const u: Vec3 = [up[0] / l, up[1] / l, up[2] / l];
      const d: Vec3 = upwards ? u : [u[1] * n[2] - u[2] * n[1], u[2] * n[0] - u[0] * n[2], u[0] * n[1] - u[1] * n[0]];
      const s = length / steps;
      const next: Vec3 = [here.point[0] + d[0] * s, here.point[1] + d[1] * s, here.point[2] + d[2] * s];
      const close = region.filter((t) => {
        const a = corner(ground, t, 0);
        return (a[0] - next[0]) ** 2 + (a[1] - next[1]) ** 2 + (a[2] - next[2]) ** 2 < 16;
      });
      here = nearest(ground, next, close.length > 0 ? close : region);
    }
  };
  run(superior, true);
  run(lateral, false);
  return here;
}
