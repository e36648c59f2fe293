/**
 * Where a point of the base mesh's texture layout lies in Bevel's own texture atlas.
 *
 * The base mesh lays out a whole body; Bevel needs the head. The head island is turned into most of the square and
 * stretched smoothly so that the face gets about twice the texels of the scalp; neck, mouth lining and eye sockets
 * share a strip at the edge. The baker and the screen call the same function, so pictures and mesh always agree.
 */

/** Edge of the strip for the small islands, in atlas units. */
const STRIP = 0.932;
const STRIP_WIDTH = 0.064;
const FACE_STRETCH_ACROSS = 1.3;
const FACE_STRETCH_DOWN = 0.85;

/** Atlas coordinates (0..1) of one base-mesh texture coordinate. */
export function atlasPoint(u: number, v: number): [number, number] {
  if (u > 0.63 && v > 0.142) {
    const down = Math.min(1, Math.max(0, (u - 0.6405) / 0.3545));
    const rest = 1 - down;
    const across = Math.min(1, Math.max(-1, (v - 0.4835) / 0.336));
    return [
      0.004 + 0.918 * (1 - (rest * (1 + FACE_STRETCH_DOWN)) / (1 + FACE_STRETCH_DOWN * rest)),
      0.5 + (0.496 * across * (1 + FACE_STRETCH_ACROSS)) / (1 + FACE_STRETCH_ACROSS * Math.abs(across)),
    ];
  }
  if (v > 0.64) return [STRIP + (STRIP_WIDTH * clamp01((v - 0.74) / 0.26)), 0.005 + 0.6 * clamp01((u - 0.08) / 0.6)];
  if (u > 0.63) return [STRIP + (STRIP_WIDTH * clamp01(v / 0.142)), 0.62 + 0.2 * clamp01((u - 0.75) / 0.185)];
  return [STRIP + (STRIP_WIDTH * clamp01((v - 0.54) / 0.1)), 0.84 + 0.155 * clamp01(u / 0.16)];
}

function clamp01(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** Atlas coordinates for a whole array of base-mesh texture coordinates (u, v interleaved). */
export function atlasUv(uv: Float32Array): Float32Array {
  const out = new Float32Array(uv.length);
  for (let i = 0; i < uv.length; i += 2) {
    const [x, y] = atlasPoint(uv[i]!, uv[i + 1]!);
    out[i] = x;
    out[i + 1] = y;
  }
  return out;
}

/** Millimetres per unit of the base mesh's texture layout on the face, for detail tiles (near enough conformal there). */
export const MM_PER_UV = 1010;
