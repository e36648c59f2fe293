/**
 * The unrolled start of the face chart, by least squares on the mesh: the gradient of v should be the unit direction "up along the skin",
 * that of u the direction at right angles, away from the midline.
 */
import { factorise, type Csr } from './sparse';
import { cross, dot3, hatGradients, smoothNormals, unit, type Surface, type Vec3 } from './surface';

/**
 * Up along the skin for a surface normal: straight up where the skin faces forward or sideways, turning forward where it faces down (under
 * the chin, jaw and nose), so that v falls as one walks down the front of the chin and back along the neck.
 */
export function upAlongSkin(normal: Vec3): Vec3 {
  const down = Math.min(1, Math.max(0, (-normal[1] - 0.35) / 0.6));
  const forward = down * down * (3 - 2 * down);
  const wanted: Vec3 = [0, 1 - forward, forward];
  const along = dot3(wanted, normal);
  return unit([wanted[0] - along * normal[0], wanted[1] - along * normal[1], wanted[2] - along * normal[2]]);
}

/**
 * Solve the two Poisson problems of the unrolling on the left half of the face.
 * @param half the half mesh, x >= 0, in mm
 * @param stiffness its cotangent Laplacian
 * @param midline 1 for vertices on x = 0, where u is 0
 * @param anchor a vertex whose v is known, and that v
 * @returns u and v per vertex, mm
 */
export function unroll(half: Surface, stiffness: Csr, midline: Uint8Array, anchor: { vertex: number; v: number }): { u: Float64Array; v: Float64Array } {
  const count = half.positions.length / 3;
  const normals = smoothNormals(half, 12);
  const bu = new Float64Array(count);
  const bv = new Float64Array(count);
  for (let t = 0; t < half.triangles.length / 3; t++) {
    const { gradients, area, normal } = hatGradients(half, t);
    const mean: Vec3 = [0, 0, 0];
    for (let k = 0; k < 3; k++) for (let c = 0; c < 3; c++) mean[c] += normals[half.triangles[3 * t + k]][c];
    const smooth = upAlongSkin(unit(mean));
    const along = dot3(smooth, normal);
    const up = unit([smooth[0] - along * normal[0], smooth[1] - along * normal[1], smooth[2] - along * normal[2]]);
    const lateral = cross(up, normal);
    for (let k = 0; k < 3; k++) {
      bu[half.triangles[3 * t + k]] += area * dot3(gradients[k], lateral);
      bv[half.triangles[3 * t + k]] += area * dot3(gradients[k], up);
    }
  }
  const held = new Float64Array(count).fill(anchor.v);
  const fixed = new Uint8Array(count);
  fixed[anchor.vertex] = 1;
  return { u: factorise(stiffness, midline)(bu), v: factorise(stiffness, fixed, held)(bv) };
}
