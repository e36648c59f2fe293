import { LANDMARKS, referenceUv } from '../../../src/atlas/landmarks';
import { regionAt } from '../../../src/atlas/regions';
import { buildChartGrid, uvToSkin } from '../../../src/patient/chart';
import type { Ground } from '../../../src/patient/courses/ground';
import { BELOW, LAYER_COUNT } from '../../../src/patient/layers';
import type { Chart } from '../../../src/patient/types';

/** Layer thickness of the flat test patient, mm: 22 mm in all. */
export const THICKNESS = [1.5, 3, 1.5, 4, 0.5, 1, 0.5, 9, 1];

/** The chart laid flat: skin in the plane z = 0, tissue straight behind it (-z), bone below. `scale` thickens the patient against the reference. */
export function flatGround(scale = 1): Ground {
  const step = 2.5;
  const columns = 105;
  const rows = 94;
  const positions: number[] = [];
  const uv: number[] = [];
  const triangles: number[] = [];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const u = (i - 52) * step;
      const v = -152.5 + j * step;
      positions.push(u, v, 0);
      uv.push(u, v);
      if (i + 1 < columns && j + 1 < rows) {
        const a = j * columns + i;
        triangles.push(a, a + 1, a + columns, a + 1, a + columns + 1, a + columns);
      }
    }
  const faces = triangles.length / 3;
  const region = new Uint8Array(faces);
  for (let t = 0; t < faces; t++) {
    const found = regionAt(uv[triangles[t * 3] * 2], uv[triangles[t * 3] * 2 + 1]);
    region[t] = found < 0 ? 255 : found;
  }
  const chart: Chart = { uv: Float32Array.from(uv), domain: new Uint8Array(faces).fill(1), region };
  const reference = [0];
  for (const layer of THICKNESS) reference.push(reference[reference.length - 1] + layer);
  const count = positions.length / 3;
  const depths = new Float32Array(count * (LAYER_COUNT + 1));
  const directions = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    directions[i * 3 + 2] = -1;
    for (let k = 0; k <= LAYER_COUNT; k++) depths[i * (LAYER_COUNT + 1) + k] = scale * reference[k];
  }
  const skin = { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
  const grid = buildChartGrid(chart, skin.triangles);
  const known = new Set(LANDMARKS.map((landmark) => landmark.id));
  return {
    skin,
    chart,
    shell: { directions, depths, below: new Uint8Array(faces).fill(BELOW.indexOf('bone')), mucosa: new Uint8Array(faces) },
    locate: (u, v) => uvToSkin(chart, skin.triangles, grid, u, v),
    landmark: (id, side) => {
      if (!known.has(id)) throw new Error(`No landmark ${id}.`);
      const [u, v] = referenceUv(id);
      return [side === 'left' ? u : -u, v, 0];
    },
    label: (id) => referenceUv(id),
    opening: () => null,
    reference: () => reference,
  };
}
