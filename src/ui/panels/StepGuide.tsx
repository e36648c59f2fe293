import { useApp } from '../state/store';
import { STEPS, stepOf, type Step } from '../steps';
import { strings } from '../strings';
import { useMedia } from '../useMedia';

const s = strings.steps;

/** Where one is in an attempt and what to do next: six steps in one line, and one sentence. */
export function StepGuide() {
  const coarse = useMedia('(pointer: coarse)');
  const placed = useApp((state) => state.entry !== null);
  const depth_mm = useApp((state) => state.depth_mm);
  const injecting = useApp((state) => state.injecting);
  const attempt = useApp((state) => state.attempt);
  const planned = useApp((state) => state.targets.length);
  const guided = useApp((state) => state.guidance && state.targets.length > 0);
  const passes = attempt?.passes.length ?? 0;
  const givenNow_ml = attempt?.deposits.reduce((sum, deposit) => (deposit.pass === passes - 1 ? sum + deposit.volume_ml : sum), 0) ?? 0;
  const step = stepOf({ placed, depth_mm, injecting, givenNow_ml, passes, planned });
  const words = coarse ? s.touch : s.mouse;
  const danger = useApp((state) => state.depth_mm > 0 && state.reading?.risk.level === 'danger');
  const hint: Record<Step, string> = {
    entry: passes > 0 ? words.entryNext(passes + 1, planned) : guided ? words.entryPlan : words.entry,
    aim: words.aim,
    depth: words.depth,
    inject: words.inject,
    withdraw: words.inject,
    score: words.score,
  };
  const at = STEPS.indexOf(step);
  return (
    <div className="steps">
      <ol aria-label={s.label}>
        {STEPS.map((name, i) => (
          <li key={name} aria-current={i === at ? 'step' : undefined} data-done={i < at || undefined}>
            <span className="num" aria-hidden="true">{i + 1}</span>
            {s.names[name]}
          </li>
        ))}
      </ol>
      <p className="steps-hint" role="status">{danger ? words.danger : hint[step]}</p>
    </div>
  );
}
