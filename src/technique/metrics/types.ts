/**
 * A metric watches the attempt go by and grades it at the end (after Perk Tutor: needs, start, sample, finish).
 * It sees recorded readings only. `factor` is the share of the points earned, 0..1, or null where the technique does not ask for it.
 */
import type { Attempt } from '../../trace/fold';
import type { PlannedTarget, Pose, RecordedReading, TraceEntry, TraceEvent, Vec3 } from '../../trace/types';
import type { Match } from '../match';
import type { Basis, CriterionId, Technique } from '../types';

export interface MetricContext {
  technique: Technique;
  targets: readonly PlannedTarget[];
  /** Targets that count: the required ones, and the optional ones that were treated. */
  counted: readonly PlannedTarget[];
  attempt: Attempt;
  match: Match;
  /** Share of the required targets that got product; credit for harm avoided is scaled by it, or doing nothing would pass. */
  share: number;
}

export interface Sample {
  entry: TraceEntry;
  event: TraceEvent;
  pose: Pose | null;
  reading: RecordedReading | null;
  /** Index of the track, and the target it was matched to. */
  track: number;
  target: PlannedTarget | null;
}

export interface Where {
  tick: number;
  point_mm: Vec3;
}

export interface Grade {
  factor: number | null;
  target: string;
  done: string;
  why: string;
  value: number | null;
  at: Where | null;
}

export interface Metric<S> {
  id: CriterionId;
  title: string;
  unit: string;
  /** Event types it wants to see. */
  needs: readonly TraceEvent['type'][];
  /** Source ids behind the criterion, besides the technique's own. */
  sources: readonly string[];
  basis: (technique: Technique) => Basis;
  start: (context: MetricContext) => S;
  sample: (state: S, sample: Sample, context: MetricContext) => void;
  finish: (state: S, context: MetricContext) => Grade;
}
