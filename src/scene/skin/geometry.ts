import { BufferAttribute, BufferGeometry } from 'three';
import { atlasUv, MM_PER_UV } from './atlasUv.ts';

/** The part of the head model that the skin picture needs. */
export interface SkinTopology {
  /** Skin vertex per render vertex (render vertices are split at texture seams). */
  renderToSkin: ArrayLike<number>;
  /** Base-mesh texture coordinates per render vertex. */
  renderUv: Float32Array;
  renderTriangles: Uint32Array;
}

/** Size of the pore tile on the skin, mm. */
export const PORE_TILE_MM = 14;

/** Render geometry of one head; positions come with `updateSkinGeometry`. */
export function createSkinGeometry(topology: SkinTopology): BufferGeometry {
  const n = topology.renderToSkin.length;
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(n * 3), 3));
  geometry.setAttribute('normal', new BufferAttribute(new Float32Array(n * 3), 3));
  geometry.setAttribute('atlasUv', new BufferAttribute(atlasUv(topology.renderUv), 2));
  geometry.setAttribute('detailUv', new BufferAttribute(topology.renderUv.map((x) => (x * MM_PER_UV) / PORE_TILE_MM), 2));
  geometry.setIndex(new BufferAttribute(topology.renderTriangles, 1));
  return geometry;
}

/** Puts a patient's skin (mm, per skin vertex) into the render geometry. */
export function updateSkinGeometry(geometry: BufferGeometry, topology: SkinTopology, skin: { positions: Float32Array; normals: Float32Array }): void {
  const position = geometry.getAttribute('position') as BufferAttribute;
  const normal = geometry.getAttribute('normal') as BufferAttribute;
  const p = position.array as Float32Array;
  const q = normal.array as Float32Array;
  for (let i = 0; i < topology.renderToSkin.length; i++) {
    const s = topology.renderToSkin[i]! * 3;
    for (let k = 0; k < 3; k++) {
      p[i * 3 + k] = skin.positions[s + k]!;
      q[i * 3 + k] = skin.normals[s + k]!;
    }
  }
  position.needsUpdate = true;
  normal.needsUpdate = true;
  geometry.computeBoundingSphere();
  geometry.computeBoundingBox();
}
