/**
 * Edge loops of the base mesh round the mouth and the eyes.
 *
 * The mesh is modelled in rings round each opening; a ring number per vertex is a smooth field that follows every morph,
 * which is what lips, lid margins and lashes are hung on. Vertices are named by their number in the cage of head.glb.
 */

/** Rings of the mouth from the skin inwards: one edge of each ring and its number (0 = vermilion border of the upper lip). */
export const MOUTH_RINGS: readonly (readonly [number, number, number])[] = [
  [491, 2742, -2],
  [1824, 3996, -1],
  [455, 2716, 0],
  [466, 2724, 1],
  [467, 2725, 2],
  [509, 2759, 3],
  [468, 2726, 4],
  [474, 2731, 5],
];

/** A column of vertices across the left upper lid from the eyeball to the brow bone; its ring numbers count from the lash line. */
export const LID_COLUMN: readonly number[] = [3301, 3275, 3249, 4425, 2286, 3672, 2288, 2290, 3720, 2375, 2431, 2448, 2454];
/** Place of the lash line in LID_COLUMN. */
export const LASH_LINE = 4;

/** Neighbourhood of a quad mesh, for walking along its edge loops. */
export interface QuadGraph {
  faces: Map<number, number[][]>;
}

/** Builds the neighbourhood of the quads (four vertices each). */
export function quadGraph(quads: ArrayLike<number>): QuadGraph {
  const faces = new Map<number, number[][]>();
  for (let i = 0; i < quads.length; i += 4) {
    const face = [quads[i], quads[i + 1], quads[i + 2], quads[i + 3]];
    for (const v of face) {
      const list = faces.get(v);
      if (list) list.push(face);
      else faces.set(v, [face]);
    }
  }
  return { faces };
}

/** Vertices joined to v by an edge. */
export function neighbours(g: QuadGraph, v: number): number[] {
  const out = new Set<number>();
  for (const f of g.faces.get(v) ?? []) {
    const i = f.indexOf(v);
    out.add(f[(i + 1) % 4]);
    out.add(f[(i + 3) % 4]);
  }
  return [...out];
}

/** Follows the edge loop that starts with the edge a-b; ends when it closes, or at a vertex where no straight way leads on. */
export function walkLoop(g: QuadGraph, a: number, b: number, limit = 120): { vertices: number[]; closed: boolean } {
  const vertices = [a, b];
  while (vertices.length < limit) {
    const previous = vertices[vertices.length - 2];
    const current = vertices[vertices.length - 1];
    const around = neighbours(g, current);
    const faces = g.faces.get(current) ?? [];
    const next = around.length === 4 ? around.find((x) => x !== previous && !faces.some((f) => f.includes(x) && f.includes(previous))) : undefined;
    if (next === undefined) return { vertices, closed: false };
    if (next === a) return { vertices, closed: true };
    vertices.push(next);
  }
  return { vertices, closed: false };
}

/** The closed loop through v that does not run through `column` (the loop across it), or just [v] where none closes. */
export function loopAcross(g: QuadGraph, v: number, column: readonly number[]): number[] {
  for (const n of neighbours(g, v)) {
    if (column.includes(n)) continue;
    const loop = walkLoop(g, v, n);
    if (loop.closed) return loop.vertices;
  }
  return [v];
}
