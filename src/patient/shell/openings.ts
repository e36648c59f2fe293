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
  if (stated === 'oral-cavity' && !overMouth(side, v)) return code('deep-space');
  return code(stated);
}

/**
 * The vestibule of the mouth on the chart: below its upper fornix (level with the wing of the nose on the cheek, 5 mm under subnasale on
 * the lip) and in front of the anterior border of masseter (regions.json; authored). Above lies the maxilla, behind the ramus and the
 * infratemporal fossa.
 */
const FORNIX = { cheek: -46, lip: -47.5, lipEnds: 22 };
const MASSETER_FRONT = { u: 70, v: -62, slope: 0.27 };

/** Whether a label lies over the vestibule of the mouth; u >= 0. */
export function overMouth(u: number, v: number): boolean {
  return v < (u < FORNIX.lipEnds ? FORNIX.lip : FORNIX.cheek) && u < MASSETER_FRONT.u + MASSETER_FRONT.slope * Math.abs(v - MASSETER_FRONT.v);
}

/** Whether the last layer is mucosa in a region (index into REGIONS): lips, cheek, wing of the nose. */
export const MUCOSA_REGION: readonly boolean[] = REGIONS.map((region) => {
  const model = LAYER_MODEL.find((m) => m.region === region.id);
  const stack = model?.female.stack ?? [];
  return stack.length > 0 && stack[stack.length - 1].layer === 'mucosa';
});

/** Whether a region (index into REGIONS) is the wall of the nostril, lined with mucosa where no bone lies behind it. */
export const overNostril = (region: number): boolean => REGIONS[region].id === 'ala';
