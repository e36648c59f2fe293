/** What lies under each part of the chart: bone, cartilage, or a space. Authored on the reference chart. */
import { LAYER_MODEL } from '../../atlas/layers';
import { REGIONS } from '../../atlas/regions';
import { BELOW, type Below } from '../layers';

/**
 * The bony rim of the orbit on the chart: an ellipse through the skin over the lower rim (orbitale, v -20), the upper rim (v 16), the
 * lateral rim (5 mm outside exocanthion) and the lacrimal crest (authored from landmarks.json).
 */
const RIM = { u: 30.5, v: -2, halfWidth: 19.5, halfHeight: 17.5 };
/** Width of the change from lid to rim, as a share of the ellipse (about 3 mm). */
const RIM_BLEND = 0.17;

/** 1 on the lids in front of the orbit, 0 outside the rim, smooth between; u >= 0. */
export function insideRim(u: number, v: number): number {
  const t = (1 - rimRadius(u, v)) / RIM_BLEND;
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/** Distance from the middle of the orbit in units of its rim: 1 on the rim; u >= 0. */
export function rimRadius(u: number, v: number): number {
  const x = (u - RIM.u) / RIM.halfWidth;
  const y = (v - RIM.v) / RIM.halfHeight;
  return Math.sqrt(x * x + y * y);
}

/** Lower end of the nasal bones on the chart: v at the midline (rhinion) and rise per mm sideways to the side wall. */
const NASAL_BONE_END = { v: -13, slope: 0.35 };

const code = (name: string): number => (BELOW as readonly string[]).indexOf(name);

/** Index into BELOW of what lies under a label of a region (index into REGIONS). u of either sign. */
export function belowAt(u: number, v: number, region: number): number {
  const side = Math.abs(u);
  const id = REGIONS[region].id;
  const model = LAYER_MODEL.find((m) => m.region === id);
  const stated: Below = (model?.below ?? 'deep-space') as Below;
  if (id === 'nasal-tip') return code('cartilage');
  if (id === 'nasal-dorsum') return v > NASAL_BONE_END.v + NASAL_BONE_END.slope * side ? code('bone') : code('cartilage');
  if (rimRadius(side, v) < 1 && (id === 'upper-eyelid' || id === 'tear-trough' || id === 'lateral-canthus')) return code('orbit');
  if (id === 'upper-eyelid') return code('bone');
  return code(stated);
}

/** Whether the last layer is mucosa in a region (index into REGIONS): lips, cheek, wing of the nose. */
export const MUCOSA_REGION: readonly boolean[] = REGIONS.map((region) => {
  const model = LAYER_MODEL.find((m) => m.region === region.id);
  const stack = model?.female.stack ?? [];
  return stack.length > 0 && stack[stack.length - 1].layer === 'mucosa';
});
