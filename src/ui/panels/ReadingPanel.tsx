import { useEffect, useRef, useState } from 'react';
import { eyeOn } from '../../trace/record';
import type { NearRecord, RecordedReading } from '../../trace/types';
import { RiskShape } from '../components/Icon';
import { TissueMark } from '../components/TissueMark';
import { store, useApp } from '../state/store';
import { mm, sided, strings, tipTissue } from '../strings';

const s = strings.reading;

const structureOf = (id: string) => store.getState().patient?.structures.find((structure) => structure.id === id);
const kindOf = (id: string): string | undefined => structureOf(id)?.kind;
/** The name of a structure of the present face; its id in words when the face does not have it. */
const structureName = (id: string): string => structureOf(id)?.name ?? id.replaceAll('-', ' ');

/** Why the level is what it is, in one line. */
export function riskReason(reading: RecordedReading): string {
  const eye = eyeOn(reading);
  if (eye) return s.reasons[eye];
  const lumen = reading.opening_in_lumen[0];
  if (lumen) return s.reasons.lumen(sided(lumen.name, lumen.side));
  const pierced = reading.pierced[0];
  if (pierced) return s.reasons.pierced(sided(pierced.name, pierced.side));
  if (reading.risk.level === 'danger') {
    const gland = reading.within.find((id) => kindOf(id) === 'gland');
    return gland ? s.reasons.gland(structureName(gland)) : s.reasons.someGland;
  }
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

function Near({ label, near, dot, placed }: { label: string; near: NearRecord | null; dot: string; placed: boolean }) {
  return (
    <div className="near">
      <dt><span className={`dot dot-${dot}`} aria-hidden="true" />{label}</dt>
      <dd className="near-mm num">{near ? <>{mm(near.distance_mm)}<small> mm</small></> : s.empty}</dd>
      <dd className="near-name">{near ? sided(near.name, near.side) : placed ? s.nothingNear : ''}</dd>
    </div>
  );
}

/** What lies at the tip, in words. */
function tipWords(reading: RecordedReading): string {
  if (reading.depth_reached_mm <= 0) return s.onSkin;
  if (reading.bone_contact) return reading.hard_tissue === 'cartilage' ? s.cartilageContact : s.boneContact;
  return tipTissue(reading);
}

/** Beside the hand, live: risk, layer, depth, angle, what is near. Every line keeps its place, with or without a needle. */
export function ReadingPanel() {
  const reading = useApp((state) => state.reading);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const number = (text: string | null, unit: string) => (text === null ? <span className="muted">{s.empty}</span> : <>{text}<small>{unit}</small></>);
  return (
    <section className="reading" aria-label={s.title}>
      {reading ? (
        <RiskBadge reading={reading} />
      ) : (
        <div className="risk risk-none"><span>{s.none}<small>{s.waiting}</small></span></div>
      )}
      <dl className="tip">
        <dt>{s.layer}</dt>
        <dd>
          {reading && <TissueMark tissue={reading.tip.layer} />}
          {reading ? tipWords(reading) : <span className="muted">{s.empty}</span>}
        </dd>
      </dl>
      <dl className="big-numbers">
        <div><dt>{s.depthShaft}</dt><dd className="num">{number(reading && reading.depth_reached_mm.toFixed(1), ' mm')}</dd></div>
        <div><dt>{s.depthSkin}</dt><dd className="num">{number(reading && mm(reading.tip.depth_below_skin_mm), ' mm')}</dd></div>
        <div><dt>{s.angle}</dt><dd className="num">{number(reading && angle.toFixed(0), '°')}</dd></div>
        <div><dt>{s.azimuth}</dt><dd className="num">{number(reading && azimuth.toFixed(0).replace('-', '−'), '°')}</dd></div>
      </dl>
      <dl className="nears">
        <Near label={s.vessel} near={reading?.vessel ?? null} dot={reading?.vessel?.kind ?? 'artery'} placed={reading !== null} />
        <Near label={s.nerve} near={reading?.nerve ?? null} dot="nerve" placed={reading !== null} />
      </dl>
      <dl className="facts facts-tight">
        <div><dt>{s.bone}</dt><dd className="num">{reading && reading.skin_to_bone_mm !== null ? `${mm(reading.skin_to_bone_mm)} mm` : s.empty}</dd></div>
        <div><dt>{s.within}</dt><dd>{reading && reading.within.length > 0 ? reading.within.map(structureName).join(', ') : s.empty}</dd></div>
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
  const level = reading && reading.depth_reached_mm > 0 ? reading.risk.level : null;
  const said = useRef(level);
  const [change, setChange] = useState('');
  useEffect(() => {
    // A new level is said at once, and not again while the needle moves within it. Danger is said by its alert.
    if (level !== said.current && level !== null && level !== 'danger' && reading) setChange(level === 'low' ? s.levels.low : `${s.levels.caution}. ${riskReason(reading)}.`);
    said.current = level;
  }, [level, reading]);
  useEffect(() => {
    clearTimeout(timer.current);
    if (!reading) return;
    timer.current = setTimeout(() => {
      const near = reading.vessel ? ` ${s.vessel} ${mm(reading.vessel.distance_mm)} mm, ${reading.vessel.name}.` : '';
      setText(`${reading.depth_reached_mm.toFixed(1)} mm, ${tipTissue(reading)}. ${s.levels[reading.risk.level]}.${near}`);
    }, 900);
    return () => clearTimeout(timer.current);
  }, [reading]);
  return (
    <>
      <p className="sr-only" role="status" aria-live="polite">{text}</p>
      <p className="sr-only" aria-live="assertive">{change}</p>
      <p className="sr-only" role="alert" key={alert?.serial}>{alert?.text}</p>
    </>
  );
}
