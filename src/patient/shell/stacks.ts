/**
 * Layer thickness over the face: the 27 regional stacks, blended over region borders in the chart, bent to the measured depths at
 * landmarks, with the published gradient of the temple. Depends on the chart only, so it is made once for all patients.
 */
import { DEPTH_ANCHORS } from './anchors';
import { LAYER_MODEL } from '../../atlas/layers';
import { insidePolygon, REGIONS } from '../../atlas/regions';
import { LAYER_COUNT, LAYERS } from '../layers';
import { insideRim } from './openings';

export type Sex = 'female' | 'male';

/** Half width of the band over which neighbouring stacks blend, chart mm (assumed; published borders are gradual). */
export const BLEND_MM = 6;
/** Reach of a landmark's measured depth: standard deviation of its bell, chart mm (assumed: an 8-10 mm patch). */
const ANCHOR_REACH = 7;

const SKIN = 0;
const PAD = LAYERS.indexOf('temporal-fat-pad');
const LEAF = LAYERS.indexOf('deep-fascia-deep');
const MUSCLE = LAYERS.indexOf('deep-muscle');
const LAST = LAYER_COUNT - 1;

/** Thickness per layer of each region, mm; regions in the order of REGIONS. */
const TABLE: Record<Sex, { mean: Float64Array; sd: Float64Array }[]> = { female: [], male: [] };
for (const sex of ['female', 'male'] as const) {
  for (const region of REGIONS) {
    const model = LAYER_MODEL.find((m) => m.region === region.id);
    if (!model) throw new Error(`The layer model has no region "${region.id}".`);
    const mean = new Float64Array(LAYER_COUNT);
    const sd = new Float64Array(LAYER_COUNT);
    model[sex].stack.forEach((layer, k) => {
      // The last row is periosteum or mucosa; both are the last layer.
      const i = k === LAST ? LAST : (LAYERS as readonly string[]).indexOf(layer.layer);
      mean[i] = layer.mean_mm;
      sd[i] = layer.sd_mm;
    });
    TABLE[sex].push({ mean, sd });
  }
}
const LID = REGIONS.findIndex((r) => r.id === 'upper-eyelid');
const TEMPLE = REGIONS.findIndex((r) => r.id === 'temple');
const CANTHUS = REGIONS.findIndex((r) => r.id === 'lateral-canthus');
const FOREHEAD = REGIONS.findIndex((r) => r.id === 'forehead-lateral');

/** Temple: the pad thickens towards the arch and ends where the deep fascia splits (layer model, `gradient`; assumed). */
const ABOVE_ARCH = [0, 12, 25, 40, 55];
const PAD_FACTOR = [2.6, 2.6, 1.8, 0.6, 0];
const LEAF_FACTOR = [1, 1, 1, 1, 0];
/**
 * Temporalis thins out towards its upper edge and thickens towards the arch: CT means over the whole fossa are 1 to 2 mm under the depth
 * at the site, the deepest part is at 12 to 15 mm (templeCT; the course between is assumed).
 */
const HEIGHT = [0, 25, 45, 65, 88];
const MUSCLE_LEFT = [1.5, 1.15, 1, 0.7, 0.3];
/** Its hinder fibres, over the ear, are thin (assumed). */
const BACK = [92, 118];
const BACK_LEFT = [1, 0.5];

/**
 * Front border of the bed of temporalis on the chart: the temporal line from above, then the back of the frontal process of the zygoma,
 * which is about 12 mm wide, down to the arch (authored). Behind it the bone sinks to the floor of the fossa: soon behind the orbit, where the
 * wall is steep, and little by little towards the vault, where the muscle tapers under its fascia (assumed).
 */
const BED_LINE = [82, 78, 76, 68, 66, 58, 60, 46, 57, 30, 57, 21, 60, 12, 62, 2, 65, -7, 74, -12];
const BED = [...pairs(BED_LINE), [130, -12], [130, 90], [82, 90]] as [number, number][];
const BED_V = [26, 34, 58, 78];
const BED_MM = [14, 17, 30, 40];
const BED_SEGMENTS = Float64Array.from(pairs(BED_LINE).slice(1).flatMap((p, i) => [BED_LINE[2 * i], BED_LINE[2 * i + 1], p[0], p[1]]));

function pairs(flat: number[]): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < flat.length; i += 2) out.push([flat[i], flat[i + 1]]);
  return out;
}
/** v of the upper border of the zygomatic arch in the chart (regions.json). */
const ARCH_TOP = -11;

function table(x: number, xs: number[], ys: number[]): number {
  if (x <= xs[0]) return ys[0];
  for (let i = 1; i < xs.length; i++) if (x <= xs[i]) return ys[i - 1] + ((ys[i] - ys[i - 1]) * (x - xs[i - 1])) / (xs[i] - xs[i - 1]);
  return ys[ys.length - 1];
}

const smooth = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));

/** The last label asked and its answer: both sexes ask one after the other. */
const last: { u: number; v: number; weights: Float64Array } = { u: NaN, v: NaN, weights: new Float64Array(0) };

/** Share of each region at a label, u >= 0: 1 deep inside, half on a border. Sums to 1. Not to be written to. */
export function regionWeights(u: number, v: number): Float64Array {
  if (u === last.u && v === last.v) return last.weights;
  const weights = weightsAt(u, v);
  last.u = u;
  last.v = v;
  last.weights = weights;
  return weights;
}

function weightsAt(u: number, v: number): Float64Array {
  const weights = new Float64Array(REGIONS.length);
  let sum = 0;
  let nearest = 0;
  let least = Infinity;
  for (let r = 0; r < REGIONS.length; r++) {
    const box = BOXES[r];
    if (u < box[0] - BLEND_MM || u > box[2] + BLEND_MM || v < box[1] - BLEND_MM || v > box[3] + BLEND_MM) {
      const far = Math.max(box[0] - u, u - box[2], box[1] - v, v - box[3]);
      if (sum === 0 && far < least) {
        least = far;
        nearest = r;
      }
      continue;
    }
    // The midline is no border: mirror images of midline regions join there, so a label counts as inside however near it is.
    const outline = BORDERS[r];
    const d = borderDistance(outline, u, v);
    const inside = insidePolygon(REGIONS[r].outline, u, v) || (u < 1e-6 && insidePolygon(REGIONS[r].outline, 1e-3, v));
    const signed = inside ? d : -d;
    const w = smooth((signed + BLEND_MM) / (2 * BLEND_MM));
    weights[r] = w;
    sum += w;
    if (-signed < least) {
      least = -signed;
      nearest = r;
    }
  }
  if (sum < 1e-9) {
    weights[nearest] = 1;
    sinkTemple(weights, u, v);
    return weights;
  }
  for (let r = 0; r < weights.length; r++) weights[r] /= sum;
  sinkTemple(weights, u, v);
  return weights;
}

/**
 * Behind the temporal line the stack of the temple takes over from those of the forehead and the canthus little by little: bone there
 * is a smooth hollow, whatever the border of the region.
 */
function sinkTemple(weights: Float64Array, u: number, v: number): void {
  const pool = weights[TEMPLE] + weights[CANTHUS] + weights[FOREHEAD];
  if (pool === 0 || u < 40) return;
  const d = borderDistance(BED_SEGMENTS, u, v) * (insidePolygon(BED, u, v) ? 1 : -1);
  const temple = smooth((d + 2.5) / table(v, BED_V, BED_MM));
  // What the temple gives up goes to the region in front of it.
  const over = weights[TEMPLE] * smooth((v - 12) / 10);
  const forehead = weights[FOREHEAD] + over;
  const canthus = weights[CANTHUS] + weights[TEMPLE] - over;
  weights[TEMPLE] = pool * temple;
  weights[FOREHEAD] = (1 - temple) * forehead;
  weights[CANTHUS] = (1 - temple) * canthus;
}

const BOXES = REGIONS.map((r) => [Math.min(...r.outline.map((p) => p[0])), Math.min(...r.outline.map((p) => p[1])), Math.max(...r.outline.map((p) => p[0])), Math.max(...r.outline.map((p) => p[1]))]);
/** Border segments without those on the midline: x0, y0, x1, y1. */
const BORDERS: Float64Array[] = REGIONS.map((r) => {
  const out: number[] = [];
  r.outline.forEach((p, i) => {
    const q = r.outline[(i + 1) % r.outline.length];
    if (p[0] !== 0 || q[0] !== 0) out.push(p[0], p[1], q[0], q[1]);
  });
  return Float64Array.from(out);
});

function borderDistance(segments: Float64Array, u: number, v: number): number {
  let best = Infinity;
  for (let i = 0; i < segments.length; i += 4) {
    const ex = segments[i + 2] - segments[i];
    const ey = segments[i + 3] - segments[i + 1];
    const t = Math.min(1, Math.max(0, ((u - segments[i]) * ex + (v - segments[i + 1]) * ey) / (ex * ex + ey * ey)));
    const dx = segments[i] + t * ex - u;
    const dy = segments[i + 1] + t * ey - v;
    best = Math.min(best, dx * dx + dy * dy);
  }
  return Math.sqrt(best);
}

/** Blended thickness (and its spread) per layer at a label, before the landmarks are looked at. u >= 0. */
function blended(u: number, v: number, sex: Sex, mean: Float64Array, sd: Float64Array | null): void {
  const weights = regionWeights(u, v);
  mean.fill(0);
  sd?.fill(0);
  // In front of the orbit the lid stack holds on both lids (lower lid assumed like the upper).
  const lid = insideRim(u, v);
  for (let r = 0; r < weights.length; r++) {
    if (weights[r] === 0) continue;
    const own = TABLE[sex][r];
    const aboveArch = r === TEMPLE ? v - ARCH_TOP : 0;
    for (let k = 0; k < LAYER_COUNT; k++) {
      let value = own.mean[k];
      if (r === TEMPLE) {
        if (k === PAD) value *= table(aboveArch, ABOVE_ARCH, PAD_FACTOR);
        else if (k === LEAF) value *= table(aboveArch, ABOVE_ARCH, LEAF_FACTOR);
        else if (k === MUSCLE) {
          value += own.mean[PAD] * (1 - table(aboveArch, ABOVE_ARCH, PAD_FACTOR)) + own.mean[LEAF] * (1 - table(aboveArch, ABOVE_ARCH, LEAF_FACTOR));
          value *= table(aboveArch, HEIGHT, MUSCLE_LEFT) * table(u, BACK, BACK_LEFT);
        }
      }
      mean[k] += weights[r] * (value + lid * (TABLE[sex][LID].mean[k] - value));
      if (sd) sd[k] += weights[r] * (own.sd[k] + lid * (TABLE[sex][LID].sd[k] - own.sd[k]));
    }
  }
}

/** What each landmark's measured total differs by from the blended stack there, mm. */
const MISS: Record<Sex, Float64Array> = { female: misses('female'), male: misses('male') };

function misses(sex: Sex): Float64Array {
  const mean = new Float64Array(LAYER_COUNT);
  return Float64Array.from(DEPTH_ANCHORS[sex], (anchor) => {
    blended(anchor.u, anchor.v, sex, mean, null);
    return anchor.depth - mean.reduce((s, x) => s + x, 0);
  });
}

/**
 * Change of the total at a label: inverse-distance mean of the landmarks' misses (it meets each one and never overshoots), faded out
 * with the distance to the nearest. u >= 0; a landmark beside the midline also acts from the other side.
 */
function anchorChange(u: number, v: number, sex: Sex): number {
  const anchors = DEPTH_ANCHORS[sex];
  let sum = 0;
  let weights = 0;
  let nearest = Infinity;
  for (let i = 0; i < anchors.length; i++) {
    const dv = v - anchors[i].v;
    for (let twin = 0; twin < (anchors[i].u > 0 ? 2 : 1); twin++) {
      const du = twin === 0 ? u - anchors[i].u : u + anchors[i].u;
      const square = du * du + dv * dv;
      if (square > ANCHOR_REACH * ANCHOR_REACH * 6) continue;
      const w = 1 / ((square + 0.01) * (square + 0.01));
      sum += w * MISS[sex][i];
      weights += w;
      nearest = Math.min(nearest, square);
    }
  }
  if (weights === 0) return 0;
  // A smooth bump with an end, in place of a Gaussian: (1 - s / 6)^6 follows exp(-s).
  const t = 1 - nearest / (ANCHOR_REACH * ANCHOR_REACH * 6);
  return (sum / weights) * (t * t * t * (t * t * t));
}

/**
 * Thickness of every layer, mm, at a chart label of the reference adult of that sex (25-45 years); u of either sign.
 * `sd` receives the published spread per layer.
 */
export function stackAt(u: number, v: number, sex: Sex, mean: Float64Array, sd: Float64Array | null = null): void {
  const side = Math.abs(u);
  blended(side, v, sex, mean, sd);
  const change = anchorChange(side, v, sex);
  if (change !== 0) stretch(mean, change);
}

/** Adds `change` mm to the layers between skin and the last layer in proportion; where they cannot give enough, all layers give. */
export function stretch(mean: Float64Array, change: number): void {
  let between = 0;
  for (let k = SKIN + 1; k < LAST; k++) between += mean[k];
  const factor = between > 0 ? 1 + change / between : 0;
  if (factor >= 0.25) {
    for (let k = SKIN + 1; k < LAST; k++) mean[k] *= factor;
    return;
  }
  const total = between + mean[SKIN] + mean[LAST];
  const all = Math.max(0.3, 1 + change / total);
  for (let k = 0; k < LAYER_COUNT; k++) mean[k] *= all;
}

/** Cumulative depths (`LAYER_COUNT + 1` numbers, first 0) of the reference woman at a chart label: what authored depths refer to. */
export function referenceDepths(u: number, v: number, sex: Sex = 'female'): Float64Array {
  const mean = new Float64Array(LAYER_COUNT);
  stackAt(u, v, sex, mean);
  const out = new Float64Array(LAYER_COUNT + 1);
  for (let k = 0; k < LAYER_COUNT; k++) out[k + 1] = out[k] + mean[k];
  return out;
}

