/** Arithmetic and wording that the metrics share. */
import type { PlannedTarget } from '../../trace/types';
import type { MetricContext, Where } from './types';

/** 1 up to `full`, 0 from `zero` on, straight between. */
export function ramp(value: number, full: number, zero: number): number {
  if (value <= full) return 1;
  if (value >= zero) return 0;
  return (zero - value) / (zero - full);
}

/** A number for reading: at most `digits` decimals, no trailing zeros. */
export function num(value: number, digits = 1): string {
  const scale = digits === 2 ? 100 : digits === 1 ? 10 : 1;
  return String(Math.round(value * scale) / scale + 0);
}

/** Volume-weighted mean of a value per target, and the worst of its samples. */
export class PerTarget {
  private readonly rows = new Map<string, { weight: number; sum: number; factor: number; worst: number; at: Where | null }>();

  /** `error` >= 0 is what is graded, `factor` its grade. */
  add(target: PlannedTarget, weight: number, value: number, factor: number, error: number, at: Where | null): void {
    const row = this.rows.get(target.id) ?? { weight: 0, sum: 0, factor: 0, worst: -1, at: null };
    row.weight += weight;
    row.sum += weight * value;
    row.factor += weight * factor;
    if (error > row.worst) {
      row.worst = error;
      row.at = at;
    }
    this.rows.set(target.id, row);
  }

  /** Mean value of one target; null when it got nothing. */
  value(target: PlannedTarget): number | null {
    const row = this.rows.get(target.id);
    return row && row.weight > 0 ? row.sum / row.weight : null;
  }

  factor(target: PlannedTarget): number {
    const row = this.rows.get(target.id);
    return row && row.weight > 0 ? row.factor / row.weight : 0;
  }

  /** Mean over the targets that count; a missing one gives 0. */
  mean(context: MetricContext): number {
    const n = context.counted.length;
    if (n === 0) return 0;
    let sum = 0;
    for (const target of context.counted) sum += this.factor(target);
    return sum / n;
  }

  /** The treated target with the lowest grade (the larger error on a tie), for the sentence. */
  worst(context: MetricContext): { target: PlannedTarget; value: number; error: number; at: Where | null } | null {
    let best: { target: PlannedTarget; value: number; error: number; at: Where | null; factor: number } | null = null;
    for (const target of context.counted) {
      const row = this.rows.get(target.id);
      if (!row || row.weight <= 0) continue;
      const factor = row.factor / row.weight;
      if (best === null || factor < best.factor || (factor === best.factor && row.worst > best.error)) {
        best = { target, value: row.sum / row.weight, error: row.worst, at: row.at, factor };
      }
    }
    return best;
  }
}

/** " at the right point 2" where a plan has several targets, else nothing. */
export const atLabel = (context: MetricContext, target: PlannedTarget): string => (context.targets.length > 1 ? ` at ${target.label}` : '');

/** What the plan says goes wrong after this slip, as a sentence, or nothing. */
export function consequence(context: MetricContext, errors: readonly string[]): string {
  const found = context.technique.easy_errors.find((e) => errors.includes(e.error));
  return found ? ` Here that means: ${found.result}.` : '';
}

/** Names of counted targets that got nothing, as a sentence, or nothing. */
export function missingSentence(context: MetricContext): string {
  const missing = context.counted.filter((t) => !context.match.volumeOf(t.id));
  if (missing.length === 0) return '';
  if (missing.length === context.counted.length) return ' Nothing was delivered at a planned point.';
  return ` Not treated: ${missing.map((t) => t.label).join(', ')}.`;
}

export const range = (values: readonly number[], digits = 1): string => {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return num(low, digits) === num(high, digits) ? num(low, digits) : `${num(low, digits)} to ${num(high, digits)}`;
};
