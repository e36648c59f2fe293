import type { BufferGeometry } from 'three';
import type { Strands } from './strandFile';
import { StrandBuilder, strandsOnSkin } from './strands';

/** Fine hairs (brows, then hairline) and the locks of the scalp for one patient; `browIndices` of the fine hairs' index are the brows. */
export function buildHair(strands: Strands, triangles: Uint32Array, skin: { positions: Float32Array; normals: Float32Array }, sex: 'female' | 'male', scalp = true): { fine: BufferGeometry; locks: BufferGeometry; browIndices: number } {
  const female = sex === 'female';
  const fine = new StrandBuilder();
  strandsOnSkin(fine, strands.brows, triangles, skin, { share: female ? 0.5 : 1, length: female ? 0.85 : 1, half: female ? 0.034 : 0.042, lift: 1, seed: 3 });
  const browIndices = fine.indices;
  if (scalp) strandsOnSkin(fine, strands.fringe, triangles, skin, { share: female ? 0.5 : 1, length: female ? 1 : 0.8, half: 0.042, lift: 1, seed: 9 });
  if (scalp && female) strandsOnSkin(fine, strands.frontFringe, triangles, skin, { share: 0.8, length: 1, half: 0.042, lift: 1, seed: 13 });
  const locks = new StrandBuilder();
  // First, so that the half of the mesh that a slow machine draws while it moves has them.
  if (scalp && female) strandsOnSkin(locks, strands.front, triangles, skin, { share: 0.85, length: 1.1, half: 0.6, lift: 0.85, settle: 0.8, seed: 6 });
  if (scalp) strandsOnSkin(locks, strands.hair, triangles, skin, { share: 1, length: female ? 1.1 : 0.42, half: female ? 0.6 : 0.42, lift: female ? 0.85 : 0.95, settle: female ? 0.8 : 0.55, seed: 5, interleave: true });
  return { fine: fine.build(), locks: locks.build(), browIndices };
}
