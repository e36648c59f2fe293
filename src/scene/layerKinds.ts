import type { StructureKind } from '../patient/types';
import type { LayerKey } from '../ui/state/view';

/** Which structures stand in which layer of the controls. */
export const LAYER_KINDS: Record<Exclude<LayerKey, 'skin'>, StructureKind[]> = {
  fat: ['fat', 'ligament'],
  muscle: ['muscle'],
  artery: ['artery'],
  vein: ['vein'],
  nerve: ['nerve'],
  gland: ['gland', 'duct'],
  bone: ['bone', 'cartilage'],
};
