/** What scores an attempt, fetched when an attempt begins: before that there is nothing to score. */
import type { ScoreCard } from '../../technique/types';
import type { Trace } from '../../trace/types';

/** The score function. @throws Error when its script cannot be fetched; a later call tries again. */
export async function loadScorer(): Promise<(trace: Trace) => ScoreCard> {
  return (await import('../../technique/score')).scoreTrace;
}

/** Fetch it ahead of its use; what goes wrong is told by whoever needs it. */
export function prepareScorer(): void {
  loadScorer().catch(() => undefined);
}
