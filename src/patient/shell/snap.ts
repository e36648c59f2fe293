/** Ends columns on this patient's own bone: each is cast against the skull, its layers are stretched or pressed to end there. */
import { BELOW, LAYER_COUNT } from '../layers';
import { closestPoint, distanceAlong, firstHitPacked, makeClosest, makeHits, type Hits, type PackedMesh } from '../trees';
import type { Skull, Tree } from '../types';
import { chartBlur } from './chartBlur';
import { rimRadius } from './openings';
import type { ShellPlan } from './plan';

/** The bone of a patient and its search tree. */
export interface Bone {
  skull: Skull;
  tree: Tree;
  /** Both once more, laid out for many rays. */
  packed: PackedMesh;
  /** Moves the bone once more, to where these columns would end too deep or too shallow: `short` is mm per skin vertex, 0 where not known. */
  refine?(directions: Float32Array, short: ArrayLike<number>): Bone;
}

export interface Snapped {
  /** Total depth per entry of `plan.vertices`, mm. */
  total: Float64Array;
  /** 1 where the column ends on bone, cartilage or tooth; per entry. */
  hit: Uint8Array;
  /** Index into BELOW per skin triangle. */
  below: Uint8Array;
  /** 1 per skin triangle whose last layer is mucosa. */
  mucosa: Uint8Array;
}

/** A column may find its bone this far beyond the published depth: factor and mm. */
const FARTHER = { factor: 1.5, mm: 4 };
/** Bone nearer than this share of the published depth is taken as an error of the skull; the column keeps this much. */
const NEAREST = 0.45;
/**
 * At the foot of the nose, chart mm from the midline on, a column that would end in the nostril goes on to bone this close behind, mm: there
 * the deep fat of the pyriform space lies on the maxilla.
 */
const FOOT_OF_NOSE = { u: 12, mm: 3 };
/** Columns without bone follow their neighbours' change of depth over this distance, chart mm. */
const SPREAD = 4;

const BONE = BELOW.indexOf('bone');
const CARTILAGE = BELOW.indexOf('cartilage');
const ORBIT = BELOW.indexOf('orbit');
const NASAL = BELOW.indexOf('nasal-cavity');
const ORAL = BELOW.indexOf('oral-cavity');
const DEEP = BELOW.indexOf('deep-space');

/**
 * @param asked published total depth per entry, mm
 * @param uv labels, to tell openings of the nose and mouth from others
 */
export function snapToBone(plan: ShellPlan, skin: { positions: Float32Array; triangles: Uint32Array }, uv: Float32Array, directions: Float32Array, asked: Float64Array, provisional: Bone): Snapped {
  const { positions, triangles } = skin;
  const n = plan.vertices.length;
  const { overHard, overNose } = overOf(plan, triangles, uv);
  const met = new Int32Array(n).fill(-1);
  aimAtBone(plan, positions, directions, asked, uv, overHard, provisional, met);
  const bone = provisional.refine ? provisional.refine(directions, shortfall(plan, positions, directions, asked, provisional, met)) : provisional;
  const kindOf = new Uint8Array(bone.skull.triangles.length / 3);
  for (const part of bone.skull.parts) if (part.kind === 'cartilage') kindOf.fill(1, part.first, part.first + part.count);
  const hits = makeHits(4);
  const hit = new Uint8Array(n);
  const onCartilage = new Uint8Array(n);
  const total = Float64Array.from(asked);
  const change = new Float64Array(positions.length / 3);
  const weight = new Float64Array(positions.length / 3);
  let last = -1;
  for (const e of plan.order) {
    const v = 3 * plan.vertices[e];
    const reach = overHard[e] ? asked[e] * FARTHER.factor + FARTHER.mm : overNose[e] ? asked[e] + FOOT_OF_NOSE.mm : asked[e];
    const found = castColumn(bone, positions, directions, v, reach, hits, met[e] >= 0 ? met[e] : last);
    if (found >= 0) last = found;
    if (found < 0 || (hits.t[0] > asked[e] && !overHard[e] && kindOf[found] === 1)) continue;
    hit[e] = 1;
    onCartilage[e] = kindOf[found];
    total[e] = Math.max(NEAREST * asked[e], hits.t[0]);
    if (overHard[e]) {
      change[plan.vertices[e]] = total[e] / asked[e] - 1;
      weight[plan.vertices[e]] = plan.area[plan.vertices[e]];
    }
  }
  // Beside a rim the depth runs on smoothly: columns past it take part of their neighbours' change.
  const spread = chartBlur(plan.blur, change, 1, weight, SPREAD);
  const near = chartBlur(plan.blur, weight.map((w) => (w > 0 ? 1 : 0)), 1, plan.area, SPREAD);
  for (let e = 0; e < n; e++) {
    if (hit[e]) continue;
    const v = plan.vertices[e];
    total[e] *= 1 + spread[v] * Math.min(1, near[v] * 2);
  }
  const below = plan.below.slice();
  const mucosa = plan.mucosa.slice();
  for (const t of plan.faces) {
    let count = 0;
    let soft = 0;
    for (let k = 0; k < 3; k++) {
      const e = plan.entry[triangles[3 * t + k]];
      count += hit[e];
      soft += onCartilage[e];
    }
    if (count >= 2) below[t] = soft >= 2 ? CARTILAGE : BONE;
    else if (below[t] === BONE) below[t] = openingAt(uv, triangles, t);
    // A cavity is lined with mucosa; where the maxilla lies behind the foot of the nose there is periosteum.
    if (below[t] === ORAL || below[t] === NASAL) mucosa[t] = 1;
    else if (below[t] === BONE && plan.below[t] === NASAL) mucosa[t] = 0;
  }
  return { total, hit, below, mucosa };
}

/** 1 per entry of the domain: columns that are to find bone or cartilage, and those at the foot of the nose. */
interface Over {
  overHard: Uint8Array;
  overNose: Uint8Array;
}
const known = new WeakMap<ShellPlan, Over>();

/** Made once a plan: topology and labels are the same for everybody. */
function overOf(plan: ShellPlan, triangles: Uint32Array, uv: Float32Array): Over {
  let over = known.get(plan);
  if (!over) {
    over = { overHard: new Uint8Array(plan.vertices.length), overNose: footOfNose(plan, triangles, uv) };
    for (const t of plan.faces) {
      if (plan.below[t] !== BONE && plan.below[t] !== CARTILAGE) continue;
      for (let k = 0; k < 3; k++) over.overHard[plan.entry[triangles[3 * t + k]]] = 1;
    }
    widenJaw(plan, uv, over.overHard);
    known.set(plan, over);
  }
  return over;
}

/** 1 per entry at the foot of the nose: its columns would end in the nostril. */
function footOfNose(plan: ShellPlan, triangles: Uint32Array, uv: Float32Array): Uint8Array {
  const out = new Uint8Array(plan.vertices.length);
  for (const t of plan.faces) {
    if (plan.below[t] !== NASAL) continue;
    for (let k = 0; k < 3; k++) if (Math.abs(uv[2 * triangles[3 * t + k]]) > FOOT_OF_NOSE.u) out[plan.entry[triangles[3 * t + k]]] = 1;
  }
  return out;
}

/**
 * First triangle of the bone on a column within `reach` mm, or -1; `v` is where the column's numbers begin.
 * @param guess a triangle that the column may meet, -1 for none: what it met before, or what its neighbour met
 */
function castColumn(bone: Bone, positions: Float32Array, directions: Float32Array, v: number, reach: number, hits: Hits, guess: number): number {
  const x = positions[v], y = positions[v + 1], z = positions[v + 2], dx = directions[v], dy = directions[v + 1], dz = directions[v + 2];
  const near = guess < 0 ? Infinity : distanceAlong(bone.skull, guess, x, y, z, dx, dy, dz, 0, reach);
  return firstHitPacked(bone.packed, x, y, z, dx, dy, dz, 0, near < reach ? near : reach, hits);
}

/** Distance over which a tried column's difference is taken to hold, chart mm. */
const HOLDS = 3;
/** Differences beyond this are another bone or an opening, mm. */
const PLAIN = 5;

/** Bone is not raised or sunk by more at a time: beside a step it would overshoot into a ridge, mm. */
const MOST = [-0.3, 1.5];

/**
 * How much deeper than it is the bone should lie, mm per skin vertex, smooth; 0 where no column tells.
 * @param met triangle that each entry met, -1 for none: read and written
 */
function shortfall(plan: ShellPlan, positions: Float32Array, directions: Float32Array, asked: Float64Array, bone: Bone, met: Int32Array): Float64Array {
  const hits = makeHits(2);
  let last = -1;
  const off = new Float64Array(positions.length / 3);
  const weight = new Float64Array(positions.length / 3);
  for (const e of plan.order) {
    const i = plan.vertices[e];
    // Mirror images carry different numbers: which columns are tried goes by the label, alike on both sides.
    if (!plan.tried[e] || Math.max(plan.cover.cranium[i], plan.cover.mandible[i]) < 0.5) continue;
    const v = 3 * i;
    const found = castColumn(bone, positions, directions, v, asked[e] + PLAIN, hits, met[e] >= 0 ? met[e] : last);
    if (found < 0) continue;
    met[e] = last = found;
    const short = asked[e] - hits.t[0];
    if (Math.abs(short) > PLAIN) continue;
    off[i] = Math.min(MOST[1], Math.max(MOST[0], short));
    weight[i] = plan.area[i];
  }
  return chartBlur(plan.blur, off, 1, weight, HOLDS);
}

/** Whether a label lies along the jaw border or the arch, where bone ends in an edge under the skin. */
const alongEdge = (u: number, v: number): boolean => v < -92 || Math.abs(u) > 46;

/**
 * The skin over the lower rim of the orbit, chart mm: a column that slides over the rim onto the floor, so much deeper than asked, is turned towards
 * the rim. Orbitale is defined over its lowest point.
 */
const LOWER_RIM = { from: 24, to: 42, low: -24, high: -17, slides: 1 };
const overLowerRim = (u: number, v: number): boolean => Math.abs(u) > LOWER_RIM.from && Math.abs(u) < LOWER_RIM.to && v > LOWER_RIM.low && v < LOWER_RIM.high;

/** Columns just below the jaw border also look for the jaw: the border of the regions is no sharper than this many rings of vertices. */
function widenJaw(plan: ShellPlan, uv: Float32Array, overHard: Uint8Array): void {
  for (let ring = 0; ring < 4; ring++) {
    const now = overHard.slice();
    for (let e = 0; e < plan.vertices.length; e++) {
      const v = uv[2 * plan.vertices[e] + 1];
      if (now[e] || v > -70) continue;
      for (let k = plan.neighbourStart[e]; k < plan.neighbourStart[e + 1]; k++) if (now[plan.neighbour[k]]) overHard[e] = 1;
    }
  }
}

/** How far round a column that misses the bone its neighbours turn with it, chart mm, and by what share of the way. */
const AIM = { spread: 3.5, share: 1.3, rounds: 2 };

/**
 * Turns columns that pass a border of the bone close by (along the jaw, above all) towards its nearest point, and their neighbours with
 * them, so that the field stays smooth. Changes `directions`; writes into `met` a triangle that each column meets.
 */
function aimAtBone(plan: ShellPlan, positions: Float32Array, directions: Float32Array, asked: Float64Array, uv: Float32Array, overHard: Uint8Array, bone: Bone, met: Int32Array): void {
  const hits = makeHits(2);
  const near = makeClosest();
  // Any hit will do here, and a column most often meets the triangle that it met in the last round, or that its neighbour met.
  let last = -1;
  for (let round = 0; round < AIM.rounds; round++) {
    const turn = new Float64Array(positions.length);
    let missed = 0;
    for (const e of plan.order) {
      if (!overHard[e]) continue;
      const u = uv[2 * plan.vertices[e]], label = uv[2 * plan.vertices[e] + 1];
      const overRim = overLowerRim(u, label);
      if (!overRim && !alongEdge(u, label)) continue;
      const v = 3 * plan.vertices[e];
      const reach = asked[e] * FARTHER.factor + FARTHER.mm;
      const guess = met[e] >= 0 ? met[e] : last;
      const again = !overRim && guess >= 0 && distanceAlong(bone.skull, guess, positions[v], positions[v + 1], positions[v + 2], directions[v], directions[v + 1], directions[v + 2], 0, reach) <= reach;
      const found = again ? guess : castColumn(bone, positions, directions, v, reach, hits, overRim ? guess : -1);
      if (found >= 0 && !(overRim && hits.t[0] > asked[e] + LOWER_RIM.slides)) {
        met[e] = last = found;
        continue;
      }
      const limit = asked[e] * 1.25 + 1;
      closestPoint(bone.skull, bone.tree, positions[v], positions[v + 1], positions[v + 2], near, limit);
      if (near.triangle < 0 || !(near.distance < limit)) continue;
      missed++;
      turn[v] = (near.x - positions[v]) / near.distance - directions[v];
      turn[v + 1] = (near.y - positions[v + 1]) / near.distance - directions[v + 1];
      turn[v + 2] = (near.z - positions[v + 2]) / near.distance - directions[v + 2];
    }
    if (missed === 0) return;
    const smooth = chartBlur(plan.blur, turn, 3, plan.area, AIM.spread);
    for (let e = 0; e < plan.vertices.length; e++) {
      const v = 3 * plan.vertices[e];
      const x = directions[v] + AIM.share * smooth[v];
      const y = directions[v + 1] + AIM.share * smooth[v + 1];
      const z = directions[v + 2] + AIM.share * smooth[v + 2];
      const l = Math.sqrt(x * x + y * y + z * z);
      directions[v] = x / l;
      directions[v + 1] = y / l;
      directions[v + 2] = z / l;
    }
  }
}

/** What an opening in the bone leads to: the orbit inside its rim, the nose round the piriform aperture, the mouth between the jaws, else deep tissue. */
function openingAt(uv: Float32Array, triangles: Uint32Array, t: number): number {
  let u = 0;
  let v = 0;
  for (let k = 0; k < 3; k++) {
    u += uv[2 * triangles[3 * t + k]] / 3;
    v += uv[2 * triangles[3 * t + k] + 1] / 3;
  }
  u = Math.abs(u);
  if (rimRadius(u, v) < 1.4) return ORBIT;
  if (v > -50 && v < 10 && u < 22) return NASAL;
  if (v <= -50 && v > -80 && u < 60) return ORAL;
  return DEEP;
}

/** Changes the layers of a column (thickness, mm) so that they add up to `total`: skin and last layer hold as long as they can. */
export function fitLayers(layers: Float32Array, at: number, total: number): void {
  let sum = 0;
  for (let k = 0; k < LAYER_COUNT; k++) sum += layers[at + k];
  const ends = layers[at] + layers[at + LAYER_COUNT - 1];
  const between = sum - ends;
  const factor = between > 0 ? (total - ends) / between : 0;
  if (factor >= 0.25) {
    for (let k = 1; k < LAYER_COUNT - 1; k++) layers[at + k] *= factor;
  } else {
    for (let k = 0; k < LAYER_COUNT; k++) layers[at + k] *= total / sum;
  }
}
