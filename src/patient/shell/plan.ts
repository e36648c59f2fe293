/** All of the shell that depends on the chart only, made once: who is in it, layer stacks, what lies below, smoothing scales. */
import { REGIONS } from '../../atlas/regions';
import { NO_REGION } from '../chart';
import { LAYER_COUNT } from '../layers';
import type { Chart } from '../types';
import { BONE_IDS, boneCover, coverAt, type BoneId } from './boneField';
import { makeBlurGrid, type BlurGrid } from './chartBlur';
import { belowAt, MUCOSA_REGION, overMouth, overNostril } from './openings';
import { regionWeights, stackAt, type Sex } from './stacks';

export interface ShellPlan {
  /** 1 per skin vertex of the domain, and their numbers ascending. */
  inDomain: Uint8Array;
  vertices: Uint32Array;
  /** Entries of `vertices` in an order in which neighbours come close together: searches then ask what they have just asked. */
  order: Uint32Array;
  /** Domain triangles, ascending. */
  faces: Uint32Array;
  /** Per sex, thickness and published spread of each layer, `LAYER_COUNT` per entry of `vertices`. */
  mean: Record<Sex, Float32Array>;
  sd: Record<Sex, Float32Array>;
  /** Per entry of `vertices`: share of regions whose deep fat ages (sub-orbicularis fat, deep medial cheek fat). */
  soof: Float32Array;
  deepCheek: Float32Array;
  /** Smoothing scale of the column directions per entry of `vertices`, chart mm. */
  scale: Float32Array;
  /** 0..1 per entry: on the red lips and their rim, where columns end on a common inner surface. */
  lip: Float32Array;
  below: Uint8Array;
  mucosa: Uint8Array;
  /** 1 for the columns that are tried against the bone, a part of all, alike on both sides. */
  tried: Uint8Array;
  /** 0..1 per entry: columns run level, for the skin tilts there but depth is read straight back (lower-lip crease, foot of the nose). */
  level: Float32Array;
  blur: BlurGrid;
  /** 0..1 per skin vertex: its column ends on that bone. */
  cover: Record<BoneId, Float32Array>;
  /** Area each skin vertex stands for on the reference head, mm². */
  area: Float32Array;
  /** Neighbours of each entry of `vertices` inside the domain, as entries. */
  neighbourStart: Uint32Array;
  neighbour: Uint32Array;
  /** Entry of `vertices` per skin vertex, -1 outside. */
  entry: Int32Array;
}

/** Whether each region is among the named ones; in the order of REGIONS. */
const among = (...ids: string[]): readonly boolean[] => REGIONS.map((region) => ids.includes(region.id));
const SOOF = among('tear-trough', 'zygomatic-arch', 'lateral-canthus');
const DEEP_CHEEK = among('medial-cheek', 'nasolabial-fold');
const VERMILION = among('upper-vermilion', 'lower-vermilion');

const smooth = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));
/** 1 inside an ellipse, falling to 0 over `fade` of its radius. */
function spot(u: number, v: number, cu: number, cv: number, ru: number, rv: number, fade: number): number {
  const x = (u - cu) / ru;
  const y = (v - cv) / rv;
  return smooth((1 + fade - Math.sqrt(x * x + y * y)) / fade);
}

/** Smoothing scale (mm) of directions at a label, u >= 0: wide where the skin turns in less than its own thickness (authored). */
function scaleAt(u: number, v: number): number {
  let scale = 3.5;
  const raise = (to: number, share: number): void => {
    scale = Math.max(scale, 3.5 + (to - 3.5) * share);
  };
  raise(13, spot(u, v, 0, -64, 27, 13, 0.35));
  raise(7, spot(u, v, 0, -40, 20, 10, 0.35));
  // The deep stacks of the cheek, and the skin that turns onto the ear.
  raise(8, smooth((u - 66) / 16) * smooth((-24 - v) / 10));
  raise(5.5, spot(u, v, 31, 0, 18, 12, 0.3));
  // Along the jaw border, from the chin to the angle.
  const border = u < 24 ? -112 + (u * 7) / 24 : u < 107 ? -105 + ((u - 24) * 22) / 83 : -83;
  raise(8, smooth((16 - Math.abs(v - border)) / 8));
  return scale;
}

/**
 * @param restArea area per skin vertex on the reference head, mm²
 */
export function planShell(chart: Chart, triangles: Uint32Array, restArea: Float32Array): ShellPlan {
  const count = chart.uv.length / 2;
  const inDomain = new Uint8Array(count);
  const faces: number[] = [];
  for (let t = 0; t < chart.domain.length; t++) {
    if (!chart.domain[t]) continue;
    faces.push(t);
    for (let k = 0; k < 3; k++) inDomain[triangles[3 * t + k]] = 1;
  }
  const vertices: number[] = [];
  const entry = new Int32Array(count).fill(-1);
  for (let i = 0; i < count; i++) {
    if (!inDomain[i]) continue;
    entry[i] = vertices.length;
    vertices.push(i);
  }
  const n = vertices.length;
  const make = (width: number): Record<Sex, Float32Array> => ({ female: new Float32Array(n * width), male: new Float32Array(n * width) });
  const mean = make(LAYER_COUNT);
  const sd = make(LAYER_COUNT);
  const soof = new Float32Array(n);
  const deepCheek = new Float32Array(n);
  const scale = new Float32Array(n);
  const lip = new Float32Array(n);
  const tried = new Uint8Array(n);
  const level = new Float32Array(n);
  const raw: Record<BoneId, Float64Array> = { cranium: new Float64Array(count), mandible: new Float64Array(count) };
  const m = new Float64Array(LAYER_COUNT);
  const s = new Float64Array(LAYER_COUNT);
  // Mirror images share a label but for the sign of u, and so a stack.
  const seen = new Map<number, number>();
  for (let e = 0; e < n; e++) {
    const u = Math.abs(chart.uv[2 * vertices[e]]);
    const v = chart.uv[2 * vertices[e] + 1];
    const key = Math.round(u * 200) * 65536 + Math.round((v + 160) * 200);
    const twin = seen.get(key);
    if (twin !== undefined) {
      for (const sex of ['female', 'male'] as const) {
        mean[sex].copyWithin(e * LAYER_COUNT, twin * LAYER_COUNT, (twin + 1) * LAYER_COUNT);
        sd[sex].copyWithin(e * LAYER_COUNT, twin * LAYER_COUNT, (twin + 1) * LAYER_COUNT);
      }
      soof[e] = soof[twin];
      deepCheek[e] = deepCheek[twin];
      scale[e] = scale[twin];
      lip[e] = lip[twin];
      tried[e] = tried[twin];
      level[e] = level[twin];
      for (const bone of BONE_IDS) raw[bone][vertices[e]] = raw[bone][vertices[twin]];
      continue;
    }
    seen.set(key, e);
    for (const sex of ['female', 'male'] as const) {
      stackAt(u, v, sex, m, s);
      mean[sex].set(m, e * LAYER_COUNT);
      sd[sex].set(s, e * LAYER_COUNT);
    }
    const weights = regionWeights(u, v);
    for (let r = 0; r < weights.length; r++) {
      if (weights[r] === 0) continue;
      if (SOOF[r]) soof[e] += weights[r];
      if (DEEP_CHEEK[r]) deepCheek[e] += weights[r];
      if (VERMILION[r]) lip[e] += weights[r];
    }
    for (const bone of BONE_IDS) raw[bone][vertices[e]] = coverAt(bone, u, v);
    scale[e] = scaleAt(u, v);
    tried[e] = key % 3 === 0 ? 1 : 0;
    level[e] = Math.max(spot(u, v, 0, -82, 16, 5, 0.8), spot(u, v, 0, -43.5, 6, 3, 1.2));
  }
  const below = new Uint8Array(chart.domain.length);
  const mucosa = new Uint8Array(chart.domain.length);
  for (const t of faces) {
    const region = chart.region[t];
    if (region === NO_REGION) continue;
    let u = 0;
    let v = 0;
    for (let k = 0; k < 3; k++) {
      u += chart.uv[2 * triangles[3 * t + k]] / 3;
      v += chart.uv[2 * triangles[3 * t + k] + 1] / 3;
    }
    below[t] = belowAt(u, v, region);
    mucosa[t] = MUCOSA_REGION[region] && (overMouth(Math.abs(u), v) || overNostril(region)) ? 1 : 0;
  }
  const { start, list } = neighbours(triangles, faces, entry, n);
  const inside = Uint32Array.from(vertices);
  const blur = makeBlurGrid(chart, inside, restArea);
  return {
    inDomain,
    vertices: inside,
    order: nearOrder(chart, inside),
    faces: Uint32Array.from(faces),
    mean,
    sd,
    soof,
    deepCheek,
    scale,
    lip,
    tried,
    level,
    below,
    mucosa,
    blur,
    cover: boneCover(raw, blur, restArea),
    area: restArea,
    neighbourStart: start,
    neighbour: list,
    entry,
  };
}

/** Entries along a Morton curve over the chart, in cells of 1 mm. */
function nearOrder(chart: Chart, vertices: Uint32Array): Uint32Array {
  const spread = (x: number): number => {
    let out = 0;
    for (let bit = 0; bit < 9; bit++) out |= (x & (1 << bit)) << bit;
    return out;
  };
  const keys = Float64Array.from(vertices, (i, e) => {
    const x = Math.floor(chart.uv[2 * i]) + 256;
    const y = Math.floor(chart.uv[2 * i + 1]) + 256;
    return (spread(x) | (spread(y) << 1)) * 65536 + e;
  });
  return Uint32Array.from(keys.sort(), (key) => key % 65536);
}

/** Neighbours of each entry in the order in which the faces name them. */
function neighbours(triangles: Uint32Array, faces: number[], entry: Int32Array, n: number): { start: Uint32Array; list: Uint32Array } {
  // Room for every corner's two neighbours, each met once or twice.
  const room = new Uint32Array(n + 1);
  for (const t of faces) for (let k = 0; k < 3; k++) room[entry[triangles[3 * t + k]] + 1] += 2;
  for (let e = 0; e < n; e++) room[e + 1] += room[e];
  const met = new Uint32Array(room[n]);
  const used = new Uint32Array(n);
  const add = (a: number, b: number): void => {
    const first = room[a], end = first + used[a];
    for (let i = first; i < end; i++) if (met[i] === b) return;
    met[end] = b;
    used[a]++;
  };
  for (const t of faces) {
    for (let k = 0; k < 3; k++) {
      const a = entry[triangles[3 * t + k]];
      const b = entry[triangles[3 * t + ((k + 1) % 3)]];
      add(a, b);
      add(b, a);
    }
  }
  const start = new Uint32Array(n + 1);
  for (let e = 0; e < n; e++) start[e + 1] = start[e] + used[e];
  const list = new Uint32Array(start[n]);
  for (let e = 0; e < n; e++) list.set(met.subarray(room[e], room[e] + used[e]), start[e]);
  return { start, list };
}

/** Area per vertex of a mesh: a third of each triangle round it, mm². */
export function vertexAreas(positions: ArrayLike<number>, triangles: Uint32Array, vertexCount: number): Float32Array {
  const out = new Float64Array(vertexCount);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    const third = Math.sqrt(x * x + y * y + z * z) / 6;
    for (let k = 0; k < 3; k++) out[triangles[t + k]] += third;
  }
  return Float32Array.from(out);
}
