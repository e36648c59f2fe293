/** Signed distances (mm, negative inside) of the plan's primitives, each with the box outside of which it cannot matter. */
import { resolvePoint, type Plan, type PlanPoint, type Primitive, type Vec } from './plan';

export interface Solid {
  /** Box in which the primitive itself lies (without blend). */
  lo: Vec;
  hi: Vec;
  distance(x: number, y: number, z: number): number;
}

/** Columns of R = Rz Ry Rx, degrees. */
export function rotation(deg: Vec | undefined): number[] {
  const [a, b, c] = (deg ?? [0, 0, 0]).map((v) => (v * Math.PI) / 180) as Vec;
  const [sx, cx, sy, cy, sz, cz] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b), Math.sin(c), Math.cos(c)];
  return [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx, -sy, cy * sx, cy * cx];
}

function around(c: Vec, r: number): { lo: Vec; hi: Vec } {
  return { lo: [c[0] - r, c[1] - r, c[2] - r], hi: [c[0] + r, c[1] + r, c[2] + r] };
}

function capsuleDistance(p: Vec, a: Vec, b: Vec, ra: number, rb: number): number {
  const ab: Vec = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const ap: Vec = [p[0] - a[0], p[1] - a[1], p[2] - a[2]];
  const ll = ab[0] * ab[0] + ab[1] * ab[1] + ab[2] * ab[2];
  const t = ll > 0 ? Math.min(1, Math.max(0, (ap[0] * ab[0] + ap[1] * ab[1] + ap[2] * ab[2]) / ll)) : 0;
  const [dx, dy, dz] = [ap[0] - t * ab[0], ap[1] - t * ab[1], ap[2] - t * ab[2]];
  return Math.sqrt(dx * dx + dy * dy + dz * dz) - (ra + t * (rb - ra));
}

/** Catmull-Rom through the points, `steps` a span, ends repeated; radius linear in a span. */
export function sampleTube(pts: Vec[], radii: number[], steps = 5): { p: Vec; r: number }[] {
  const out: { p: Vec; r: number }[] = [];
  const at = (i: number): Vec => pts[Math.max(0, Math.min(pts.length - 1, i))] as Vec;
  for (let i = 0; i + 1 < pts.length; i++) {
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
      const p = [0, 1, 2].map((k) => {
        const [pa, pb, pc, pd] = [a[k]!, b[k]!, c[k]!, d[k]!];
        return 0.5 * (2 * pb + (pc - pa) * t + (2 * pa - 5 * pb + 4 * pc - pd) * t * t + (3 * pb - pa - 3 * pc + pd) * t * t * t);
      }) as Vec;
      out.push({ p, r: radii[i]! + t * (radii[i + 1]! - radii[i]!) });
    }
  }
  out.push({ p: pts[pts.length - 1] as Vec, r: radii[pts.length - 1]! });
  return out;
}

/** Scales space by 1/f along a unit axis. */
function squasher(axis: Vec, f: number): (p: Vec) => Vec {
  const n = Math.sqrt(axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2);
  const u: Vec = [axis[0] / n, axis[1] / n, axis[2] / n];
  const k = 1 / f - 1;
  return (p) => {
    const d = (p[0] * u[0] + p[1] * u[1] + p[2] * u[2]) * k;
    return [p[0] + d * u[0], p[1] + d * u[1], p[2] + d * u[2]];
  };
}

/** Moves a point along the gradient of a field until the field has the value `wanted`. */
function snapTo(field: (x: number, y: number, z: number) => number, start: Vec, wanted: number): Vec {
  const p: Vec = [...start];
  for (let step = 0; step < 12; step++) {
    const e = 1;
    const g: Vec = [field(p[0] + e, p[1], p[2]) - field(p[0] - e, p[1], p[2]), field(p[0], p[1] + e, p[2]) - field(p[0], p[1] - e, p[2]), field(p[0], p[1], p[2] + e) - field(p[0], p[1], p[2] - e)];
    if (p[0] === 0) g[0] = 0;
    const ll = (g[0] ** 2 + g[1] ** 2 + g[2] ** 2) / (4 * e * e);
    if (ll < 0.05) break;
    const f = Math.max(-3, Math.min(3, (wanted - field(p[0], p[1], p[2])) / ll)) * 0.8;
    for (let k = 0; k < 3; k++) p[k]! += (f * g[k]!) / (2 * e);
  }
  return p;
}

/** `lookup` gives the fields that tubes with `snap` lie on: their outer face then stands `proud_mm` out of that surface. */
export function makeSolid(plan: Plan, prim: Primitive, lookup?: (name: string) => (x: number, y: number, z: number) => number): Solid {
  const q = prim.params as Record<string, never>;
  const point = (p: PlanPoint): Vec => resolvePoint(plan, p);
  switch (prim.shape) {
    case 'ellipsoid': {
      const c = point(q['c']);
      const r = q['r'] as Vec;
      const m = rotation(q['rot'] as Vec | undefined);
      return {
        ...around(c, Math.max(...r)),
        distance(x, y, z) {
          const [px, py, pz] = [x - c[0], y - c[1], z - c[2]];
          const lx = (m[0]! * px + m[3]! * py + m[6]! * pz) / r[0];
          const ly = (m[1]! * px + m[4]! * py + m[7]! * pz) / r[1];
          const lz = (m[2]! * px + m[5]! * py + m[8]! * pz) / r[2];
          const k0 = Math.sqrt(lx * lx + ly * ly + lz * lz);
          const k1 = Math.sqrt((lx / r[0]) ** 2 + (ly / r[1]) ** 2 + (lz / r[2]) ** 2);
          return k1 > 1e-12 ? (k0 * (k0 - 1)) / k1 : -Math.min(...r);
        },
      };
    }
    case 'superellipsoid': {
      const c = point(q['c']);
      const r = q['r'] as Vec;
      const n = q['n'] as number;
      const [tx, tz] = (q['taper'] as [number, number] | undefined) ?? [0, 0];
      const m = rotation(q['rot'] as Vec | undefined);
      const grow = 1 + Math.max(Math.abs(tx), Math.abs(tz));
      return {
        ...around(c, Math.sqrt(r[0] ** 2 + r[1] ** 2 + r[2] ** 2) * grow),
        distance(x, y, z) {
          const [px, py, pz] = [x - c[0], y - c[1], z - c[2]];
          const lx = m[0]! * px + m[3]! * py + m[6]! * pz;
          const ly = m[1]! * px + m[4]! * py + m[7]! * pz;
          const lz = m[2]! * px + m[5]! * py + m[8]! * pz;
          const u = Math.max(-1, Math.min(1, ly / r[1]));
          const g = (Math.abs(lx / (r[0] * (1 + tx * u))) ** n + Math.abs(ly / r[1]) ** n + Math.abs(lz / (r[2] * (1 + tz * u))) ** n) ** (1 / n);
          return g > 1e-9 ? ((g - 1) * Math.sqrt(lx * lx + ly * ly + lz * lz)) / g : -Math.min(...r);
        },
      };
    }
    case 'box': {
      const c = point(q['c']);
      const h = q['half'] as Vec;
      const round = (q['round'] as number | undefined) ?? 0;
      const m = rotation(q['rot'] as Vec | undefined);
      return {
        ...around(c, Math.sqrt(h[0] ** 2 + h[1] ** 2 + h[2] ** 2) + round),
        distance(x, y, z) {
          const [px, py, pz] = [x - c[0], y - c[1], z - c[2]];
          const a = Math.abs(m[0]! * px + m[3]! * py + m[6]! * pz) - h[0];
          const b = Math.abs(m[1]! * px + m[4]! * py + m[7]! * pz) - h[1];
          const d = Math.abs(m[2]! * px + m[5]! * py + m[8]! * pz) - h[2];
          return Math.sqrt(Math.max(a, 0) ** 2 + Math.max(b, 0) ** 2 + Math.max(d, 0) ** 2) + Math.min(Math.max(a, b, d), 0) - round;
        },
      };
    }
    case 'capsule': {
      const [a, b] = [point(q['a']), point(q['b'])];
      const ra = q['ra'] as number;
      const rb = (q['rb'] as number | undefined) ?? ra;
      const r = Math.max(ra, rb);
      return {
        lo: [Math.min(a[0], b[0]) - r, Math.min(a[1], b[1]) - r, Math.min(a[2], b[2]) - r],
        hi: [Math.max(a[0], b[0]) + r, Math.max(a[1], b[1]) + r, Math.max(a[2], b[2]) + r],
        distance: (x, y, z) => capsuleDistance([x, y, z], a, b, ra, rb),
      };
    }
    case 'tube': {
      const radii = q['radii'] as number[];
      let pts = (q['pts'] as PlanPoint[]).map(point);
      const snap = q['snap'] as { field: string; proud_mm: number; thick?: number } | undefined;
      if (snap && lookup) {
        const field = lookup(snap.field);
        pts = pts.map((p, i) => snapTo(field, p, snap.proud_mm - radii[i]! * (snap.thick ?? 1)));
      }
      const samples = sampleTube(pts, radii);
      const squash = q['squash'] as { axis: Vec; f: number } | undefined;
      const f = squash?.f ?? 1;
      const map = squash ? squasher(squash.axis, f) : (p: Vec): Vec => p;
      const mapped = samples.map((s) => map(s.p));
      const lo: Vec = [Infinity, Infinity, Infinity];
      const hi: Vec = [-Infinity, -Infinity, -Infinity];
      for (const s of samples) for (let k = 0; k < 3; k++) {
        lo[k] = Math.min(lo[k]!, s.p[k]! - s.r * Math.max(1, f));
        hi[k] = Math.max(hi[k]!, s.p[k]! + s.r * Math.max(1, f));
      }
      const scale = Math.min(1, f);
      return {
        lo,
        hi,
        distance(x, y, z) {
          const p = map([x, y, z]);
          let best = Infinity;
          for (let i = 0; i + 1 < mapped.length; i++) best = Math.min(best, capsuleDistance(p, mapped[i]!, mapped[i + 1]!, samples[i]!.r, samples[i + 1]!.r));
          return best * scale;
        },
      };
    }
    case 'slab': {
      // All points on the negative side of a plane: c on it, n out of it.
      const c = point(q['c']);
      const n = q['n'] as Vec;
      const l = Math.sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2);
      return {
        lo: [-999, -999, -999],
        hi: [999, 999, 999],
        distance: (x, y, z) => ((x - c[0]) * n[0] + (y - c[1]) * n[1] + (z - c[2]) * n[2]) / l,
      };
    }
    default:
      throw new Error(`skull plan: primitive "${prim.id}" has shape "${prim.shape}", which is not a solid`);
  }
}
