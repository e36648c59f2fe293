import type { Mesh, Tubes } from '../patient/types';

/** A section plane: `origin` is the middle of the picture; `x` (right) and `y` (up) are unit and square to each other. */
export interface Plane {
  origin: [number, number, number];
  x: [number, number, number];
  y: [number, number, number];
}

/** Plane coordinates of every vertex of a mesh: x, y in the plane and signed distance h, three numbers per vertex, mm. */
export function toPlane(positions: Float32Array, plane: Plane): Float64Array {
  const { origin: o, x, y } = plane;
  const n = normalOf(plane);
  const out = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const a = positions[i] - o[0], b = positions[i + 1] - o[1], c = positions[i + 2] - o[2];
    out[i] = a * x[0] + b * x[1] + c * x[2];
    out[i + 1] = a * y[0] + b * y[1] + c * y[2];
    out[i + 2] = a * n[0] + b * n[1] + c * n[2];
  }
  return out;
}

/** Unit normal x cross y of a plane. */
export function normalOf({ x, y }: Plane): [number, number, number] {
  return [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
}

/**
 * Cut line segments of a mesh with the plane: x0 y0 x1 y1 per cut triangle, mm in the plane, with the mesh's inside on the left.
 * @param local vertex coordinates from `toPlane`
 * @param visit called with the triangle and its segment
 */
export function cutMesh(mesh: Mesh, local: Float64Array, halfWidth: number, halfHeight: number, visit: (triangle: number, x0: number, y0: number, x1: number, y1: number) => void, first = 0, end = mesh.triangles.length / 3): void {
  const t = mesh.triangles;
  for (let i = first; i < end; i++) {
    const a = t[3 * i] * 3, b = t[3 * i + 1] * 3, c = t[3 * i + 2] * 3;
    const pa = local[a + 2] >= 0, pb = local[b + 2] >= 0, pc = local[c + 2] >= 0;
    if (pa === pb && pb === pc) continue;
    // The corner alone on its side, then the other two in turn.
    const lone = pa === pb ? c : pb === pc ? a : b;
    const next = lone === a ? b : lone === b ? c : a;
    const last = lone === a ? c : lone === b ? a : b;
    const f = local[lone + 2] / (local[lone + 2] - local[next + 2]);
    const g = local[lone + 2] / (local[lone + 2] - local[last + 2]);
    let x0 = local[lone] + (local[next] - local[lone]) * f, y0 = local[lone + 1] + (local[next + 1] - local[lone + 1]) * f;
    let x1 = local[lone] + (local[last] - local[lone]) * g, y1 = local[lone + 1] + (local[last + 1] - local[lone + 1]) * g;
    if (Math.min(x0, x1) > halfWidth || Math.max(x0, x1) < -halfWidth || Math.min(y0, y1) > halfHeight || Math.max(y0, y1) < -halfHeight) continue;
    if (local[lone + 2] < 0) {
      let s = x0;
      x0 = x1;
      x1 = s;
      s = y0;
      y0 = y1;
      y1 = s;
    }
    visit(i, x0, y0, x1, y1);
  }
}

/** Directions in which a cut tube's outline is found. */
const OUTLINE = 20;
/** Exact enough for a picture; the engine does not read outlines. Regular polygon by repeated rotation (cos 18 and sin 18 degrees). */
const compass = new Float64Array(2 * OUTLINE);
compass[0] = 1;
for (let k = 1; k < OUTLINE; k++) {
  compass[2 * k] = compass[2 * k - 2] * 0.9510565162951535 - compass[2 * k - 1] * 0.3090169943749474;
  compass[2 * k + 1] = compass[2 * k - 2] * 0.3090169943749474 + compass[2 * k - 1] * 0.9510565162951535;
}

/** Cut of one capsule: a convex polygon, x y per corner, mm in the plane. */
export interface TubeCut {
  structure: number;
  polygon: Float32Array;
}

/** Cuts of all capsules with the plane. A capsule's cut is the hull of discs of radius sqrt(r2 - h2) along the part of its axis nearer than r. */
export function cutTubes(tubes: Tubes, plane: Plane, halfWidth: number, halfHeight: number): TubeCut[] {
  const a = toPlane(tubes.a, plane), b = toPlane(tubes.b, plane);
  const cuts: TubeCut[] = [];
  for (let i = 0; i < tubes.radius.length; i++) {
    const k = 3 * i, r = tubes.radius[i];
    const h0 = a[k + 2], h1 = b[k + 2];
    if ((h0 > r && h1 > r) || (h0 < -r && h1 < -r)) continue;
    if (Math.min(a[k], b[k]) > halfWidth + r || Math.max(a[k], b[k]) < -halfWidth - r) continue;
    if (Math.min(a[k + 1], b[k + 1]) > halfHeight + r || Math.max(a[k + 1], b[k + 1]) < -halfHeight - r) continue;
    const slope = h1 - h0;
    const s0 = slope === 0 ? 0 : Math.max(0, Math.min((-r - h0) / slope, (r - h0) / slope));
    const s1 = slope === 0 ? 1 : Math.min(1, Math.max((-r - h0) / slope, (r - h0) / slope));
    if (!(s1 >= s0)) continue;
    cuts.push({ structure: tubes.structure[i], polygon: outline(a, b, k, r, s0, s1) });
  }
  return cuts;
}

function outline(a: Float64Array, b: Float64Array, k: number, r: number, s0: number, s1: number): Float32Array {
  const polygon = new Float32Array(2 * OUTLINE);
  const steps = 6;
  for (let d = 0; d < OUTLINE; d++) {
    const cx = compass[2 * d], cy = compass[2 * d + 1];
    let best = -Infinity;
    for (let m = 0; m <= steps; m++) {
      const s = s0 + ((s1 - s0) * m) / steps;
      const x = a[k] + (b[k] - a[k]) * s, y = a[k + 1] + (b[k + 1] - a[k + 1]) * s, h = a[k + 2] + (b[k + 2] - a[k + 2]) * s;
      const rho = Math.sqrt(Math.max(0, r * r - h * h));
      const reach = x * cx + y * cy + rho;
      if (reach > best) {
        best = reach;
        polygon[2 * d] = x + cx * rho;
        polygon[2 * d + 1] = y + cy * rho;
      }
    }
  }
  return polygon;
}
