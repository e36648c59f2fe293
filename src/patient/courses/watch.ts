/** Which segments of different lines may come to overlap soon and must not: found once, then kept up while the lines are bent. */
import { atCommonStart, twinsMeet, type Named } from './collisions';
import { closePairs, type Segments } from './segmentGrid';

/** What of a line the watch has to know. */
export interface Watched extends Named {
  /** An image of another line across the midline: two images are not watched, their originals are. */
  imageOf?: number;
}

/** How far apart segments may be and still be watched. */
export interface WatchReach {
  /** Length of a segment, mm, and the most that two of them together may add to the distance of their middles. */
  segment: number;
  step: number;
  /** Pairs this much farther apart than touching are watched, mm. */
  margin: number;
  /** Share of the length round a common start within which lines may touch. */
  strict: number;
}

/** Candidates are found so much farther out than asked that they serve until points have moved half as far, mm. */
const SPARE = 0.6;

/** Pairs of segments, two numbers each. */
export interface Pairs {
  count: number;
  segments: Int32Array;
}

/**
 * A search for the pairs to watch, to be asked again and again while `set.points` move. Each answer holds exactly the pairs within reach at
 * that time; it is overwritten by the next.
 */
export function makeWatch(lines: readonly Watched[], set: Segments, mayTouch: (a: Named, b: Named) => boolean, reach: WatchReach): () => Pairs {
  const { step, margin } = reach;
  const { points, radius, line } = set;
  const find = candidates(lines, set, mayTouch, { ...reach, margin: margin + SPARE });
  const seen = points.slice();
  const moved = new Uint8Array(lines.length);
  let wide = find();
  const found: Pairs = { count: 0, segments: new Int32Array(0) };
  return () => {
    if (markMoved(set, seen, SPARE / 2, moved)) wide = find(wide, moved);
    if (found.segments.length < wide.length) found.segments = new Int32Array(wide.length);
    let count = 0;
    for (let k = 0; k < wide.length; k += 2) {
      const i = wide[k], j = wide[k + 1];
      const a = i * 3, b = j * 3;
      const dx = (points[b] + points[b + 3]) / 2 - (points[a] + points[a + 3]) / 2;
      const dy = (points[b + 1] + points[b + 4]) / 2 - (points[a + 1] + points[a + 4]) / 2;
      const dz = (points[b + 2] + points[b + 5]) / 2 - (points[a + 2] + points[a + 5]) / 2;
      const limit = radius[i] + radius[j] + step + margin;
      if (dx * dx + dy * dy + dz * dz >= limit * limit || twinsMeet(lines[line[i]], lines[line[j]], points[a])) continue;
      found.segments[2 * count] = i;
      found.segments[2 * count++ + 1] = j;
    }
    found.count = count;
    return found;
  };
}

/** Marks the lines of which a point lies farther than `limit` mm from where it was seen; all of such a line is then taken as seen. Tells whether there are any. */
function markMoved({ points, line }: Segments, seen: Float64Array, limit: number, moved: Uint8Array): boolean {
  moved.fill(0);
  let any = false;
  for (let i = 0, at = 0; i < line.length; i++, at += 3) {
    const x = points[at] - seen[at], y = points[at + 1] - seen[at + 1], z = points[at + 2] - seen[at + 2];
    if (x * x + y * y + z * z <= limit * limit) continue;
    moved[line[i]] = 1;
    any = true;
  }
  if (any) for (let i = 0; i < line.length; i++) if (moved[line[i]] === 1) for (let at = i * 3; at < i * 3 + 3; at++) seen[at] = points[at];
  return any;
}

/**
 * A search for the pairs within a wide reach that must not touch, whatever becomes of them: only what does not change while lines are bent
 * is asked. Given earlier pairs, only those of the lines marked as moved are found anew.
 */
function candidates(lines: readonly Watched[], set: Segments, mayTouch: (a: Named, b: Named) => boolean, { segment, step, margin, strict }: WatchReach): (known?: Int32Array, moved?: Uint8Array) => Int32Array {
  const { line } = set;
  const allowed = new Int8Array(lines.length * lines.length).fill(-1);
  const ends = new Int32Array(lines.length + 1);
  for (let i = 0; i < line.length; i++) ends[line[i] + 1] = i + 1;
  const fromEnd = (i: number): number => Math.min(i - ends[line[i]], ends[line[i] + 1] - 2 - i) * segment;
  let pairs = new Int32Array(1024);
  let used = 0;
  const note = (i: number, j: number): void => {
    if (used === pairs.length) {
      const more = new Int32Array(2 * used);
      more.set(pairs);
      pairs = more;
    }
    pairs[used++] = i;
    pairs[used++] = j;
  };
  const visit = (i: number, j: number): void => {
    const pair = line[i] * lines.length + line[j];
    if (allowed[pair] < 0) {
      const a = lines[line[i]], b = lines[line[j]];
      allowed[pair] = (a.imageOf !== undefined && b.imageOf !== undefined) || mayTouch(a, b) ? 1 : 0;
    }
    if (allowed[pair] === 1 || atCommonStart(lines[line[i]], lines[line[j]], fromEnd(i), fromEnd(j), mayTouch, strict)) return;
    note(i, j);
  };
  return (known, moved) => {
    used = 0;
    if (known && moved) for (let k = 0; k < known.length; k += 2) if (moved[line[known[k]]] === 0 && moved[line[known[k + 1]]] === 0) note(known[k], known[k + 1]);
    closePairs(set, step, margin, visit, moved);
    return pairs.slice(0, used);
  };
}
