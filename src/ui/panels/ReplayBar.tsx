import { useEffect, useMemo } from 'react';
import { lastTick, moments } from '../../trace/fold';
import { TICKS_PER_SECOND } from '../../trace/types';
import { Button, Slider } from '../components/controls';
import { Icon } from '../components/Icon';
import { endReplay, seek } from '../state/replay';
import { store, useApp } from '../state/store';
import { strings } from '../strings';

const s = strings.replay;

/** Scrub through a finished attempt; its moments are buttons. */
export default function ReplayBar() {
  const trace = useApp((state) => state.trace);
  const tick = useApp((state) => state.replayTick);
  const playing = useApp((state) => state.replaying);
  const card = useApp((state) => state.card);
  const setAttempt = useApp((state) => state.setAttempt);
  const marks = useMemo(() => (trace ? moments(trace) : []), [trace]);
  useEffect(() => {
    if (!playing || !trace) return;
    const end = lastTick(trace);
    const start = store.getState().replayTick ?? 0;
    const from = start >= end ? 0 : start;
    const t0 = performance.now();
    let frame = requestAnimationFrame(function step() {
      const now = Math.min(end, from + Math.floor(((performance.now() - t0) / 1000) * TICKS_PER_SECOND));
      seek(now);
      if (now >= end) setAttempt({ replaying: false });
      else frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, trace, setAttempt]);
  if (!trace || tick === null) return null;
  return (
    <section className="replay" aria-label={s.title}>
      <Button icon aria-label={playing ? s.pause : s.play} onClick={() => setAttempt({ replaying: !playing })}><Icon name={playing ? 'pause' : 'play'} /></Button>
      <Slider
        bare
        label={s.time}
        value={tick}
        min={0}
        max={Math.max(1, lastTick(trace))}
        step={1}
        format={(v) => `${(v / TICKS_PER_SECOND).toFixed(1)} s`}
        onChange={(v) => {
          setAttempt({ replaying: false });
          seek(v);
        }}
      />
      <span className="num replay-time">{(tick / TICKS_PER_SECOND).toFixed(1)} s</span>
      <Button
        className="replay-close"
        onClick={() => {
          endReplay();
          if (card) setAttempt({ cardOpen: true });
        }}
      >
        {s.live}
      </Button>
      {marks.length > 0 && (
        <div className="replay-moments" role="group" aria-label={s.moments}>
          {marks.map((mark) => (
            <Button key={`${mark.seq}-${mark.kind}`} aria-pressed={tick >= mark.tick} onClick={() => { setAttempt({ replaying: false }); seek(mark.tick); }}>{mark.label}</Button>
          ))}
        </div>
      )}
    </section>
  );
}
