import type { Mesh, Tree } from '../types';

/** Words of a packed node: one cache line. */
export const NODE_WORDS = 16;

/** Words of a triangle in a leaf: nine coordinates, then its number. */
export const CORNER_WORDS = 10;

/**
 * A mesh and its tree laid out for readings, which ask a few places of a large mesh: nodes and triangles lie in one memory in the order of
 * the tree, so that what is near in space is near in memory, and a search touches few pages of it. Same triangles, same boxes.
 */
export interface PackedMesh {
  /**
   * Per interior node, 16 words: centre and half size (xyz, xyz) of the left child's box, those of the right child's, then what `links` holds.
   * Boxes are a hair wide. Per triangle of a leaf, 10 words: its corners, mm, then what `links` holds.
   */
  words: Float32Array;
  /**
   * The same memory as integers. In a node, words 12, 13: where the left child begins, and its count; 14, 15: of the right one. Count 0: a
   * node; else a leaf of so many triangles. In a triangle, word 9: its number in the mesh.
   */
  links: Int32Array;
  /** Count of the root, which begins at word 0; -1 for a mesh without triangles. */
  root: number;
  /** How many interior nodes. */
  nodes: number;
}

/** Lay a mesh out for readings: a copy, some milliseconds for a hundred thousand triangles. */
export function packMesh(mesh: Mesh, tree: Tree): PackedMesh {
  const { bounds, nodes, items } = tree;
  if (items.length === 0) return { words: new Float32Array(0), links: new Int32Array(0), root: -1, nodes: 0 };
  const place = places(tree, NODE_WORDS);
  const memory = new ArrayBuffer(4 * place[place.length - 1]);
  const words = new Float32Array(memory), links = new Int32Array(memory);
  let interior = 0;
  for (let n = 0; n < nodes.length / 2; n++) {
    const o = place[n];
    if (nodes[2 * n + 1] > 0) {
      layLeaf(mesh, items, nodes[2 * n], nodes[2 * n + 1], words, links, o);
      continue;
    }
    interior++;
    const left = n + 1, right = nodes[2 * n];
    halve(bounds, 6 * left, words, o);
    halve(bounds, 6 * right, words, o + 6);
    links[o + 12] = place[left];
    links[o + 13] = nodes[2 * left + 1];
    links[o + 14] = place[right];
    links[o + 15] = nodes[2 * right + 1];
  }
  return { words, links, root: nodes[1], nodes: interior };
}

/** The word at which each node of a tree begins when an interior node takes `size` words and a leaf `CORNER_WORDS` a triangle; then the number of words. */
export function places({ nodes }: Tree, size: number): Int32Array {
  const place = new Int32Array(nodes.length / 2 + 1);
  for (let n = 0; n < nodes.length / 2; n++) place[n + 1] = place[n] + (nodes[2 * n + 1] > 0 ? CORNER_WORDS * nodes[2 * n + 1] : size);
  return place;
}

/** Write the triangles of a leaf, `count` slots from `first` on. */
export function layLeaf({ positions: p, triangles: t }: Mesh, items: Uint32Array, first: number, count: number, words: Float32Array, links: Int32Array, o: number): void {
  for (let s = first; s < first + count; s++, o += CORNER_WORDS) {
    for (let k = 0; k < 3; k++) {
      const v = 3 * t[3 * items[s] + k];
      words[o + 3 * k] = p[v];
      words[o + 3 * k + 1] = p[v + 1];
      words[o + 3 * k + 2] = p[v + 2];
    }
    links[o + 9] = items[s];
  }
}

/** Half sizes are widened by this, so that rounding cannot lose what touches a box, mm. */
const HAIR = 1e-4;

/** The box (min, max) at `from` as its centre and half size, at `to`. */
function halve(bounds: Float32Array, from: number, out: Float32Array, to: number): void {
  for (let k = 0; k < 3; k++) {
    out[to + k] = (bounds[from + k] + bounds[from + 3 + k]) / 2;
    out[to + 3 + k] = (bounds[from + 3 + k] - bounds[from + k]) / 2 + HAIR;
  }
}
