/**
 * Brows and scalp hair as curves bound to the skin: each point is a place on a skin triangle and a height above it,
 * so hair follows every morph. Written as one small binary file that src/scene/eyes/strandFile.ts reads.
 */

import { browDensity, browLine, hairlineDistance, scalpDensity, type FaceMarks, type Sample } from './face';
import type { BakeHead } from './bake';
import { fbm, noise3, smooth } from './noise';
import { random } from '../../../src/scene/eyes/random';
import { STRAND_MAGIC, STRAND_STEP_MM } from '../../../src/scene/eyes/strandFile';

type V3 = [number, number, number];
interface Bound {
  triangle: number;
  b: number;
  c: number;
  point: V3;
  normal: V3;
}

/** Finds the nearest skin point; triangles are filed by their centres in cells of 6 mm. */
class Finder {
  private readonly cells = new Map<string, number[]>();
  constructor(private readonly head: BakeHead) {
    for (let t = 0; t < head.triangles.length; t += 3) {
      const c = this.centre(t);
      const key = this.key(c[0], c[1], c[2]);
      const list = this.cells.get(key);
      if (list) list.push(t);
      else this.cells.set(key, [t]);
    }
  }
  private key(x: number, y: number, z: number): string {
    return `${Math.floor(x / 6)},${Math.floor(y / 6)},${Math.floor(z / 6)}`;
  }
  centre(t: number): V3 {
    const out: V3 = [0, 0, 0];
    for (let i = 0; i < 3; i++) for (let k = 0; k < 3; k++) out[k] += this.head.positions[this.head.triangles[t + i] * 3 + k] / 3;
    return out;
  }
  /** Nearest point among triangles within a cell or two whose normal agrees with `facing`. */
  near(p: V3, facing?: V3): Bound | undefined {
    let best: Bound | undefined;
    let bestD = 1e9;
    for (let k = -1; k <= 1; k++)
      for (let j = -1; j <= 1; j++)
        for (let i = -1; i <= 1; i++)
          for (const t of this.cells.get(this.key(p[0] + i * 6, p[1] + j * 6, p[2] + k * 6)) ?? []) {
            const hit = this.project(p, t);
            if (facing && hit.normal[0] * facing[0] + hit.normal[1] * facing[1] + hit.normal[2] * facing[2] < 0.2) continue;
            const d = (hit.point[0] - p[0]) ** 2 + (hit.point[1] - p[1]) ** 2 + (hit.point[2] - p[2]) ** 2;
            if (d < bestD) {
              bestD = d;
              best = hit;
            }
          }
    return best;
  }
  /** The point of triangle t that p lies above, weights held inside. */
  private project(p: V3, t: number): Bound {
    const at = (i: number): V3 => {
      const v = this.head.triangles[t + i] * 3;
      return [this.head.positions[v], this.head.positions[v + 1], this.head.positions[v + 2]];
    };
    const [a, b, c] = [at(0), at(1), at(2)];
    const e = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const f = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const q = [p[0] - a[0], p[1] - a[1], p[2] - a[2]];
    const dot = (x: number[], y: number[]) => x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
    const ee = dot(e, e);
    const ff = dot(f, f);
    const ef = dot(e, f);
    const det = ee * ff - ef * ef || 1e-9;
    let wb = Math.max(0, (ff * dot(q, e) - ef * dot(q, f)) / det);
    let wc = Math.max(0, (ee * dot(q, f) - ef * dot(q, e)) / det);
    const over = wb + wc;
    if (over > 1) {
      wb /= over;
      wc /= over;
    }
    return this.at(t, wb, wc);
  }
  at(t: number, wb: number, wc: number): Bound {
    const mix = (source: Float32Array): V3 =>
      [0, 1, 2].map((k) => (1 - wb - wc) * source[this.head.triangles[t] * 3 + k] + wb * source[this.head.triangles[t + 1] * 3 + k] + wc * source[this.head.triangles[t + 2] * 3 + k]) as V3;
    return { triangle: t / 3, b: wb, c: wc, point: mix(this.head.positions), normal: unit(mix(this.head.normals)) };
  }
}

function unit(v: readonly number[]): V3 {
  const l = Math.hypot(v[0], v[1], v[2]) || 1;
  return [v[0] / l, v[1] / l, v[2] / l];
}

function sampleAt(p: V3, n: V3): Sample {
  return { p: [...p], ax: Math.abs(p[0]), n: [...n], mouth: -4, lid: 9, open: 1, thin: 0, curvature: 0 };
}

/** Way the hair lies on the scalp: back over the crown, back and down at the sides, down at the nape and in the sideburn. */
function scalpFlow(m: FaceMarks, s: Sample): V3 {
  const [x, y, z] = s.p;
  const side = smooth(0.5, 0.95, s.ax / 78);
  const dy = z + 8;
  const dz = -(y - m.pupil[1] - 20 + 85 * side);
  const swirl = 0.25 * noise3(x * 0.018, y * 0.018, z * 0.018, 241);
  let d: V3 = unit([swirl * (1 - side) - 0.1 * (x / 80) * side, dy - 12 * side, dz]);
  const low = smooth(m.tragion[1] + 24, m.tragion[1] + 10, y) * smooth(m.tragion[2], m.tragion[2] + 8, z);
  d = unit([d[0] * (1 - low), d[1] * (1 - low) - low, d[2] * (1 - low) - 0.3 * low]);
  return d;
}

/** Way the brow hairs lie: upright at the inner end, then outwards, from both edges towards the middle line. */
function browFlow(m: FaceMarks, s: Sample): V3 {
  const b = browLine(m, s.ax);
  const side = Math.sign(s.p[0]) || 1;
  const across = (s.p[1] - b.y) / b.half;
  const upright = smooth(0.22, 0, b.t);
  const fall = smooth(0.55, 1, b.t);
  return unit([side * (0.92 - 0.5 * upright), 0.34 + 0.75 * upright - 0.42 * fall - 0.42 * across, -0.12 - 0.25 * fall]);
}

interface Kind {
  count: number;
  points: number;
  seed: number;
  density: (s: Sample) => number;
  flow: (s: Sample) => V3;
  /** Length in mm and height profile. */
  length: (s: Sample, r: number) => number;
  height: (t: number, s: Sample, r: number) => number;
  stray: number;
}

function grow(head: BakeHead, finder: Finder, kind: Kind): { roots: Sample[]; strands: { bound: Bound; h: number }[][] } {
  const rng = random(kind.seed);
  const weights: number[] = [];
  let total = 0;
  for (let t = 0; t < head.triangles.length; t += 3) {
    const b = finder.at(t, 1 / 3, 1 / 3);
    const s = sampleAt(b.point, b.normal);
    const d = head.model.surface.region[t / 3] === 0 ? kind.density(s) : 0;
    const p = (i: number): V3 => [0, 1, 2].map((k) => head.positions[head.triangles[t + i] * 3 + k]) as V3;
    const [o, q, r] = [p(0), p(1), p(2)];
    const e = [q[0] - o[0], q[1] - o[1], q[2] - o[2]];
    const f = [r[0] - o[0], r[1] - o[1], r[2] - o[2]];
    total += d * Math.hypot(e[1] * f[2] - e[2] * f[1], e[2] * f[0] - e[0] * f[2], e[0] * f[1] - e[1] * f[0]);
    weights.push(total);
  }
  const roots: Sample[] = [];
  const strands: { bound: Bound; h: number }[][] = [];
  for (let i = 0; i < kind.count; i++) {
    const x = total * ((i + rng()) / kind.count);
    let lo = 0;
    let hi = weights.length - 1;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (weights[mid] < x) lo = mid + 1;
      else hi = mid;
    }
    let wb = rng();
    let wc = rng();
    if (wb + wc > 1) {
      wb = 1 - wb;
      wc = 1 - wc;
    }
    let bound = finder.at(lo * 3, wb, wc);
    const root = sampleAt(bound.point, bound.normal);
    if (kind.density(root) < rng() * 0.5) continue;
    const r = rng();
    const turn = (rng() - 0.5) * kind.stray;
    const step = kind.length(root, r) / (kind.points - 1);
    const strand: { bound: Bound; h: number }[] = [{ bound, h: 0 }];
    for (let k = 1; k < kind.points; k++) {
      const s = sampleAt(bound.point, bound.normal);
      const f = kind.flow(s);
      const n = bound.normal;
      const along = f[0] * n[0] + f[1] * n[1] + f[2] * n[2];
      const d = unit([f[0] - along * n[0], f[1] - along * n[1], f[2] - along * n[2]]);
      const side: V3 = [n[1] * d[2] - n[2] * d[1], n[2] * d[0] - n[0] * d[2], n[0] * d[1] - n[1] * d[0]];
      const next = bound.point.map((v, a) => v + (d[a] + side[a] * turn) * step) as V3;
      const found = finder.near(next, n);
      if (!found || head.model.surface.region[found.triangle] !== 0) break;
      bound = found;
      strand.push({ bound, h: kind.height(k / (kind.points - 1), root, r) });
    }
    while (strand.length < kind.points) strand.push(strand[strand.length - 1]);
    strands.push(strand);
    roots.push(root);
  }
  return { roots, strands };
}

/** Grows brows and scalp hair and packs them (see strandFile.ts for the layout). */
export function strandFile(head: BakeHead): Uint8Array {
  const finder = new Finder(head);
  const m = head.marks;
  const brow = grow(head, finder, {
    count: 1500,
    points: 4,
    seed: 7,
    density: (s) => Math.max(browDensity(m, s), browDensity(m, s, true)),
    flow: (s) => browFlow(m, s),
    length: (s, r) => (5.2 + 4 * r) * (0.75 + 0.5 * Math.sin(Math.PI * Math.min(1, Math.max(0, browLine(m, s.ax).t)))),
    height: (t) => 0.5 * Math.sin(Math.PI * Math.min(1, t * 0.8)) + 0.12 * t,
    stray: 0.5,
  });
  // The middle of the brow first: a finer brow draws only the beginning of the list.
  const order = brow.roots.map((s, i) => [Math.abs(s.p[1] - browLine(m, s.ax).y) / browLine(m, s.ax).half + 0.35 * fbm([i * 0.37, 0, 0], 1, 1, 5), i] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const brows = order.map(([, i]) => brow.strands[i]);
  const hair = grow(head, finder, {
    count: 4400,
    points: 5,
    seed: 11,
    density: (s) => {
      const d = scalpDensity(m, s, 4 * noise3(s.p[0] * 0.12, s.p[1] * 0.12, s.p[2] * 0.12, 243));
      // More at the front edge, where it is looked at.
      // The sideburn is left to the fine hairs.
      const burn = smooth(m.tragion[1] + 22, m.tragion[1] + 14, s.p[1]) * smooth(m.tragion[2] + 2, m.tragion[2] + 6, s.p[2]);
      return d * (1 - burn) * (1 + 1.6 * smooth(22, 0, hairlineDistance(m, s)) * smooth(-20, 20, s.p[2]));
    },
    flow: (s) => scalpFlow(m, s),
    length: (s, r) => (30 + 30 * smooth(0, 26, hairlineDistance(m, s))) * (0.65 + 0.5 * r) * (s.p[1] < m.tragion[1] + 14 ? 0.45 : 1),
    height: (t, s, r) => (1.1 + 4.2 * r * smooth(0, 30, hairlineDistance(m, s))) * Math.sin(Math.PI * Math.min(1, 0.1 + t * 0.78)),
    stray: 0.3,
  });
  /** Short single hairs of a hairline. */
  const single: Omit<Kind, 'count' | 'seed' | 'density'> = { points: 3, flow: (s) => scalpFlow(m, s), length: (_s, r) => 5 + 9 * r, height: (t) => 0.9 * t * (1.4 - t), stray: 0.75 };
  const fringe = grow(head, finder, {
    ...single,
    count: 3300,
    seed: 17,
    density: (s) => {
      const d = hairlineDistance(m, s) + 3.5 * noise3(s.p[0] * 0.15, s.p[1] * 0.15, s.p[2] * 0.15, 245);
      const burn = smooth(m.tragion[1] + 24, m.tragion[1] + 14, s.p[1]) * smooth(m.tragion[2] + 2, m.tragion[2] + 6, s.p[2]);
      return smooth(-3.5, 4, d) * Math.max(smooth(13, 6, d), burn) * (1 + 1.2 * burn) * (0.35 + 0.65 * smooth(-25, 15, s.p[2]));
    },
  });
  // A woman's hair begins lower, in a rounder line: what grows between the two lines.
  const between = (s: Sample): number => smooth(10, 0, hairlineDistance(m, s)) * smooth(0.5, 3, hairlineDistance(m, s, true) - hairlineDistance(m, s));
  const front = grow(head, finder, {
    count: 1300,
    points: 5,
    seed: 23,
    density: (s) => smooth(-4, 6, hairlineDistance(m, s, true) + 3 * noise3(s.p[0] * 0.12, s.p[1] * 0.12, s.p[2] * 0.12, 243)) * between(s),
    flow: (s) => scalpFlow(m, s),
    length: (_s, r) => 34 * (0.65 + 0.5 * r),
    height: (t, _s, r) => (1.1 + 1.6 * r) * Math.sin(Math.PI * Math.min(1, 0.1 + t * 0.78)),
    stray: 0.3,
  });
  const frontFringe = grow(head, finder, {
    ...single,
    count: 2600,
    seed: 29,
    density: (s) => {
      const d = hairlineDistance(m, s, true) + 3.5 * noise3(s.p[0] * 0.15, s.p[1] * 0.15, s.p[2] * 0.15, 245);
      return smooth(-3.5, 4, d) * smooth(13, 6, d) * between(s);
    },
  });
  return pack([brows, hair.strands, fringe.strands, front.strands, frontFringe.strands]);
}

function pack(groups: { bound: Bound; h: number }[][][]): Uint8Array {
  const points = groups.reduce((sum, g) => sum + g.reduce((n, s) => n + s.length, 0), 0);
  const head = 1 + groups.length * 2;
  const out = new Uint8Array(head * 4 + points * 7);
  const view = new DataView(out.buffer);
  view.setUint32(0, STRAND_MAGIC, true);
  let i = 0;
  groups.forEach((g, k) => {
    view.setUint32(4 + k * 8, g.length, true);
    view.setUint32(8 + k * 8, g[0]?.length ?? 0, true);
    for (const strand of g)
      for (const { bound, h } of strand) {
        view.setUint32(head * 4 + i * 4, bound.triangle, true);
        const rest = head * 4 + points * 4;
        out[rest + i * 3] = Math.round(bound.b * 255);
        out[rest + i * 3 + 1] = Math.round(bound.c * 255);
        out[rest + i * 3 + 2] = Math.min(255, Math.round(h / STRAND_STEP_MM));
        i++;
      }
  });
  return out;
}
