import { buildTriangleTree } from '../patient/trees';
import type { CompiledPatient, Mesh, Tree } from '../patient/types';

/**
 * The outer skin: the triangles of the chart's domain. The skin mesh also lines the mouth, nostrils and eye openings, and "below the
 * skin" does not mean those.
 */
export interface OuterSkin {
  mesh: Mesh;
  tree: Tree;
  /** Skin triangle of each of its triangles. */
  triangle: Uint32Array;
}

/** Collect the outer skin of a patient and its search tree. */
export function makeOuterSkin({ skin, chart }: CompiledPatient): OuterSkin {
  let count = 0;
  for (let t = 0; t < chart.domain.length; t++) count += chart.domain[t] === 1 ? 1 : 0;
  const triangle = new Uint32Array(count);
  const triangles = new Uint32Array(3 * count);
  let n = 0;
  for (let t = 0; t < chart.domain.length; t++) {
    if (chart.domain[t] !== 1) continue;
    triangle[n] = t;
    for (let k = 0; k < 3; k++) triangles[3 * n + k] = skin.triangles[3 * t + k];
    n++;
  }
  const mesh = { positions: skin.positions, triangles };
  return { mesh, tree: buildTriangleTree(mesh), triangle };
}
