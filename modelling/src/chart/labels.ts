/** The labels that the chart must meet: where each landmark of the atlas sits on the reference head. */
import { LANDMARKS } from '../../../src/atlas/landmarks';
import type { Pin } from './correct';
import type { Surface } from './surface';

/** Left and midline landmark vertices of hm08. */
const VERTEX: Record<string, number> = {
  glabella: 220, sellion: 132, rhinion: 164, pronasale: 297, subnasale: 343, 'labiale-superius': 455, 'labiale-inferius': 496, 'labiomental-sulcus': 724,
  pogonion: 5162, gnathion: 5225, alare: 7102, cheilion: 10404, endocanthion: 6851, orbitale: 11857, zygion: 7038, gonion: 7459, frontotemporale: 7439,
};

export function landmarkPins(_skin: Surface, source: ArrayLike<number>): Pin[] {
  const pins: Pin[] = [];
  for (const l of LANDMARKS) {
    const v = VERTEX[l.id];
    if (v === undefined) continue;
    const at = Array.from(source).indexOf(v);
    pins.push({ id: l.id, vertices: [at], weights: [1], u: l.symmetry === 'midline' ? null : l.reference_uv[0], v: l.reference_uv[1], weight: 1 });
  }
  return pins;
}
