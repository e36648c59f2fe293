import { useCallback, useEffect, useRef, useState } from 'react';
import { strings } from '../ui/strings';
import { useApp } from '../ui/state/store';
import { session } from '../ui/state/session';
import { Anatomy } from './Anatomy';
import { EyesView } from './EyesView';
import { CameraRig } from './CameraRig';
import { AimArcs, Deposits, DrillMarks, PiercedMarks, TargetMarks } from './Guides';
import { Labels } from './Labels';
import { Lighting } from './Lighting';
import { NeedleView } from './needle/NeedleView';
import type { HeadRender } from './patientClient';
import { Picture } from './Picture';
import { Quality } from './Quality';
import { SkinView } from './SkinView';
import { usePoseSources } from './usePoseSources';

/** What happened in the attempt, drawn on the face; in a replay, as it stood at that tick. */
function Traces() {
  const attempt = useApp((state) => state.attempt);
  useApp((state) => state.trace);
  if (!attempt) return null;
  return (
    <>
      <Deposits deposits={attempt.deposits} />
      <PiercedMarks points={attempt.pierced.map((contact) => contact.point_mm)} />
    </>
  );
}

/**
 * The picture: canvas, gestures and labels. `follow` turns all input off (second window).
 * When the browser takes the drawing context away, what was drawn is let go and a message stands over the place; needle, deposits and trace
 * live in the state and are drawn again as soon as the context is back, or on a fresh canvas when the reader asks.
 */
export default function Stage({ head, follow = false }: { head: HeadRender; follow?: boolean }) {
  const element = useRef<HTMLDivElement>(null);
  const patient = useApp((state) => state.patient);
  const [lost, setLost] = useState(false);
  const [serial, setSerial] = useState(0);
  const onContext = useCallback((gone: boolean) => {
    setLost(gone);
    if (!gone) setSerial((n) => n + 1);
  }, []);
  usePoseSources(element, !follow);
  useEffect(() => session.invalidateOnChange(), []);

  return (
    <>
      <div ref={element} className="stage" tabIndex={0} role="application" aria-label={strings.stage.label} aria-describedby="stage-help">
        <p id="stage-help" className="sr-only">{strings.stage.help}</p>
        <Picture key={serial} onContext={onContext}>
          {!lost && (
            <>
              <Quality />
        <CameraRig />
              <Lighting />
              <group scale={0.001}>
                {patient && (
                  <>
                    <SkinView patient={patient} head={head} />
                    <EyesView patient={patient} head={head} />
                    <Anatomy patient={patient} />
                    <TargetMarks patient={patient} />
                    <DrillMarks patient={patient} />
                    <AimArcs patient={patient} />
                    <NeedleView patient={patient} />
                    <Traces />
                  </>
                )}
              </group>
            </>
          )}
        </Picture>
        {patient && !lost && <Labels patient={patient} />}
      </div>
      {/* Beside the stage and not on it: the stage captures the pointer, and a button there would never hear its click. */}
      {lost && (
        <div className="stage-message stage-error" role="alert">
          <h2>{strings.errors.contextLost}</h2>
          <p>{strings.errors.contextLostMend}</p>
          <button type="button" className="btn btn-primary" onClick={() => onContext(false)}>{strings.errors.restore}</button>
        </div>
      )}
    </>
  );
}
