import { useState } from 'react';
import { PRESETS } from '../../patient/spec';
import { Button, Segmented } from '../components/controls';
import { useApp } from '../state/store';
import { strings } from '../strings';

const s = strings.patient;

/** Whose face: preset, seed, skin tone, side. */
export function PatientPanel() {
  const spec = useApp((state) => state.spec);
  const setSpec = useApp((state) => state.setSpec);
  const tone = useApp((state) => state.skinTone);
  const setOption = useApp((state) => state.setOption);
  const say = useApp((state) => state.say);
  const variants = useApp((state) => state.patient?.variants);
  const [typed, setTyped] = useState<string | null>(null);
  const seedText = typed ?? (spec.seed === undefined ? '' : String(spec.seed));
  const commit = (text: string) => {
    setTyped(null);
    const seed = text.trim() === '' ? undefined : Math.floor(Math.abs(Number(text)));
    if (seed !== undefined && !Number.isSafeInteger(seed)) return say('caution', s.seedTooLarge);
    if (seed !== spec.seed) setSpec({ preset: spec.preset, ...(seed === undefined ? {} : { seed }) });
  };
  return (
    <section className="patient" aria-label={s.title}>
      <Segmented label={s.face} value={spec.preset} options={PRESETS.map((p) => ({ value: p.id, label: p.label }))} onChange={(preset) => setSpec({ preset, ...(spec.seed === undefined ? {} : { seed: spec.seed }) })} />
      <Segmented label={s.tone} value={tone} options={[{ value: 'light', label: s.light }, { value: 'deep', label: s.deep }]} onChange={(skinTone) => setOption({ skinTone })} />
      <div className="field">
        <label className="field-label" htmlFor="seed">{s.seed}</label>
        <input
          id="seed"
          className="input num"
          inputMode="numeric"
          value={seedText}
          aria-describedby="seed-help"
          onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 16))}
          onBlur={(event) => commit(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit(event.currentTarget.value);
          }}
        />
        <p id="seed-help" className="muted">{s.seedHelp}</p>
        <div className="btn-row">
          <Button onClick={() => commit(String(Math.floor(Math.random() * 100000)))}>{s.random}</Button>
          <Button onClick={() => commit('')} disabled={spec.seed === undefined}>{s.clear}</Button>
        </div>
      </div>
      {variants && variants.length > 0 && (
        <details>
          <summary>{s.variants}</summary>
          <ul className="variants">
            {variants.map((v) => (
              <li key={`${v.group}-${v.side}`}>
                <span>{v.group.replaceAll('-', ' ')}</span>
                <strong>{v.option.replaceAll('-', ' ')}</strong>
                <span className="muted">{v.side === 'person' ? '' : v.side} {v.weight_percent === null ? strings.card.notMeasured : `${v.weight_percent} %`}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
