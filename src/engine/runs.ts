import { pointSegmentSquared } from '../patient/trees';
import type { CompiledPatient } from '../patient/types';
import { distance3 } from './math';

/** Words of a run in `Runs.chords` and `Runs.index`: one cache line. */
export const CHORD = 16;
/** Where in `chords`: chord start and end (xyz, xyz), then these. */
export const UNDER = 6, OVER = 7, STRIDE = 8, THICK = 9, PER_SQUARE = 10;
/** Where in `index`: begin and end of the run's points in `Runs.points` (the end is its last point), and its structure. */
export const FROM = 11, TO = 12, STRUCTURE = 13;
/** Words of a node. */
const NODE = 16;

/** A length as a whole number, 1/1024 mm; whole numbers are compared without jumps. Within 4 m. */
export const cells = (mm: number): number => Math.round(Math.max(-4e3, Math.min(4e3, mm)) * 1024);

/**
 * The leaves of the capsule tree, laid out for readings. A run is a chain of capsules joined end to end; its chord goes from its first to
 * its last end. Every point of the run's axis lies within its deviation of the chord and, because the chain is continuous, every point of
 * the chord within that of the axis.
 */
export interface Runs {
  count: number;
  /** Most capsules of a run. */
  longest: number;
  /** Per interior node: min and max xyz of the left child, those of the right child, in `cells`; the word at which the left and right child begin, or -1 - run. */
  bounds: Int32Array;
  /** Link of the root. */
  root: number;
  /**
   * Per run: chord start and end; deviation + greatest radius, by which a wall can be nearer than the chord; deviation - least radius, by
   * which the nearest wall can be farther; longest capsule axis (at least 1e-3); greatest radius, mm; 1 / squared length of the chord.
   */
  chords: Float32Array;
  /** The same memory as integers: where a run's points lie, and its structure. */
  index: Int32Array;
  /** Ends of the capsules of a run in turn, one more than capsules: xyz and the radius of the capsule that begins there, mm. */
  points: Float32Array;
  /** Runs by structure: `byStructure[start[s] .. start[s + 1])`. */
  byStructure: Uint32Array;
  start: Uint32Array;
}

/** Lay out and bound every run of a patient's capsule tree. */
export function makeRuns(patient: CompiledPatient): Runs {
  const { tubes, structures } = patient;
  const { nodes, items, bounds: boxes } = patient.trees.tubes;
  const nodeCount = items.length === 0 ? 0 : nodes.length / 2;
  const place = new Int32Array(nodeCount);
  let count = 0, interior = 0;
  for (let n = 0; n < nodeCount; n++) place[n] = nodes[2 * n + 1] > 0 ? -1 - count++ : NODE * interior++;
  const memory = new ArrayBuffer(4 * CHORD * count);
  const runs: Runs = {
    count,
    longest: 0,
    bounds: new Int32Array(NODE * interior),
    root: nodeCount > 0 ? place[0] : 0,
    chords: new Float32Array(memory),
    index: new Int32Array(memory),
    points: new Float32Array(4 * (tubes.radius.length + count)),
    byStructure: new Uint32Array(count),
    start: new Uint32Array(structures.length + 1),
  };
  for (let n = 0, point = 0; n < nodeCount; n++) {
    if (nodes[2 * n + 1] === 0) {
      const left = n + 1, right = nodes[2 * n];
      for (let k = 0; k < 6; k++) {
        const outwards = k < 3 ? -1 : 1;
        runs.bounds[place[n] + k] = cells(boxes[6 * left + k]) + outwards;
        runs.bounds[place[n] + 6 + k] = cells(boxes[6 * right + k]) + outwards;
      }
      runs.bounds[place[n] + 12] = place[left];
      runs.bounds[place[n] + 13] = place[right];
      continue;
    }
    const k = -1 - place[n];
    runs.longest = Math.max(runs.longest, nodes[2 * n + 1]);
    point += layRun(patient, runs, k, items[nodes[2 * n]], nodes[2 * n + 1], point);
    runs.start[runs.index[CHORD * k + STRUCTURE] + 1]++;
  }
  for (let s = 0; s < structures.length; s++) runs.start[s + 1] += runs.start[s];
  const fill = runs.start.slice();
  for (let k = 0; k < count; k++) runs.byStructure[fill[runs.index[CHORD * k + STRUCTURE]]++] = k;
  return runs;
}

/** Write run k, `size` capsules from `first` on, with its points from `point` on; returns the number of points. */
function layRun({ tubes }: CompiledPatient, runs: Runs, k: number, first: number, size: number, point: number): number {
  const { chords: q, index, points } = runs;
  const last = first + size - 1;
  const c = CHORD * k;
  for (let a = 0; a < 3; a++) {
    q[c + a] = tubes.a[3 * first + a];
    q[c + 3 + a] = tubes.b[3 * last + a];
  }
  let deviation = 0, thin = Infinity, thick = 0, longest = 1e-3;
  for (let i = first; i <= last; i++) {
    deviation = Math.max(deviation, pointSegmentSquared(tubes.b[3 * i], tubes.b[3 * i + 1], tubes.b[3 * i + 2], q[c], q[c + 1], q[c + 2], q[c + 3], q[c + 4], q[c + 5]));
    longest = Math.max(longest, distance3(tubes.a, 3 * i, tubes.b, 3 * i) + 1e-6);
    thin = Math.min(thin, tubes.radius[i]);
    thick = Math.max(thick, tubes.radius[i]);
    const o = 4 * (point + i - first);
    for (let a = 0; a < 3; a++) {
      points[o + a] = tubes.a[3 * i + a];
      points[o + 4 + a] = tubes.b[3 * i + a];
    }
    points[o + 3] = tubes.radius[i];
  }
  // With the hair that rounding to 32 bits and the search's own rounding need.
  deviation = Math.sqrt(deviation) + 1e-4;
  const square = distance3(q, c, q, c + 3) * distance3(q, c, q, c + 3);
  q[c + UNDER] = deviation + thick;
  q[c + OVER] = deviation - thin;
  q[c + STRIDE] = longest;
  q[c + THICK] = thick;
  q[c + PER_SQUARE] = square > 0 ? 1 / square : 0;
  index[c + FROM] = 4 * point;
  index[c + TO] = 4 * (point + size);
  index[c + STRUCTURE] = tubes.structure[first];
  return size + 1;
}
