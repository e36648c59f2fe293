import { Button, Slider } from '../components/controls';
import { Icon } from '../components/Icon';
import { useApp } from '../state/store';
import { LAYER_KEYS, SURFACE_LAYERS, type LayerKey } from '../state/view';
import { strings } from '../strings';

const s = strings.layers;

/** Show, fade and isolate what the picture holds. */
export function LayersPanel() {
  const layers = useApp((state) => state.layers);
  const isolated = useApp((state) => state.isolated);
  const setLayer = useApp((state) => state.setLayer);
  const setLayers = useApp((state) => state.setLayers);
  const isolate = useApp((state) => state.isolate);
  const skin = (visible: boolean, opacity: number) => setLayers({ skin: { visible, opacity } });
  return (
    <section className="layers" aria-label={s.title}>
      <h2>{s.title}</h2>
      <div className="three" role="group" aria-label={s.presets}>
        <Button onClick={() => setLayers(SURFACE_LAYERS)}>{s.reset}</Button>
        <Button onClick={() => skin(true, 0.35)}>{s.translucent}</Button>
        <Button onClick={() => skin(false, 1)}>{s.dissect}</Button>
      </div>
      <ul>
        {LAYER_KEYS.map((key: LayerKey) => {
          const name = s[key];
          const layer = layers[key];
          return (
            <li key={key} className={isolated !== null && isolated !== key ? 'layer layer-muted' : 'layer'}>
              <Button variant="quiet" icon className="eye" aria-pressed={layer.visible} aria-label={s.show(name)} onClick={() => setLayer(key, { visible: !layer.visible })}>
                <Icon name={layer.visible ? 'eye' : 'eyeOff'} />
              </Button>
              <span className="layer-name"><span className={`dot dot-${key}`} aria-hidden="true" />{name}</span>
              <Slider bare label={s.opacity(name)} value={layer.opacity} min={0} max={1} step={0.05} format={(v) => `${Math.round(v * 100)} %`} onChange={(opacity) => setLayer(key, { opacity })} disabled={!layer.visible} />
              {key !== 'skin' ? (
                <Button variant="quiet" icon aria-pressed={isolated === key} aria-label={s.isolate(name)} onClick={() => isolate(key)}>
                  <Icon name="isolate" />
                </Button>
              ) : (
                <span />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
