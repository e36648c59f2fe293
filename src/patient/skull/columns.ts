/** Columns against the skin normals: for work on the skull without a tissue shell. */
import type { Columns } from './pull';

/** Columns straight in, for a skin that has no shell. @param normals unit normals of the skin */
export function normalColumns(skin: Float32Array, normals: Float32Array): Columns {
  return { skin, directions: Float32Array.from(normals, (v) => -v) };
}
