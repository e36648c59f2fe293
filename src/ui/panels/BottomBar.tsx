import { PRESETS, zoomed, type PresetName } from '../../scene/rig/orbit';
import { moveTo, stage } from '../../scene/stage';
import { Button, Slider } from '../components/controls';
import { Icon } from '../components/Icon';
import { useApp } from '../state/store';
import { strings } from '../strings';

const s = strings.stage;

/** Named views. */
export function Views() {
  const lookFrom = useApp((state) => state.lookFrom);
  return (
    <div className="bar-group bar-views" role="group" aria-label={s.views}>
      {(Object.keys(PRESETS) as PresetName[]).map((name) => (
        <Button key={name} variant="quiet" onClick={() => lookFrom(name)}>{s[name]}</Button>
      ))}
      <Button variant="quiet" icon aria-label={s.zoomOut} onClick={() => moveTo(zoomed(stage.goal, 1.2))}>−</Button>
      <Button variant="quiet" icon aria-label={s.zoomIn} onClick={() => moveTo(zoomed(stage.goal, 0.83))}>+</Button>
    </div>
  );
}

/** What is switched on over the picture. */
export function PictureToggles() {
  const peel = useApp((state) => state.peel);
  const labels = useApp((state) => state.labels);
  const inset = useApp((state) => state.inset);
  const sound = useApp((state) => state.sound);
  const setPeel = useApp((state) => state.setPeel);
  const setOption = useApp((state) => state.setOption);
  return (
    <div className="bar-group bar-toggles" role="group" aria-label={s.over}>
      <Button aria-pressed={peel.on} onClick={() => setPeel({ on: !peel.on })}>{s.peel}</Button>
      {peel.on && <div className="bar-slider"><Slider bare label={s.peelRadius} value={peel.radius_mm} min={6} max={45} step={1} format={(v) => `${v} mm`} onChange={(radius_mm) => setPeel({ radius_mm })} /></div>}
      <Button aria-pressed={labels} onClick={() => setOption({ labels: !labels })}>{s.labels}</Button>
      <Button aria-pressed={inset} onClick={() => setOption({ inset: !inset })}>{s.section}</Button>
      <Button icon aria-pressed={sound} aria-label={s.sound} title={s.sound} onClick={() => setOption({ sound: !sound })}><Icon name={sound ? 'sound' : 'soundOff'} /></Button>
    </div>
  );
}

export function BottomBar() {
  return (
    <div className="bottom-bar">
      <Views />
      <PictureToggles />
    </div>
  );
}
