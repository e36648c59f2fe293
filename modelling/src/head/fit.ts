/**
 * Fits the presets to the published face distances: regularised least squares over feature sliders (Gauss-Newton, numeric Jacobian),
 * symmetric, started from the authored look of each preset. Writes src/patient/head/presets.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACE_DIMENSIONS } from '../../../src/atlas/dimensions';
import { landmarksOnSkin, loadHead, measure, morphCage, publishedDistances, subdivideSkin, type FoundLandmark, type MorphWeights } from '../../../src/patient/head';
import { eyesOf } from '../../../src/patient/head/shape';
import { AUTHORED } from './presets-authored';

const root = join(import.meta.dirname, '..');
const head = await loadHead(new Uint8Array(readFileSync(join(root, 'public', 'models', 'head.glb'))));

/** Sliders that may move, and how far: the standard deviation of the pull back to the authored weight. */
const FREE: Record<string, number> = {
  'head-width': 0.3, 'head-height': 0.5, 'head-depth': 0.3, 'head-angle': 0.2, 'forehead-height': 0.6, 'temple-width': 0.3, 'brow-height': 0.2,
  'eye-distance': 0.35, 'eye-size': 0.25, 'eye-level': 0.25, 'eye-opening-inner': 0.2, 'eye-opening-middle': 0.2, 'eye-opening-outer': 0.2,
  'eye-inner-corner': 0.15, 'eye-outer-corner': 0.15,
  'nose-length': 0.4, 'nose-height': 0.2, 'nose-width': 0.3, 'nose-base-width': 0.3, 'nose-dorsum-width': 0.2, 'nose-projection': 0.3, 'nose-level': 0.4, 'nose-tip-width': 0.2,
  'nose-flare': 0.2, 'nostril-width': 0.2, 'nose-septum-angle': 0.15, 'nose-tip-level': 0.5, 'nose-hump': 0.2, 'gonion-width': 0.5,
  'mouth-width': 0.3, 'mouth-level': 0.4, 'upper-lip-height': 0.5, 'lower-lip-height': 0.35, 'upper-lip-volume': 0.2, 'lower-lip-volume': 0.2, 'upper-lip-middle': 0.2, 'philtrum': 0.2,
  'chin-height': 0.4, 'chin-width': 0.25, 'chin-projection': 0.25, 'jaw-width': 0.35, 'jaw-drop': 0.35, 'cheek-bones': 0.3, 'head-fat': 0.2,
};

/** How much each source counts; later rows of other populations are reported but not fitted. */
const trust = (source: string): number => (source === 'weinberg2016' ? 1 : source === 'derived' ? 0.7 : source === 'textbook' ? 0.45 : 0);
/** An SD for rows without one: the usual twentieth of a face distance. */
const spread = (mean: number, sd: number | null): number => sd ?? mean / 15;

interface Residual {
  name: string;
  value: number;
  weight: number;
}

function residuals(weights: MorphWeights, sex: 'female' | 'male'): Residual[] {
  const cage = morphCage(head, weights);
  const skin = subdivideSkin(head, cage);
  const landmarks: FoundLandmark[] = landmarksOnSkin(head, skin, eyesOf(head, cage, skin));
  const ids = new Set(landmarks.map((l) => l.id));
  const out: Residual[] = [];
  for (const row of publishedDistances(FACE_DIMENSIONS, sex, ids)) {
    // The hairline is placed from the other landmarks, so it tells nothing here.
    if (trust(row.source) === 0 || row.from === 'trichion') continue;
    out.push({ name: row.measure, value: (measure(landmarks, row.from, row.to) - row.mean) / spread(row.mean, row.sd), weight: trust(row.source) });
  }
  const at = (id: string): [number, number, number] => (landmarks.find((l) => l.id === id) as FoundLandmark).point;
  let top = -Infinity;
  for (let i = 1; i < skin.length; i += 3) top = Math.max(top, skin[i]);
  const eye = at('pupil')[1];
  // Proportions that no table of distances holds: eyes at half the head height. Assumed.
  out.push({ name: 'eyes at half height', value: (top - eye - (eye - at('gnathion')[1])) / 5, weight: 3 });
  return out;
}

function fit(start: MorphWeights, sex: 'female' | 'male'): MorphWeights {
  const names = Object.keys(FREE);
  const prior = names.map((n) => start[n] ?? 0);
  const now = prior.slice();
  const weightsOf = (x: number[]): MorphWeights => ({ ...start, ...Object.fromEntries(names.map((n, i) => [n, x[i]])) });
  const h = 0.05;
  for (let pass = 0; pass < 6; pass++) {
    const r = residuals(weightsOf(now), sex);
    const cost = r.reduce((s, q) => s + q.weight * q.value * q.value, 0);
    console.log(sex, pass, 'cost', cost.toFixed(2), 'worst', r.filter((q) => q.weight === 1).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 4).map((q) => `${q.name} ${q.value.toFixed(2)}`).join('; '));
    const m = names.length;
    const A = Array.from({ length: m }, () => new Float64Array(m));
    const g = new Float64Array(m);
    const J = names.map((_, j) => {
      const step = now[j] >= 0 ? h : -h;
      const x = now.slice();
      x[j] += step;
      return residuals(weightsOf(x), sex).map((q, i) => (q.value - r[i].value) / step);
    });
    for (let a = 0; a < m; a++) {
      for (let b = 0; b < m; b++) for (let i = 0; i < r.length; i++) A[a][b] += r[i].weight * J[a][i] * J[b][i];
      for (let i = 0; i < r.length; i++) g[a] -= r[i].weight * J[a][i] * r[i].value;
      const pull = 1 / (FREE[names[a]] * FREE[names[a]]);
      A[a][a] += pull;
      g[a] -= pull * (now[a] - prior[a]);
    }
    // Gaussian elimination: the matrix is symmetric and positive, no pivoting needed.
    for (let a = 0; a < m; a++) {
      for (let b = a + 1; b < m; b++) {
        const f = A[b][a] / A[a][a];
        for (let c = a; c < m; c++) A[b][c] -= f * A[a][c];
        g[b] -= f * g[a];
      }
    }
    for (let a = m - 1; a >= 0; a--) {
      for (let c = a + 1; c < m; c++) g[a] -= A[a][c] * g[c];
      g[a] /= A[a][a];
    }
    for (let a = 0; a < m; a++) now[a] = Math.max(-0.9, Math.min(0.9, now[a] + 0.8 * g[a]));
  }
  return Object.fromEntries(Object.entries(weightsOf(now)).map(([n, w]) => [n, Math.round(w * 1000) / 1000]).filter(([, w]) => w !== 0));
}

const presets = Object.entries(AUTHORED).map(([id, p]) => `  "${id}": ${JSON.stringify({ sex: p.sex, age: p.age, weights: fit(p.weights, p.sex) })}`);
writeFileSync(join(root, 'src', 'patient', 'head', 'presets.json'), `{\n${presets.join(',\n')}\n}\n`);
