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
const outerOf = new WeakMap<Chart, Uint8Array>();

/** The outer skin of a patient, sorted into cells; made once a patient. */
export function underSkin(ground: Pick<Ground, 'skin' | 'chart' | 'shell'>): UnderSkin {
  let made = known.get(ground.skin);
  if (!made) {
    made = build(ground);
    known.set(ground.skin, made);
  }
  return made;
}

function build({ skin, chart, shell }: Pick<Ground, 'skin' | 'chart' | 'shell'>): UnderSkin {
  const { positions: p, triangles, normals } = skin;
  let outer = outerOf.get(chart);
  if (!outer) {
    outer = outerVertices(p, triangles, chart);
    outerOf.set(chart, outer);
  }
  const cells = new Map<number, number[]>();
  const key = (x: number, y: number, z: number): number => (x * 512 + y) * 512 + z;
  const cell = (value: number): number => Math.floor(value / CELL) + 256;
  for (let v = 0; v < outer.length; v++) {
    if (outer[v] === 0) continue;
    const at = key(cell(p[v * 3]), cell(p[v * 3 + 1]), cell(p[v * 3 + 2]));
    const list = cells.get(at);
    if (list) list.push(v);
    else cells.set(at, [v]);
  }
  return {
    keep(points, at, radius, cover) {
      // A second look, because further in another place of the skin may be nearer.
      for (let round = 0; round < 2; round++) {
        const x = points[at];
        const y = points[at + 1];
        const z = points[at + 2];
        const reach = radius + cover + SPACING;
        let best = reach * reach;
        let nearest = -1;
        for (let i = cell(x - reach); i <= cell(x + reach); i++)
          for (let j = cell(y - reach); j <= cell(y + reach); j++)
            for (let k = cell(z - reach); k <= cell(z + reach); k++) {
              const list = cells.get(key(i, j, k));
              if (!list) continue;
              for (const v of list) {
                const d = (p[v * 3] - x) * (p[v * 3] - x) + (p[v * 3 + 1] - y) * (p[v * 3 + 1] - y) + (p[v * 3 + 2] - z) * (p[v * 3 + 2] - z);
                if (d < best) {
                  best = d;
                  nearest = v;
                }
              }
            }
        if (nearest < 0) return;
        const n = nearest * 3;
        const inward = (axis: number): number => (normals ? -normals[n + axis] : shell.directions[n + axis]);
        const [ix, iy, iz] = [inward(0), inward(1), inward(2)];
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

/** 1 for every vertex of the charted skin and of the skin that goes on from it at the lower edge (neck, back of the head); not for the linings of mouth, nose and orbit. */
function outerVertices(p: ArrayLike<number>, triangles: ArrayLike<number>, chart: Chart): Uint8Array {
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
  if (lowest < 0) return outer;
  const neck = root(lowest);
  for (let v = 0; v < count; v++) if (root(v) === neck) outer[v] = 1;
  return outer;
}
