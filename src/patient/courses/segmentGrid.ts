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

/**
 * Calls `visit` once for every pair of segments of different lines of which the middles are nearer than the sum of their radii, their half
 * lengths (at most `step` each) and `margin`. Order is fixed: by the thicker segment, then by place.
 */
export function closePairs({ points, radius, line }: Segments, step: number, margin: number, visit: (a: number, b: number) => void): void {
  const count = line.length;
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < count; i++)
    for (let k = 0; k < 3; k++) {
      low[k] = Math.min(low[k], points[i * 3 + k]);
      high[k] = Math.max(high[k], points[i * 3 + k]);
    }
  if (count === 0) return;
  const size = [0, 1, 2].map((k) => Math.floor((high[k] - low[k]) / CELL) + 1);
  const middle = new Float64Array(count * 3);
  const cellOf = new Int32Array(count).fill(-1);
  const start = new Int32Array(size[0] * size[1] * size[2] + 1);
  for (let i = 0; i + 1 < count; i++) {
    if (line[i] !== line[i + 1]) continue;
    for (let k = 0; k < 3; k++) middle[i * 3 + k] = (points[i * 3 + k] + points[i * 3 + 3 + k]) / 2;
    cellOf[i] = (Math.floor((middle[i * 3] - low[0]) / CELL) * size[1] + Math.floor((middle[i * 3 + 1] - low[1]) / CELL)) * size[2] + Math.floor((middle[i * 3 + 2] - low[2]) / CELL);
    start[cellOf[i] + 1]++;
  }
  for (let c = 0; c + 1 < start.length; c++) start[c + 1] += start[c];
  const fill = start.slice();
  const items = new Int32Array(start[start.length - 1]);
  for (let i = 0; i < count; i++) if (cellOf[i] >= 0) items[fill[cellOf[i]]++] = i;
  for (let i = 0; i < count; i++) {
    if (cellOf[i] < 0) continue;
    const x = middle[i * 3];
    const y = middle[i * 3 + 1];
    const z = middle[i * 3 + 2];
    // The thicker one looks for the thinner, so that a wide trunk does not widen every search.
    const widest = 2 * radius[i] + step + margin;
    const x0 = Math.max(0, Math.floor((x - widest - low[0]) / CELL));
    const x1 = Math.min(size[0] - 1, Math.floor((x + widest - low[0]) / CELL));
    const y0 = Math.max(0, Math.floor((y - widest - low[1]) / CELL));
    const y1 = Math.min(size[1] - 1, Math.floor((y + widest - low[1]) / CELL));
    const z0 = Math.max(0, Math.floor((z - widest - low[2]) / CELL));
    const z1 = Math.min(size[2] - 1, Math.floor((z + widest - low[2]) / CELL));
    for (let cx = x0; cx <= x1; cx++)
      for (let cy = y0; cy <= y1; cy++) {
        const row = (cx * size[1] + cy) * size[2];
        for (let slot = start[row + z0]; slot < start[row + z1 + 1]; slot++) {
          const j = items[slot];
          if (line[j] === line[i] || radius[j] > radius[i] || (radius[j] === radius[i] && j < i)) continue;
          const dx = middle[j * 3] - x;
          const dy = middle[j * 3 + 1] - y;
          const dz = middle[j * 3 + 2] - z;
          const reach = radius[i] + radius[j] + step + margin;
          if (dx * dx + dy * dy + dz * dz < reach * reach) visit(i, j);
        }
      }
  }
}
