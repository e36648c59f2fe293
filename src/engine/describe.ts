import { REGIONS } from '../atlas/regions';
import type { Tissue } from '../patient/layers';
import { segmentSegmentSquared } from '../patient/trees';
import type { CompiledPatient, StructureKind, StructureSide } from '../patient/types';
import { round6 } from './math';
import { populationProbability } from './population';
import type { Reading } from './reading';
import { reasons, type RiskLevel } from './risk';
import { CARTILAGE, TISSUES } from './tissue';

export type Point = [number, number, number];

export interface NearEntry {
  id: string;
  name: string;
  kind: StructureKind;
  side: StructureSide;
  /** Bore where it is nearest to the shaft; null for glands. */
  diameter_mm: number | null;
  shaft_distance_mm: number;
  tip_distance_mm: number;
  opening_distance_mm: number;
  pierced: boolean;
  opening_in_lumen: boolean;
  population_probability: number | null;
}

/** A reading as plain data, the answer of `probe`; numbers rounded to 1e-6. */
export interface Description {
  entry: { point_mm: Point; uv_mm: [number, number]; region: string | null };
  tip: { point_mm: Point; depth_below_skin_mm: number; layer: Tissue };
  opening: { point_mm: Point };
  depth_reached_mm: number;
  path: { layer: Tissue; from_mm: number; to_mm: number; structures: string[] }[];
  skin_to_bone_mm: number | null;
  hard_tissue: 'bone' | 'cartilage' | null;
  bone_contact: boolean;
  near: NearEntry[];
  risk: { vascular: number; nerve: number; level: RiskLevel; reasons: string[] };
  sources: string[];
}

export interface DescribeOptions {
  /** Also compute `population_probability`; otherwise null. Default true. */
  population?: boolean;
}

const point = (v: ArrayLike<number>, o = 0): Point => [round6(v[o]), round6(v[o + 1]), round6(v[o + 2])];

/** A reading as plain data that outlives the next read. Allocates; not for the hot path. */
export function describe(patient: CompiledPatient, reading: Reading, { population = true }: DescribeOptions = {}): Description {
  const { frame, near, probe } = reading;
  const region = patient.chart.region[reading.triangle];
  const o = probe.opening;
  return {
    entry: { point_mm: point(frame.point), uv_mm: [round6(Math.abs(frame.u)), round6(frame.v)], region: REGIONS[region]?.id ?? null },
    tip: { point_mm: point(reading.tip), depth_below_skin_mm: round6(reading.depthBelowSkin), layer: TISSUES[reading.tissue] },
    opening: { point_mm: [round6((o[0] + o[3]) / 2), round6((o[1] + o[4]) / 2), round6((o[2] + o[5]) / 2)] },
    depth_reached_mm: round6(reading.reached),
    path: describePath(patient, reading),
    skin_to_bone_mm: reading.skinToBone >= 0 ? round6(reading.skinToBone) : null,
    hard_tissue: reading.hard === 0 ? null : reading.hard === CARTILAGE ? 'cartilage' : 'bone',
    bone_contact: reading.boneContact,
    near: Array.from({ length: near.count }, (_, i) => describeNear(patient, reading, i, population)),
    risk: { vascular: round6(reading.vascular), nerve: round6(reading.nerve), level: reading.level, reasons: reasons(patient, reading) },
    sources: sourcesOf(patient, reading),
  };
}

function describePath(patient: CompiledPatient, reading: Reading): Description['path'] {
  const { path, bodies } = reading;
  const out: Description['path'] = [];
  for (let i = 0; i < path.count; i++) {
    const from = i === 0 ? 0 : path.to[i - 1];
    const to = path.to[i];
    const structures: string[] = [];
    for (let k = 0; k < bodies.count; k++) {
      const id = patient.structures[bodies.structure[k]].id;
      if (Math.min(to, bodies.to[k]) - Math.max(from, bodies.from[k]) > 1e-6 && !structures.includes(id)) structures.push(id);
    }
    out.push({ layer: TISSUES[path.tissue[i]], from_mm: round6(from), to_mm: round6(to), structures });
  }
  return out;
}

function describeNear(patient: CompiledPatient, reading: Reading, i: number, population: boolean): NearEntry {
  const { near } = reading;
  const index = near.structure[i];
  const s = patient.structures[index];
  const bore = s.shape === 'tube' ? boreNear(patient, reading, index) : null;
  const share = population ? populationProbability(patient, reading, index) : null;
  return {
    id: s.id,
    name: s.name,
    kind: s.kind,
    side: s.side,
    diameter_mm: bore === null ? null : round6(bore),
    shaft_distance_mm: round6(near.shaft[i]),
    tip_distance_mm: round6(near.tip[i]),
    opening_distance_mm: round6(near.opening[i]),
    pierced: near.pierced[i] === 1,
    opening_in_lumen: near.inLumen[i] === 1,
    population_probability: share === null ? null : round6(share),
  };
}

/** Bore of a tube where its wall is nearest to the shaft, mm. */
function boreNear(patient: CompiledPatient, reading: Reading, structure: number): number {
  const { first, count } = patient.structures[structure];
  const { a, b, radius } = patient.tubes;
  const p = reading.probe.shaft;
  let best = Infinity, bore = 0;
  for (let i = first; i < first + count; i++) {
    const k = 3 * i;
    const d = Math.sqrt(segmentSegmentSquared(p[0], p[1], p[2], p[3], p[4], p[5], a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2])) - radius[i];
    if (d < best) {
      best = d;
      bore = 2 * radius[i];
    }
  }
  return bore;
}

/** Source ids behind what the reading lists, in code-unit order. */
function sourcesOf(patient: CompiledPatient, reading: Reading): string[] {
  const ids = new Set(reading.device.sources);
  for (let i = 0; i < reading.near.count; i++) for (const id of patient.structures[reading.near.structure[i]].sources) ids.add(id);
  return [...ids].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
