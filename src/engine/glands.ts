import { allHits, buildTriangleTree, closestPoint, makeClosest, makeHits, segmentSquaredAt } from '../patient/trees';
import type { CompiledPatient, Mesh, Tree } from '../patient/types';

/** One gland: its own mesh and tree, so that muscles do not slow the search. */
export interface GlandBody {
  structure: number;
  mesh: Mesh;
  tree: Tree;
}

/** The glands of a patient, each a closed body. */
export function makeGlands(patient: CompiledPatient): GlandBody[] {
  const glands: GlandBody[] = [];
  patient.structures.forEach((structure, index) => {
    if (structure.kind !== 'gland' || structure.shape !== 'body' || structure.count === 0) return;
    const mesh = { positions: patient.bodies.positions, triangles: patient.bodies.triangles.slice(3 * structure.first, 3 * (structure.first + structure.count)) };
    glands.push({ structure: index, mesh, tree: buildTriangleTree(mesh) });
  });
  return glands;
}

const closest = makeClosest();
const hits = makeHits(32);
const stack = new Int32Array(128);
const low = new Float64Array(128);
const squared = new Float64Array(1);

/** Signed distances of the last `measureGland`, mm, negative inside. */
export const glandDistance = { shaft: 0.5, tip: 0.5, opening: 0.5 };

/**
 * Distances from a gland's surface to a shaft's axis, tip and opening midline, in `glandDistance`. Does not allocate.
 * Outside they are exact; a shaft that passes through counts with its greatest depth below the surface, found on a 0.5 mm walk of the part inside.
 * @param shaft start (outside every gland) and end, xyz xyz
 * @param opening both ends of the opening's midline
 * @returns false when the gland is farther than `reach` from the shaft's axis
 */
export function measureGland(gland: GlandBody, shaft: Float64Array, opening: Float64Array, reach: number): boolean {
  const { mesh, tree } = gland;
  const b = tree.bounds;
  for (let k = 0; k < 3; k++) {
    if (b[k] > Math.max(shaft[k], shaft[k + 3]) + reach || b[k + 3] < Math.min(shaft[k], shaft[k + 3]) - reach) return false;
  }
  if (ballDistance(b, 0, shaft) > reach) return false;
  const length = Math.sqrt((shaft[3] - shaft[0]) * (shaft[3] - shaft[0]) + (shaft[4] - shaft[1]) * (shaft[4] - shaft[1]) + (shaft[5] - shaft[2]) * (shaft[5] - shaft[2]));
  const dx = length > 0 ? (shaft[3] - shaft[0]) / length : 0;
  const dy = length > 0 ? (shaft[4] - shaft[1]) / length : 0;
  const dz = length > 0 ? (shaft[5] - shaft[2]) / length : 1;
  const crossings = length > 0 ? allHits(mesh, tree, shaft[0], shaft[1], shaft[2], dx, dy, dz, 0, length, hits) : 0;
  const tip = closestPoint(mesh, tree, shaft[3], shaft[4], shaft[5], closest);
  glandDistance.tip = crossings % 2 === 1 ? -tip : tip;
  const open = segmentMesh(mesh, tree, opening, tip + 10);
  if (crossings === 0) {
    glandDistance.opening = open;
    glandDistance.shaft = segmentMesh(mesh, tree, shaft, tip);
    return glandDistance.shaft <= reach;
  }
  const middle = insideAt(((opening[0] + opening[3]) / 2 - shaft[0]) * dx + ((opening[1] + opening[4]) / 2 - shaft[1]) * dy + ((opening[2] + opening[5]) / 2 - shaft[2]) * dz);
  glandDistance.opening = middle ? -closestPoint(mesh, tree, (opening[0] + opening[3]) / 2, (opening[1] + opening[4]) / 2, (opening[2] + opening[5]) / 2, closest) : open;
  let deepest = glandDistance.tip < 0 ? tip : 0;
  for (let i = 0; i < hits.count; i += 2) {
    const from = hits.t[i], to = i + 1 < hits.count ? hits.t[i + 1] : length;
    const steps = Math.ceil((to - from) / 0.5);
    for (let k = 1; k < steps; k++) {
      const t = from + ((to - from) * k) / steps;
      const d = closestPoint(mesh, tree, shaft[0] + dx * t, shaft[1] + dy * t, shaft[2] + dz * t, closest);
      if (d > deepest) deepest = d;
    }
  }
  glandDistance.shaft = -deepest;
  if (glandDistance.opening < glandDistance.shaft) glandDistance.shaft = glandDistance.opening;
  return true;
}

/** Whether a place t along the shaft whose crossings are in `hits` lies inside. */
function insideAt(t: number): boolean {
  let inside = false;
  for (let i = 0; i < hits.count && hits.t[i] <= t; i++) inside = !inside;
  return inside;
}

/** Least distance of a segment that does not cross the mesh. Exact; `limit` is a known upper bound. */
function segmentMesh(mesh: Mesh, tree: Tree, s: Float64Array, limit: number): number {
  const { bounds, nodes, items } = tree;
  let best = Math.min(limit, closestPoint(mesh, tree, s[0], s[1], s[2], closest, limit), closestPoint(mesh, tree, s[3], s[4], s[5], closest, limit));
  let top = 0;
  stack[top] = 0;
  low[top++] = 0;
  while (top > 0) {
    const bound = low[--top];
    const node = stack[top];
    if (bound >= best) continue;
    const count = nodes[2 * node + 1];
    if (count === 0) {
      if (nodes.length === 2) break;
      const left = node + 1, right = nodes[2 * node];
      const dl = ballDistance(bounds, left, s), dr = ballDistance(bounds, right, s);
      const first = dl <= dr ? right : left;
      stack[top] = first;
      low[top++] = first === right ? dr : dl;
      stack[top] = first === right ? left : right;
      low[top++] = first === right ? dl : dr;
      continue;
    }
    for (let i = nodes[2 * node]; i < nodes[2 * node] + count; i++) best = edgesDistance(mesh, items[i], s, best);
  }
  return best;
}

/** Lower bound: distance from the segment to the ball round a node's box. */
function ballDistance(bounds: Float32Array, node: number, s: Float64Array): number {
  const o = 6 * node;
  const hx = (bounds[o + 3] - bounds[o]) / 2, hy = (bounds[o + 4] - bounds[o + 1]) / 2, hz = (bounds[o + 5] - bounds[o + 2]) / 2;
  const dx = s[3] - s[0], dy = s[4] - s[1], dz = s[5] - s[2];
  const wx = bounds[o] + hx - s[0], wy = bounds[o + 1] + hy - s[1], wz = bounds[o + 2] + hz - s[2];
  const length = dx * dx + dy * dy + dz * dz;
  const f = length > 0 ? Math.max(0, Math.min(1, (wx * dx + wy * dy + wz * dz) / length)) : 0;
  const ex = wx - f * dx, ey = wy - f * dy, ez = wz - f * dz;
  return Math.sqrt(ex * ex + ey * ey + ez * ez) - Math.sqrt(hx * hx + hy * hy + hz * hz);
}

/** The nearest pair of a segment and a triangle that do not cross lies on an edge or at an end of the segment; ends are done before. */
function edgesDistance(mesh: Mesh, triangle: number, s: Float64Array, best: number): number {
  const p = mesh.positions;
  const a = mesh.triangles[3 * triangle] * 3, b = mesh.triangles[3 * triangle + 1] * 3, c = mesh.triangles[3 * triangle + 2] * 3;
  segmentSquaredAt(s, p, a, p, b, squared);
  const ab = squared[0];
  segmentSquaredAt(s, p, b, p, c, squared);
  const bc = squared[0];
  segmentSquaredAt(s, p, c, p, a, squared);
  const ca = squared[0];
  const d = Math.sqrt(Math.min(ab, bc, ca));
  return d < best ? d : best;
}
