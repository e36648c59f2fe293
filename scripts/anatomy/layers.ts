/** Published layer and soft-tissue depths beside those of the compiled shell. */
import { SOFT_TISSUE_DEPTHS } from '../../src/atlas/depths';
import { REGIONS } from '../../src/atlas/regions';
import { LAYER_COUNT } from '../../src/patient/layers';
import type { LayerRow } from '../../src/atlas/types';
import { toBone, siteOf, type Measured } from './measure';
import type { Site } from './list';

/** Cumulative or single layers of a published name: first and last boundary of the shell. */
const BOUNDARIES: Record<string, [number, number]> = {
  'epidermis+dermis': [0, 1],
  'superficial-fat': [1, 2],
  'epidermis+dermis+superficial-fat': [0, 2],
  'epidermis+dermis+superficial-fat+SMAS/muscle': [0, 3],
  'total-soft-tissue': [0, LAYER_COUNT],
};

/** Mean thickness of a published layer over a region, by area, left side; null for names that are no single stretch of the stack. */
export function layerInRegion({ patient }: Measured, row: LayerRow): number | null {
  const span = BOUNDARIES[row.layer];
  const region = REGIONS.findIndex((candidate) => candidate.id === row.region);
  if (!span || region < 0) return null;
  const { skin, shell, chart } = patient;
  let sum = 0;
  let area = 0;
  for (let t = 0; t < chart.region.length; t++) {
    if (chart.domain[t] === 0 || chart.region[t] !== region) continue;
    const [a, b, c] = [skin.triangles[t * 3], skin.triangles[t * 3 + 1], skin.triangles[t * 3 + 2]];
    const p = skin.positions;
    const u = [0, 1, 2].map((k) => p[b * 3 + k] - p[a * 3 + k]);
    const v = [0, 1, 2].map((k) => p[c * 3 + k] - p[a * 3 + k]);
    const size = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2;
    const thickness = (vertex: number): number => shell.depths[vertex * (LAYER_COUNT + 1) + span[1]] - shell.depths[vertex * (LAYER_COUNT + 1) + span[0]];
    sum += (size * (thickness(a) + thickness(b) + thickness(c))) / 3;
    area += size;
  }
  return area > 0 ? sum / area : null;
}

/** Where a forensic depth point lies on our landmarks. */
const DEPTH_SITES: Record<string, Site> = {
  rhinion: ['rhinion', 0, 0],
  subnasale: ['subnasale', 0, 0],
  nasion: ['nasion', 0, 0],
  glabella: ['glabella', 0, 0],
  'mid-philtrum': ['subnasale', 0, -7],
  pogonion: ['pogonion', 0, 0],
  gnathion: ['gnathion', 0, 0],
  menton: ['menton', 0, 0],
  'labiomental-sulcus': ['labiomental-sulcus', 0, 0],
  'mid-supraorbital': ['supraorbital-notch', 0, 0],
  zygion: ['zygion', 0, 0],
  gonion: ['gonion', 0, 0],
  'masseter-region': ['masseter-anterior-border', 12, 30],
  'mid-masseter': ['masseter-anterior-border', 12, 30],
};

export interface DepthComparison {
  id: string;
  source: string;
  confidence: string;
  sex: string;
  mean: number;
  sd: number | null;
  measure(measured: Measured): number | null;
}

/** Skin-to-bone depths (shortest distance from the skin point to the skull) for every published point that has a landmark here. */
export function depthComparisons(): DepthComparison[] {
  return SOFT_TISSUE_DEPTHS.flatMap((row) => {
    const site = DEPTH_SITES[row.landmark];
    if (!site || row.mean_mm === null) return [];
    return [
      {
        id: `skin to bone, ${row.landmark}`,
        source: row.source,
        confidence: row.confidence,
        sex: row.sex,
        mean: row.mean_mm,
        sd: row.sd_mm,
        measure: (measured: Measured) => {
          const point = siteOf(measured.ground, site);
          const depth = point ? toBone(measured, point) : Number.POSITIVE_INFINITY;
          return Number.isFinite(depth) ? depth : null;
        },
      },
    ];
  });
}
