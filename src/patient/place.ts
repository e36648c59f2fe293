/** Places atlas data: offsets are millimetres of the reference face, so they scale with the patient's own face. */
import { atLabel, placed, sideSign, startOf, type ChartedSkin, type Placed, type PlaceError } from './surface';
import type { Side } from './types';

/** A point on the skin as the atlas stores it. */
export interface PlaceRequest {
  landmark: string;
  lateral_mm: number;
  superior_mm: number;
}

/**
 * The skin point of a landmark plus an offset in reference millimetres: the landmark's chart label on this patient plus the offset.
 * A negative lateral offset may cross the midline. `reach` > 0 accepts the nearest chart point within so many mm.
 * @returns the point, or an error that names the field and the mend
 */
export function place(surface: ChartedSkin, request: PlaceRequest, side: Side, reach = 0): Placed | PlaceError {
  const start = startOf(surface, request.landmark, side, 'landmark');
  if ('code' in start) return start;
  const u = start.uv[0] + sideSign(side) * request.lateral_mm;
  const v = start.uv[1] + request.superior_mm;
  const at = atLabel(surface, u, v, reach);
  if (!at) return { code: 'off-chart', path: 'lateral_mm', message: `${request.landmark} ${request.lateral_mm} mm lateral, ${request.superior_mm} mm superior lies off the face chart; choose a smaller offset.` };
  return placed(surface, at);
}
