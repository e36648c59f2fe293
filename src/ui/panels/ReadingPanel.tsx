import { useEffect, useRef, useState } from 'react';
import type { NearRecord, RecordedReading } from '../../trace';
import { RiskShape } from '../components/Icon';
import { useApp } from '../state/store';
import { mm, sided, strings, tissueName } from '../strings';

const s = strings.reading;

/** Why the level is what it is, in one line. */
export function riskReason(reading: RecordedReading): string {
  const lumen = reading.opening_in_lumen[0];
  if (lumen) return s.reasons.lumen(sided(lumen.name, lumen.side));
  const pierced = reading.pierced[0];
  if (pierced) return s.reasons.pierced(sided(pierced.name, pierced.side));
  if (reading.risk.level === 'caution') {
    const near = [reading.vessel, reading.nerve].filter((n): n is NearRecord => n !== null).sort((a, b) => a.distance_mm - b.distance_mm)[0];
    if (near) return s.reasons.near(sided(near.name, near.side), mm(near.distance_mm));
  }
  return s.reasons.low;
}

/** Level in word, shape and colour. */
export function RiskBadge({ reading }: { reading: RecordedReading }) {
  const { level } = reading.risk;
  return (
    <div className={`risk risk-${level}`}>
      <RiskShape level={level} size={28} />
      <span>
        {s.levels[level]}
        <small>{riskReason(reading)}</small>
      </span>
    </div>
  );
}

function Near({ label, near, dot }: { label: string; near: NearRecord | null; dot: string }) {
  return (
    <div className="near">
      <dt><span className={`dot dot-${dot}`} aria-hidden="true" />{label}</dt>
      <dd>
        {near ? (
          <>
            <strong className="num">{mm(near.distance_mm)} mm</strong>
            <span>{sided(near.name, near.side)}</span>
          </>
        ) : (
          <span className="muted">{s.nothingNear}</span>
        )}
      </dd>
    </div>
  );
}

/** Beside the hand, live: depth, layer, angle, what is near, and the risk. */
export function ReadingPanel() {
  const reading = useApp((state) => state.reading);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  if (!reading) return <p className="muted">{s.waiting}</p>;
  const resting = reading.depth_reached_mm <= 0;
  return (
    <section className="reading" aria-label={s.title}>
      <RiskBadge reading={reading} />
      <dl className="big-numbers">
        <div><dt>{s.depthShaft}</dt><dd className="num">{reading.depth_reached_mm.toFixed(1)}<small> mm</small></dd></div>
        <div><dt>{s.depthSkin}</dt><dd className="num">{reading.tip.depth_below_skin_mm.toFixed(1)}<small> mm</small></dd></div>
        <div><dt>{s.angle}</dt><dd className="num">{angle.toFixed(0)}<small>°</small></dd></div>
        <div><dt>{s.azimuth}</dt><dd className="num">{azimuth.toFixed(0).replace('-', '−')}<small>°</small></dd></div>
      </dl>
      <dl className="facts">
        <div>
          <dt>{s.layer}</dt>
          <dd>
            <span className={`tissue tissue-${reading.tip.layer}`} aria-hidden="true" />
            {resting ? s.onSkin : reading.bone_contact ? (reading.hard_tissue === 'cartilage' ? s.cartilageContact : s.boneContact) : tissueName(reading.tip.layer)}
          </dd>
        </div>
        {reading.skin_to_bone_mm !== null && <div><dt>{s.bone}</dt><dd className="num">{mm(reading.skin_to_bone_mm)} mm</dd></div>}
        {reading.within.length > 0 && <div><dt>{s.within}</dt><dd>{reading.within.map((id) => id.replaceAll('-', ' ')).join(', ')}</dd></div>}
      </dl>
      <dl className="nears">
        <Near label={s.vessel} near={reading.vessel} dot={reading.vessel?.kind ?? 'artery'} />
        <Near label={s.nerve} near={reading.nerve} dot="nerve" />
      </dl>
    </section>
  );
}

/** Speaks the reading when it has stood still for a moment, so that a screen reader is not flooded. */
export function ReadingAnnouncer() {
  const reading = useApp((state) => state.reading);
  const alert = useApp((state) => state.alert);
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    if (!reading) return;
    timer.current = setTimeout(() => {
      const near = reading.vessel ? ` ${s.vessel} ${mm(reading.vessel.distance_mm)} mm, ${reading.vessel.name}.` : '';
      setText(`${reading.depth_reached_mm.toFixed(1)} mm, ${tissueName(reading.tip.layer)}. ${s.levels[reading.risk.level]}.${near}`);
    }, 900);
    return () => clearTimeout(timer.current);
  }, [reading]);
  return (
    <>
      <p className="sr-only" role="status" aria-live="polite">{text}</p>
      <p className="sr-only" role="alert" key={alert?.serial}>{alert?.text}</p>
    </>
  );
}
