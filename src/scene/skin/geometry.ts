import { BufferAttribute, BufferGeometry } from 'three';
import { atlasUv, MM_PER_UV } from './atlasUv';
import { levelIndex, type LevelIndex, type SkinLevel } from './lod';

/** The part of the head model that the skin picture needs: `head.surface.render`. */
export interface SkinTopology {
  /** Skin vertex per render vertex (render vertices are split at texture seams). */
  toSkin: ArrayLike<number>;
  /** Texture coordinates of head.glb per render vertex. */
  uv: Float32Array;
  triangles: Uint32Array;
}

/** Size of the pore tile on the skin, mm. */
export const PORE_TILE_MM = 14;

/** A geometry whose index holds several levels of detail; `drawLevel` chooses one. */
export type SkinGeometry = BufferGeometry & Pick<LevelIndex, 'levels'>;

/** Render geometry of one head; positions come with `updateSkinGeometry`. */
export function createSkinGeometry(topology: SkinTopology): SkinGeometry {
  const n = topology.toSkin.length;
  const { index, levels } = levelIndex(topology.triangles);
  const geometry = Object.assign(new BufferGeometry(), { levels });
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(n * 3), 3));
  geometry.setAttribute('normal', new BufferAttribute(new Float32Array(n * 3), 3));
  geometry.setAttribute('atlasUv', new BufferAttribute(atlasUv(topology.uv), 2));
  geometry.setAttribute('detailUv', new BufferAttribute(topology.uv.map((x) => (x * MM_PER_UV) / PORE_TILE_MM), 2));
  geometry.setIndex(new BufferAttribute(index, 1));
  drawLevel(geometry, 'fine');
  return geometry;
}

/** Draws this level from now on. */
export function drawLevel(geometry: SkinGeometry, level: SkinLevel): void {
  const { start, count } = geometry.levels[level];
  geometry.setDrawRange(start, count);
}

/** Puts a patient's skin (mm, per skin vertex) into the render geometry. */
export function updateSkinGeometry(geometry: BufferGeometry, topology: SkinTopology, skin: { positions: Float32Array; normals: Float32Array }): void {
  const position = geometry.getAttribute('position') as BufferAttribute;
  const normal = geometry.getAttribute('normal') as BufferAttribute;
  const p = position.array as Float32Array;
  const q = normal.array as Float32Array;
  for (let i = 0; i < topology.toSkin.length; i++) {
    const s = topology.toSkin[i] * 3;
    for (let k = 0; k < 3; k++) {
      p[i * 3 + k] = skin.positions[s + k];
      q[i * 3 + k] = skin.normals[s + k];
    }
  }
  position.needsUpdate = true;
  normal.needsUpdate = true;
  geometry.computeBoundingSphere();
  geometry.computeBoundingBox();
}
