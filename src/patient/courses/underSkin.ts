import type { Chart } from '../types';
import type { Ground } from './ground';

/** Keeps points that no column of the shell guards (in the neck, on the way to an opening of bone) under the outer skin. */
export interface UnderSkin {
  /** Moves the point at `points[at..at + 2]` inwards until a wall of that radius lies `cover` mm under the skin. */
  keep(points: { [index: number]: number }, at: number, radius: number, cover: number): void;
}

const CELL = 6;
/** Vertices of the skin are not farther apart than this, mm. */
const SPACING = 4;

const known = new WeakMap<object, UnderSkin>();
const outerOf = new WeakMap<Chart, Int32Array>();

/** The outer skin of a patient, sorted into cells; made once a patient. */
export function underSkin(ground: Pick<Ground, 'skin' | 'chart' | 'shell'>): UnderSkin {
  let made = known.get(ground.skin);
  if (!made) {
    made = build(ground);
    known.set(ground.skin, made);
  }
  return made;
}

/** The outer vertices in the order of their cells, so that those of a row of cells lie side by side in memory. */
interface Cells {
  /** Index of the lowest cell and number of cells per axis. */
  low: Int32Array;
  size: Int32Array;
  /** Vertices of cell c: entries `start[c] .. start[c + 1]`, ascending. */
  start: Int32Array;
  vertex: Int32Array;
  /** xyz per entry. */
  at: Float32Array;
}

function sorted(p: Float32Array, outer: Int32Array): Cells {
  const low = new Int32Array(3).fill(2147483647);
  const high = new Int32Array(3).fill(-2147483648);
  const of = new Int32Array(outer.length * 3);
  for (let i = 0, at = 0; i < outer.length; i++)
    for (let k = 0; k < 3; k++, at++) {
      const c = Math.floor(p[outer[i] * 3 + k] / CELL);
      of[at] = c;
      if (c < low[k]) low[k] = c;
      if (c > high[k]) high[k] = c;
    }
  const size = new Int32Array(3);
  for (let k = 0; k < 3; k++) size[k] = outer.length > 0 ? high[k] - low[k] + 1 : 0;
  const start = new Int32Array(size[0] * size[1] * size[2] + 1);
  const cell = (i: number): number => ((of[i * 3] - low[0]) * size[1] + of[i * 3 + 1] - low[1]) * size[2] + of[i * 3 + 2] - low[2];
  for (let i = 0; i < outer.length; i++) start[cell(i) + 1]++;
  for (let c = 0; c + 1 < start.length; c++) start[c + 1] += start[c];
  const fill = start.slice();
  const vertex = new Int32Array(outer.length);
  const at = new Float32Array(outer.length * 3);
  for (let i = 0; i < outer.length; i++) {
    const slot = fill[cell(i)]++;
    vertex[slot] = outer[i];
    for (let k = 0; k < 3; k++) at[slot * 3 + k] = p[outer[i] * 3 + k];
  }
  return { low, size, start, vertex, at };
}

function build({ skin, chart, shell }: Pick<Ground, 'skin' | 'chart' | 'shell'>): UnderSkin {
  const { positions: p, triangles, normals } = skin;
  let outer = outerOf.get(chart);
  if (!outer) {
    outer = outerVertices(p, triangles, chart);
    outerOf.set(chart, outer);
  }
  const { low, size, start, vertex, at: q } = sorted(p, outer);
  const inwards = normals ?? shell.directions;
  const sign = normals ? -1 : 1;
  return {
    keep(points, at, radius, cover) {
      // A second look, because further in another place of the skin may be nearer.
      for (let round = 0; round < 2; round++) {
        const x = points[at];
        const y = points[at + 1];
        const z = points[at + 2];
        const reach = radius + cover + SPACING;
        const i0 = Math.max(0, Math.floor((x - reach) / CELL) - low[0]);
        const i1 = Math.min(size[0] - 1, Math.floor((x + reach) / CELL) - low[0]);
        const j0 = Math.max(0, Math.floor((y - reach) / CELL) - low[1]);
        const j1 = Math.min(size[1] - 1, Math.floor((y + reach) / CELL) - low[1]);
        const k0 = Math.max(0, Math.floor((z - reach) / CELL) - low[2]);
        const k1 = Math.min(size[2] - 1, Math.floor((z + reach) / CELL) - low[2]);
        if (k0 > k1) return;
        let best = reach * reach;
        let nearest = -1;
        for (let i = i0; i <= i1; i++)
          for (let j = j0; j <= j1; j++) {
            const row = (i * size[1] + j) * size[2];
            const end = start[row + k1 + 1];
            for (let slot = start[row + k0]; slot < end; slot++) {
              const dx = q[slot * 3] - x;
              const dy = q[slot * 3 + 1] - y;
              const dz = q[slot * 3 + 2] - z;
              const d = dx * dx + dy * dy + dz * dz;
              if (d < best) {
                best = d;
                nearest = slot;
              }
            }
          }
        if (nearest < 0) return;
        const n = vertex[nearest] * 3;
        const ix = sign * inwards[n];
        const iy = sign * inwards[n + 1];
        const iz = sign * inwards[n + 2];
        const depth = (x - p[n]) * ix + (y - p[n + 1]) * iy + (z - p[n + 2]) * iz;
        const lack = radius + cover - depth;
        if (lack <= 0) return;
        points[at] = x + lack * ix;
        points[at + 1] = y + lack * iy;
        points[at + 2] = z + lack * iz;
      }
    },
  };
}

/** Every vertex of the charted skin and of the skin that goes on from it at the lower edge (neck, back of the head); not for the linings of mouth, nose and orbit. */
function outerVertices(p: ArrayLike<number>, triangles: ArrayLike<number>, chart: Chart): Int32Array {
  const count = p.length / 3;
  const outer = new Uint8Array(count);
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const root = (v: number): number => {
    let at = v;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  let lowest = -1;
  for (let t = 0; t < chart.domain.length; t++) {
    const [a, b, c] = [triangles[t * 3], triangles[t * 3 + 1], triangles[t * 3 + 2]];
    if (chart.domain[t] === 1) outer[a] = outer[b] = outer[c] = 1;
    else {
      parent[root(a)] = root(b);
      parent[root(c)] = root(b);
      if (lowest < 0 || p[a * 3 + 1] < p[lowest * 3 + 1]) lowest = a;
    }
  }
  const neck = lowest < 0 ? -1 : root(lowest);
  const vertices: number[] = [];
  for (let v = 0; v < count; v++) if (outer[v] === 1 || root(v) === neck) vertices.push(v);
  return Int32Array.from(vertices);
}
