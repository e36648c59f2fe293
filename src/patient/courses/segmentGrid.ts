/** Segments of many lines, sorted into cells, to find those that are close to one another. */
export interface Segments {
  /** xyz per point; segment i runs from point i to point i + 1. */
  points: Float64Array;
  /** Wall radius per point, mm. */
  radius: Float64Array;
  /** Line per point; the last point of a line starts no segment. */
  line: Int32Array;
}

const CELL = 4;

/** The segments in the order of their cells, so that those of a cell lie side by side in memory. */
interface Sorted {
  /** Lowest cell's corner and number of cells per axis. */
  low: Float64Array;
  size: Int32Array;
  /** Segments of cell c: entries `start[c] .. start[c + 1]`, ascending by segment. */
  start: Int32Array;
  segment: Int32Array;
  line: Int32Array;
  /** Four numbers an entry: middle xyz, radius. */
  ball: Float64Array;
}

/** Working memory of a sorting, kept from call to call; of what is in it only the beginning counts. */
interface Memory extends Sorted {
  cellOf: Int32Array;
  fill: Int32Array;
}

const makeMemory = (): Memory => ({ low: new Float64Array(3), size: new Int32Array(3), start: new Int32Array(0), segment: new Int32Array(0), line: new Int32Array(0), ball: new Float64Array(0), cellOf: new Int32Array(0), fill: new Int32Array(0) });
const forAll = makeMemory(), forMarked = makeMemory();
const high = new Float64Array(3);

/**
 * @param into what it is written into, and returned
 * @param only lines whose segments are sorted in, by number; all where left out
 */
function sorted({ points, radius, line }: Segments, into: Memory, only?: Uint8Array): Sorted {
  const count = line.length;
  const { low, size } = into;
  low.fill(Infinity);
  high.fill(-Infinity);
  for (let at = 0; at < count * 3; at += 3)
    for (let k = 0; k < 3; k++) {
      const value = points[at + k];
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
  for (let k = 0; k < 3; k++) size[k] = Math.floor((high[k] - low[k]) / CELL) + 1;
  const cells = size[0] * size[1] * size[2];
  if (into.start.length < cells + 1) {
    into.start = new Int32Array(cells + 1);
    into.fill = new Int32Array(cells + 1);
  }
  if (into.cellOf.length < count) {
    into.cellOf = new Int32Array(count);
    into.segment = new Int32Array(count);
    into.line = new Int32Array(count);
    into.ball = new Float64Array(count * 4);
  }
  const { start, fill, cellOf, segment, line: owner, ball } = into;
  start.fill(0, 0, cells + 1);
  cellOf.fill(-1, 0, count);
  for (let i = 0, a = 0; i + 1 < count; i++, a += 3) {
    if (line[i] !== line[i + 1] || (only && only[line[i]] === 0)) continue;
    const x = Math.floor(((points[a] + points[a + 3]) / 2 - low[0]) / CELL);
    const y = Math.floor(((points[a + 1] + points[a + 4]) / 2 - low[1]) / CELL);
    const z = Math.floor(((points[a + 2] + points[a + 5]) / 2 - low[2]) / CELL);
    const cell = (x * size[1] + y) * size[2] + z;
    cellOf[i] = cell;
    start[cell + 1]++;
  }
  for (let c = 0; c < cells; c++) {
    fill[c] = start[c];
    start[c + 1] += start[c];
  }
  for (let i = 0, a = 0; i < count; i++, a += 3) {
    if (cellOf[i] < 0) continue;
    const slot = fill[cellOf[i]]++;
    segment[slot] = i;
    owner[slot] = line[i];
    for (let k = 0; k < 3; k++) ball[slot * 4 + k] = (points[a + k] + points[a + 3 + k]) / 2;
    ball[slot * 4 + 3] = radius[i];
  }
  return into;
}

/**
 * Calls `visit` once for every pair of segments of different lines of which the middles are nearer than the sum of their radii, their half
 * lengths (at most `step` each) and `margin`. Order is fixed: by the thicker segment, then by place.
 * @param only 1 per line: pairs of which neither line is marked are left out
 */
export function closePairs(segments: Segments, step: number, margin: number, visit: (a: number, b: number) => void, only?: Uint8Array): void {
  const { line } = segments;
  if (line.length === 0) return;
  const all = sorted(segments, forAll);
  const marked = only ? sorted(segments, forMarked, only) : all;
  for (let i = 0; i + 1 < line.length; i++) if (line[i] === line[i + 1]) partnersOf(i, !only || only[line[i]] === 1 ? all : marked, segments, step, margin, visit);
}

/** The pairs of segment i with what is no thicker. */
function partnersOf(i: number, { low, size, start, segment, line: owner, ball }: Sorted, { points, radius, line }: Segments, step: number, margin: number, visit: (a: number, b: number) => void): void {
  const lx = low[0], ly = low[1], lz = low[2];
  const mx = size[0] - 1, my = size[1] - 1, mz = size[2] - 1;
  const perMm = 1 / CELL;
  const own = line[i];
  const a = i * 3;
  const x = (points[a] + points[a + 3]) / 2;
  const y = (points[a + 1] + points[a + 4]) / 2;
  const z = (points[a + 2] + points[a + 5]) / 2;
  const r = radius[i];
  // The thicker one looks for the thinner, so that a wide trunk does not widen every search.
  const widest = 2 * r + step + margin;
  // Cells below 0 are cut off towards 0, which is where they end anyway.
  let x0 = ((x - widest - lx) * perMm) | 0, x1 = ((x + widest - lx) * perMm) | 0;
  let y0 = ((y - widest - ly) * perMm) | 0, y1 = ((y + widest - ly) * perMm) | 0;
  let z0 = ((z - widest - lz) * perMm) | 0, z1 = ((z + widest - lz) * perMm) | 0;
  if (x0 < 0) x0 = 0;
  if (y0 < 0) y0 = 0;
  if (z0 < 0) z0 = 0;
  if (x1 > mx) x1 = mx;
  if (y1 > my) y1 = my;
  if (z1 > mz) z1 = mz;
  for (let cx = x0; cx <= x1; cx++)
    for (let cy = y0; cy <= y1; cy++) {
      const row = (cx * (my + 1) + cy) * (mz + 1);
      const end = start[row + z1 + 1];
      for (let slot = start[row + z0]; slot < end; slot++) {
        if (owner[slot] === own) continue;
        const b = slot * 4;
        const other = ball[b + 3];
        if (other > r) continue;
        const dx = ball[b] - x;
        const dy = ball[b + 1] - y;
        const dz = ball[b + 2] - z;
        const reach = r + other + step + margin;
        if (dx * dx + dy * dy + dz * dz >= reach * reach) continue;
        const j = segment[slot];
        if (other === r && j < i) continue;
        visit(i, j);
      }
    }
}
