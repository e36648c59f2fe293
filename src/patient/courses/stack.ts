import { planePlace } from '../../atlas/layers';
import { REGIONS } from '../../atlas/regions';
import { isMeasured } from '../../atlas/sources';
import { LAYER_COUNT, LAYERS } from '../layers';

/** A depth that holds for every patient: the layer and the fraction of its thickness (0 at its top); or millimetres beyond the last layer. */
export interface StackPlace {
  layer: number;
  fraction: number;
  beyond: number;
}

/** A stack place with the range of depth that its plane allows, as two more places. */
export interface PlacedDepth extends StackPlace {
  from: StackPlace;
  to: StackPlace;
  /** mm by which a measured depth lies outside its stated plane on the reference patient (0 = agrees). */
  outsidePlane: number;
  /** The measured depth on the reference patient, mm; 0 where none was measured. */
  measured: number;
}

const DEEPEST_SHARE = { from: 0.85, to: 1, at: 0.95 };

/** Depth in mm of a stack place in a column of cumulative depths. A layer of no thickness is its boundary. */
export function depthOf(place: StackPlace, depths: ArrayLike<number>): number {
  const top = depths[place.layer];
  return top + place.fraction * (depths[place.layer + 1] - top) + place.beyond;
}

/** The stack place of a depth in mm in a column; past the end it is the bottom of the last layer plus what is beyond. */
export function stackPlace(depth: number, depths: ArrayLike<number>): StackPlace {
  for (let layer = 0; layer < LAYER_COUNT; layer++) {
    const bottom = depths[layer + 1];
    if (depth < bottom) return { layer, fraction: Math.max(0, (depth - depths[layer]) / (bottom - depths[layer])), beyond: 0 };
  }
  return { layer: LAYER_COUNT - 1, fraction: 1, beyond: Math.max(0, depth - depths[LAYER_COUNT]) };
}

/**
 * Turns an authored depth and plane into a stack place, on the column of the reference patient. A measured depth wins over the
 * plane; where an unmeasured depth disagrees with its plane, the plane holds. With neither, the middle of the stack.
 */
export function placeDepth(depth: number | null, plane: string | null, source: string, region: number, reference: ArrayLike<number>, structure?: string): PlacedDepth {
  const range = plane === null ? null : planeRange(plane, region, reference, structure);
  if (depth === null) {
    if (!range) throw new Error('A skin waypoint needs a depth or a plane.');
    return { ...range.at, from: range.from, to: range.to, outsidePlane: 0, measured: 0 };
  }
  const placed = stackPlace(depth, reference);
  if (!range) return { ...placed, from: { layer: 1, fraction: 0, beyond: 0 }, to: { layer: LAYER_COUNT - 1, fraction: 1, beyond: placed.beyond }, outsidePlane: 0, measured: isMeasured(source) ? depth : 0 };
  const low = depthOf(range.from, reference);
  const high = depthOf(range.to, reference);
  const outside = depth < low ? low - depth : depth > high ? depth - high : 0;
  if (outside === 0 || isMeasured(source)) {
    return { ...placed, from: depth < low ? placed : range.from, to: depth > high ? placed : range.to, outsidePlane: outside, measured: isMeasured(source) ? depth : 0 };
  }
  return { ...(depth < low ? range.from : range.to), from: range.from, to: range.to, outsidePlane: outside, measured: 0 };
}

function planeRange(plane: string, region: number, reference: ArrayLike<number>, structure?: string): { from: StackPlace; to: StackPlace; at: StackPlace } {
  const place = planePlace(plane, REGIONS[region]?.id ?? null, structure);
  let layer = (LAYERS as readonly string[]).indexOf(place.layer);
  let { from, to, at } = place;
  if (place.deepest) {
    layer = LAYER_COUNT - 2;
    while (layer > 0 && reference[layer + 1] - reference[layer] < 0.05) layer--;
    ({ from, to, at } = DEEPEST_SHARE);
  }
  if (layer < 0) layer = LAYER_COUNT - 1;
  const part = (fraction: number): StackPlace => ({ layer, fraction, beyond: 0 });
  return { from: part(from), to: part(to), at: part(at) };
}
