/**
 * Morphs of our own, as sums of smooth bumps on the cage at rest: the ageing face (volume loss and descent by fat compartment) and a few
 * features that the released targets lack. Sizes are authored after the descriptive literature on facial ageing; none is a measurement.
 */
import type { Field } from './assemble';
import { vertexNeighbours } from './assemble';
import { REGIONS, type Cage } from './cage';

type Vec3 = [number, number, number];

/**
 * A bump on the left side and its mirror image. `at` is an hm08 vertex plus an offset in mm; `size` the half axes of its ellipsoid
 * (x, y, z); `move` mm at its centre: along x (outwards), y, z and the skin normal.
 */
interface Bump {
  at: number;
  offset?: Vec3;
  /** A second point: the bump then follows the straight line between the two. */
  to?: number;
  toOffset?: Vec3;
  size: Vec3;
  move: [out: number, up: number, forward: number, normal: number];
}

interface Authored {
  name: string;
  bumps: Bump[];
}

// hm08 vertices used as places (left = +x).
const V = {
  glabella: 220, pronasale: 297, subnasale: 343, upperLip: 455, lowerLip: 496, sulcus: 724, pogonion: 5162, gnathion: 5225, throat: 787, neck: 803,
  alare: 7102, cheilion: 10404, endocanthion: 6851, exocanthion: 6808, orbitale: 11857, zygion: 7038, tragion: 12054, gonion: 7459, frontotemporale: 7439,
};

/** Ageing components, each for a weight of 1 = a face of about 75 years. */
const AGE: Authored[] = [
  { name: 'age-temple', bumps: [{ at: V.frontotemporale, offset: [12, -8, -14], size: [40, 30, 30], move: [0, 0, 0, -4.5] }] },
  {
    name: 'age-brow',
    bumps: [
      { at: V.exocanthion, offset: [4, 18, 2], size: [22, 17, 26], move: [0, -4.5, 0, 0] },
      { at: V.exocanthion, offset: [2, 9, 3], size: [14, 8, 20], move: [0, -1.5, 0, 1] },
      { at: V.endocanthion, offset: [2, 20, 6], size: [18, 15, 22], move: [0, -1.8, 0, -0.4] },
    ],
  },
  {
    name: 'age-tear-trough',
    bumps: [
      { at: V.endocanthion, offset: [2, -11, 2], to: V.orbitale, toOffset: [4, -5, 2], size: [9, 7, 16], move: [0, 0, 0, -2] },
      { at: V.orbitale, offset: [-3, 7, 0], size: [14, 6, 16], move: [0, 0, 0, 1.4] },
    ],
  },
  {
    name: 'age-malar',
    bumps: [
      { at: V.orbitale, offset: [16, -6, -6], size: [24, 18, 28], move: [0, -2.5, 0, -3.2] },
      { at: V.orbitale, offset: [2, -24, 2], size: [18, 18, 24], move: [0, -3, 0, 1.4] },
    ],
  },
  {
    name: 'age-nasolabial',
    bumps: [
      { at: V.alare, offset: [7, -2, -5], to: V.cheilion, toOffset: [7, 4, -4], size: [10, 10, 16], move: [0, -1.2, 0, 2] },
      { at: V.alare, offset: [2, -8, -3], to: V.cheilion, toOffset: [1, 8, -1], size: [6, 7, 14], move: [0, 0, 0, -1.5] },
    ],
  },
  {
    name: 'age-marionette',
    bumps: [
      { at: V.cheilion, offset: [1, -5, 0], to: V.cheilion, toOffset: [5, -22, -4], size: [7, 8, 14], move: [0, 0, 0, -2] },
      { at: V.cheilion, size: [9, 8, 14], move: [0, -1.8, 0, 0] },
      { at: V.cheilion, offset: [11, -12, -8], size: [11, 15, 18], move: [0, -1, 0, 1.4] },
    ],
  },
  {
    name: 'age-jowl',
    bumps: [
      { at: V.cheilion, offset: [20, -24, -22], size: [17, 18, 24], move: [1.5, -3.6, 0, 2] },
      { at: V.cheilion, offset: [4, -31, -4], size: [11, 12, 18], move: [0, 1, 0, -1.8] },
    ],
  },
  { name: 'age-submalar', bumps: [{ at: V.zygion, offset: [-8, -27, 18], size: [30, 24, 32], move: [0, 0, 0, -3.5] }] },
  {
    name: 'age-lips',
    bumps: [
      { at: V.upperLip, to: V.cheilion, toOffset: [-8, 6, 0], size: [12, 6, 12], move: [0, -1.6, -1.4, 0] },
      { at: V.lowerLip, offset: [0, 1, 0], to: V.cheilion, toOffset: [-8, -4, 0], size: [12, 6.5, 12], move: [0, 1.2, -1.2, 0] },
      { at: V.subnasale, offset: [0, -3, 0], size: [15, 9, 14], move: [0, -1, -0.8, 0] },
    ],
  },
  {
    name: 'age-nose',
    bumps: [
      { at: V.pronasale, offset: [0, -2, -5], size: [15, 15, 24], move: [0, -2.6, -0.6, 0] },
      { at: V.alare, offset: [-3, 0, 0], size: [9, 10, 14], move: [0.8, -0.8, 0, 0] },
    ],
  },
  {
    name: 'age-neck',
    bumps: [
      { at: V.throat, offset: [0, 3, -2], size: [34, 26, 46], move: [0, -6, 1.5, 0] },
      { at: V.neck, offset: [12, 0, -2], size: [7, 55, 20], move: [0, 0, 0, 1.8] },
      { at: V.neck, offset: [0, 0, 4], size: [9, 50, 20], move: [0, 0, 0, -1.2] },
      { at: V.gonion, offset: [-4, -8, 6], size: [20, 14, 34], move: [0, -3.5, 0, 1] },
    ],
  },
  {
    name: 'age-chin',
    bumps: [
      { at: V.sulcus, size: [18, 6, 14], move: [0, 0, 0, -1.4] },
      { at: V.pogonion, offset: [0, -4, 0], size: [22, 14, 20], move: [0, -1.6, 0, 0.8] },
    ],
  },
  {
    name: 'age-ear',
    bumps: [{ at: V.tragion, offset: [4, -22, -6], size: [20, 16, 20], move: [0, -5, 0, 0] }],
  },
];

/** Features that no released target has. Positive weights; the runtime uses the negative for the other direction. */
const FEATURES: Authored[] = [
  {
    name: 'nose-tip-level+',
    bumps: [{ at: V.pronasale, offset: [0, -1, -3], size: [16, 18, 25], move: [0, 4.5, 0, 0] }],
  },
  { name: 'nose-root-depth+', bumps: [{ at: V.glabella, offset: [0, -11, 0], size: [13, 16, 20], move: [0, 0, -3, 0] }] },
  { name: 'gonion-width+', bumps: [{ at: V.gonion, offset: [2, 4, 2], size: [30, 34, 36], move: [5, 0, 0, 0] }] },
  { name: 'lip-pout+', bumps: [{ at: V.upperLip, offset: [0, -8, -2], size: [26, 17, 22], move: [0, 0, 3, 0] }] },
];

const falloff = (d2: number): number => (d2 >= 1 ? 0 : (1 - d2) * (1 - d2) * (1 - d2));

/** Unit normals of the cage at rest. */
function cageNormals(quads: Uint32Array, rest: Float64Array): Float64Array {
  const out = new Float64Array(rest.length);
  for (let f = 0; f < quads.length; f += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => quads[f + k] * 3);
    const u = [0, 1, 2].map((k) => rest[c + k] - rest[a + k]);
    const v = [0, 1, 2].map((k) => rest[d + k] - rest[b + k]);
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    for (const o of [a, b, c, d]) for (let k = 0; k < 3; k++) out[o + k] += n[k];
  }
  for (let i = 0; i < out.length; i += 3) {
    const l = Math.hypot(out[i], out[i + 1], out[i + 2]) || 1;
    for (let k = 0; k < 3; k++) out[i + k] /= l;
  }
  return out;
}

/** All authored morphs on a cage at rest (mm). */
export function authoredMorphs(cage: Cage, rest: Float64Array): Field[] {
  const n = cage.source.length;
  const neighbours = vertexNeighbours(cage.quads, n);
  let normals = cageNormals(cage.quads, rest);
  // Smoothed, so that volume moves as a sheet and does not follow every crease.
  for (let pass = 0; pass < 6; pass++) {
    const next = Float64Array.from(normals);
    neighbours.forEach((list, i) => {
      for (let k = 0; k < 3; k++) next[i * 3 + k] = (normals[i * 3 + k] + list.reduce((s, j) => s + normals[j * 3 + k], 0)) / (list.length + 1);
    });
    normals = next;
  }
  for (let i = 0; i < normals.length; i += 3) {
    const l = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    for (let k = 0; k < 3; k++) normals[i + k] /= l;
  }
  // Insides of mouth and eye sockets stay: only what is seen ages.
  const inside = new Uint8Array(n);
  cage.region.forEach((r, f) => {
    if (REGIONS[r] === 'mouth-interior' || REGIONS[r] === 'eye-socket') for (let i = 0; i < 4; i++) inside[cage.quads[f * 4 + i]] = 1;
  });
  const place = (v: number, offset: Vec3 = [0, 0, 0]): Vec3 => {
    const i = cage.source.indexOf(v);
    if (i < 0) throw new Error(`authored morph: vertex ${v} is not in the cage`);
    return [Math.abs(rest[i * 3]) + offset[0], rest[i * 3 + 1] + offset[1], rest[i * 3 + 2] + offset[2]];
  };
  return [...AGE, ...FEATURES].map(({ name, bumps }) => {
    const offsets = new Float64Array(n * 3);
    for (const bump of bumps) {
      const a = place(bump.at, bump.offset);
      const b = bump.to === undefined ? a : place(bump.to, bump.toOffset);
      for (let i = 0; i < cage.skinCount; i++) {
        if (inside[i]) continue;
        const x = rest[i * 3];
        // Both sides feel the same bump; at the midline both bumps meet and are taken once.
        const p: Vec3 = [Math.abs(x), rest[i * 3 + 1], rest[i * 3 + 2]];
        const d = [0, 1, 2].map((k) => (b[k] - a[k]) / bump.size[k]);
        const q = [0, 1, 2].map((k) => (p[k] - a[k]) / bump.size[k]);
        const length = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
        const t = length === 0 ? 0 : Math.min(1, Math.max(0, (q[0] * d[0] + q[1] * d[1] + q[2] * d[2]) / length));
        const w = falloff((q[0] - t * d[0]) ** 2 + (q[1] - t * d[1]) ** 2 + (q[2] - t * d[2]) ** 2);
        if (w === 0) continue;
        const [out, up, forward, normal] = bump.move;
        offsets[i * 3] += w * (out * (Math.sign(x) * Math.min(1, Math.abs(x) / 6)) + normal * normals[i * 3]);
        offsets[i * 3 + 1] += w * (up + normal * normals[i * 3 + 1]);
        offsets[i * 3 + 2] += w * (forward + normal * normals[i * 3 + 2]);
      }
    }
    return { name, offsets };
  });
}
