import type { Line } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import type { Intervals } from './prism';
import { DEEP_SPACE, GLOBE, ORBIT, OUTSIDE } from './tissue';

/** Radius of an adult globe, mm: axial length about 24 mm (textbook, not measured on this face). */
export const GLOBE_RADIUS = 12;

/** x, y, z of both globes, mm: the pupil landmark lies on the front pole. */
export function globeCentres(patient: CompiledPatient): Float64Array {
  const out: number[] = [];
  for (const { id, point } of patient.landmarks) if (id === 'pupil') out.push(point[0], point[1], point[2] - GLOBE_RADIUS);
  return new Float64Array(out);
}

/** True for what a globe takes the place of: the shell knows only that the orbit is below it. */
const yields = (code: number): boolean => code === ORBIT || code === DEEP_SPACE || code === OUTSIDE;

/**
 * Turn what a traced line passes within a globe, and not within the shell, into `globe`. `out` is changed in place; intervals without
 * a globe keep their ends. Does not allocate; a full list keeps what does not fit as it was.
 *
 * @param centres x, y, z per globe, mm
 * @param line the traced line: origin and unit direction, mm
 */
export function markGlobes(centres: Float64Array, line: Line, out: Intervals): void {
  for (let e = 0; e < centres.length; e += 3) {
    const x = centres[e] - line[0], y = centres[e + 1] - line[1], z = centres[e + 2] - line[2];
    const along = x * line[3] + y * line[4] + z * line[5];
    const square = GLOBE_RADIUS * GLOBE_RADIUS - (x * x + y * y + z * z - along * along);
    if (square <= 0) continue;
    const half = Math.sqrt(square);
    const from = along - half, to = along + half;
    for (let i = 0; i < out.count; i++) {
      const begin = i === 0 ? 0 : out.to[i - 1], end = out.to[i];
      if (!yields(out.tissue[i]) || begin >= to || end <= from) continue;
      const before = from > begin ? 1 : 0, after = to < end ? 1 : 0;
      if (out.count + before + after > out.tissue.length) return;
      for (let k = out.count - 1; k >= i; k--) {
        out.tissue[k + before + after] = out.tissue[k];
        out.to[k + before + after] = out.to[k];
      }
      out.count += before + after;
      if (before === 1) {
        out.tissue[i] = out.tissue[i + before + after];
        out.to[i] = from;
      }
      out.tissue[i + before] = GLOBE;
      out.to[i + before] = after === 1 ? to : end;
      i += before + after;
    }
  }
}
