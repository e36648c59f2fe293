import raw from './data/tissues.json';

interface TissueFile {
  tissues: { id: string; kind: string; colour_srgb?: string }[];
  materials: { id: string; colour_srgb?: string }[];
}

const file = raw as unknown as TissueFile;
const colours = new Map([...file.tissues, ...file.materials].flatMap((row) => (row.colour_srgb ? [[row.id, row.colour_srgb] as const] : [])));

/** Tissues with ultrasound, stiffness, needle force and colour. */
export const TISSUES = file.tissues;

/** sRGB colour hint (`#rrggbb`) of a tissue or material, or undefined. */
export function tissueColour(id: string): string | undefined {
  return colours.get(id);
}
