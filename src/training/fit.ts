/** Which items can be asked on a patient: the structure exists, the spot is on the skin, the layer is thick enough to be hit. */
import { LAYERS } from '../patient/layers';
import { isPlaceError } from '../patient/surface';
import type { ChartedSkin } from '../patient/surface';
import type { CompiledPatient } from '../patient/types';
import { walk } from '../patient/walk';
import { layerWindow } from '../technique/resolve';
import type { DrillItem } from './types';

/** Thinner than this on the patient a layer is not asked for; periosteum counts by touch. */
const LEAST_MM = 0.6;

/** The items of a bank that this patient allows, in their order. */
export function fitBank(bank: readonly DrillItem[], patient: CompiledPatient, surface: ChartedSkin): DrillItem[] {
  const present = new Set(patient.structures.filter((s) => s.count > 0).map((s) => s.id));
  return bank.filter((item) => {
    if (item.kind === 'point') return present.has(item.structure);
    const spot = walk(surface, item.spot, item.side);
    if (isPlaceError(spot)) return false;
    if (item.kind === 'risk') return true;
    const [top, bottom] = layerWindow(patient, spot.at, LAYERS.indexOf(item.layer));
    return bottom - top >= (item.layer === 'periosteum' ? 0.05 : LEAST_MM);
  });
}
