/** How deep the bone of a patient should lie under each column, by the published stacks: what the skull is pulled onto. */
import { REGIONS } from '../../atlas/regions';
import { LAYER_COUNT } from '../layers';
import { chartBlur, type BlurGrid } from './chartBlur';
import { insideRim } from './openings';
import { regionWeights } from './stacks';

/** Regions whose columns end on each bone; elsewhere (lids, lips, cheek, neck) no stack is a depth of bone. */
const OVER = {
  cranium: new Set(['forehead-central', 'forehead-lateral', 'glabella', 'temple', 'tear-trough', 'lateral-canthus', 'nasal-dorsum', 'medial-cheek', 'zygomatic-arch', 'nasolabial-fold', 'upper-lip-cutaneous']),
  mandible: new Set(['lower-lip-cutaneous', 'marionette', 'chin', 'prejowl', 'mandibular-body', 'mandibular-angle', 'masseter-belly', 'preauricular']),
};
export type BoneId = keyof typeof OVER;
export const BONE_IDS: readonly BoneId[] = ['cranium', 'mandible'];

/** Skin to bone per skin vertex, mm, and 0..1 how surely a stack says so there. */
export interface BoneDepth {
  depth: Float32Array;
  sure: ArrayLike<number>;
}

/** Width of the change from one bone to elsewhere, chart mm. */
const SMOOTH = 2.5;
/** Stacks change in steps from region to region: the jaw follows their mean over about this distance, chart mm. */
const SPREAD = 3;
/** What the pull would even out of a local depth is asked for twice, up to so many mm (on the cranium never the other way: that raises ridges). */
const CREST = 0.45;
/** On the mandible, whose lower border turns away within a few mm, the bone may stand up to so many mm shallower than the mean of the stacks round it. */
const BORDER = 1.2;
const NASAL = REGIONS.findIndex((r) => r.id === 'nasal-dorsum');

/** 0..1 at a label, u >= 0: how far the regions there say that columns end on that bone. */
export function coverAt(bone: BoneId, u: number, v: number): number {
  const weights = regionWeights(u, v);
  let sum = 0;
  for (let r = 0; r < weights.length; r++) if (weights[r] > 0 && OVER[bone].has(REGIONS[r].id) && (r !== NASAL || v > -14 + 0.35 * u)) sum += weights[r];
  return sum * (1 - insideRim(u, v));
}

/**
 * 0..1 per skin vertex: its column ends on that bone. Topology only, made once.
 * @param raw `coverAt` per skin vertex of the domain
 */
export function boneCover(raw: Record<BoneId, Float64Array>, blur: BlurGrid, area: ArrayLike<number>): Record<BoneId, Float32Array> {
  const out = {} as Record<BoneId, Float32Array>;
  for (const bone of BONE_IDS) out[bone] = Float32Array.from(chartBlur(blur, raw[bone], 1, area, SMOOTH), (x) => (x < 0.02 ? 0 : x));
  return out;
}

/**
 * The depths asked of both bones.
 * @param depths layer boundaries of the provisional shell, `LAYER_COUNT + 1` per skin vertex, mm
 */
export function boneDepths(plan: { blur: BlurGrid; area: Float32Array; cover: Record<BoneId, Float32Array> }, depths: Float32Array): Record<BoneId, BoneDepth> {
  const totals = new Float64Array(plan.area.length);
  for (let v = 0; v < totals.length; v++) totals[v] = depths[v * (LAYER_COUNT + 1) + LAYER_COUNT];
  const out = {} as Record<BoneId, BoneDepth>;
  for (const bone of BONE_IDS) {
    const sure = plan.cover[bone];
    const mean = chartBlur(plan.blur, totals, 1, sure.map((s, v) => s * s * s * s * plan.area[v]), SPREAD);
    const depth = new Float32Array(totals.length);
    for (let v = 0; v < depth.length; v++) {
      if (sure[v] === 0) continue;
      // At the edge of a bone the stacks already tell of the deeper one beside it (masseter under the arch): there the bone's own mean holds.
      const t = Math.min(1, Math.max(0, (sure[v] - 0.3) / 0.4));
      const local = totals[v] + Math.min(CREST, Math.max(0, totals[v] - mean[v]));
      depth[v] = bone === 'mandible' ? mean[v] + Math.max(-BORDER, Math.min(CREST, totals[v] - mean[v])) : mean[v] + t * t * (3 - 2 * t) * (local - mean[v]);
    }
    out[bone] = { depth, sure };
  }
  return out;
}
