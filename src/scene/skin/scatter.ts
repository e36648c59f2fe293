import { DataTexture, ClampToEdgeWrapping, LinearFilter, RGBAFormat, UnsignedByteType } from 'three';

/** Variance (mm²) and RGB weight of each Gaussian of the skin diffusion profile (d'Eon & Luebke, GPU Gems 3, chapter 14). */
const PROFILE: readonly (readonly [number, readonly [number, number, number]])[] = [
  [0.0064, [0.233, 0.455, 0.649]],
  [0.0484, [0.1, 0.336, 0.344]],
  [0.187, [0.118, 0.198, 0]],
  [0.567, [0.113, 0.007, 0.007]],
  [1.99, [0.358, 0.004, 0]],
  [7.41, [0.078, 0, 0]],
];

/** Largest curvature of the table, 1/mm. */
export const MAX_CURVATURE = 0.2;

/**
 * Light that leaves a sphere of the given curvature (1/mm) where the light comes in at angle `theta` (radians):
 * the cosine smeared along the surface by the diffusion profile, per colour channel, 0..1.
 */
export function scattered(theta: number, curvature: number): [number, number, number] {
  const radius = 1 / Math.max(curvature, 1e-4);
  const light = [0, 0, 0];
  const total = [0, 0, 0];
  // Sampled evenly in distance along the surface, out to three standard deviations of the widest Gaussian.
  const reach = Math.min(Math.PI, 8.2 / radius);
  const steps = 96;
  for (let i = 0; i <= steps; i++) {
    // Denser near the point, where the narrow Gaussians live.
    const f = (2 * i) / steps - 1;
    const x = Math.sign(f) * f * f * reach;
    const width = Math.abs(2 * f) * reach + 1e-4;
    const d = 2 * radius * Math.sin(x / 2);
    const cos = Math.max(0, Math.cos(theta + x));
    for (let k = 0; k < 3; k++) {
      let r = 0;
      // Along one direction a Gaussian keeps its weight: 1 / sqrt(2 pi v), not the 2D norm.
      for (const [v, w] of PROFILE) r += (w[k] / Math.sqrt(2 * Math.PI * v)) * Math.exp((-d * d) / (2 * v));
      light[k] = light[k] + cos * r * width;
      total[k] = total[k] + r * width;
    }
  }
  return [light[0] / total[0], light[1] / total[1], light[2] / total[2]];
}

let table: DataTexture | undefined;

/** The lookup table: across, cosine of incidence from -1 to 1; up, curvature from 0 to MAX_CURVATURE. Built once. */
export function scatterTable(): DataTexture {
  if (table) return table;
  const width = 128;
  const height = 32;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cos = (2 * (x + 0.5)) / width - 1;
      const rgb = scattered(Math.acos(cos), ((y + 0.5) / height) * MAX_CURVATURE);
      const at = (y * width + x) * 4;
      for (let k = 0; k < 3; k++) data[at + k] = Math.round(255 * rgb[k]);
      data[at + 3] = 255;
    }
  table = new DataTexture(data, width, height, RGBAFormat, UnsignedByteType);
  table.wrapS = ClampToEdgeWrapping;
  table.wrapT = ClampToEdgeWrapping;
  table.minFilter = LinearFilter;
  table.magFilter = LinearFilter;
  table.needsUpdate = true;
  return table;
}
