import type { Mesh, Tree } from '../types';

/** Words of 16 bits of a packed node, and of 32 bits: half a cache line. */
export const NODE_SHORTS = 16, NODE_WORDS = 8;
/** Where in the 32-bit words of a node its two links lie. */
export const LINK_WORD = 6;
/** A link is a place times this, plus the number of triangles of a leaf, or 0 for a node. */
export const LINK_BITS = 4;
const MOST = (1 << LINK_BITS) - 1;

/** Words of a triangle: nine coordinates, then its number. */
export const CORNER_WORDS = 10;

/**
 * A mesh and its tree laid out for readings, which ask a few places of a large mesh: what a search touches is small and lies together in
 * the order of the tree. Boxes are whole numbers of a small unit, rounded outwards; triangles are as in the mesh.
 */
export interface PackedMesh {
  /** Per interior node, 16 words: centre and half size (xyz, xyz) of the left child's box, those of the right child's, in units; then what `links` holds. */
  boxes: Int16Array;
  /** The same memory, 8 words a node; words 6 and 7: links to the left and right child. The place of a node is its number, that of a leaf its first triangle in `corners`. */
  links: Int32Array;
  /** Units a mm. */
  perMm: number;
  /** Per triangle, in the order of the tree, 10 words: its corners, mm, then what `numbers` holds. */
  corners: Float32Array;
  /** The same memory as integers. Word 9 of a triangle: its number in the mesh. */
  numbers: Int32Array;
  /** Link to the root; -1 for a mesh without triangles. */
  root: number;
  /** How many interior nodes. */
  nodes: number;
}

/** The units of a coordinate reach so far. */
const REACH = 32000;

/**
 * Lay a mesh out for readings: a copy, some milliseconds for a hundred thousand triangles.
 * @throws RangeError when a leaf of the tree holds more than 15 triangles
 */
export function packMesh(mesh: Mesh, tree: Tree): PackedMesh {
  const { bounds, nodes, items } = tree;
  const count = items.length === 0 ? 0 : nodes.length / 2;
  const link = new Int32Array(count);
  let interior = 0;
  for (let n = 0; n < count; n++) {
    const size = nodes[2 * n + 1];
    if (size > MOST) throw new RangeError(`packMesh: a leaf of ${size} triangles; at most ${MOST} fit`);
    link[n] = ((size > 0 ? nodes[2 * n] : interior++) << LINK_BITS) | size;
  }
  let far = 0;
  for (let k = 0; k < 6 && count > 0; k++) far = Math.max(far, Math.abs(bounds[k]));
  const perMm = far > 0 ? REACH / far : 1;
  const memory = new ArrayBuffer(4 * NODE_WORDS * interior), laid = new ArrayBuffer(4 * CORNER_WORDS * items.length);
  const packed: PackedMesh = {
    boxes: new Int16Array(memory),
    links: new Int32Array(memory),
    perMm,
    corners: new Float32Array(laid),
    numbers: new Int32Array(laid),
    root: count > 0 ? link[0] : -1,
    nodes: interior,
  };
  for (let n = 0, o = 0; n < count; n++) {
    if (nodes[2 * n + 1] > 0) continue;
    const left = n + 1, right = nodes[2 * n];
    halve(bounds, 6 * left, perMm, packed.boxes, 2 * o);
    halve(bounds, 6 * right, perMm, packed.boxes, 2 * o + 6);
    packed.links[o + LINK_WORD] = link[left];
    packed.links[o + LINK_WORD + 1] = link[right];
    o += NODE_WORDS;
  }
  layLeaf(mesh, items, 0, items.length, packed.corners, packed.numbers, 0);
  return packed;
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

/** The box (min, max) at `from` as its centre and half size in units, at `to`; a unit larger than it need be, for what rounding takes. */
function halve(bounds: Float32Array, from: number, perMm: number, out: Int16Array, to: number): void {
  for (let k = 0; k < 3; k++) {
    const low = bounds[from + k] * perMm, high = bounds[from + 3 + k] * perMm;
    const centre = Math.round((low + high) / 2);
    out[to + k] = centre;
    out[to + 3 + k] = Math.ceil(Math.max(high - centre, centre - low)) + 1;
  }
}
