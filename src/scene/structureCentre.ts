import type { CompiledPatient } from '../patient/types';
import { unit, type Vec3 } from './rig/ray';

/** A point in the middle of a structure, and the direction from which to look at it: outwards from the head's axis. */
export function centreOf(patient: CompiledPatient, index: number): { point: Vec3; outward: Vec3 } | null {
  const structure = patient.structures[index];
  if (!structure || structure.count === 0) return null;
  let point: Vec3;
  if (structure.shape === 'tube') {
    const o = (structure.first + Math.floor(structure.count / 2)) * 3;
    const { a } = patient.tubes;
    point = [a[o], a[o + 1], a[o + 2]];
  } else {
    const { positions, triangles } = patient.bodies;
    const sum = [0, 0, 0];
    for (let t = structure.first * 3; t < (structure.first + structure.count) * 3; t++) for (let k = 0; k < 3; k++) sum[k] += positions[triangles[t] * 3 + k];
    const n = structure.count * 3;
    point = [sum[0] / n, sum[1] / n, sum[2] / n];
  }
  // The head's middle lies a little behind the ears' line of sight for this purpose; level views read best.
  const outward = unit([point[0], (point[1] + 10) * 0.35, Math.max(8, point[2] - 10)]);
  return { point, outward };
}
