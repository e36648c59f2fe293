/** Face distances of a head, beside the published ones. */
import type { FoundLandmark } from './landmarks';

/** A published distance: what face-dimensions.json gives for one sex. */
export interface PublishedDistance {
  measure: string;
  from: string;
  to: string;
  mean: number;
  sd: number | null;
  source: string;
  confidence: string;
}

/** A distance measured on a head beside a published one; `z` is (mm - mean) / sd, null without an SD. */
export interface MeasuredDistance extends PublishedDistance {
  mm: number;
  z: number | null;
}

interface DimensionRow {
  measure: string;
  from: string;
  to: string;
  female_mean: number | null;
  female_sd: number | null;
  male_mean: number | null;
  male_sd: number | null;
  unit: string;
  source: string;
  confidence: string;
}

/** Published rows of one sex whose two ends are landmarks. */
export function publishedDistances(rows: readonly object[], sex: 'female' | 'male', ids: ReadonlySet<string>): PublishedDistance[] {
  const out: PublishedDistance[] = [];
  for (const row of rows as readonly DimensionRow[]) {
    const mean = sex === 'female' ? row.female_mean : row.male_mean;
    const sd = sex === 'female' ? row.female_sd : row.male_sd;
    if (row.unit !== 'mm' || mean === null || mean === undefined) continue;
    if (!ids.has(row.from.replace(/ [RL]$/, '')) || !ids.has(row.to.replace(/ [RL]$/, ''))) continue;
    if (row.measure.includes('depth') && row.from === 'labiomental-sulcus') continue; // a depth behind a line, not a distance
    out.push({ measure: row.measure, from: row.from, to: row.to, mean, sd: sd ?? null, source: row.source, confidence: row.confidence });
  }
  return out;
}

/** Straight distance between the two ends on a head; one-sided measures are the mean of both sides. */
export function measure(landmarks: readonly FoundLandmark[], from: string, to: string): number {
  const at = (name: string, side: 'left' | 'right'): FoundLandmark => {
    const id = name.replace(/ [RL]$/, '');
    const want = name.endsWith(' R') ? 'right' : name.endsWith(' L') ? 'left' : side;
    const found = landmarks.find((l) => l.id === id && (l.side === want || l.side === 'mid'));
    if (!found) throw new RangeError(`no landmark "${id}" to measure from`);
    return found;
  };
  let sum = 0;
  for (const side of ['left', 'right'] as const) {
    const a = at(from, side).point;
    const b = at(to, side).point;
    sum += Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
  }
  return sum / 2;
}

/** All published distances of a sex, measured on a head. */
export function measureFace(landmarks: readonly FoundLandmark[], rows: readonly object[], sex: 'female' | 'male'): MeasuredDistance[] {
  const ids = new Set(landmarks.map((l) => l.id));
  return publishedDistances(rows, sex, ids).map((p) => {
    const mm = measure(landmarks, p.from, p.to);
    return { ...p, mm, z: p.sd ? (mm - p.mean) / p.sd : null };
  });
}
