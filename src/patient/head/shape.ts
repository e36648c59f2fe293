/** From morph weights to one person's head: cage, skin, normals, eyes. */
import { closeLips } from './lips';
import { limitOf, limitRings } from './rings';
import type { HeadModel } from './model';
import { vertexNormals } from './normals';
import { subdivideValues } from './subdivide';

/**
 * Weights by name. A slider (`nose-width`, -1..1) uses its morph `nose-width+` or `nose-width-`, or the negative of the one that exists;
 * a plain morph (`male`, 0..1) is used as it is. `name:left` and `name:right` move one side only, blended over the midline.
 */
export type MorphWeights = Record<string, number>;

/** A sphere that fits an eyeball. */
export interface Eye {
  centre: [number, number, number];
  radius: number;
}

/** A head in millimetres, origin midway between the tragions. */
export interface HeadShape {
  /** Morphed cage, with the eyeball vertices. */
  cage: Float32Array;
  /** Skin vertices (level-two limit positions). */
  skin: Float32Array;
  normals: Float32Array;
  eyes: { left: Eye; right: Eye };
}

/** Share of the inner lid edge that may dip into the globe. */
const LID_SHARE = 0.3;
/** Half width of the part of the lids that frames the pupil, and how far the pupil lies above the middle of the opening, mm. */
const PUPIL_STRIP = 5;
const PUPIL_ABOVE_MIDDLE = 0.7;
/** Half width of the strip over the midline in which one-sided weights fade, mm. */
const BLEND = 8;

/** Names a weight may have: morphs and sliders. */
export function morphNames(head: HeadModel): string[] {
  const names = new Set<string>();
  for (const m of head.morphs) names.add(m.name.replace(/[+-]$/, ''));
  return [...names];
}

/** Morphed cage positions (xyz mm, eyeballs included), origin midway between the tragion vertices of the cage. Unknown names throw RangeError. */
export function morphCage(head: HeadModel, weights: MorphWeights): Float32Array {
  const out = Float64Array.from(head.rest);
  const byName = new Map(head.morphs.map((m) => [m.name, m]));
  for (const key of Object.keys(weights)) {
    const weight = weights[key];
    if (!Number.isFinite(weight)) throw new RangeError(`morph weight "${key}" must be a number`);
    const [name, side] = key.split(':');
    if (side !== undefined && side !== 'left' && side !== 'right') throw new RangeError(`morph weight "${key}": the side must be left or right`);
    const plus = byName.get(name) ?? byName.get(`${name}+`);
    const minus = byName.get(`${name}-`);
    if (!plus && !minus) throw new RangeError(`morph weight "${key}" names no morph of the head`);
    if (weight === 0) continue;
    const morph = weight > 0 ? (plus ?? minus) : (minus ?? plus);
    if (!morph) continue;
    const scale = morph === plus ? weight : -weight;
    for (let i = 0; i < morph.index.length; i++) {
      const v = morph.index[i] * 3;
      let w = scale;
      if (side) {
        const x = side === 'left' ? head.rest[v] : -head.rest[v];
        const t = Math.min(1, Math.max(0, (x + BLEND) / (2 * BLEND)));
        w *= t * t * (3 - 2 * t);
      }
      out[v] += w * morph.offsets[i * 3];
      out[v + 1] += w * morph.offsets[i * 3 + 1];
      out[v + 2] += w * morph.offsets[i * 3 + 2];
    }
  }
  const rings = limitRings(head.quads, [...head.lips.flat(), ...head.tragion]);
  closeLips(head, rings, out);
  recentre(out, head.tragion.map((v) => limitOf(rings, out, v)));
  return Float32Array.from(out);
}

/** Moves positions so that the middle of two points becomes the origin. */
function recentre(positions: Float64Array, points: [number, number, number][]): void {
  for (let i = 0; i < positions.length; i++) positions[i] -= (points[0][i % 3] + points[1][i % 3]) / 2;
}

/** Skin positions (level-two limit) of a morphed cage. */
export function subdivideSkin(head: HeadModel, cage: ArrayLike<number>): Float32Array {
  return subdivideValues(head.surface.subdivision, cage, 3);
}

/** The globe in the middle of the eyeball helper, as large as the inner edges of the lids let it be. */
function fitEye(cage: Float32Array, [first, count]: [number, number], skin: ArrayLike<number>, lids: Uint32Array): Eye {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = first; i < first + count; i++) {
    for (let k = 0; k < 3; k++) {
      low[k] = Math.min(low[k], cage[i * 3 + k]);
      high[k] = Math.max(high[k], cage[i * 3 + k]);
    }
  }
  const centre: [number, number, number] = [(low[0] + high[0]) / 2, 0, (low[2] + high[2]) / 2];
  // Height from the opening in front of the pupil: the upper lid covers the edge of the iris, the lower lid touches it.
  let upper = -Infinity;
  let lower = Infinity;
  for (const v of lids) {
    if (Math.abs(skin[v * 3] - centre[0]) > PUPIL_STRIP) continue;
    upper = Math.max(upper, skin[v * 3 + 1]);
    lower = Math.min(lower, skin[v * 3 + 1]);
  }
  centre[1] = (upper + lower) / 2 + PUPIL_ABOVE_MIDDLE;
  const distance = Array.from(lids, (v) => {
    const d = [0, 1, 2].map((k) => skin[v * 3 + k] - centre[k]);
    return Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
  }).sort((p, q) => p - q);
  return { centre, radius: distance[Math.floor(distance.length * LID_SHARE)] };
}

/** The two eyeballs of a head: centres from the morphed helpers, radii from the lids that rest on them. */
export function eyesOf(head: HeadModel, cage: Float32Array, skin: ArrayLike<number>): { left: Eye; right: Eye } {
  const { loops } = head.surface;
  return { left: fitEye(cage, head.eyes.left, skin, loops['lid-inner-left']), right: fitEye(cage, head.eyes.right, skin, loops['lid-inner-right']) };
}

/** One person's head from morph weights. */
export function shapeHead(head: HeadModel, weights: MorphWeights): HeadShape {
  const cage = morphCage(head, weights);
  const skin = subdivideSkin(head, cage);
  return {
    cage,
    skin,
    normals: vertexNormals(skin, head.surface.triangles),
    eyes: eyesOf(head, cage, skin),
  };
}
