/** Names for ids, as a reader meets them in score cards and panels. */
import { PRODUCTS, TOXINS } from '../atlas/devices';
import type { Tissue } from '../patient/layers';

/** A name as it stands within a sentence: small first letter, unless it is an abbreviation. */
export const inSentence = (name: string): string => (/^[A-Z][a-z]/.test(name) ? name[0].toLowerCase() + name.slice(1) : name);

/** Every tissue by name. Perichondrium is what the last layer is called over cartilage, submucosa what the soft layers of the red lip are. */
export const TISSUE_NAMES: Record<Tissue | 'perichondrium' | 'submucosa', string> = {
  skin: 'Skin',
  'superficial-fat': 'Superficial fat',
  'smas-muscle': 'SMAS and mimetic muscle',
  'deep-fat': 'Deep fat',
  'deep-fascia-superficial': 'Deep fascia, superficial leaf',
  'temporal-fat-pad': 'Temporal fat pad',
  'deep-fascia-deep': 'Deep fascia, deep leaf',
  'deep-muscle': 'Deep muscle',
  periosteum: 'Periosteum',
  perichondrium: 'Perichondrium',
  mucosa: 'Mucosa',
  submucosa: 'Submucosa',
  bone: 'Bone',
  cartilage: 'Cartilage',
  orbit: 'Orbit',
  globe: 'Globe',
  'oral-cavity': 'Oral cavity',
  'nasal-cavity': 'Nasal cavity',
  'deep-space': 'Deep space',
  outside: 'Outside',
};

/** Layers that hold no fat in the red lip, and its regions. */
const LIP_SUBMUCOSA = ['superficial-fat', 'deep-fat'];
const RED_LIP = ['upper-vermilion', 'lower-vermilion'];

/** The name of a tissue in a region of the chart: the soft layers of the red lip on both sides of its muscle are submucosa. An id that is not known stays as it is. */
export function tissueName(id: string, region: string | null = null): string {
  const here = LIP_SUBMUCOSA.includes(id) && RED_LIP.includes(region ?? '') ? 'submucosa' : id;
  return (TISSUE_NAMES as Record<string, string>)[here] ?? here;
}

/** A tissue within a sentence: `smas-muscle` -> "SMAS and mimetic muscle". */
export const tissueWords = (id: string, region: string | null = null): string => inSentence(tissueName(id, region));

/** The name of a product of the devices table; an id that is not known stays as it is. */
export const productName = (id: string): string => [...PRODUCTS, ...TOXINS].find((product) => product.id === id)?.name ?? id;
