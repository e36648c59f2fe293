/**
 * Where a point of the texture layout of head.glb lies in Bevel's own texture atlas.
 *
 * The layout of head.glb gives the head half of the square, evenly. Here the head fills most of it and is stretched
 * smoothly so that the face gets several times the texels of the scalp; neck, mouth lining and eye sockets share a
 * strip at the lower edge. The baker and the screen call the same function, so pictures and mesh always agree.
 */

/** Where the strip for the small islands begins, in atlas units from the top. */
const STRIP = 0.888;
const STRIP_HEIGHT = 0.108;
const FACE_STRETCH_ACROSS = 1.3;
const FACE_STRETCH_DOWN = 0.85;

/** Atlas coordinates (0..1, y down) of one texture coordinate of head.glb (y up). */
export function atlasPoint(u: number, v: number): [number, number] {
  if (v > 0.474) {
    const rest = clamp01((v - 0.4765) / 0.5185);
    const across = Math.min(1, Math.max(-1, (u - 0.5) / 0.4925));
    return [
      0.5 + (0.496 * across * (1 + FACE_STRETCH_ACROSS)) / (1 + FACE_STRETCH_ACROSS * Math.abs(across)),
      0.004 + 0.874 * (1 - (rest * (1 + FACE_STRETCH_DOWN)) / (1 + FACE_STRETCH_DOWN * rest)),
    ];
  }
  if (u < 0.69) return [0.005 + 0.6 * clamp01(u / 0.69), STRIP + STRIP_HEIGHT * clamp01(1 - v / 0.474)];
  if (v < 0.232) return [0.62 + 0.2 * clamp01((u - 0.69) / 0.28), STRIP + STRIP_HEIGHT * clamp01(1 - v / 0.232)];
  return [0.84 + 0.155 * clamp01((u - 0.69) / 0.22), STRIP + STRIP_HEIGHT * clamp01(1 - (v - 0.232) / 0.142)];
}

function clamp01(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** Atlas coordinates for a whole array of texture coordinates of head.glb (u, v interleaved). */
export function atlasUv(uv: Float32Array): Float32Array {
  const out = new Float32Array(uv.length);
  for (let i = 0; i < uv.length; i += 2) {
    const [x, y] = atlasPoint(uv[i], uv[i + 1]);
    out[i] = x;
    out[i + 1] = y;
  }
  return out;
}

/** Millimetres per unit of head.glb's texture layout on the face, for detail tiles (near enough conformal there). */
export const MM_PER_UV = 690;
