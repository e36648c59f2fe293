import { strings } from '../strings';
import { AimPanel, DevicePanel, HandActs } from './HandPanel';
import { ReadingPanel } from './ReadingPanel';

/** The hand of a lecturer: the same acts as in practice, in the lecture's own panel. */
export function LectureHand() {
  return (
    <section aria-label={strings.lecture.needle}>
      <p className="muted">{strings.lecture.needleHelp}</p>
      <ReadingPanel />
      <HandActs />
      <details>
        <summary>{strings.hand.entry}, {strings.hand.angle.toLowerCase()}</summary>
        <AimPanel />
      </details>
      <details>
        <summary>{strings.hand.kind}</summary>
        <DevicePanel />
      </details>
    </section>
  );
}
