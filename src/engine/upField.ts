import type { CompiledPatient } from '../patient/types';

const fields = new WeakMap<Float32Array, Float32Array>();

/** Times each vertex is set to the mean of itself and its neighbours. */
const PASSES = 3;

/**
 * Up the face per skin vertex: the gradient of v (xyz; only the direction counts), summed by area over the charted triangles round the vertex and
 * faired. A single triangle leans by ten degrees and more where the chart was drawn out or pressed; on the midline the mean of both sides
 * stands upright. 0 where there is no chart. Made once a patient, kept with its skin.
 */
export function upField({ skin, chart }: Pick<CompiledPatient, 'skin' | 'chart'>): Float32Array {
  let field = fields.get(skin.positions);
  if (!field) {
    field = build(skin.positions, skin.triangles, chart);
    fields.set(skin.positions, field);
  }
  return field;
}

function build(p: Float32Array, triangles: Uint32Array, { uv, domain }: CompiledPatient['chart']): Float32Array {
  let field = new Float32Array(p.length);
  for (let t = 0; t < domain.length; t++) {
    if (domain[t] === 0) continue;
    const ia = triangles[3 * t], ib = triangles[3 * t + 1], ic = triangles[3 * t + 2];
    const ax = p[3 * ib] - p[3 * ia], ay = p[3 * ib + 1] - p[3 * ia + 1], az = p[3 * ib + 2] - p[3 * ia + 2];
    const bx = p[3 * ic] - p[3 * ia], by = p[3 * ic + 1] - p[3 * ia + 1], bz = p[3 * ic + 2] - p[3 * ia + 2];
    const nx = ay * bz - az * by, ny = az * bx - ax * bz, nz = ax * by - ay * bx;
    const area = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (area < 1e-9) continue;
    const da = uv[2 * ib + 1] - uv[2 * ia + 1], db = uv[2 * ic + 1] - uv[2 * ia + 1];
    // Gradient times area: (da * (b x n) + db * (n x a)) / |n|.
    const gx = (da * (by * nz - bz * ny) + db * (ny * az - nz * ay)) / area;
    const gy = (da * (bz * nx - bx * nz) + db * (nz * ax - nx * az)) / area;
    const gz = (da * (bx * ny - by * nx) + db * (nx * ay - ny * ax)) / area;
    for (const v of [ia, ib, ic]) {
      field[3 * v] += gx;
      field[3 * v + 1] += gy;
      field[3 * v + 2] += gz;
    }
  }
  for (let pass = 0; pass < PASSES; pass++) {
    const next = field.slice();
    for (let t = 0; t < domain.length; t++) {
      if (domain[t] === 0) continue;
      const ia = 3 * triangles[3 * t], ib = 3 * triangles[3 * t + 1], ic = 3 * triangles[3 * t + 2];
      for (let k = 0; k < 3; k++) {
        const sum = (field[ia + k] + field[ib + k] + field[ic + k]) / 6;
        next[ia + k] += sum;
        next[ib + k] += sum;
        next[ic + k] += sum;
      }
    }
    field = next;
  }
  return field;
}
