/**
 * Catmull-Clark subdivision of a quad mesh as stencils that depend on topology only. Two refinements and the projection to the limit
 * surface are three sparse products; a mesh is subdivided by running its numbers through them.
 * Rules: Catmull & Clark 1978; limit positions Halstead, Kass & DeRose 1993; borders are cubic B-splines, a border vertex of one quad is a corner.
 */

/** One sparse product: row r is the sum of `weight[k] * input[index[k]]` for k in `start[r] .. start[r + 1]`. */
export interface Stage {
  rows: number;
  start: Uint32Array;
  index: Uint32Array;
  weight: Float64Array;
}

/** Two levels of subdivision and the limit. `quads` are those of the second level, sixteen for each quad of the cage, in its order. */
export interface Subdivision {
  stages: Stage[];
  vertexCount: number;
  quads: Uint32Array;
}

/** Edges of a quad mesh, numbered in order of first appearance. */
interface Edges {
  count: number;
  /** Edge number per quad corner: the edge from corner i to i + 1. */
  ofCorner: Uint32Array;
  a: Uint32Array;
  b: Uint32Array;
  /** The two quads beside it; the second is -1 on a border. */
  left: Int32Array;
  right: Int32Array;
}

function findEdges(quads: Uint32Array, vertexCount: number): Edges {
  const corners = quads.length;
  // Per vertex a linked list of the edges whose smaller end it is: no hashing, and the order is that of the quads.
  const head = new Int32Array(vertexCount).fill(-1);
  const next = new Int32Array(corners);
  const a = new Uint32Array(corners);
  const b = new Uint32Array(corners);
  const left = new Int32Array(corners).fill(-1);
  const right = new Int32Array(corners).fill(-1);
  const ofCorner = new Uint32Array(corners);
  let count = 0;
  for (let c = 0; c < corners; c++) {
    const from = quads[c];
    const to = quads[(c & 3) === 3 ? c - 3 : c + 1];
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    let e = head[low];
    while (e >= 0 && b[e] !== high) e = next[e];
    if (e < 0) {
      e = count++;
      a[e] = low;
      b[e] = high;
      left[e] = c >> 2;
      next[e] = head[low];
      head[low] = e;
    } else {
      if (right[e] >= 0) throw new RangeError(`edge ${low}-${high} has more than two quads`);
      right[e] = c >> 2;
    }
    ofCorner[c] = e;
  }
  return { count, ofCorner, a: a.slice(0, count), b: b.slice(0, count), left: left.slice(0, count), right: right.slice(0, count) };
}

/** Collects the rows of a stage in growing flat arrays. */
class Rows {
  private start: Uint32Array;
  private index: Uint32Array;
  private weight: Float64Array;
  private row = 0;
  private used = 0;
  constructor(rows: number) {
    this.start = new Uint32Array(rows + 1);
    this.index = new Uint32Array(rows * 9);
    this.weight = new Float64Array(rows * 9);
  }
  /** Adds an input to the current row; each input comes once. */
  add(index: number, weight: number): void {
    if (this.used === this.index.length) {
      const index = new Uint32Array(this.used * 2);
      index.set(this.index);
      this.index = index;
      const weight = new Float64Array(this.used * 2);
      weight.set(this.weight);
      this.weight = weight;
    }
    this.index[this.used] = index;
    this.weight[this.used++] = weight;
  }
  end(): void {
    this.start[++this.row] = this.used;
  }
  stage(): Stage {
    return { rows: this.row, start: this.start, index: this.index.slice(0, this.used), weight: this.weight.slice(0, this.used) };
  }
}

/** Quads (corner numbers) and edges round each vertex as flat lists, and whether it is inside, on a border or a corner. */
function around(quads: Uint32Array, edges: Edges, vertexCount: number): { cornerStart: Uint32Array; corner: Uint32Array; edgeStart: Uint32Array; edge: Uint32Array; border: Uint8Array } {
  const cornerStart = new Uint32Array(vertexCount + 1);
  for (const v of quads) cornerStart[v + 1]++;
  const edgeStart = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < edges.count; e++) {
    edgeStart[edges.a[e] + 1]++;
    edgeStart[edges.b[e] + 1]++;
  }
  for (let v = 0; v < vertexCount; v++) {
    cornerStart[v + 1] += cornerStart[v];
    edgeStart[v + 1] += edgeStart[v];
  }
  const corner = new Uint32Array(quads.length);
  const fill = cornerStart.slice(0, vertexCount);
  for (let c = 0; c < quads.length; c++) corner[fill[quads[c]]++] = c;
  const edge = new Uint32Array(edges.count * 2);
  const fillEdge = edgeStart.slice(0, vertexCount);
  const border = new Uint8Array(vertexCount);
  for (let e = 0; e < edges.count; e++) {
    for (const v of [edges.a[e], edges.b[e]]) {
      edge[fillEdge[v]++] = e;
      if (edges.right[e] < 0) border[v] = Math.min(255, border[v] + 1);
    }
  }
  return { cornerStart, corner, edgeStart, edge, border };
}

/** The vertex across the quad from a corner. */
const opposite = (quads: Uint32Array, corner: number): number => quads[(corner & ~3) | ((corner + 2) & 3)];

/** One refinement. New vertices: the old ones, then one an edge, then one a quad. */
function refine(quads: Uint32Array, vertexCount: number): { stage: Stage; quads: Uint32Array; vertexCount: number } {
  const edges = findEdges(quads, vertexCount);
  const near = around(quads, edges, vertexCount);
  const faces = quads.length / 4;
  const rows = new Rows(vertexCount + edges.count + faces);
  for (let v = 0; v < vertexCount; v++) {
    const first = near.cornerStart[v];
    const n = near.cornerStart[v + 1] - first;
    if (near.border[v] === 0 && n > 0) {
      // (F + 2R + (n - 3) P) / n, F the mean of face points, R the mean of edge midpoints, written out for quads.
      rows.add(v, 1 - 7 / (4 * n));
      for (let k = near.edgeStart[v]; k < near.edgeStart[v + 1]; k++) {
        const e = near.edge[k];
        rows.add(edges.a[e] === v ? edges.b[e] : edges.a[e], 3 / (2 * n * n));
      }
      for (let k = first; k < first + n; k++) rows.add(opposite(quads, near.corner[k]), 1 / (4 * n * n));
    } else if (near.border[v] === 2 && n > 1) {
      rows.add(v, 0.75);
      for (let k = near.edgeStart[v]; k < near.edgeStart[v + 1]; k++) {
        const e = near.edge[k];
        if (edges.right[e] < 0) rows.add(edges.a[e] === v ? edges.b[e] : edges.a[e], 0.125);
      }
    } else {
      rows.add(v, 1);
    }
    rows.end();
  }
  for (let e = 0; e < edges.count; e++) {
    const a = edges.a[e];
    const b = edges.b[e];
    if (edges.right[e] < 0) {
      rows.add(a, 0.5);
      rows.add(b, 0.5);
    } else {
      rows.add(a, 0.375);
      rows.add(b, 0.375);
      for (const f of [edges.left[e], edges.right[e]]) {
        for (let i = f * 4; i < f * 4 + 4; i++) if (quads[i] !== a && quads[i] !== b) rows.add(quads[i], 0.0625);
      }
    }
    rows.end();
  }
  for (let f = 0; f < faces; f++) {
    for (let i = 0; i < 4; i++) rows.add(quads[f * 4 + i], 0.25);
    rows.end();
  }
  const out = new Uint32Array(quads.length * 4);
  for (let f = 0; f < faces; f++) {
    const middle = vertexCount + edges.count + f;
    for (let i = 0; i < 4; i++) {
      // Begins at the old vertex, so that the diagonal below runs from it to the middle: the same on mirrored quads.
      const o = f * 16 + i * 4;
      out[o] = quads[f * 4 + i];
      out[o + 1] = vertexCount + edges.ofCorner[f * 4 + i];
      out[o + 2] = middle;
      out[o + 3] = vertexCount + edges.ofCorner[f * 4 + ((i + 3) & 3)];
    }
  }
  return { stage: rows.stage(), quads: out, vertexCount: vertexCount + edges.count + faces };
}

/** Moves the vertices of a quad mesh to where repeated subdivision would take them. */
function limit(quads: Uint32Array, vertexCount: number): Stage {
  const edges = findEdges(quads, vertexCount);
  const near = around(quads, edges, vertexCount);
  const rows = new Rows(vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    const first = near.cornerStart[v];
    const n = near.cornerStart[v + 1] - first;
    if (near.border[v] === 0 && n > 0) {
      const sum = n * (n + 5);
      rows.add(v, n / (n + 5));
      for (let k = near.edgeStart[v]; k < near.edgeStart[v + 1]; k++) {
        const e = near.edge[k];
        rows.add(edges.a[e] === v ? edges.b[e] : edges.a[e], 4 / sum);
      }
      for (let k = first; k < first + n; k++) rows.add(opposite(quads, near.corner[k]), 1 / sum);
    } else if (near.border[v] === 2 && n > 1) {
      rows.add(v, 2 / 3);
      for (let k = near.edgeStart[v]; k < near.edgeStart[v + 1]; k++) {
        const e = near.edge[k];
        if (edges.right[e] < 0) rows.add(edges.a[e] === v ? edges.b[e] : edges.a[e], 1 / 6);
      }
    } else {
      rows.add(v, 1);
    }
    rows.end();
  }
  return rows.stage();
}

/** Stencils of two Catmull-Clark levels and the limit for a quad mesh; the same topology gives the same stencils. */
export function subdivision(quads: Uint32Array, vertexCount: number): Subdivision {
  const one = refine(quads, vertexCount);
  const two = refine(one.quads, one.vertexCount);
  return { stages: [one.stage, two.stage, limit(two.quads, two.vertexCount)], vertexCount: two.vertexCount, quads: two.quads };
}

/** Runs values (`width` numbers a cage vertex) through the stencils; the result is rounded to 32 bits at the end only. */
export function subdivideValues(subdiv: Subdivision, values: ArrayLike<number>, width: number): Float32Array {
  let input: ArrayLike<number> = Float64Array.from(values);
  let out: Float64Array = new Float64Array(0);
  for (const stage of subdiv.stages) {
    out = new Float64Array(stage.rows * width);
    const { start, index, weight } = stage;
    if (width === 3) {
      for (let r = 0; r < stage.rows; r++) {
        let x = 0;
        let y = 0;
        let z = 0;
        for (let k = start[r]; k < start[r + 1]; k++) {
          const i = index[k] * 3;
          const w = weight[k];
          x += w * input[i];
          y += w * input[i + 1];
          z += w * input[i + 2];
        }
        out[r * 3] = x;
        out[r * 3 + 1] = y;
        out[r * 3 + 2] = z;
      }
    } else if (width === 1) {
      for (let r = 0; r < stage.rows; r++) {
        let x = 0;
        for (let k = start[r]; k < start[r + 1]; k++) x += weight[k] * input[index[k]];
        out[r] = x;
      }
    } else {
      for (let r = 0; r < stage.rows; r++) {
        for (let k = start[r]; k < start[r + 1]; k++) for (let j = 0; j < width; j++) out[r * width + j] += weight[k] * input[index[k] * width + j];
      }
    }
    input = out;
  }
  return Float32Array.from(out);
}

/** Two triangles a quad of the second level, counter-clockwise from outside, 32 for each quad of the cage. */
export function triangulate(quads: Uint32Array): Uint32Array {
  const out = new Uint32Array((quads.length / 4) * 6);
  for (let f = 0, o = 0; f < quads.length; f += 4, o += 6) {
    out[o] = quads[f];
    out[o + 1] = quads[f + 1];
    out[o + 2] = quads[f + 2];
    out[o + 3] = quads[f];
    out[o + 4] = quads[f + 2];
    out[o + 5] = quads[f + 3];
  }
  return out;
}
