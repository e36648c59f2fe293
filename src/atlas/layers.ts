import rawPlanes from './data/planes.json';
import rawModel from './data/layer-model.json';
import type { PlanePlace, PlaneRule, PlaneTarget, RegionLayers } from './types';

interface PlaneFile {
  order: string[];
  planes: PlaneRule[];
  targets: PlaneTarget[];
}

const planes = rawPlanes as unknown as PlaneFile;
const model = rawModel as unknown as { regions: RegionLayers[] };

/** Where each named plane lies in the one ordered stack, with exceptions by region and structure. */
export const PLANES: readonly PlaneRule[] = planes.planes;
/** Where an injection plane named by a technique lies. */
export const PLANE_TARGETS: readonly PlaneTarget[] = planes.targets;
/** The 27 regional stacks (female and male means, adult 25-45 years). */
export const LAYER_MODEL: readonly RegionLayers[] = model.regions;

const byPlane = new Map(PLANES.map((rule) => [rule.plane, rule]));

/** The place of a plane: the structure's exception wins over the region's, and that over the general line. Throws on an unknown plane. */
export function planePlace(plane: string, region: string | null, structure?: string): PlanePlace & { deepest?: boolean } {
  const rule = byPlane.get(plane);
  if (!rule) throw new Error(`Unknown plane "${plane}". Known: ${[...byPlane.keys()].join(', ')}.`);
  const special = (structure && rule.by_structure?.[structure]) || (region && rule.by_region?.[region]);
  if (special) return special;
  return plane === 'supraperiosteal' ? { ...rule, deepest: true } : rule;
}
