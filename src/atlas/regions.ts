import raw from './data/regions.json';
import type { AtlasRegion } from './types';

interface RegionFile {
  domain_outline: [number, number][];
  excluded: { id: string; outline: [number, number][]; note: string }[];
  regions: AtlasRegion[];
}

const file = raw as unknown as RegionFile;

/** The 27 regions as polygons with shared corners on the reference chart (one side; mirror u). Authored, not measured. */
export const REGIONS: readonly AtlasRegion[] = file.regions;
/** Outline of the chart's domain, one side. */
export const DOMAIN_OUTLINE: readonly [number, number][] = file.domain_outline;
/** Openings where the chart stops: eye and nostril. */
export const EXCLUDED = file.excluded;

/** Whether (u, v) lies in a polygon given as corner list; even-odd rule. */
export function insidePolygon(outline: readonly (readonly [number, number])[], u: number, v: number): boolean {
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [ui, vi] = outline[i];
    const [uj, vj] = outline[j];
    if (vi > v !== vj > v && u < ((uj - ui) * (v - vi)) / (vj - vi) + ui) inside = !inside;
  }
  return inside;
}

/** Index into REGIONS of the region at a chart label (either side), or -1 off every region. */
export function regionAt(u: number, v: number): number {
  const lateral = Math.abs(u);
  for (let i = 0; i < REGIONS.length; i++) if (insidePolygon(REGIONS[i].outline, lateral, v)) return i;
  return -1;
}
