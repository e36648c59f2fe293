import { pointSegmentSquared } from '../patient/trees';
import { distance3 } from './math';
import type { CompiledPatient } from '../patient/types';

/**
 * One bounding capsule per run (leaf) of the capsule tree: the chord from its first to its last end. Every point of the run's axis lies
 * within `deviation` of the chord and, because the chain is continuous, every point of the chord within `deviation` of the axis.
 */
export interface Runs {
  count: number;
  /** First capsule and number of capsules. */
  first: Uint32Array;
  size: Uint8Array;
  /** Chord start and end, xyz xyz. */
  chord: Float64Array;
  deviation: Float64Array;
  /** Least and greatest capsule radius. */
  thin: Float64Array;
  thick: Float64Array;
  /** Longest capsule axis, mm; at least 1e-3. */
  longest: Float64Array;
  structure: Uint16Array;
  /** Run of each tree node; -1 for interior nodes. */
  ofNode: Int32Array;
  /** Runs by structure: `byStructure[start[s] .. start[s + 1])`. */
  byStructure: Uint32Array;
  start: Uint32Array;
}

/** Bound every run of a patient's capsule tree. */
export function makeRuns(patient: CompiledPatient): Runs {
  const { tubes, structures } = patient;
  const { nodes, items } = patient.trees.tubes;
  const nodeCount = nodes.length / 2;
  const ofNode = new Int32Array(nodeCount).fill(-1);
  let count = 0;
  for (let n = 0; n < nodeCount; n++) if (nodes[2 * n + 1] > 0) ofNode[n] = count++;
  const runs: Runs = {
    count,
    first: new Uint32Array(count),
    size: new Uint8Array(count),
    chord: new Float64Array(count * 6),
    deviation: new Float64Array(count),
    thin: new Float64Array(count),
    thick: new Float64Array(count),
    longest: new Float64Array(count),
    structure: new Uint16Array(count),
    ofNode,
    byStructure: new Uint32Array(count),
    start: new Uint32Array(structures.length + 1),
  };
  for (let n = 0; n < nodeCount; n++) {
    const k = ofNode[n];
    if (k < 0) continue;
    const first = items[nodes[2 * n]];
    const size = nodes[2 * n + 1];
    const last = first + size - 1;
    const c = 6 * k;
    for (let a = 0; a < 3; a++) {
      runs.chord[c + a] = tubes.a[3 * first + a];
      runs.chord[c + 3 + a] = tubes.b[3 * last + a];
    }
    const q = runs.chord;
    let deviation = 0, thin = Infinity, thick = 0, longest = 1e-3;
    for (let i = first; i <= last; i++) {
      deviation = Math.max(deviation, pointSegmentSquared(tubes.b[3 * i], tubes.b[3 * i + 1], tubes.b[3 * i + 2], q[c], q[c + 1], q[c + 2], q[c + 3], q[c + 4], q[c + 5]));
      longest = Math.max(longest, distance3(tubes.a, 3 * i, tubes.b, 3 * i) + 1e-9);
      thin = Math.min(thin, tubes.radius[i]);
      thick = Math.max(thick, tubes.radius[i]);
    }
    runs.first[k] = first;
    runs.size[k] = size;
    runs.deviation[k] = Math.sqrt(deviation) + 1e-9;
    runs.thin[k] = thin;
    runs.thick[k] = thick;
    runs.longest[k] = longest;
    runs.structure[k] = tubes.structure[first];
    runs.start[runs.structure[k] + 1]++;
  }
  for (let s = 0; s < structures.length; s++) runs.start[s + 1] += runs.start[s];
  const fill = runs.start.slice();
  for (let k = 0; k < count; k++) runs.byStructure[fill[runs.structure[k]]++] = k;
  return runs;
}
