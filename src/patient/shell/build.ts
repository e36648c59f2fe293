/** Builds one patient's tissue shell: faired normals, column directions that do not cross, layer depths, unfolded. */
import { LAYER_COUNT } from '../layers';
import type { Chart, Shell } from '../types';
import { chartBlur, chartBlurs } from './chartBlur';
import { leastVolume, surelyStands } from './folds';
import type { ShellPlan } from './plan';
import { fitLayers, snapToBone, type Bone } from './snap';
import { thicknessOf, type Person } from './thickness';

const LEVELS = LAYER_COUNT + 1;

/** Where the shell had to give way, per entry of the domain. */
export interface ShellReport {
  /** Columns shortened to keep prisms from folding: skin vertex and mm taken off the asked depth. */
  shortened: { vertex: number; mm: number }[];
  /** Rounds of repair; triangles still folded (0 on a sound patient). */
  rounds: number;
  folded: number;
}

export interface BuiltShell {
  shell: Shell;
  report: ShellReport;
}

/** Smoothing of the skin to which angles are measured, chart mm. */
const FAIRING = 2.5;
/** Scales at which normals are smoothed; a column's own scale lies between. */
const SCALES = [3.5, 7, 13];
/** Least share of its depth that a repaired column keeps. */
const LEAST_SHARE = 0.04;
const ROUNDS = 40;
/** Rounds in which columns turn; where that did not help they go back and are shortened. */
const TURNING = 14;
/** A prism counts as folded below this volume, mm³. */
const LEAST_VOLUME = 1e-9;

/** What of a shell follows from the skin alone; serves every person with that skin. */
export interface ShellForm {
  /** Unit normals of the faired skin, xyz per skin vertex. */
  fairedNormals: Float32Array;
  /** Columns before any is turned, xyz per skin vertex. */
  directions: Float32Array;
  /** How far the start of each column on the lips lies behind the general surface of the lip, mm, per entry of `plan.vertices`; 0 elsewhere. */
  behind: Float64Array;
}

/** @param skin positions and unit normals, xyz per skin vertex, mm */
export function shellForm(plan: ShellPlan, { positions, normals }: { positions: Float32Array; normals: Float32Array }): ShellForm {
  const [fair, ...blurred] = chartBlurs(plan.blur, normals, 3, plan.area, [FAIRING, ...SCALES]);
  const fairedNormals = normals.slice();
  for (const v of plan.vertices) setUnit(fairedNormals, v, fair[3 * v], fair[3 * v + 1], fair[3 * v + 2]);
  const directions = columnDirections(plan, normals, blurred);
  const general = chartBlur(plan.blur, positions, 3, plan.area, 6);
  const behind = new Float64Array(plan.vertices.length);
  for (let e = 0; e < behind.length; e++) {
    if (plan.lip[e] === 0) continue;
    const v = plan.vertices[e];
    for (let k = 0; k < 3; k++) behind[e] += (positions[3 * v + k] - general[3 * v + k]) * directions[3 * v + k];
  }
  return { fairedNormals, directions, behind };
}

/**
 * @param findBone gets the shell by published depths and may return the patient's bone, on which columns then end
 * @param form `shellForm` of this skin
 */
export function buildShell(
  plan: ShellPlan,
  chart: Chart,
  skin: { positions: Float32Array; triangles: Uint32Array; normals: Float32Array },
  person: Person,
  findBone: (provisional: Shell) => Bone | null = () => null,
  form: ShellForm = shellForm(plan, skin),
): BuiltShell {
  const { positions } = skin;
  const n = plan.vertices.length;
  const directions = form.directions.slice();
  const layers = thicknessOf(plan, chart, person);
  const depths = new Float32Array((positions.length / 3) * LEVELS);
  const shares = new Float64Array(n).fill(1);
  lipShares(plan, form.behind, layers, shares);
  const put = (e: number): void => {
    const at = plan.vertices[e] * LEVELS;
    let sum = 0;
    for (let k = 0; k < LAYER_COUNT; k++) {
      sum += layers[e * LAYER_COUNT + k] * shares[e];
      depths[at + k + 1] = sum;
    }
  };
  for (let e = 0; e < n; e++) put(e);
  const shell: Shell = { directions, depths, below: plan.below, mucosa: plan.mucosa };
  const bone = findBone(shell);
  if (bone) {
    const asked = Float64Array.from(plan.vertices, (v) => depths[v * LEVELS + LAYER_COUNT]);
    const snapped = snapToBone(plan, skin, chart.uv, directions, asked, bone);
    shell.below = snapped.below;
    shell.mucosa = snapped.mucosa;
    for (let e = 0; e < n; e++) {
      for (let k = 0; k < LAYER_COUNT; k++) layers[e * LAYER_COUNT + k] *= shares[e];
      shares[e] = 1;
      fitLayers(layers, e * LAYER_COUNT, snapped.total[e]);
      put(e);
    }
  }
  const asked = Float64Array.from(shares);
  const repair = unfold(plan, skin, shell, shares, put);
  const shortened: { vertex: number; mm: number }[] = [];
  for (let e = 0; e < n; e++) {
    if (shares[e] > asked[e] * 0.995) continue;
    let total = 0;
    for (let k = 0; k < LAYER_COUNT; k++) total += layers[e * LAYER_COUNT + k];
    shortened.push({ vertex: plan.vertices[e], mm: total * (asked[e] - shares[e]) });
  }
  return { shell, report: { shortened, ...repair } };
}

/**
 * Directions of the columns before any repair: the inward normal, smoothed over each column's own scale. Unit, xyz per skin vertex.
 * @param blurred the normals smoothed at each of SCALES
 */
export function columnDirections(
  plan: ShellPlan,
  normals: ArrayLike<number>,
  blurred: readonly Float64Array[] = chartBlurs(plan.blur, normals, 3, plan.area, SCALES),
): Float32Array {
  const directions = new Float32Array(normals.length);
  for (let e = 0; e < plan.vertices.length; e++) {
    const v = plan.vertices[e];
    const o = 3 * v;
    const s = plan.scale[e];
    let low = 0;
    while (low < SCALES.length - 2 && s >= SCALES[low + 1]) low++;
    const f = Math.min(1, Math.max(0, (s - SCALES[low]) / (SCALES[low + 1] - SCALES[low])));
    const fine = blurred[low], coarse = blurred[low + 1];
    const a = Math.sqrt(fine[o] * fine[o] + fine[o + 1] * fine[o + 1] + fine[o + 2] * fine[o + 2]);
    const b = Math.sqrt(coarse[o] * coarse[o] + coarse[o + 1] * coarse[o + 1] + coarse[o + 2] * coarse[o + 2]);
    const x = (1 - f) * (fine[o] / a) + f * (coarse[o] / b);
    const y = (1 - f) * (fine[o + 1] / a) + f * (coarse[o + 1] / b);
    const z = (1 - f) * (fine[o + 2] / a) + f * (coarse[o + 2] / b);
    setUnit(directions, v, -x, -y * (1 - 0.9 * plan.level[e]), -z);
  }
  return directions;
}

function setUnit(out: Float32Array, v: number, x: number, y: number, z: number): void {
  const l = Math.sqrt(x * x + y * y + z * z);
  out[3 * v] = x / l;
  out[3 * v + 1] = y / l;
  out[3 * v + 2] = z / l;
}

/**
 * The red lips roll inwards: a column that starts behind the general surface of the lip (towards the line where the lips meet) has that
 * much less lip before it reaches the lining.
 */
function lipShares(plan: ShellPlan, behind: Float64Array, layers: Float32Array, shares: Float64Array): void {
  for (let e = 0; e < plan.vertices.length; e++) {
    if (plan.lip[e] === 0) continue;
    let total = 0;
    for (let k = 0; k < LAYER_COUNT; k++) total += layers[e * LAYER_COUNT + k];
    const left = Math.max(2.2, total - Math.max(0, behind[e]) * 1.2) / total;
    shares[e] *= 1 + plan.lip[e] * (Math.min(1, left) - 1);
  }
}

/**
 * Straightens and shortens columns until no prism is folded: each round the columns of folded prisms and their neighbours turn towards
 * the mean of the columns round them and give up a tenth of their length; where that is not enough they turn back and are shortened until
 * the prism stands (a short column through a triangle it does not face away from always does). Lengths are evened out among neighbours.
 */
function unfold(
  plan: ShellPlan,
  skin: { positions: Float32Array; triangles: Uint32Array },
  shell: Shell,
  shares: Float64Array,
  put: (e: number) => void,
): { rounds: number; folded: number } {
  const { positions, triangles } = skin;
  const { directions } = shell;
  const { neighbourStart, neighbour, entry, vertices } = plan;
  const original = directions.slice();
  let check: ArrayLike<number> = plan.faces;
  let rounds = 0;
  const { start, face } = facesByEntry(plan, triangles);
  for (; ; rounds++) {
    const bad = new Set<number>();
    let folded = 0;
    for (let i = 0; i < check.length; i++) {
      const t = check[i];
      if (surelyStands(positions, triangles, shell, t) || leastVolume(positions, triangles, shell, t) >= LEAST_VOLUME) continue;
      folded++;
      for (let k = 0; k < 3; k++) bad.add(entry[triangles[3 * t + k]]);
    }
    if (folded === 0 || rounds === ROUNDS) return { rounds, folded };
    const near = [...bad].sort((a, b) => a - b);
    // Columns that are to change: those of folded prisms, and their neighbours less.
    const turn = new Map<number, number>();
    for (const e of near) turn.set(e, 1);
    for (const e of near) for (let k = neighbourStart[e]; k < neighbourStart[e + 1]; k++) if (!turn.has(neighbour[k])) turn.set(neighbour[k], 0.5);
    const changed = [...turn.keys()].sort((a, b) => a - b);
    const next: number[] = [];
    for (const e of changed) {
      const w = 3 * vertices[e];
      if (rounds >= TURNING) {
        for (let k = 0; k < 3; k++) next.push(0.5 * directions[w + k] + 0.5 * original[w + k]);
        continue;
      }
      const amount = 0.5 * (turn.get(e) as number);
      let [x, y, z] = [0, 0, 0];
      for (let k = neighbourStart[e]; k < neighbourStart[e + 1]; k++) {
        const v = 3 * vertices[neighbour[k]];
        x += directions[v];
        y += directions[v + 1];
        z += directions[v + 2];
      }
      const c = neighbourStart[e + 1] - neighbourStart[e];
      const v = 3 * vertices[e];
      next.push(directions[v] + amount * (x / c - directions[v]), directions[v + 1] + amount * (y / c - directions[v + 1]), directions[v + 2] + amount * (z / c - directions[v + 2]));
    }
    changed.forEach((e, i) => setUnit(directions, vertices[e], next[3 * i], next[3 * i + 1], next[3 * i + 2]));
    if (rounds >= 3) for (const e of near) shares[e] = Math.max(LEAST_SHARE, shares[e] * (rounds >= TURNING ? 0.75 : 0.9));
    const even = changed.map((e) => {
      let sum = 0;
      for (let k = neighbourStart[e]; k < neighbourStart[e + 1]; k++) sum += shares[neighbour[k]];
      return Math.min(shares[e], (0.5 * sum) / (neighbourStart[e + 1] - neighbourStart[e]) + 0.5 * shares[e]);
    });
    changed.forEach((e, i) => (shares[e] = even[i]));
    const again = new Set<number>();
    for (const e of changed) {
      put(e);
      for (let i = start[e]; i < start[e + 1]; i++) again.add(face[i]);
    }
    // Prisms outside the changed patch were sound and still are.
    check = Uint32Array.from([...again].sort((a, b) => a - b));
  }
}

const known = new WeakMap<ShellPlan, { start: Uint32Array; face: Uint32Array }>();

/** Domain triangles round each entry: those of e are `face[start[e]] .. face[start[e + 1] - 1]`, in the order of `plan.faces`. Made once a plan. */
function facesByEntry(plan: ShellPlan, triangles: Uint32Array): { start: Uint32Array; face: Uint32Array } {
  let made = known.get(plan);
  if (!made) {
    const n = plan.vertices.length;
    const start = new Uint32Array(n + 1);
    const face = new Uint32Array(3 * plan.faces.length);
    for (const t of plan.faces) for (let k = 0; k < 3; k++) start[plan.entry[triangles[3 * t + k]] + 1]++;
    for (let e = 0; e < n; e++) start[e + 1] += start[e];
    const fill = start.slice();
    for (const t of plan.faces) for (let k = 0; k < 3; k++) face[fill[plan.entry[triangles[3 * t + k]]]++] = t;
    made = { start, face };
    known.set(plan, made);
  }
  return made;
}
