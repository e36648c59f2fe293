/**
 * Pictures of the capsule chains: one smooth tube mesh per kind, each structure a contiguous run of its index.
 * The capsules are the truth; this thins their chains where they are straight and puts rings of vertices on the rest.
 */
import type { CompiledPatient, StructureKind } from '../patient/types';
import { joinFinder, thinnedEnds } from './freeEnds';

/** Sides of a tube by its largest radius, mm: a thread needs few, the jugular vein must look round. */
const sidesFor = (radius: number): number => (radius < 0.4 ? 5 : radius < 0.8 ? 7 : radius < 1.6 ? 10 : radius < 3 ? 14 : 20);
/** A chain point may be left out when the tube strays less than this, mm. */
const TOLERANCE = 0.06;
const LONGEST = 4;
/** From this radius a vessel is a trunk, mm. */
const TRUNK_MM = 1.8;

export interface Range {
  /** First index and number of indices of one structure. */
  start: number;
  count: number;
}

export interface TubeMesh {
  positions: Float32Array;
  normals: Float32Array;
  /** Unit direction of the vessel per vertex, for fibre and flow shading. */
  tangents: Float32Array;
  index: Uint32Array;
  ranges: Map<number, Range>;
}

interface Chain {
  points: number[];
  radii: number[];
}

/** The capsule chains of one structure; a new chain starts where two capsules do not meet. */
export function chains(patient: Pick<CompiledPatient, 'tubes'>, first: number, count: number): Chain[] {
  const { a, b, radius } = patient.tubes;
  const out: Chain[] = [];
  let chain: Chain | null = null;
  for (let s = first; s < first + count; s++) {
    const o = s * 3;
    if (chain) {
      const n = chain.points.length;
      const gap = Math.hypot(a[o] - chain.points[n - 3], a[o + 1] - chain.points[n - 2], a[o + 2] - chain.points[n - 1]);
      if (gap > 0.05) chain = null;
    }
    if (!chain) {
      chain = { points: [a[o], a[o + 1], a[o + 2]], radii: [radius[s]] };
      out.push(chain);
    } else chain.radii[chain.radii.length - 1] = (chain.radii[chain.radii.length - 1] + radius[s]) / 2;
    chain.points.push(b[o], b[o + 1], b[o + 2]);
    chain.radii.push(radius[s]);
  }
  return out;
}

/** Fewer points: keeps ends, bends beyond the tolerance, and one every `LONGEST` mm. */
export function thinned({ points, radii }: Chain): Chain {
  const n = radii.length;
  const keep = [0];
  let from = 0;
  for (let i = 1; i < n - 1; i++) {
    let worst = 0;
    const p = from * 3;
    const q = (i + 1) * 3;
    const d = [points[q] - points[p], points[q + 1] - points[p + 1], points[q + 2] - points[p + 2]];
    const span = Math.hypot(d[0], d[1], d[2]) || 1;
    for (let k = from + 1; k <= i; k++) {
      const m = [points[k * 3] - points[p], points[k * 3 + 1] - points[p + 1], points[k * 3 + 2] - points[p + 2]];
      const t = (m[0] * d[0] + m[1] * d[1] + m[2] * d[2]) / (span * span);
      worst = Math.max(worst, Math.hypot(m[0] - d[0] * t, m[1] - d[1] * t, m[2] - d[2] * t), Math.abs(radii[k] - (radii[from] + (radii[i + 1] - radii[from]) * t)));
    }
    if (worst > TOLERANCE || span > LONGEST) {
      keep.push(i);
      from = i;
    }
  }
  if (n > 1) keep.push(n - 1);
  return { points: keep.flatMap((i) => [points[i * 3], points[i * 3 + 1], points[i * 3 + 2]]), radii: keep.map((i) => radii[i]) };
}

class Builder {
  positions: number[] = [];
  normals: number[] = [];
  tangents: number[] = [];
  index: number[] = [];

  /** One tube with rounded ends. `least` widens hair-thin nerves so that they can be seen; a `free` end thins out. */
  tube(chain: Chain, least: number, free = { first: false, last: false }): void {
    const { points } = chain;
    const n = chain.radii.length;
    if (n < 2) return;
    const radii = thinnedEnds(points, chain.radii.map((r) => Math.max(least, r)), free);
    const sides = sidesFor(radii.reduce((most, r) => Math.max(most, r), least));
    let side: number[] | null = null;
    let previous = -1;
    const ring = (x: number, y: number, z: number, t: number[], r: number, lean: number) => {
      const base = this.positions.length / 3;
      const u = side!;
      const w = [t[1] * u[2] - t[2] * u[1], t[2] * u[0] - t[0] * u[2], t[0] * u[1] - t[1] * u[0]];
      for (let k = 0; k < sides; k++) {
        const c = Math.cos((k / sides) * 2 * Math.PI);
        const s = Math.sin((k / sides) * 2 * Math.PI);
        const nx = u[0] * c + w[0] * s;
        const ny = u[1] * c + w[1] * s;
        const nz = u[2] * c + w[2] * s;
        this.positions.push(x + nx * r, y + ny * r, z + nz * r);
        const f = Math.sqrt(1 - lean * lean);
        this.normals.push(nx * f + t[0] * lean, ny * f + t[1] * lean, nz * f + t[2] * lean);
        this.tangents.push(t[0], t[1], t[2]);
      }
      if (previous >= 0)
        for (let k = 0; k < sides; k++) {
          const l = (k + 1) % sides;
          this.index.push(previous + k, base + l, base + k, previous + k, previous + l, base + l);
        }
      previous = base;
    };
    for (let i = 0; i < n; i++) {
      const p = Math.max(0, i - 1) * 3;
      const q = Math.min(n - 1, i + 1) * 3;
      const d = [points[q] - points[p], points[q + 1] - points[p + 1], points[q + 2] - points[p + 2]];
      const len = Math.hypot(d[0], d[1], d[2]) || 1;
      const t = [d[0] / len, d[1] / len, d[2] / len];
      // Parallel transport: the side vector is carried along and only made square to the new direction, so the tube does not twist.
      const seed: number[] = side ?? (Math.abs(t[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]);
      const k = seed[0] * t[0] + seed[1] * t[1] + seed[2] * t[2];
      const u = [seed[0] - t[0] * k, seed[1] - t[1] * k, seed[2] - t[2] * k];
      const ul = Math.hypot(u[0], u[1], u[2]) || 1;
      side = [u[0] / ul, u[1] / ul, u[2] / ul];
      const r = radii[i];
      const [x, y, z] = [points[i * 3], points[i * 3 + 1], points[i * 3 + 2]];
      if (i === 0) ring(x - t[0] * r * 0.7, y - t[1] * r * 0.7, z - t[2] * r * 0.7, t, r * 0.35, -0.8);
      ring(x, y, z, t, r, 0);
      if (i === n - 1) ring(x + t[0] * r * 0.7, y + t[1] * r * 0.7, z + t[2] * r * 0.7, t, r * 0.35, 0.8);
    }
  }
}

/**
 * The tubes of the given kinds as one mesh.
 * @param least least drawn radius in mm: structures thinner than this are drawn a little wider (never measured so).
 */
export function tubeMesh(patient: CompiledPatient, kinds: readonly StructureKind[], least = 0.2): TubeMesh {
  const builder = new Builder();
  const ranges = new Map<number, Range>();
  const joined = joinFinder(patient);
  patient.structures.forEach((structure, i) => {
    if (structure.shape !== 'tube' || !kinds.includes(structure.kind)) return;
    const start = builder.index.length;
    for (const chain of chains(patient, structure.first, structure.count)) {
      const { points, radii } = chain;
      const n = radii.length - 1;
      // A trunk is cut where the picture ends; only what is thin runs out.
      const runsOut = (at: number) => radii[at] < TRUNK_MM && !joined(points[at * 3], points[at * 3 + 1], points[at * 3 + 2], radii[at], i);
      builder.tube(thinned(chain), least, { first: runsOut(0), last: runsOut(n) });
    }
    ranges.set(i, { start, count: builder.index.length - start });
  });
  return {
    positions: new Float32Array(builder.positions),
    normals: new Float32Array(builder.normals),
    tangents: new Float32Array(builder.tangents),
    index: new Uint32Array(builder.index),
    ranges,
  };
}

/** The bodies of the given kinds: an index into the patient's body vertices, and each structure's run in it. */
export function bodyIndex(patient: CompiledPatient, kinds: readonly StructureKind[]): { index: Uint32Array; ranges: Map<number, Range> } {
  const chosen = patient.structures.map((structure, i) => ({ structure, i })).filter(({ structure }) => structure.shape === 'body' && kinds.includes(structure.kind));
  const index = new Uint32Array(chosen.reduce((sum, { structure }) => sum + structure.count * 3, 0));
  const ranges = new Map<number, Range>();
  let at = 0;
  for (const { structure, i } of chosen) {
    index.set(patient.bodies.triangles.subarray(structure.first * 3, (structure.first + structure.count) * 3), at);
    ranges.set(i, { start: at, count: structure.count * 3 });
    at += structure.count * 3;
  }
  return { index, ranges };
}
