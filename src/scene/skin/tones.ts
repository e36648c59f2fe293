import { Color } from 'three';

/** How a person's skin, hair and eyes are coloured; all the same maps, other amounts of pigment. */
export interface SkinTone {
  id: string;
  /** Fitzpatrick phototype that the tone stands for. */
  fitzpatrick: 1 | 2 | 3 | 4 | 5 | 6;
  /** Amount of melanin and of blood near the surface, in units of the shader's absorption, and how strongly each varies over the face. */
  melanin: number;
  blood: number;
  melaninSpread: number;
  bloodSpread: number;
  hair: Color;
  /** Iris: colour of the outer stroma and of the ring round the pupil. */
  iris: Color;
  irisCentre: Color;
  /** What the white of the eye is multiplied with. */
  sclera: Color;
}

const srgb = (hex: string) => new Color(hex);

export const SKIN_TONES: Readonly<Record<'light' | 'deep', SkinTone>> = {
  light: { id: 'light', fitzpatrick: 2, melanin: 0.26, blood: 0.36, melaninSpread: 0.55, bloodSpread: 1, hair: srgb('#33271f'), iris: srgb('#69706b'), irisCentre: srgb('#7d6a4a'), sclera: new Color(1, 1, 1) },
  deep: { id: 'deep', fitzpatrick: 5, melanin: 1.16, blood: 0.34, melaninSpread: 0.95, bloodSpread: 0.62, hair: srgb('#1b1613'), iris: srgb('#2e1c11'), irisCentre: srgb('#432813'), sclera: new Color(0.74, 0.69, 0.6) },
};

export type ToneId = keyof typeof SKIN_TONES;
