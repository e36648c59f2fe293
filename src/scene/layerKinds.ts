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

/** What a face in whole skin is labelled with: the landmarks that courses and plans start from. */
export const SKIN_LANDMARKS: ReadonlyMap<string, string> = new Map(Object.entries({
  glabella: 'Glabella', frontotemporale: 'Frontotemporale', 'lateral-brow': 'Lateral brow (tail)', sellion: 'Sellion',
  orbitale: 'Orbitale', 'malar-prominence': 'Malar prominence', 'mid-zygomatic-arch': 'Mid-arch', tragion: 'Tragion',
  pronasale: 'Pronasale', 'alar-crease': 'Alar crease point', subnasale: 'Subnasale', cheilion: 'Cheilion',
  'labiomental-sulcus': 'Labiomental sulcus', gonion: 'Gonion', pogonion: 'Pogonion',
}));

/** What a face without its skin is labelled with while nothing is selected or isolated: the landmarks of a dissection. */
export const PRINCIPAL: ReadonlySet<string> = new Set([
  'frontalis', 'temporalis', 'orbicularis-oculi-orbital', 'zygomaticus-major', 'orbicularis-oris', 'depressor-anguli-oris', 'masseter-superficial',
  'facial-artery', 'superficial-temporal-artery', 'supraorbital-artery', 'facial-vein', 'facial-marginal-mandibular', 'facial-temporal', 'parotid-superficial',
]);
