/** Where a drill item happens: a ring on the skin, and the head turned towards it. */
import { frameAt, makeFrame } from '../../engine/frame';
import { isPlaceError, type Placed } from '../../patient/surface';
import type { CompiledPatient, Side } from '../../patient/types';
import { walk } from '../../patient/walk';
import { chartedSkin } from './charted';
import { store } from './store';

interface Spot {
  landmark: string;
  lateral_mm: number;
  superior_mm: number;
}

/** The spot on this patient's skin; null where this face has no such place. */
export function spotOn(patient: CompiledPatient, spot: Spot, side: Side): Placed | null {
  const found = walk(chartedSkin(patient), spot, side);
  return isPlaceError(found) ? null : found;
}

/** Mark the spot and look at it. */
export function markSpot(patient: CompiledPatient, spot: Spot, side: Side): void {
  const found = spotOn(patient, spot, side);
  if (!found) return;
  const { normal } = frameAt(patient, found.at, makeFrame(), side);
  store.setState({ marks: [{ at: found.at, side }] });
  store.getState().lookAt(found.point, [normal[0], normal[1], normal[2]], 240);
}

export function clearMarks(): void {
  store.setState({ marks: [] });
}
