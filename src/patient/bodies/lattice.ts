/** A flat triangle mesh on the chart: u, v per vertex, triangles counter-clockwise in (u, v), and its border edges in the same sense. */
export interface FlatMesh {
  uv: number[];
  triangles: number[];
  border: number[];
}

type Field = (u: number, v: number) => number;

const ROW = 0.8660254037844386;
/** Lattice points nearer to the border than this share of the spacing are moved onto it, so that no slivers arise. */
const SNAP = 0.32;

/**
 * Triangulates the region where `field` (a signed distance, mm, positive inside) is positive with a hexagonal lattice of the given
 * spacing; triangles across the border are cut along it. Deterministic; the result is a manifold with border.
 */
export function triangulate(field: Field, box: readonly [number, number, number, number], spacing: number): FlatMesh {
  const columns = Math.ceil((box[2] - box[0]) / spacing) + 4;
  const rows = Math.ceil((box[3] - box[1]) / (spacing * ROW)) + 4;
  const u = new Float64Array(columns * rows);
  const v = new Float64Array(columns * rows);
  const f = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const at = j * columns + i;
      u[at] = box[0] + (i - 1.5 + (j % 2) * 0.5) * spacing;
      v[at] = box[1] + (j - 1.5) * spacing * ROW;
      f[at] = field(u[at], v[at]);
      if (Math.abs(f[at]) < SNAP * spacing) toBorder(field, u, v, f, at, spacing);
    }
  const mesh: FlatMesh = { uv: [], triangles: [], border: [] };
  const used = new Map<number, number>();
  const vertex = (at: number): number => {
    let index = used.get(at);
    if (index === undefined) {
      index = mesh.uv.length / 2;
      used.set(at, index);
      mesh.uv.push(u[at], v[at]);
    }
    return index;
  };
  const cuts = new Map<number, number>();
  const cut = (inside: number, outside: number): number => {
    const key = Math.min(inside, outside) * columns * rows + Math.max(inside, outside);
    let index = cuts.get(key);
    if (index === undefined) {
      let low = 0;
      let high = 1;
      for (let step = 0; step < 20; step++) {
        const middle = (low + high) / 2;
        if (field(u[inside] + middle * (u[outside] - u[inside]), v[inside] + middle * (v[outside] - v[inside])) > 0) low = middle;
        else high = middle;
      }
      index = mesh.uv.length / 2;
      cuts.set(key, index);
      mesh.uv.push(u[inside] + low * (u[outside] - u[inside]), v[inside] + low * (v[outside] - v[inside]));
    }
    return index;
  };
  const emit = (a: number, b: number, c: number): void => {
    const corners = [a, b, c];
    const out: number[] = [];
    for (let k = 0; k < 3; k++) {
      const here = corners[k];
      const next = corners[(k + 1) % 3];
      if (f[here] >= 0) out.push(vertex(here));
      if ((f[here] > 0 && f[next] < 0) || (f[here] < 0 && f[next] > 0)) out.push(f[here] > 0 ? cut(here, next) : cut(next, here));
    }
    if (out.length < 3) return;
    if (f[a] === 0 && f[b] === 0 && f[c] === 0 && field((u[a] + u[b] + u[c]) / 3, (v[a] + v[b] + v[c]) / 3) <= 0) return;
    for (let k = 1; k + 1 < out.length; k++) if (out[0] !== out[k] && out[k] !== out[k + 1]) mesh.triangles.push(out[0], out[k], out[k + 1]);
  };
  for (let j = 0; j + 1 < rows; j++)
    for (let i = 0; i + 1 < columns; i++) {
      const at = j * columns + i;
      const up = at + columns;
      if (f[at] < 0 && f[at + 1] < 0 && f[up] < 0 && f[up + 1] < 0) continue;
      if (j % 2 === 0) {
        emit(at, at + 1, up);
        emit(at + 1, up + 1, up);
      } else {
        emit(at, up + 1, up);
        emit(at, at + 1, up + 1);
      }
    }
  mesh.border = borderOf(mesh.triangles);
  return mesh;
}

/** Moves a lattice point along the gradient onto the border; its field becomes exactly 0. */
function toBorder(field: Field, u: Float64Array, v: Float64Array, f: Float64Array, at: number, spacing: number): void {
  const step = 0.02 * spacing;
  let x = u[at];
  let y = v[at];
  for (let round = 0; round < 3; round++) {
    const here = field(x, y);
    const gu = (field(x + step, y) - field(x - step, y)) / (2 * step);
    const gv = (field(x, y + step) - field(x, y - step)) / (2 * step);
    const gg = gu * gu + gv * gv;
    if (gg < 0.05) return;
    x -= (here * gu) / gg;
    y -= (here * gv) / gg;
  }
  const du = x - u[at];
  const dv = y - v[at];
  if (du * du + dv * dv > 0.2 * spacing * spacing) return;
  u[at] = x;
  v[at] = y;
  f[at] = 0;
}

/** Directed edges (pairs of vertices) that belong to one triangle only. */
function borderOf(triangles: readonly number[]): number[] {
  const seen = new Set<number>();
  const span = 1 << 24;
  for (let t = 0; t < triangles.length; t += 3) for (let k = 0; k < 3; k++) seen.add(triangles[t + k] * span + triangles[t + ((k + 1) % 3)]);
  const border: number[] = [];
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = triangles[t + k];
      const b = triangles[t + ((k + 1) % 3)];
      if (!seen.has(b * span + a)) border.push(a, b);
    }
  return border;
}

/**
 * Gives each fan of triangles at a pinched vertex (one where more than two border edges meet) a vertex of its own, so that walls along
 * the border stay two-sided. Returns the triangles and, per vertex number, the vertex it stands for.
 */
export function splitPinches(triangles: readonly number[], vertexCount: number): { triangles: number[]; source: number[] } {
  const source = Array.from({ length: vertexCount }, (_, i) => i);
  const out = triangles.slice();
  const border = borderOf(triangles);
  const leaving = new Map<number, number>();
  for (let e = 0; e < border.length; e += 2) leaving.set(border[e], (leaving.get(border[e]) ?? 0) + 1);
  for (const [vertex, count] of leaving) {
    if (count < 2) continue;
    const fans = fansAt(triangles, vertex);
    for (let f = 1; f < fans.length; f++) {
      const copy = source.length;
      source.push(vertex);
      for (const t of fans[f]) for (let k = 0; k < 3; k++) if (out[t + k] === vertex) out[t + k] = copy;
    }
  }
  return { triangles: out, source };
}

/** The triangles (offsets) at a vertex, grouped so that those of a group share edges. */
function fansAt(triangles: readonly number[], vertex: number): number[][] {
  const around: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) if (triangles[t] === vertex || triangles[t + 1] === vertex || triangles[t + 2] === vertex) around.push(t);
  const fans: number[][] = [];
  const rest = new Set(around);
  for (const start of around) {
    if (!rest.delete(start)) continue;
    const fan = [start];
    for (let i = 0; i < fan.length; i++) {
      for (const t of [...rest]) {
        let shared = 0;
        for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) if (triangles[fan[i] + a] === triangles[t + b]) shared++;
        if (shared < 2) continue;
        rest.delete(t);
        fan.push(t);
      }
    }
    fans.push(fan);
  }
  return fans;
}
