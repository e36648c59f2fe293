import { strings } from '../strings';
import { AimPanel, DevicePanel, HandActs } from './HandPanel';
import { ReadingPanel } from './ReadingPanel';

/** The whole hand in one column: the reading, the acts, then entry with angle, and the device. */
export function Hand() {
  return (
    <>
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
    </>
  );
}
