import { lazy, Suspense, useEffect, useState } from 'react';
import { aim, frameAt, makeFrame } from '../../engine/frame';
import { project } from '../../scene/rig/ray';
import { stage } from '../../scene/stage';
import { hasWebGl } from '../../scene/webgl';
import type { HeadRender } from '../../scene/patientClient';
import { Button } from '../components/controls';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { Icon, RiskShape } from '../components/Icon';
import { useApp } from '../state/store';
import type { PatientStatus } from '../state/patient';
import type { Route } from '../router';
import { mm, sided, strings, tipTissue } from '../strings';
import { Disclaimer } from './About';
import { IsolationNote, NewsBanner, RiskBanner } from './Alerts';
import { BottomBar } from './BottomBar';
import { StepGuide } from './StepGuide';

const Stage = lazy(() => import('../../scene/Stage'));
const Inset = lazy(() => import('./Inset'));

/** The name of what lies under the pointer, else the steps of the attempt. */
function Hint({ mode }: { mode: Route['mode'] }) {
  const busy = useApp((state) => state.card !== null || state.replayTick !== null);
  const peeling = useApp((state) => state.peel.on);
  const hovered = useApp((state) => (state.hovered !== null && state.patient ? state.patient.structures[state.hovered] : null));
  return (
    <>
      {mode === 'practise' && !busy && <StepGuide />}
      {peeling && !hovered && <p className="stage-name">{strings.stage.peelHint}</p>}
      {hovered && <p className="stage-name"><span className={`dot dot-${hovered.kind}`} aria-hidden="true" />{sided(hovered.name, hovered.side)}</p>}
    </>
  );
}

/** On a phone: the reading in one strip at the foot of the picture, whatever tab is open. */
function Hud() {
  const reading = useApp((state) => state.reading);
  if (!reading) return null;
  const { level } = reading.risk;
  const { hud, reading: words } = strings;
  return (
    <div className={`hud only-phone hud-${level}`} aria-hidden="true">
      <p>
        <strong className="num">{reading.depth_reached_mm.toFixed(1)} mm</strong>
        <span>{reading.depth_reached_mm <= 0 ? words.onSkin : reading.bone_contact ? (reading.hard_tissue === 'cartilage' ? words.cartilageContact : words.boneContact) : tipTissue(reading)}</span>
      </p>
      <p className="hud-risk num">
        <RiskShape level={level} size={20} />
        <span>{level === 'low' ? '' : `${words.levels[level]}: `}{hud.vessel} {reading.vessel ? `${mm(reading.vessel.distance_mm)} mm` : words.empty} · {hud.nerve} {reading.nerve ? `${mm(reading.nerve.distance_mm)} mm` : words.empty}</span>
      </p>
    </div>
  );
}

/** Keeps the section away from the hand: on the left while the entry shows in the right half of the picture. */
function useInsetSide(): boolean {
  const entry = useApp((state) => state.reading?.entry.point_mm);
  const tip = useApp((state) => state.entry);
  const patient = useApp((state) => state.patient);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const [left, setLeft] = useState(false);
  useEffect(() => {
    if (!entry || !tip || !patient) return;
    const frame = frameAt(patient, tip, makeFrame());
    aim(frame, angle, azimuth, 0);
    const barrel = [0, 1, 2].map((k) => frame.point[k] - frame.direction[k] * 60);
    // The middle of the syringe decides; a margin keeps the section from hopping while the needle is turned.
    const place = () => {
      const x = (project(stage.view, stage.frame, entry).x + project(stage.view, stage.frame, barrel).x) / 2 / stage.frame.width;
      setLeft((was) => (was ? x > 0.45 : x > 0.53));
    };
    place();
    stage.afterFrame.add(place);
    return () => {
      stage.afterFrame.delete(place);
    };
  }, [entry, tip, patient, angle, azimuth]);
  return left;
}

/** The picture with everything that lies over it: progress, errors, hint, alert, section, views, disclaimer. */
export function StageFrame({ head, status, onRetry, follow, mode }: { head: HeadRender | null; status: PatientStatus; onRetry: () => void; follow: boolean; mode: Route['mode'] }) {
  const drawable = hasWebGl();
  const inset = useApp((state) => state.inset && !state.exam);
  const hasReading = useApp((state) => state.reading !== null);
  const leftSide = useInsetSide();
  return (
    <div className="stage-wrap" data-mode={mode}>
      {!drawable && (
        <div className="stage-message" role="alert">
          <h2>{strings.errors.webgl}</h2>
          <p>{strings.errors.webglMend}</p>
          {!follow && <p className="muted">{strings.errors.webglRest}</p>}
        </div>
      )}
      {head && drawable && (
        <Suspense fallback={null}>
          <Stage head={head} follow={follow} />
        </Suspense>
      )}
      {!head && drawable && status.kind !== 'error' && (
        <div className="stage-message stage-loading" aria-busy="true">
          <svg className="poster-face" viewBox="0 0 240 300" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinecap="round">
            <path d="M120 14c-52 0-82 36-82 92 0 28 5 52 13 76 10 32 30 64 52 82 6 5 11 7 17 7s11-2 17-7c22-18 42-50 52-82 8-24 13-48 13-76 0-56-30-92-82-92Z" />
          </svg>
        </div>
      )}
      {status.kind === 'loading' && (
        <div className="progress" role="status">
          <span>{strings.loading.head}</span>
          <progress value={status.progress ?? undefined} max={1} aria-label={strings.loading.head} />
        </div>
      )}
      {status.kind === 'error' && (
        <div className="stage-message stage-error" role="alert">
          <Icon name="info" size={32} />
          <h2>{strings.errors.patient}</h2>
          <p>{status.message}</p>
          <p className="muted">{strings.errors.kept}</p>
          <div className="btn-row"><Button variant="primary" onClick={onRetry}>{strings.errors.tryAgain}</Button></div>
        </div>
      )}
      <div className="stage-over">
        {follow ? <p className="disclaimer">{strings.disclaimer}</p> : <Disclaimer />}
        {!follow && drawable && <Hint mode={mode} />}
        {mode !== 'records' && <RiskBanner />}
        <NewsBanner />
        {!follow && <IsolationNote />}
      </div>
      {!follow && <Hud />}
      {inset && hasReading && mode !== 'records' && <ErrorBoundary name="section"><Suspense fallback={null}><Inset className={`inset-over${leftSide ? ' inset-left' : ''}`} /></Suspense></ErrorBoundary>}
      {!follow && drawable && <BottomBar />}
    </div>
  );
}
