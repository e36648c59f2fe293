import { Button } from '../components/controls';
import { Icon, RiskShape } from '../components/Icon';
import { store, useApp } from '../state/store';
import { sided, strings } from '../strings';
import { riskReason } from './ReadingPanel';

/** A risk stands over the picture as long as it holds: level in shape and word, and why. */
export function RiskBanner() {
  const reading = useApp((state) => state.reading);
  const blood = useApp((state) => state.flash > 0);
  const injecting = useApp((state) => state.injecting);
  if (!reading || (reading.depth_reached_mm <= 0 && !blood)) return null;
  const level = blood ? 'danger' : reading.risk.level;
  if (level === 'low') return null;
  const artery = injecting ? reading.opening_in_lumen.find((touched) => touched.kind === 'artery') : undefined;
  const why = artery ? strings.alerts.arterial(sided(artery.name, artery.side)) : blood ? strings.aspiration.positive : riskReason(reading);
  return (
    <p className={`banner banner-${level}`} aria-hidden="true">
      <RiskShape level={level} size={22} />
      <span><strong>{strings.reading.levels[level]}.</strong> {why}</span>
    </p>
  );
}

/** What has just happened. News fades; a notice (a link that names nothing known, a plan that does not fit) stays until it is closed. */
export function NewsBanner() {
  const alert = useApp((state) => state.alert);
  if (!alert || alert.level === 'danger') return null;
  if (alert.level === 'info') return <p key={alert.serial} className="banner banner-news" aria-hidden="true">{alert.text}</p>;
  return (
    <div key={alert.serial} className="banner banner-notice">
      <Icon name="info" />
      <span aria-hidden="true">{alert.text}</span>
      <Button variant="quiet" icon aria-label={strings.common.close} onClick={() => store.getState().setAttempt({ alert: null })}><Icon name="close" size={18} /></Button>
    </div>
  );
}

/** While one layer stands alone: which, and the way back. */
export function IsolationNote() {
  const isolated = useApp((state) => state.isolated);
  const isolate = useApp((state) => state.isolate);
  if (isolated === null) return null;
  return (
    <div className="banner banner-isolated">
      <Icon name="isolate" />
      <span>{strings.stage.only(strings.layers[isolated])}</span>
      <Button variant="quiet" onClick={() => isolate(null)}>{strings.stage.all}</Button>
    </div>
  );
}
