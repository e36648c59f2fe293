import type { CompiledPatient, StructureKind } from '../patient/types';
import type { Reading } from './reading';
import { GLOBE, ORBIT } from './tissue';

export type RiskLevel = 'low' | 'caution' | 'danger';

/** Tip or opening this near to a wall means caution, mm: published drift of the tip on aspiration is 2.9 mm (evidence: aspMove2022). */
export const CAUTION_MM = 3;

export const isVessel = (kind: StructureKind): boolean => kind === 'artery' || kind === 'vein';

/** 1 when pierced, else max(0, 1 - d / 3) with d the lesser of tip and opening distance. A model, not a probability. */
export function riskValue(pierced: boolean, tip: number, opening: number): number {
  if (pierced) return 1;
  const d = tip < opening ? tip : opening;
  return d >= CAUTION_MM ? 0 : d <= 0 ? 1 : 1 - d / CAUTION_MM;
}

/** How far the shaft's way leads towards the eye: 0 not at all, 1 into the orbit (behind the septum), 2 into the globe. Does not allocate. */
export function eyeEntered({ path }: Reading): 0 | 1 | 2 {
  let found: 0 | 1 | 2 = 0;
  for (let i = 0; i < path.count; i++) {
    if (path.tissue[i] === GLOBE) return 2;
    if (path.tissue[i] === ORBIT) found = 1;
  }
  return found;
}

/**
 * Risk on this patient, from the structures already in `out.near`. Does not allocate.
 * danger: the opening lies in a lumen, the shaft pierces the wall of a vessel, nerve, duct or gland, or it enters orbit or globe; caution: tip or opening within 3 mm
 * of a wall; else low, which means "none modelled within 3 mm", never "safe".
 */
export function assess(patient: CompiledPatient, out: Reading): void {
  const { near } = out;
  let vascular = 0, nerve = 0, rank = eyeEntered(out) > 0 ? 2 : 0;
  for (let i = 0; i < near.count; i++) {
    const kind = patient.structures[near.structure[i]].kind;
    const pierced = near.pierced[i] === 1;
    const value = riskValue(pierced, near.tip[i], near.opening[i]);
    if (isVessel(kind) && value > vascular) vascular = value;
    if (kind === 'nerve' && value > nerve) nerve = value;
    const grade = pierced || near.inLumen[i] === 1 ? 2 : value > 0 ? 1 : 0;
    if (grade > rank) rank = grade;
  }
  out.vascular = vascular;
  out.nerve = nerve;
  out.level = rank === 2 ? 'danger' : rank === 1 ? 'caution' : 'low';
}

const mm = (x: number): string => {
  const tenths = Math.round(Math.max(0, x) * 10);
  return `${Math.floor(tenths / 10)}.${tenths % 10} mm`;
};

/** The reasons for the level, in words, worst first; for `low` the one sentence that says what low means. */
export function reasons(patient: CompiledPatient, reading: Reading): string[] {
  const { near } = reading;
  const lines: { grade: number; distance: number; text: string }[] = [];
  for (let i = 0; i < near.count; i++) {
    const { name, kind, side } = patient.structures[near.structure[i]];
    const label = side === 'mid' ? name : `${side} ${name}`;
    const distance = Math.min(near.tip[i], near.opening[i]);
    if (near.inLumen[i] === 1) lines.push({ grade: 4, distance: near.opening[i], text: `the opening lies in the ${label}` });
    else if (near.pierced[i] === 1) lines.push({ grade: kind === 'gland' ? 2 : 3, distance: near.shaft[i], text: `the shaft pierces the ${label}` });
    else if (distance < CAUTION_MM) lines.push({ grade: 1, distance, text: `the ${near.tip[i] <= near.opening[i] ? 'tip' : 'opening'} is ${mm(distance)} from the wall of the ${label}` });
  }
  const eye = eyeEntered(reading);
  if (eye > 0) lines.push({ grade: 4 + eye, distance: 0, text: eye === 2 ? 'the needle enters the globe' : 'the needle enters the orbit' });
  lines.sort((a, b) => b.grade - a.grade || a.distance - b.distance);
  return lines.length > 0 ? lines.map((line) => line.text) : ['none modelled within 3 mm'];
}
