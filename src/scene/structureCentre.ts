import type { CompiledPatient, Structure } from '../patient/types';
import { length, sub, unit, type Vec3 } from './rig/ray';

/** Farther than this from its body, mm, a middle lies in the hole of a ring. */
const HOLE_MM = 3;

/** The middle of a body; for a ring the corner of it that lies nearest to halfway between the middle and its most lateral corner. */
function onBody(patient: CompiledPatient, { first, count }: Structure, middle: Vec3): Vec3 {
  const { positions, triangles } = patient.bodies;
  const corner = (t: number): Vec3 => [positions[triangles[t] * 3], positions[triangles[t] * 3 + 1], positions[triangles[t] * 3 + 2]];
  const nearest = (to: Vec3): Vec3 => {
    let best = corner(first * 3);
    for (let t = first * 3; t < (first + count) * 3; t++) if (length(sub(corner(t), to)) < length(sub(best, to))) best = corner(t);
    return best;
  };
  if (length(sub(nearest(middle), middle)) <= HOLE_MM) return middle;
  let side = corner(first * 3);
  for (let t = first * 3; t < (first + count) * 3; t++) if (Math.abs(corner(t)[0]) > Math.abs(side[0])) side = corner(t);
  return nearest([(middle[0] + side[0]) / 2, (middle[1] + side[1]) / 2, (middle[2] + side[2]) / 2]);
}

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
    point = onBody(patient, structure, [sum[0] / n, sum[1] / n, sum[2] / n]);
  }
  // The head's middle lies a little behind the ears' line of sight for this purpose; level views read best.
  const outward = unit([point[0], (point[1] + 10) * 0.35, Math.max(8, point[2] - 10)]);
  return { point, outward };
}
