/** Labels along the rims of the chart: lid margin, contact line of the lips, nostril rim. */
import type { Pin } from './correct';
import type { Surface, Vec3 } from './surface';

type Uv = [number, number];

/** Upper and lower lid margin from the inner to the outer corner (regions.json `palpebral-fissure`). */
const UPPER_LID: Uv[] = [
  [17, -1],
  [23, 4],
  [31, 5.5],
  [39, 4.5],
  [45, 1],
];
const LOWER_LID: Uv[] = [
  [17, -1],
  [23, -4],
  [31, -5],
  [38, -4],
  [45, 1],
];
/** Contact line of the lips from the midline to the corner (regions.json, border of the two vermilions). */
const LIP_LINE: Uv[] = [
  [0, -64],
  [12, -64],
  [25.4, -64.95],
];
/** Nostril opening (regions.json `nostril`). */
const NOSTRIL: Uv[] = [
  [4, -38.5],
  [9, -37],
  [11, -40.5],
  [9, -42.5],
  [4.5, -42],
];

/** Chains of open edges of the half mesh that do not lie on the midline, each in walking order; closed chains repeat their first vertex. */
export function openChains(half: Surface, midline: Uint8Array): number[][] {
  const next = new Map<number, number>();
  const count = half.positions.length / 3;
  const seen = new Set<number>();
  for (let t = 0; t < half.triangles.length; t += 3) for (let k = 0; k < 3; k++) seen.add(half.triangles[t + k] * count + half.triangles[t + ((k + 1) % 3)]);
  const incoming = new Set<number>();
  for (const key of seen) {
    const a = Math.floor(key / count);
    const b = key % count;
    if (seen.has(b * count + a) || (midline[a] && midline[b])) continue;
    next.set(a, b);
    incoming.add(b);
  }
  const chains: number[][] = [];
  const used = new Set<number>();
  const walk = (from: number): void => {
    const chain = [from];
    used.add(from);
    for (let at = next.get(from); at !== undefined; at = next.get(at)) {
      chain.push(at);
      if (used.has(at)) break;
      used.add(at);
    }
    chains.push(chain);
  };
  for (const a of next.keys()) if (!incoming.has(a)) walk(a);
  for (const a of next.keys()) if (!used.has(a)) walk(a);
  return chains;
}

const distance = (half: Surface, a: number, b: number): number => {
  let sum = 0;
  for (let k = 0; k < 3; k++) sum += (half.positions[3 * a + k] - half.positions[3 * b + k]) ** 2;
  return Math.sqrt(sum);
};

/** Cumulative arc length of a chain, 0 to 1. */
function fractions(half: Surface, chain: number[]): number[] {
  const s = [0];
  for (let i = 1; i < chain.length; i++) s.push(s[i - 1] + distance(half, chain[i - 1], chain[i]));
  return s.map((x) => x / s[s.length - 1]);
}

/** Point at a fraction of a polyline's length. */
function along(line: Uv[], fraction: number): Uv {
  const length = line.slice(1).map((p, i) => Math.sqrt((p[0] - line[i][0]) ** 2 + (p[1] - line[i][1]) ** 2));
  let rest = fraction * length.reduce((s, x) => s + x, 0);
  for (let i = 0; i < length.length; i++) {
    if (rest <= length[i] || i === length.length - 1) {
      const f = rest / length[i];
      return [line[i][0] + f * (line[i + 1][0] - line[i][0]), line[i][1] + f * (line[i + 1][1] - line[i][1])];
    }
    rest -= length[i];
  }
  return line[line.length - 1];
}

/** The chain from `a` to `b` inside a closed chain, both ways round. */
function arcs(chain: number[], a: number, b: number): [number[], number[]] {
  const ring = chain.slice(0, -1);
  const turn = (from: number, to: number): number[] => {
    const out: number[] = [];
    for (let i = ring.indexOf(from); ; i = (i + 1) % ring.length) {
      out.push(ring[i]);
      if (ring[i] === to) return out;
    }
  };
  return [turn(a, b), turn(b, a).reverse()];
}

function mean(half: Surface, chain: number[], axis: number): number {
  return chain.reduce((s, v) => s + half.positions[3 * v + axis], 0) / chain.length;
}

/** Front edge of the ear on the chart (regions.json, domain outline): u for v. */
const EAR_FRONT: Uv[] = [
  [116, -62],
  [117.5, -48],
  [119, -30],
  [120, -20],
  [118, -8],
  [114, 16],
];

function earFront(v: number): number {
  for (let i = 1; i < EAR_FRONT.length; i++) {
    const [a, b] = [EAR_FRONT[i - 1], EAR_FRONT[i]];
    if (v <= b[1] || i === EAR_FRONT.length - 1) return a[0] + ((b[0] - a[0]) * (v - a[1])) / (b[1] - a[1]);
  }
  return EAR_FRONT[0][0];
}

/** Pins for every rim vertex, in half-mesh numbers. `ear`: the two landmarks of its front edge; `weight` is relative to a landmark. */
export function rimPins(half: Surface, midline: Uint8Array, ear: { tragion: Vec3; otobasion: Vec3 }, weight = 0.01): Pin[] {
  const pins: Pin[] = [];
  const pin = (id: string, vertex: number, label: Uv, withU = true): void => {
    pins.push({ id, vertices: [vertex], weights: [1], u: withU ? label[0] : null, v: label[1], weight });
  };
  const x = (v: number): number => half.positions[3 * v];
  const z = (v: number): number => half.positions[3 * v + 2];
  for (const chain of openChains(half, midline)) {
    const closed = chain[0] === chain[chain.length - 1];
    const cy = mean(half, chain, 1);
    const cz = mean(half, chain, 2);
    if (closed && cz > 40 && cy > 0) {
      const inner = chain.reduce((p, v) => (x(v) < x(p) ? v : p));
      const outer = chain.reduce((p, v) => (x(v) > x(p) ? v : p));
      const [one, two] = arcs(chain, inner, outer);
      const [upper, lower] = mean(half, one, 1) > mean(half, two, 1) ? [one, two] : [two, one];
      fractions(half, upper).forEach((f, i) => pin('rim:upper-lid-margin', upper[i], along(UPPER_LID, f)));
      fractions(half, lower).forEach((f, i) => pin('rim:lower-lid-margin', lower[i], along(LOWER_LID, f)));
    } else if (closed && cz > 50) {
      const centre: Uv = [7.5, -40];
      const mx = (Math.min(...chain.map(x)) + Math.max(...chain.map(x))) / 2;
      const mz = (Math.min(...chain.map(z)) + Math.max(...chain.map(z))) / 2;
      const spanX = Math.max(...chain.map(x)) - Math.min(...chain.map(x));
      const spanZ = Math.max(...chain.map(z)) - Math.min(...chain.map(z));
      for (const v of chain.slice(1)) pin('rim:nostril-rim', v, onOutline(NOSTRIL, centre, [(x(v) - mx) / spanX * 7, ((z(v) - mz) / spanZ) * 5.5]));
    } else if (closed && cz < 30) {
      // In front of the ear labels fall with height as between tragion (v -20) and otobasion (v -48).
      const perMm = 28 / (ear.tragion[1] - ear.otobasion[1]);
      for (const v of chain.slice(1)) {
        const y = half.positions[3 * v + 1];
        if (z(v) < ear.tragion[2] - 3 || y < ear.otobasion[1] - 2) continue;
        const label = -20 + (y - ear.tragion[1]) * perMm;
        pin('rim:ear-front', v, [earFront(label) + 0.2, label]);
      }
    } else if (!closed && cz > 50 && midline[chain[0]] && midline[chain[chain.length - 1]] && cy > -90) {
      const corner = chain.reduce((p, v) => (x(v) > x(p) ? v : p));
      const at = chain.indexOf(corner);
      for (const half1 of [chain.slice(0, at + 1), chain.slice(at).reverse()]) {
        fractions(half, half1).forEach((f, i) => pin('rim:lip-line', half1[i], along(LIP_LINE, f), i > 0));
      }
    }
  }
  return pins;
}

/** Where the ray from `centre` along `direction` leaves a convex outline. */
function onOutline(outline: Uv[], centre: Uv, direction: Uv): Uv {
  for (let i = 0; i < outline.length; i++) {
    const a = outline[i];
    const b = outline[(i + 1) % outline.length];
    const e: Uv = [b[0] - a[0], b[1] - a[1]];
    const det = direction[0] * -e[1] + direction[1] * e[0];
    if (Math.abs(det) < 1e-12) continue;
    const p: Uv = [a[0] - centre[0], a[1] - centre[1]];
    const s = (p[0] * -e[1] + p[1] * e[0]) / det;
    const t = (direction[0] * p[1] - direction[1] * p[0]) / det;
    if (s > 0 && t >= 0 && t <= 1) return [centre[0] + s * direction[0], centre[1] + s * direction[1]];
  }
  return centre;
}
