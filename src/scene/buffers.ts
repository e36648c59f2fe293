/** three geometries over the patient's own typed arrays, made once per patient and thrown away with it. */
import { BufferAttribute, BufferGeometry, Sphere, Vector3 } from 'three';

export interface BufferParts {
  positions: Float32Array;
  normals?: Float32Array;
  index: Uint32Array;
  extra?: Record<string, { array: Float32Array; size: number }>;
}

/** A geometry over existing arrays; normals are computed when none are given. */
export function geometryOf({ positions, normals, index, extra = {} }: BufferParts): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  for (const [name, { array, size }] of Object.entries(extra)) geometry.setAttribute(name, new BufferAttribute(array, size));
  geometry.setIndex(new BufferAttribute(index, 1));
  if (normals) geometry.setAttribute('normal', new BufferAttribute(normals, 3));
  else geometry.computeVertexNormals();
  // One generous sphere: the head is always in view, and culling a part by mistake is worse than drawing it.
  geometry.boundingSphere = new Sphere(new Vector3(0, -20, 0), 320);
  return geometry;
}

/** The same buffers with another stretch of the index, for highlights. */
export function sharedGeometry(source: BufferGeometry, start: number, count: number): BufferGeometry {
  const geometry = new BufferGeometry();
  for (const [name, attribute] of Object.entries(source.attributes)) geometry.setAttribute(name, attribute);
  geometry.setIndex(source.index);
  geometry.setDrawRange(start, count);
  geometry.boundingSphere = source.boundingSphere;
  return geometry;
}
