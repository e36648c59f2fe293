/** Quad mesh connectivity: neighbours, edge loops, flood fill between loops. */

/** Connectivity of a quad mesh; vertices and quads are indices of the mesh it was made from. */
export interface Connectivity {
  quads: Uint32Array;
  /** Neighbouring vertices by edge. */
  neighbours: Map<number, number[]>;
  /** Quads by edge key. */
  edgeQuads: Map<string, number[]>;
}

export const edgeKey = (a: number, b: number): string => (a < b ? `${a},${b}` : `${b},${a}`);

/** Builds the connectivity of the quads named in `use` (all where left out). */
export function connect(quads: Uint32Array, use?: number[]): Connectivity {
  const neighbours = new Map<number, number[]>();
  const edgeQuads = new Map<string, number[]>();
  const add = (a: number, b: number): void => {
    const list = neighbours.get(a);
    if (!list) neighbours.set(a, [b]);
    else if (!list.includes(b)) list.push(b);
  };
  const list = use ?? Array.from({ length: quads.length / 4 }, (_, i) => i);
  for (const f of list) {
    for (let i = 0; i < 4; i++) {
      const a = quads[f * 4 + i];
      const b = quads[f * 4 + ((i + 1) % 4)];
      add(a, b);
      add(b, a);
      const key = edgeKey(a, b);
      const faces = edgeQuads.get(key);
      if (faces) faces.push(f);
      else edgeQuads.set(key, [f]);
    }
  }
  return { quads, neighbours, edgeQuads };
}

/** Follows the edge a -> b straight on through vertices of valence four; the closed loop, or an error where it does not close. */
export function edgeLoop(mesh: Connectivity, a: number, b: number): number[] {
  const loop = [a];
  let from = a;
  let to = b;
  while (to !== a) {
    loop.push(to);
    if (loop.length > 400) throw new Error(`edge loop from ${a} to ${b} does not close`);
    const around = mesh.neighbours.get(to) ?? [];
    const beside = new Set<number>();
    for (const f of mesh.edgeQuads.get(edgeKey(from, to)) ?? []) for (let i = 0; i < 4; i++) beside.add(mesh.quads[f * 4 + i]);
    const ahead = around.filter((v) => !beside.has(v));
    if (around.length !== 4 || ahead.length !== 1) throw new Error(`edge loop from ${a} to ${b} ends at vertex ${to} of valence ${around.length}`);
    from = to;
    to = ahead[0];
  }
  return loop;
}

/** Loops of the given length through a vertex (there are at most two ways). */
export function loopThrough(mesh: Connectivity, vertex: number, length: number): number[] {
  for (const next of mesh.neighbours.get(vertex) ?? []) {
    try {
      const loop = edgeLoop(mesh, vertex, next);
      if (loop.length === length) return loop;
    } catch {
      // That direction runs into an irregular vertex: try the next one.
    }
  }
  throw new Error(`no closed edge loop of ${length} vertices through vertex ${vertex}`);
}

/** Quads reached from `seed` without crossing the closed loops. */
export function enclosed(mesh: Connectivity, loops: number[][], seed: number): number[] {
  const wall = new Set<string>();
  for (const loop of loops) loop.forEach((v, i) => wall.add(edgeKey(v, loop[(i + 1) % loop.length])));
  const seen = new Set([seed]);
  const stack = [seed];
  while (stack.length > 0) {
    const f = stack.pop() as number;
    for (let i = 0; i < 4; i++) {
      const key = edgeKey(mesh.quads[f * 4 + i], mesh.quads[f * 4 + ((i + 1) % 4)]);
      if (wall.has(key)) continue;
      for (const g of mesh.edgeQuads.get(key) ?? []) {
        if (!seen.has(g)) {
          seen.add(g);
          stack.push(g);
        }
      }
    }
  }
  return [...seen].sort((x, y) => x - y);
}

/** A quad that has this vertex and whose centre lies farthest along a direction. */
export function quadAt(mesh: Connectivity, positions: ArrayLike<number>, vertex: number, direction: [number, number, number]): number {
  let best = -1;
  let reach = -Infinity;
  for (const n of mesh.neighbours.get(vertex) ?? []) {
    for (const f of mesh.edgeQuads.get(edgeKey(vertex, n)) ?? []) {
      let d = 0;
      for (let i = 0; i < 4; i++) for (let k = 0; k < 3; k++) d += positions[mesh.quads[f * 4 + i] * 3 + k] * direction[k];
      if (d > reach) {
        reach = d;
        best = f;
      }
    }
  }
  return best;
}
