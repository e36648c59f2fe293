import type { Mesh, Tree } from '../types';

/** Words of a packed node: one cache line. */
export const NODE_WORDS = 16;

/**
 * A mesh and its tree laid out for readings, which ask a few places of a large mesh: a node is one cache line that holds the boxes of both
 * children, and a triangle's corners lie together in the order of the leaves. Same triangles, same boxes, same order of search.
 */
export interface PackedMesh {
  /** Per interior node: min and max xyz of the left child, those of the right child, then what `links` holds. */
  bounds: Float32Array;
  /**
   * The same memory as integers. Words 12, 13: link and count of the left child; 14, 15: of the right one. Count 0: the link is the word
   * at which a node begins; else it is the first slot of a leaf.
   */
  links: Int32Array;
  /** Nine coordinates per slot: the corners of its triangle, mm. */
  corners: Float32Array;
  /** Triangle of each slot. */
  items: Uint32Array;
  /** Link and count of the root. */
  root: number;
  rootCount: number;
}

/** Lay a mesh out for readings: a copy, some milliseconds for a hundred thousand triangles. */
export function packMesh(mesh: Mesh, tree: Tree): PackedMesh {
  const { bounds, nodes, items } = tree;
  const place = new Int32Array(nodes.length / 2);
  let interior = 0;
  for (let n = 0; n < place.length; n++) place[n] = nodes[2 * n + 1] > 0 || items.length === 0 ? nodes[2 * n] : NODE_WORDS * interior++;
  const memory = new ArrayBuffer(4 * NODE_WORDS * interior);
  const out = new Float32Array(memory), links = new Int32Array(memory);
  for (let n = 0; n < place.length; n++) {
    if (nodes[2 * n + 1] > 0 || items.length === 0) continue;
    const o = place[n], left = n + 1, right = nodes[2 * n];
    for (let k = 0; k < 6; k++) {
      out[o + k] = bounds[6 * left + k];
      out[o + 6 + k] = bounds[6 * right + k];
    }
    links[o + 12] = place[left];
    links[o + 13] = nodes[2 * left + 1];
    links[o + 14] = place[right];
    links[o + 15] = nodes[2 * right + 1];
  }
  return { bounds: out, links, corners: packCorners(mesh, items), items, root: 0, rootCount: items.length === 0 ? -1 : nodes[1] };
}

/** Nine coordinates per slot of a tree: the corners of its triangle. */
export function packCorners({ positions: p, triangles: t }: Mesh, items: Uint32Array): Float32Array {
  const corners = new Float32Array(9 * items.length);
  for (let s = 0, o = 0; s < items.length; s++) {
    for (let k = 3 * items[s], end = k + 3; k < end; k++, o += 3) {
      const v = 3 * t[k];
      corners[o] = p[v];
      corners[o + 1] = p[v + 1];
      corners[o + 2] = p[v + 2];
    }
  }
  return corners;
}
