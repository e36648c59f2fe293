import { strings } from '../strings';
import { Hand } from './Hand';

/** The hand of a lecturer: the same acts as in practice, in the lecture's own panel. */
export function LectureHand() {
  return (
    <section aria-label={strings.lecture.needle}>
      <p className="muted">{strings.lecture.needleHelp}</p>
      <Hand />
    </section>
  );
}
