import { lazy, Suspense } from 'react';
import { useApp } from '../state/store';

const ScoreDialog = lazy(() => import('./ScoreDialog'));
const ReplayBar = lazy(() => import('./ReplayBar'));

/** What an attempt ends with, in whatever mode it was made: score card and replay, loaded when they are needed. */
export function AttemptOverlays() {
  const scored = useApp((state) => state.card !== null);
  const replaying = useApp((state) => state.replayTick !== null);
  return (
    <Suspense fallback={null}>
      {scored && <ScoreDialog />}
      {replaying && <ReplayBar />}
    </Suspense>
  );
}
