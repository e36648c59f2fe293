/** Measured total depths at landmarks, which win over the regional stacks near them. */
import { LAYER_MODEL } from '../../atlas/layers';
import { LANDMARKS } from '../../atlas/landmarks';
import type { Sex } from './stacks';

export interface DepthAnchor {
  landmark: string;
  u: number;
  v: number;
  /** Skin to the deep boundary, mm. */
  depth: number;
}

/** Landmarks at the full thickness of a free edge, not over bone: their regions' own stacks hold there. */
const NOT_A_TOTAL = new Set(['alare']);

/** One centimetre up and one lateral of the brow tail (layer model, site of the temple). */
const TEMPLE_SITE = { u: 65, v: 29 };

/**
 * The brow and the rim below it, from landmark to landmark: between them the depth runs on in a straight line, every so many chart mm (assumed).
 * Without it the thinner stacks of lid and forehead would show through between two landmarks as a bump of the bone.
 */
const BROW = ['medial-brow', 'mid-brow', 'lateral-brow'];
const RIM = ['medial-brow', 'supraorbital-notch', 'upper-rim', 'upper-outer-rim', 'lateral-brow'];
const EVERY = 4;

/** Anchors on the straight lines between named ones, ends left out. */
function between(anchors: readonly DepthAnchor[], ids: readonly string[]): DepthAnchor[] {
  const out: DepthAnchor[] = [];
  const row = ids.map((id) => anchors.find((a) => a.landmark === id)).filter((a) => a !== undefined);
  for (let i = 0; i + 1 < row.length; i++) {
    const [a, b] = [row[i], row[i + 1]];
    const steps = Math.round(Math.sqrt((b.u - a.u) * (b.u - a.u) + (b.v - a.v) * (b.v - a.v)) / EVERY);
    for (let k = 1; k < steps; k++) {
      const t = k / steps;
      out.push({ landmark: `${a.landmark} to ${b.landmark}`, u: a.u + t * (b.u - a.u), v: a.v + t * (b.v - a.v), depth: a.depth + t * (b.depth - a.depth) });
    }
  }
  return out;
}

/** The bony rim over the pupil and between it and the tail of the brow; the thin stack of the lid ends below them. */
const UPPER_RIM = { u: 31, v: 17.5 };
const UPPER_OUTER_RIM = { u: 44, v: 20 };

const anchorsOf = (key: 'F' | 'M'): DepthAnchor[] => {
  const out: DepthAnchor[] = [];
  for (const l of LANDMARKS) {
    const depth = l.skin_to_bone_mm?.[key];
    if (typeof depth !== 'number' || NOT_A_TOTAL.has(l.id)) continue;
    out.push({ landmark: l.id, u: l.reference_uv[0], v: l.reference_uv[1], depth });
  }
  // The value for the upper rim is read above the pupil (rhine1982), not at the notch; farther out the two ends of the brow are averaged (assumed).
  const of = (id: string): number => LANDMARKS.find((l) => l.id === id)?.skin_to_bone_mm?.[key] as number;
  out.push({ landmark: 'upper-rim', ...UPPER_RIM, depth: of('supraorbital-notch') });
  out.push({ landmark: 'upper-outer-rim', ...UPPER_OUTER_RIM, depth: (of('mid-brow') + of('lateral-brow')) / 2 });
  out.push(...between(out, BROW), ...between(out, RIM));
  // The stack of the temple is published for a site, not for a landmark: without it the brow's depths would spread over it.
  const temple = LAYER_MODEL.find((m) => m.region === 'temple');
  if (temple) out.push({ landmark: 'temple', ...TEMPLE_SITE, depth: temple[key === 'F' ? 'female' : 'male'].stack.reduce((s, l) => s + l.mean_mm, 0) });
  return out;
};

export const DEPTH_ANCHORS: Record<Sex, DepthAnchor[]> = { female: anchorsOf('F'), male: anchorsOf('M') };
