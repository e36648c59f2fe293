import { allAlong, closestOnDiscs, makeClosest, makeDiscs, makeHits, makeLine, packMesh, buildTriangleTree, segmentSquaredAt, segmentToDiscs, type DiscMesh, type PackedMesh } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import type { Probe } from './near';

/** One gland: its own mesh, so that muscles do not slow the search. */
export interface GlandBody {
  structure: number;
  /** Min and max xyz, mm. */
  bounds: Float32Array;
  mesh: PackedMesh;
  surface: DiscMesh;
}

/** The glands of a patient, each a closed body. */
export function makeGlands(patient: CompiledPatient): GlandBody[] {
  const glands: GlandBody[] = [];
  patient.structures.forEach((structure, index) => {
    if (structure.kind !== 'gland' || structure.shape !== 'body' || structure.count === 0) return;
    const mesh = { positions: patient.bodies.positions, triangles: patient.bodies.triangles.slice(3 * structure.first, 3 * (structure.first + structure.count)) };
    const tree = buildTriangleTree(mesh);
    glands.push({ structure: index, bounds: tree.bounds.slice(0, 6), mesh: packMesh(mesh, tree), surface: makeDiscs(mesh, tree) });
  });
  return glands;
}

const closest = makeClosest();
const hits = makeHits(32);
const line = makeLine();
const point = new Float64Array(4);
const box = new Float64Array(3);
const squared = new Float64Array(1);
const least = new Float64Array(1);

/**
 * Signed distances from a gland's surface to a shaft's axis, tip and opening midline, mm, negative inside, into `out` (three numbers). Does
 * not allocate. Outside they are exact; a shaft that passes through counts with its greatest depth below the surface, found on a 0.5 mm
 * walk of the part inside.
 * @param probe its shaft starts outside every gland
 * @returns false when the gland is farther than `reach` from the device
 */
export function measureGland(gland: GlandBody, probe: Probe, reach: number, out: Float64Array): boolean {
  const { bounds: b, mesh, surface } = gland;
  const { shaft, opening } = probe;
  const far = reach + probe.radius;
  for (let k = 0; k < 3; k++) {
    if (b[k] > Math.max(shaft[k], shaft[k + 3]) + far || b[k + 3] < Math.min(shaft[k], shaft[k + 3]) - far) return false;
  }
  if (ballGap(b, shaft) > far) return false;
  let length = 0;
  for (let k = 0; k < 3; k++) length += (shaft[k + 3] - shaft[k]) * (shaft[k + 3] - shaft[k]);
  length = Math.sqrt(length);
  for (let k = 0; k < 3; k++) {
    line[k] = shaft[k];
    line[k + 3] = length > 0 ? (shaft[k + 3] - shaft[k]) / length : k === 2 ? 1 : 0;
  }
  line[7] = length;
  const crossings = length > 0 ? allAlong(mesh, line, hits) : 0;
  for (let k = 0; k < 3; k++) point[k] = shaft[k + 3];
  point[3] = Infinity;
  closestOnDiscs(surface, point, closest);
  const tip = closest.distance;
  out[1] = crossings % 2 === 1 ? -tip : tip;
  least[0] = tip + 10;
  segmentToDiscs(surface, opening, least);
  const open = least[0];
  if (crossings === 0) {
    out[2] = open;
    least[0] = tip;
    segmentToDiscs(surface, shaft, least);
    out[0] = least[0];
    return out[0] <= far;
  }
  let middle = 0;
  for (let k = 0; k < 3; k++) {
    point[k] = (opening[k] + opening[k + 3]) / 2;
    middle += (point[k] - shaft[k]) * line[k + 3];
  }
  let inside = false;
  for (let i = 0; i < hits.count && hits.t[i] <= middle; i++) inside = !inside;
  point[3] = Infinity;
  if (inside) closestOnDiscs(surface, point, closest);
  out[2] = inside ? -closest.distance : open;
  let deepest = out[1] < 0 ? tip : 0;
  for (let i = 0; i < hits.count; i += 2) {
    const from = hits.t[i], to = i + 1 < hits.count ? hits.t[i + 1] : length;
    const steps = Math.ceil((to - from) / 0.5);
    for (let k = 1; k < steps; k++) {
      const t = from + ((to - from) * k) / steps;
      for (let a = 0; a < 3; a++) point[a] = shaft[a] + line[a + 3] * t;
      closestOnDiscs(surface, point, closest);
      if (closest.distance > deepest) deepest = closest.distance;
    }
  }
  out[0] = -deepest;
  if (out[2] < out[0]) out[0] = out[2];
  return true;
}

/** How far the ball round a box lies from a segment, as a whole number of mm at most that. */
function ballGap(b: Float32Array, s: Float64Array): number {
  let square = 0;
  for (let k = 0; k < 3; k++) {
    const half = (b[k + 3] - b[k]) / 2;
    box[k] = b[k] + half;
    square += half * half;
  }
  segmentSquaredAt(s, box, 0, box, 0, squared);
  return Math.floor(Math.sqrt(squared[0]) - Math.sqrt(square)) | 0;
}
