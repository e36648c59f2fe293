import { aim, frameAt, makeFrame } from '../engine/frame';
import { cartilageMask, skinToBone } from '../engine/hard';
import { tracePath } from '../engine/path';
import { makeIntervals } from '../engine/prism';
import { shellGridOf } from '../engine/tissueAt';
import { MUCOSA, TISSUES } from '../engine/tissue';
import type { CompiledPatient, Structure } from '../patient/types';
import { buildGlb } from './glb';
import type { Patients } from './patients';
import { anatomySchema, checked } from './schemas';

const round2 = (x: number): number => Math.round(x * 100) / 100 + 0;
const xyz = (p: ArrayLike<number>, i: number): number[] => [round2(p[i]), round2(p[i + 1]), round2(p[i + 2])];

/** Answer one anatomy request: the whole compiled patient, mm to 0.01. `saveGlb` receives a model when one is wanted. @throws LineError */
export async function anatomy(request: unknown, patients: Patients, saveGlb?: (bytes: Uint8Array) => void): Promise<unknown> {
  const { id, patient: spec } = checked(anatomySchema, request);
  const { patient } = await patients.get(spec);
  saveGlb?.(buildGlb(patient));
  return {
    id: id ?? null,
    preset: patient.spec.preset,
    landmarks: patient.landmarks.map(({ id: name, side, surface, point, uv }) => ({ id: name, side, surface, point_mm: xyz(point, 0), uv_mm: uv ? [round2(uv[0]), round2(uv[1])] : null })),
    structures: [...patient.structures.map((s, i) => structureOf(patient, s, i)), ...hardParts(patient)],
    layers_at_landmarks: layersAtLandmarks(patient),
    variants: patient.variants.map(({ group, option, side, weight_percent, source }) => ({ group, option, side, weight_percent, source })),
    skin: meshOf(patient.skin.positions, patient.skin.triangles),
    skull: meshOf(patient.skull.positions, patient.skull.triangles),
  };
}

function meshOf(positions: Float32Array, triangles: Uint32Array): { vertices_mm: number[][]; triangles: number[][] } {
  const vertices_mm: number[][] = [];
  for (let i = 0; i < positions.length; i += 3) vertices_mm.push(xyz(positions, i));
  const faces: number[][] = [];
  for (let i = 0; i < triangles.length; i += 3) faces.push([triangles[i], triangles[i + 1], triangles[i + 2]]);
  return { vertices_mm, triangles: faces };
}

/** Only the vertices that a range of triangles uses, numbered anew. */
function partOf(positions: Float32Array, triangles: Uint32Array, first: number, count: number): { vertices_mm: number[][]; triangles: number[][] } {
  const number = new Map<number, number>();
  const vertices_mm: number[][] = [];
  const faces: number[][] = [];
  const vertex = (v: number): number => {
    let n = number.get(v);
    if (n === undefined) {
      n = vertices_mm.length;
      number.set(v, n);
      vertices_mm.push(xyz(positions, 3 * v));
    }
    return n;
  };
  for (let i = 3 * first; i < 3 * (first + count); i += 3) faces.push([vertex(triangles[i]), vertex(triangles[i + 1]), vertex(triangles[i + 2])]);
  return { vertices_mm, triangles: faces };
}

function structureOf(patient: CompiledPatient, s: Structure, index: number): Record<string, unknown> {
  const head: Record<string, unknown> = { id: s.id, name: s.name, kind: s.kind, side: s.side };
  if (s.parent !== undefined) head.parent = s.parent;
  head.sources = s.sources;
  if (s.shape === 'tube') return { ...head, centreline_mm: centreline(patient, s), prevalence_percent: s.prevalence ?? null };
  const { bodies } = patient;
  const mesh = partOf(bodies.positions, bodies.triangles, s.first, s.count);
  return { ...head, ...mesh, fibre_direction: s.fibre ? xyz(s.fibre, 0) : middleFibre(patient, index) };
}

/** The ends of a tube's capsules with the mean radius of those that meet there. */
function centreline(patient: CompiledPatient, s: Structure): number[][] {
  const { a, b, radius } = patient.tubes;
  const points: number[][] = [];
  for (let i = s.first; i < s.first + s.count; i++) {
    const before = i > s.first ? radius[i - 1] : radius[i];
    points.push([...xyz(a, 3 * i), round2((before + radius[i]) / 2)]);
  }
  const last = s.first + s.count - 1;
  if (s.count > 0) points.push([...xyz(b, 3 * last), round2(radius[last])]);
  return points;
}

/** Mean fibre direction of a body's vertices as a unit vector, null where none is known. */
function middleFibre(patient: CompiledPatient, index: number): number[] | null {
  const { triangles, fibre } = patient.bodies;
  const { first, count } = patient.structures[index];
  let x = 0, y = 0, z = 0;
  for (let i = 3 * first; i < 3 * (first + count); i++) {
    const v = 3 * triangles[i];
    // Fibres have no sense of direction: turn each to the first half-space.
    const sign = fibre[v] * x + fibre[v + 1] * y + fibre[v + 2] * z < 0 ? -1 : 1;
    x += sign * fibre[v];
    y += sign * fibre[v + 1];
    z += sign * fibre[v + 2];
  }
  const length = Math.sqrt(x * x + y * y + z * z);
  return length > 0 ? xyz([x / length, y / length, z / length], 0) : null;
}

/** Bones, teeth and cartilages as structures of their own. */
function hardParts(patient: CompiledPatient): Record<string, unknown>[] {
  const { skull } = patient;
  return skull.parts.map((part) => ({
    id: part.id,
    name: part.id.replace(/-/g, ' '),
    kind: part.kind === 'cartilage' ? 'cartilage' : 'bone',
    side: 'mid',
    sources: ['assumed'],
    ...partOf(skull.positions, skull.triangles, part.first, part.count),
  }));
}

function layersAtLandmarks(patient: CompiledPatient): Record<string, unknown>[] {
  const grid = shellGridOf(patient);
  const cartilage = cartilageMask(patient);
  const frame = makeFrame();
  const path = makeIntervals();
  const out: Record<string, unknown>[] = [];
  for (const { id, side, at } of patient.landmarks) {
    if (at === null || patient.chart.domain[at.triangle] === 0) continue;
    frameAt(patient, at, frame);
    aim(frame, 90, 0, 0);
    const { point, normal, direction } = frame;
    const bone = skinToBone(grid, cartilage, at.triangle, point, normal);
    tracePath(grid, at.triangle, point[0], point[1], point[2], direction[0], direction[1], direction[2], bone >= 0 ? bone : 60, true, path, bone >= 0 ? bone : Infinity);
    const layers: { layer: string; from_mm: number; to_mm: number }[] = [];
    for (let i = 0; i < path.count && path.tissue[i] <= MUCOSA; i++) layers.push({ layer: TISSUES[path.tissue[i]], from_mm: round2(i === 0 ? 0 : path.to[i - 1]), to_mm: round2(path.to[i]) });
    out.push({ landmark: id, side, skin_to_bone_mm: bone >= 0 ? round2(bone) : null, layers });
  }
  return out;
}
