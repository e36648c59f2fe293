import { lazy, Suspense, useEffect, useState } from 'react';
import { ErrorBoundary } from './components/ErrorBoundary';
import { Button } from './components/controls';
import { Icon } from './components/Icon';
import { ReadingAnnouncer } from './panels/ReadingPanel';
import { Rail } from './panels/Rail';
import { StageFrame } from './panels/StageFrame';
import { registerOffline } from './offline';
import { useRoute, type Mode } from './router';
import { guardAttempt } from './state/draft';
import { followPlan } from './state/plan';
import { attemptOpen } from './state/session';
import { useApp } from './state/store';
import { usePatient } from './state/usePatient';
import { useRouteSync } from './state/useRouteSync';
import { strings } from './strings';
import { Practise } from './modes/Practise';

const modes = {
  explore: lazy(() => import('./modes/Explore')),
  drill: lazy(() => import('./modes/Drill')),
  lecture: lazy(() => import('./modes/Lecture')),
  records: lazy(() => import('./modes/Records')),
};
const Projector = lazy(() => import('./modes/Projector'));

/** The whole app: rail, picture, and the panels of the present mode. */
export function App() {
  const route = useRoute();
  const [attempt, setAttempt] = useState(0);
  const [update, setUpdate] = useState<(() => void) | null>(null);
  const status = useApp((state) => state.patientStatus);
  useRouteSync();
  const head = usePatient(attempt);
  // The room shows the plan of the leading window, not one of its own.
  const room = route.mode === 'projector';
  useEffect(() => (room ? undefined : followPlan()), [room]);
  useEffect(() => (room ? undefined : guardAttempt()), [room]);
  // After the face: keeping the app for offline use fetches all of it, and must not compete with what the first picture waits for.
  const settled = useApp((state) => state.patientStatus.kind !== 'loading');
  const [offline, setOffline] = useState(false);
  if (settled && !offline) setOffline(true);
  useEffect(() => {
    if (!offline) return;
    registerOffline(() => !attemptOpen(), (apply) => setUpdate(() => apply)).catch((error: unknown) => console.warn('Bevel: offline use is not available:', error));
  }, [offline]);
  const stage = <StageFrame head={head} status={status} onRetry={() => setAttempt((n) => n + 1)} follow={route.mode === 'projector'} mode={route.mode} />;
  if (route.mode === 'projector') {
    return (
      <main className="projector">
        <ErrorBoundary name="projector">
          {stage}
          <Suspense fallback={null}><Projector /></Suspense>
        </ErrorBoundary>
      </main>
    );
  }
  const mode: Mode = route.mode;
  const Lazy = mode === 'practise' ? null : modes[mode];
  return (
    <div className="app" data-panels={mode === 'practise' ? 'both' : 'left'} data-mode={mode}>
      <Rail mode={mode} />
      <main>
        <ErrorBoundary name="picture">{stage}</ErrorBoundary>
        <ErrorBoundary key={mode} name={mode}>
          {Lazy ? <Suspense fallback={<div className="panel panel-left sheet" aria-busy="true"><p className="muted">{strings.loading.mode}</p></div>}><Lazy /></Suspense> : <Practise />}
        </ErrorBoundary>
        <ReadingAnnouncer />
      </main>
      {update && (
        <div className="toast" role="status">
          <Icon name="info" />
          <span>{strings.update.ready}</span>
          <Button onClick={update}>{strings.update.apply}</Button>
        </div>
      )}
    </div>
  );
}
