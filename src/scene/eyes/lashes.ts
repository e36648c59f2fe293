import type { BufferGeometry } from 'three';
import type { Globe } from './eyeball';
import { lidArcs, point, type LidLoops } from './lids';
import { random } from './random';
import { StrandBuilder } from './strands';

type V3 = [number, number, number];

const SEGMENTS = 5;

/** Upper and lower lashes of both eyes as thin tapered ribbons that grow from the lash line of this patient's lids. */
export function lashGeometry(globes: readonly Globe[], loops: readonly LidLoops[], skin: Float32Array, sex: 'female' | 'male'): BufferGeometry {
  const hairs = new StrandBuilder();
  globes.forEach((g, which) => {
    const rng = random(91 + which);
    const loop = loops[which].lash;
    const margin = loops[which].margin;
    const arc = lidArcs(loop, skin);
    const n = loop.length;
    const side = Math.sign(g.centre[0]) || 1;
    for (const upper of [1, 0] as const) {
      const places: number[] = [];
      for (let i = 0; i < n; i++) if (arc.upper[i] === upper && arc.upper[(i + 1) % n] === upper && arc.along[i] > 0.08) places.push(i);
      if (places.length === 0) continue;
      const count = upper ? (sex === 'female' ? 170 : 130) : 60;
      // Lashes stand in tufts of two to five whose tips lean together.
      let left = 0;
      let tuft = 0;
      let reach = 1;
      for (let h = 0; h < count; h++) {
        if (left-- <= 0) {
          left = 1 + Math.floor(rng() * 4);
          tuft = (rng() - 0.5) * 0.55;
          reach = 0.78 + 0.3 * rng();
        }
        const f = ((h + 0.9 * rng()) / count) * places.length;
        const i = places[Math.min(places.length - 1, Math.floor(f))];
        const j = (i + 1) % n;
        const w = f - Math.floor(f);
        const a = point(skin, loop[i]);
        const b = point(skin, loop[j]);
        const inward = 0.12 + 0.3 * rng();
        const ma = point(skin, margin[i % margin.length]);
        const root = [0, 1, 2].map((k) => (a[k] + (b[k] - a[k]) * w) * (1 - inward) + nearestOf(margin, skin, a, ma)[k] * inward) as V3;
        const t = arc.along[i];
        if (t > 0.9 && rng() < (t - 0.88) * 7) continue;
        const out: V3 = [root[0] - g.centre[0], root[1] - g.centre[1], root[2] - g.centre[2]];
        const l = Math.hypot(...out);
        const d = out.map((x) => x / l) as V3;
        // Longest a little outside the middle; hairs fan out to the sides and gather in small clumps.
        const envelope = 0.5 + 0.5 * Math.sin(Math.PI * Math.min(1, Math.max(0, t * 0.92 + 0.02)));
        const length = (upper ? (sex === 'female' ? 8 : 6.6) : 3.6) * (0.55 + 0.45 * envelope) * reach * (0.72 + 0.32 * rng()) * (t > 0.5 ? 1.06 : 0.92);
        const clump = tuft + (rng() - 0.5) * 0.16;
        const fan = side * ((t - 0.42) * 0.8 + clump);
        const lift = upper ? 0.98 : -0.72;
        const start: V3 = [d[0] * 0.72 + fan * 0.55, d[1] * 0.35 + (upper ? -0.02 : -0.2), d[2] * 0.9];
        const end: V3 = [d[0] * 0.3 + fan * 0.75, lift * (upper ? 1.05 : 0.62), upper ? 0.42 : 0.5];
        const half = upper ? 0.043 : 0.026;
        hairs.add(curl(root, start, end, length), (x) => half * Math.max(0.1, 1 - Math.pow(x, 1.7)), rng() * 2 - 1, [d[0] * 0.5, 0.2, 0.85]);
      }
    }
  });
  return hairs.build();
}

function nearestOf(loop: ArrayLike<number>, skin: Float32Array, to: V3, start: V3): V3 {
  let best = start;
  let bestD = 1e9;
  for (let i = 0; i < loop.length; i++) {
    const p = point(skin, loop[i]);
    const d = (p[0] - to[0]) ** 2 + (p[1] - to[1]) ** 2 + (p[2] - to[2]) ** 2;
    if (d < bestD) {
      bestD = d;
      best = p;
    }
  }
  return best;
}

/** Points of a hair that leaves in direction `start` and bends to `end`. */
function curl(root: V3, start: V3, end: V3, length: number): number[] {
  const unit = (v: V3): V3 => {
    const l = Math.hypot(v[0], v[1], v[2]) || 1;
    return [v[0] / l, v[1] / l, v[2] / l];
  };
  const s = unit(start);
  const e = unit(end);
  const out: number[] = [];
  let p: V3 = [...root];
  const step = length / SEGMENTS;
  for (let k = 0; k <= SEGMENTS; k++) {
    out.push(...p);
    const t = k / SEGMENTS;
    const bend = t * t * (3 - 2 * t) * 0.85 + 0.15 * t;
    const dir = unit([s[0] + (e[0] - s[0]) * bend, s[1] + (e[1] - s[1]) * bend, s[2] + (e[2] - s[2]) * bend]);
    p = [p[0] + dir[0] * step, p[1] + dir[1] * step, p[2] + dir[2] * step];
  }
  return out;
}
