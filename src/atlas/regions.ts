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

/** A polygon as flat numbers with its box: quicker to walk than pairs. */
interface Flat {
  corners: Float64Array;
  box: Float64Array;
}

const flat = new WeakMap<object, Flat>();

function flatten(outline: readonly (readonly [number, number])[]): Flat {
  const corners = new Float64Array(outline.length * 2);
  const box = Float64Array.of(Infinity, Infinity, -Infinity, -Infinity);
  outline.forEach((corner, i) => {
    for (let k = 0; k < 2; k++) {
      corners[2 * i + k] = corner[k];
      box[k] = Math.min(box[k], corner[k]);
      box[2 + k] = Math.max(box[2 + k], corner[k]);
    }
  });
  return { corners, box };
}

/** Whether (u, v) lies in a polygon given as corner list; even-odd rule. */
export function insidePolygon(outline: readonly (readonly [number, number])[], u: number, v: number): boolean {
  let known = flat.get(outline);
  if (known === undefined) {
    known = flatten(outline);
    flat.set(outline, known);
  }
  const { corners, box } = known;
  // A hair more than the box: what rounding does to an edge stays inside it.
  if (!(u > box[0] - 1e-6 && u < box[2] + 1e-6 && v > box[1] - 1e-6 && v < box[3] + 1e-6)) return false;
  let inside = false;
  const n = corners.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const vi = corners[i + 1];
    const vj = corners[j + 1];
    if (vi > v !== vj > v && u < ((corners[j] - corners[i]) * (v - vi)) / (vj - vi) + corners[i]) inside = !inside;
  }
  return inside;
}

/** Index into REGIONS of the region at a chart label (either side), or -1 off every region. */
export function regionAt(u: number, v: number): number {
  const lateral = Math.abs(u);
  for (let i = 0; i < REGIONS.length; i++) if (insidePolygon(REGIONS[i].outline, lateral, v)) return i;
  return -1;
}
