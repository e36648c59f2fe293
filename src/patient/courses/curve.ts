/** Curves through points of any dimension, as flat arrays of `size` numbers a point. */

/** Squared distance between points i and j. */
function gap2(points: readonly number[], size: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const d = points[i * size + k] - points[j * size + k];
    sum += d * d;
  }
  return sum;
}

/** Distance between points i and j. */
export function gap(points: readonly number[], size: number, i: number, j: number): number {
  return Math.sqrt(gap2(points, size, i, j));
}

/**
 * Centripetal Catmull-Rom through `points`, sampled at most `step` apart (in the units of the points). Returns the samples and,
 * for each, the segment it lies in plus its share of it (so 2.5 = half way from point 2 to point 3). Doubled points are passed over.
 */
export function catmullRom(points: readonly number[], size: number, step: number): { samples: number[]; at: number[] } {
  const count = points.length / size;
  const samples: number[] = [];
  const at: number[] = [];
  const point = (index: number): number[] => {
    const out: number[] = [];
    for (let k = 0; k < size; k++) {
      if (index < 0) out.push(2 * points[k] - points[size + k]);
      else if (index >= count) out.push(2 * points[(count - 1) * size + k] - points[(count - 2) * size + k]);
      else out.push(points[index * size + k]);
    }
    return out;
  };
  const knot = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
    return Math.max(Math.sqrt(Math.sqrt(sum)), 1e-4);
  };
  for (let segment = 0; segment < count - 1; segment++) {
    const p0 = point(segment - 1);
    const p1 = point(segment);
    const p2 = point(segment + 1);
    const p3 = point(segment + 2);
    const t1 = knot(p0, p1);
    const t2 = t1 + knot(p1, p2);
    const t3 = t2 + knot(p2, p3);
    const pieces = Math.max(1, Math.ceil((1.05 * gap(points, size, segment, segment + 1)) / step));
    for (let piece = 0; piece < pieces; piece++) {
      const share = piece / pieces;
      const t = t1 + share * (t2 - t1);
      for (let k = 0; k < size; k++) {
        const a1 = ((t1 - t) * p0[k] + t * p1[k]) / t1;
        const a2 = ((t2 - t) * p1[k] + (t - t1) * p2[k]) / (t2 - t1);
        const a3 = ((t3 - t) * p2[k] + (t - t2) * p3[k]) / (t3 - t2);
        const b1 = ((t2 - t) * a1 + t * a2) / t2;
        const b2 = ((t3 - t) * a2 + (t - t1) * a3) / (t3 - t1);
        samples.push(((t2 - t) * b1 + (t - t1) * b2) / (t2 - t1));
      }
      at.push(segment + share);
    }
  }
  for (let k = 0; k < size; k++) samples.push(points[(count - 1) * size + k]);
  at.push(count - 1);
  return { samples, at };
}

/** Arc length from the first point to each point. */
export function arcLengths(points: readonly number[], size: number): number[] {
  const lengths = [0];
  for (let i = 1; i < points.length / size; i++) lengths.push(lengths[i - 1] + gap(points, size, i - 1, i));
  return lengths;
}

/** One point every `length / ceil(length / step)` along the polyline, ends kept. `size` numbers a point; further numbers ride along when `metric` < size. */
export function resample(points: readonly number[], size: number, step: number, metric = size): number[] {
  const count = points.length / size;
  const lengths = [0];
  for (let i = 1; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < metric; k++) {
      const d = points[i * size + k] - points[(i - 1) * size + k];
      sum += d * d;
    }
    lengths.push(lengths[i - 1] + Math.sqrt(sum));
  }
  const total = lengths[count - 1];
  const pieces = Math.max(1, Math.ceil(total / step));
  const out: number[] = [];
  let i = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const want = (total * piece) / pieces;
    while (i < count - 2 && lengths[i + 1] < want) i++;
    const span = lengths[i + 1] - lengths[i];
    const share = span > 0 ? (want - lengths[i]) / span : 0;
    for (let k = 0; k < size; k++) out.push(points[i * size + k] + share * (points[(i + 1) * size + k] - points[i * size + k]));
  }
  for (let k = 0; k < size; k++) out.push(points[(count - 1) * size + k]);
  return out;
}

/** `passes` of the (1 2 1)/4 filter over the first `metric` numbers of each point; ends stay. Changes `points`. */
export function smooth(points: number[], size: number, passes: number, metric = size): void {
  const count = points.length / size;
  for (let pass = 0; pass < passes; pass++) {
    for (let k = 0; k < metric; k++) {
      let before = points[k];
      for (let i = 1; i < count - 1; i++) {
        const here = points[i * size + k];
        points[i * size + k] = 0.25 * before + 0.5 * here + 0.25 * points[(i + 1) * size + k];
        before = here;
      }
    }
  }
}

/** Reverses the order of points in a new array. */
export function reversed(points: readonly number[], size: number): number[] {
  const out: number[] = [];
  for (let i = points.length / size - 1; i >= 0; i--) for (let k = 0; k < size; k++) out.push(points[i * size + k]);
  return out;
}

/** Nearest point of a 3D polyline to (x, y, z): its distance, position, and segment + share. */
export function nearestOn(line: readonly number[], x: number, y: number, z: number): { distance: number; point: [number, number, number]; at: number } {
  let best = Number.POSITIVE_INFINITY;
  let segment = 0;
  let share = 0;
  for (let i = 0; i + 3 < line.length || i === 0; i += 3) {
    const last = i + 3 >= line.length;
    const dx = last ? 0 : line[i + 3] - line[i];
    const dy = last ? 0 : line[i + 4] - line[i + 1];
    const dz = last ? 0 : line[i + 5] - line[i + 2];
    const dd = dx * dx + dy * dy + dz * dz;
    const t = dd > 0 ? Math.max(0, Math.min(1, ((x - line[i]) * dx + (y - line[i + 1]) * dy + (z - line[i + 2]) * dz) / dd)) : 0;
    const px = line[i] + t * dx - x;
    const py = line[i + 1] + t * dy - y;
    const pz = line[i + 2] + t * dz - z;
    const d = px * px + py * py + pz * pz;
    if (d < best) {
      best = d;
      segment = i;
      share = t;
    }
    if (last) break;
  }
  const along = (k: number): number => line[segment + k] + share * (segment + 3 < line.length ? line[segment + 3 + k] - line[segment + k] : 0);
  return { distance: Math.sqrt(best), point: [along(0), along(1), along(2)], at: segment / 3 + share };
}
