/** From morph weights to one person's head: cage, skin, normals, eyes. */
import { closeLips, lipRings } from './lips';
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
  closeLips(head, lipRings(head.quads, head.lips), out);
  recentre(out, head.tragion[0], head.tragion[1], out);
  return Float32Array.from(out);
}

/** Moves positions so that the middle of two vertices of `of` becomes the origin. */
function recentre(positions: Float64Array, a: number, b: number, of: ArrayLike<number>): void {
  const shift = [0, 1, 2].map((k) => (of[a * 3 + k] + of[b * 3 + k]) / 2);
  for (let i = 0; i < positions.length; i++) positions[i] -= shift[i % 3];
}

/** Skin positions (level-two limit) of a morphed cage. */
export function subdivideSkin(head: HeadModel, cage: ArrayLike<number>): Float32Array {
  return subdivideValues(head.surface.subdivision, cage, 3);
}

/** Sphere through the back and sides of an eyeball: the cornea bulges, so the front is left out. */
function fitEye(cage: Float32Array, first: number, count: number): Eye {
  let low = Infinity;
  let high = -Infinity;
  let left = Infinity;
  let right = -Infinity;
  let back = Infinity;
  for (let i = first; i < first + count; i++) {
    left = Math.min(left, cage[i * 3]);
    right = Math.max(right, cage[i * 3]);
    low = Math.min(low, cage[i * 3 + 1]);
    high = Math.max(high, cage[i * 3 + 1]);
    back = Math.min(back, cage[i * 3 + 2]);
  }
  const radius = (right - left + high - low) / 4;
  return { centre: [(left + right) / 2, (low + high) / 2, back + radius], radius };
}

/** The two eyeballs of a morphed cage. */
export function eyesOf(head: HeadModel, cage: Float32Array): { left: Eye; right: Eye } {
  return { left: fitEye(cage, ...head.eyes.left), right: fitEye(cage, ...head.eyes.right) };
}

/** One person's head from morph weights. */
export function shapeHead(head: HeadModel, weights: MorphWeights): HeadShape {
  const cage = morphCage(head, weights);
  const skin = subdivideSkin(head, cage);
  return {
    cage,
    skin,
    normals: vertexNormals(skin, head.surface.triangles),
    eyes: eyesOf(head, cage),
  };
}
