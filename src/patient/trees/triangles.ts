import type { Mesh, Tree } from '../types';
import { buildTree } from './build';

/** Bounding-volume tree over the triangles of a mesh (mm). Leaves hold at most four triangles. See `build.ts` for the layout. */
export function buildTriangleTree(mesh: Mesh): Tree {
  const { positions: p, triangles: t } = mesh;
  const count = t.length / 3;
  const boxes = new Float32Array(count * 6);
  for (let i = 0; i < count; i++) {
    const a = t[3 * i] * 3, b = t[3 * i + 1] * 3, c = t[3 * i + 2] * 3;
    const o = i * 6;
    for (let k = 0; k < 3; k++) {
      const x = p[a + k], y = p[b + k], z = p[c + k];
      boxes[o + k] = x < y ? (x < z ? x : z) : y < z ? y : z;
      boxes[o + 3 + k] = x > y ? (x > z ? x : z) : y > z ? y : z;
    }
  }
  return buildTree(boxes, count, 4);
}
