/** One person's layer thickness: the reference stack, aged, with this person's own deviations where the patient has a seed. */
import { LAYER_COUNT, LAYERS } from '../layers';
import { deviate, stream } from '../random';
import type { Chart } from '../types';
import type { ShellPlan } from './plan';
import type { Sex } from './stacks';

export interface Person {
  sex: Sex;
  age: number;
  seed?: number;
}

/** Deviations are cut off at this many standard deviations (evidence: spread.json). */
const LIMIT = 2.5;
/** Least thickness as a share of the mean, after all deviations. */
const FLOOR = 0.35;
/** Age of the published stacks (adults of 25-45 years). */
const REFERENCE_AGE = 35;
/** Shares lost from 30 to 60 years (layer model, age rule): dermis (middle of 10-20 %), sub-orbicularis fat, deep medial cheek fat. */
const DERMIS_LOSS = 0.15;
const SOOF_LOSS = 0.36;
const CHEEK_LOSS = 0.26;
/** Shares of the variance: the whole person, both sides alike, each side alone (assumed). */
const WHOLE = Math.sqrt(0.55);
const BOTH = Math.sqrt(0.25);
const ALONE = Math.sqrt(0.2);
/** Distance over which deviations change, chart mm (assumed). */
const PATCH = 28;

const SKIN = 0;
const DEEP_FAT = LAYERS.indexOf('deep-fat');

/** What is left at an age of something that loses `loss` from 30 to 60, relative to the age of the stacks. */
function aged(loss: number, age: number): number {
  const left = (years: number): number => 1 - loss * Math.min(1.4, Math.max(0, (years - 30) / 30));
  return left(age) / left(REFERENCE_AGE);
}

/** A smooth field of standard normal deviates over the chart. */
interface Patches {
  columns: number;
  rows: number;
  values: Float64Array;
}

function patches(seed: number, label: string, columns: number, rows: number): Patches {
  const draw = stream(seed, label);
  const values = new Float64Array(columns * rows);
  for (let i = 0; i < values.length; i++) values[i] = deviate(draw, LIMIT);
  return { columns, rows, values };
}

/**
 * Where in patches each entry of the domain lies: its lower cell, the shares of the four cells round it, and the root of the sum of their squares.
 * The sides' own fields join over the midline: what of each counts.
 */
interface Places {
  left: Float64Array;
  right: Float64Array;
  cell: Uint32Array;
  share: Float64Array;
  spread: Float64Array;
}

const known = new WeakMap<ShellPlan, Places>();

/** Made once a plan: they follow from the labels. */
function placesOf(plan: ShellPlan, uv: Float32Array, columns: number, rows: number): Places {
  const kept = known.get(plan);
  if (kept) return kept;
  const n = plan.vertices.length;
  const places: Places = { cell: new Uint32Array(n), share: new Float64Array(n * 4), spread: new Float64Array(n), left: new Float64Array(n), right: new Float64Array(n) };
  const { cell, share: w, spread, left, right } = places;
  for (let e = 0; e < n; e++) {
    const x = Math.abs(uv[2 * plan.vertices[e]]) / PATCH;
    const y = (uv[2 * plan.vertices[e] + 1] - V_MIN) / PATCH;
    const i = Math.min(columns - 2, Math.max(0, Math.floor(x)));
    const j = Math.min(rows - 2, Math.max(0, Math.floor(y)));
    const s = Math.min(1, Math.max(0, x - i));
    const t = Math.min(1, Math.max(0, y - j));
    const a = s * s * (3 - 2 * s);
    const b = t * t * (3 - 2 * t);
    const o = e * 4;
    cell[e] = j * columns + i;
    w[o] = (1 - a) * (1 - b);
    w[o + 1] = a * (1 - b);
    w[o + 2] = (1 - a) * b;
    w[o + 3] = a * b;
    spread[e] = Math.sqrt(w[o] * w[o] + w[o + 1] * w[o + 1] + w[o + 2] * w[o + 2] + w[o + 3] * w[o + 3]);
    const joint = Math.min(1, Math.max(0, uv[2 * plan.vertices[e]] / 16 + 0.5));
    left[e] = Math.sqrt(joint);
    right[e] = Math.sqrt(1 - joint);
  }
  known.set(plan, places);
  return places;
}

/** Value of patches at an entry; blended so that the spread stays 1 everywhere. */
function patchAt({ columns, values }: Patches, { cell, share: w, spread }: Places, e: number): number {
  const c = cell[e];
  const o = e * 4;
  return (w[o] * values[c] + w[o + 1] * values[c + 1] + w[o + 2] * values[c + columns] + w[o + 3] * values[c + columns + 1]) / spread[e];
}

const U_MAX = 130;
const V_MIN = -155;
const V_MAX = 82;

/** Thickness in mm per layer, `LAYER_COUNT` per entry of `plan.vertices`. */
export function thicknessOf(plan: ShellPlan, chart: Chart, person: Person): Float32Array {
  const mean = plan.mean[person.sex];
  const out = Float32Array.from(mean);
  const dermis = aged(DERMIS_LOSS, person.age);
  const soof = aged(SOOF_LOSS, person.age);
  const cheek = aged(CHEEK_LOSS, person.age);
  const n = plan.vertices.length;
  for (let e = 0; e < n; e++) {
    out[e * LAYER_COUNT + SKIN] *= dermis;
    out[e * LAYER_COUNT + DEEP_FAT] *= 1 + plan.soof[e] * (soof - 1) + plan.deepCheek[e] * (cheek - 1);
  }
  const { seed } = person;
  if (seed === undefined) return out;
  const sd = plan.sd[person.sex];
  const columns = Math.ceil(U_MAX / PATCH) + 2;
  const rows = Math.ceil((V_MAX - V_MIN) / PATCH) + 2;
  const places = placesOf(plan, chart.uv, columns, rows);
  for (let k = 0; k < LAYER_COUNT; k++) {
    const label = `thickness:${LAYERS[k]}`;
    const whole = deviate(stream(seed, label), LIMIT);
    const both = patches(seed, `${label}:both`, columns, rows);
    const left = patches(seed, `${label}:left`, columns, rows);
    const right = patches(seed, `${label}:right`, columns, rows);
    for (let e = 0; e < n; e++) {
      const at = e * LAYER_COUNT + k;
      if (sd[at] === 0) continue;
      const l = places.left[e];
      const r = places.right[e];
      const alone = (l > 0 ? l * patchAt(left, places, e) : 0) + (r > 0 ? r * patchAt(right, places, e) : 0);
      const z = Math.min(LIMIT, Math.max(-LIMIT, WHOLE * whole + BOTH * patchAt(both, places, e) + ALONE * alone));
      out[at] = Math.max(FLOOR * out[at], out[at] + z * sd[at]);
    }
  }
  return out;
}
