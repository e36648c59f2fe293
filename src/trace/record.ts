/** From the engine's reading, which is overwritten at the next pose, to the small copy that a trace keeps. */
import { REGIONS } from '../atlas/regions';
import { round4 } from '../engine/math';
import type { Reading } from '../engine/reading';
import { isHard, TISSUES } from '../engine/tissue';
import type { CompiledPatient, StructureKind } from '../patient/types';
import type { NearKind, NearRecord, RecordedReading, TouchRecord, Vec3 } from './types';

/** Nearer to the midline than this an entry counts as midline, mm. */
const MIDLINE_MM = 0.05;

const vec = (a: Float64Array, i = 0): Vec3 => [round4(a[i]), round4(a[i + 1]), round4(a[i + 2])];

const isVessel = (kind: StructureKind): boolean => kind === 'artery' || kind === 'vein';
const isTube = (kind: StructureKind): kind is NearKind => kind === 'artery' || kind === 'vein' || kind === 'nerve' || kind === 'duct';

/** The eye's part that the shaft has entered, from the layers of its path; null when neither. */
export function eyeOn({ path }: RecordedReading): 'globe' | 'orbit' | null {
  if (path.some((part) => part.layer === 'globe')) return 'globe';
  return path.some((part) => part.layer === 'orbit') ? 'orbit' : null;
}

/** Copies a reading. All numbers are rounded to 1e-4 (mm, degrees). */
export function recordReading(patient: CompiledPatient, reading: Reading): RecordedReading {
  const { frame, probe, near, path, bodies } = reading;
  const touch = (index: number): TouchRecord => {
    const { id, name, kind, side } = patient.structures[index];
    return { id, name, kind: kind as NearKind, side };
  };
  let vessel: NearRecord | null = null;
  let nerve: NearRecord | null = null;
  const pierced: TouchRecord[] = [];
  const lumen: TouchRecord[] = [];
  for (let i = 0; i < near.count; i++) {
    const index = near.structure[i];
    const { kind } = patient.structures[index];
    if (!isTube(kind)) continue;
    const distance_mm = round4(Math.min(near.tip[i], near.opening[i]));
    const record = (): NearRecord => ({ ...touch(index), distance_mm, shaft_distance_mm: round4(near.shaft[i]) });
    if (isVessel(kind) && (vessel === null || distance_mm < vessel.distance_mm)) vessel = record();
    if (kind === 'nerve' && (nerve === null || distance_mm < nerve.distance_mm)) nerve = record();
    if (near.pierced[i] === 1) pierced.push(touch(index));
    if (near.inLumen[i] === 1 && isVessel(kind)) lumen.push(touch(index));
  }
  const layers: RecordedReading['path'] = [];
  for (let i = 0, from = 0; i < path.count; i++) {
    layers.push({ layer: TISSUES[path.tissue[i]], from_mm: round4(from), to_mm: round4(path.to[i]) });
    from = path.to[i];
  }
  const within: string[] = [];
  for (let i = 0; i < bodies.count; i++) if (bodies.to[i] >= reading.reached) within.push(patient.structures[bodies.structure[i]].id);
  const region = patient.chart.region[reading.triangle];
  const o = probe.opening;
  return {
    entry: {
      point_mm: vec(frame.point),
      uv_mm: [round4(Math.abs(frame.u)), round4(frame.v)],
      region: REGIONS[region]?.id ?? null,
      side: Math.abs(frame.u) < MIDLINE_MM ? 'mid' : frame.side,
    },
    tip: { point_mm: vec(reading.tip), layer: TISSUES[reading.tissue], depth_below_skin_mm: round4(reading.depthBelowSkin) },
    opening_mm: [round4((o[0] + o[3]) / 2), round4((o[1] + o[4]) / 2), round4((o[2] + o[5]) / 2)],
    depth_reached_mm: round4(reading.reached),
    skin_to_bone_mm: reading.skinToBone >= 0 ? round4(reading.skinToBone) : null,
    hard_tissue: isHard(reading.hard) ? (TISSUES[reading.hard] as 'bone' | 'cartilage') : null,
    bone_contact: reading.boneContact,
    path: layers,
    vessel,
    nerve,
    pierced,
    opening_in_lumen: lumen,
    within,
    risk: { level: reading.level, vascular: round4(reading.vascular), nerve: round4(reading.nerve) },
  };
}
