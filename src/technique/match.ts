/**
 * Which product belongs to which planned point. Each track that delivered is a candidate; its cost to a target is half the distance of the
 * skin entries plus half the distance of its product from where product should lie. One track per target is chosen so that the sum of costs
 * is least (Hungarian method); the tracks that are left join their nearest target (a second pass at the same point). Beyond `REACH_MM`, or on the other
 * side of the face, product is stray; so is less than a tenth of what a point asks for.
 */
import type { Attempt } from '../trace/fold';
import type { PlannedTarget, Vec3 } from '../trace/types';
import { TREATED_SHARE } from './rubric';

export const REACH_MM = 20;

export interface Match {
  /** Target index per track, -1 = none or nothing delivered. */
  targetOf: readonly number[];
  /** Tracks per target index. */
  tracksOf: readonly (readonly number[])[];
  stray_ml: number;
  volumeOf: (targetId: string) => number;
}

const distance = (a: Vec3, b: Vec3): number => {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  const z = a[2] - b[2];
  return Math.sqrt(x * x + y * y + z * z);
};

/** Distance from a point to the planned deposit: a point or the line of a thread. */
export function depositDistance(point: Vec3, deposit: readonly Vec3[]): number {
  if (deposit.length === 1) return distance(point, deposit[0]);
  const [a, b] = [deposit[0], deposit[deposit.length - 1]];
  const ab: Vec3 = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const length2 = ab[0] * ab[0] + ab[1] * ab[1] + ab[2] * ab[2];
  const t = length2 > 0 ? Math.max(0, Math.min(1, ((point[0] - a[0]) * ab[0] + (point[1] - a[1]) * ab[1] + (point[2] - a[2]) * ab[2]) / length2)) : 0;
  return distance(point, [a[0] + t * ab[0], a[1] + t * ab[1], a[2] + t * ab[2]]);
}

/** Matches the tracks of an attempt to the planned targets. */
export function matchTargets(attempt: Attempt, targets: readonly PlannedTarget[]): Match {
  const tracks = attempt.tracks.map((_, track) => attempt.deposits.filter((d) => d.track === track));
  const active = tracks.map((_, i) => i).filter((i) => tracks[i].length > 0);
  const cost = active.map((track) => targets.map((target) => trackCost(attempt, track, target)));
  const targetOf = new Array<number>(tracks.length).fill(-1);
  const chosen = assign(cost.map((row) => row.map((c) => Math.min(c, BEYOND))));
  active.forEach((track, row) => {
    const pick = chosen[row];
    if (pick >= 0 && cost[row][pick] <= REACH_MM) targetOf[track] = pick;
    else {
      let best = -1;
      for (let j = 0; j < targets.length; j++) if (cost[row][j] <= REACH_MM && (best < 0 || cost[row][j] < cost[row][best])) best = j;
      targetOf[track] = best;
    }
  });
  // A trace of product treats nothing: those tracks belong to no point.
  targets.forEach((target, j) => {
    const got = active.reduce((sum, track) => (targetOf[track] === j ? sum + tracks[track].reduce((ml, d) => ml + d.volume_ml, 0) : sum), 0);
    if (got < TREATED_SHARE * target.volume_ml) for (const track of active) if (targetOf[track] === j) targetOf[track] = -1;
  });
  const volumes = new Map<string, number>();
  let stray = 0;
  for (const deposit of attempt.deposits) {
    const target = targetOf[deposit.track] ?? -1;
    if (target < 0) stray += deposit.volume_ml;
    else volumes.set(targets[target].id, (volumes.get(targets[target].id) ?? 0) + deposit.volume_ml);
  }
  stray += attempt.totals.by_layer.outside ?? 0;
  return {
    targetOf,
    tracksOf: targets.map((_, j) => active.filter((track) => targetOf[track] === j)),
    stray_ml: stray,
    volumeOf: (id) => volumes.get(id) ?? 0,
  };
}

const BEYOND = 1000;

function trackCost(attempt: Attempt, track: number, target: PlannedTarget): number {
  const pass = attempt.passes[attempt.tracks[track].pass];
  const side = pass.entry.side;
  if (target.side !== 'mid' && side !== 'mid' && side !== target.side) return BEYOND;
  let volume = 0;
  let off = 0;
  for (const deposit of attempt.deposits) {
    if (deposit.track !== track) continue;
    const weight = Math.max(deposit.volume_ml, 1e-6);
    volume += weight;
    off += weight * depositDistance(deposit.point_mm, target.deposit_mm);
  }
  return 0.5 * distance(pass.entry.point_mm, target.entry.point_mm) + 0.5 * (off / volume);
}

/** Least-cost assignment of rows to columns (Hungarian method with potentials, Kuhn 1955); column per row, -1 when columns run out. */
export function assign(cost: readonly (readonly number[])[]): number[] {
  const rows = cost.length;
  const columns = rows > 0 ? cost[0].length : 0;
  if (rows === 0 || columns === 0) return new Array<number>(rows).fill(-1);
  if (rows > columns) {
    const flipped = assign(cost[0].map((_, j) => cost.map((row) => row[j])));
    const out = new Array<number>(rows).fill(-1);
    flipped.forEach((row, column) => {
      out[row] = column;
    });
    return out;
  }
  const u = new Array<number>(rows + 1).fill(0);
  const v = new Array<number>(columns + 1).fill(0);
  const rowOf = new Array<number>(columns + 1).fill(0);
  const from = new Array<number>(columns + 1).fill(0);
  for (let i = 1; i <= rows; i++) {
    rowOf[0] = i;
    let column = 0;
    const least = new Array<number>(columns + 1).fill(Infinity);
    const used = new Array<boolean>(columns + 1).fill(false);
    do {
      used[column] = true;
      const row = rowOf[column];
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (used[j]) continue;
        const reduced = cost[row - 1][j - 1] - u[row] - v[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          from[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (used[j]) {
          u[rowOf[j]] += delta;
          v[j] -= delta;
        } else least[j] -= delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    do {
      const before = from[column];
      rowOf[column] = rowOf[before];
      column = before;
    } while (column !== 0);
  }
  const out = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowOf[j] > 0) out[rowOf[j] - 1] = j - 1;
  return out;
}
