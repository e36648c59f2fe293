import { useEffect, useMemo, useRef } from 'react';
import { LAYERS } from '../../patient/layers';
import { readerOf } from '../state/reader';
import { drawSection, TISSUE_COLOURS } from '../section';
import { useApp } from '../state/store';
import { strings, tissueName } from '../strings';

/** The face cut in the needle's plane, live: layers, vessels, nerves, bone, needle, product, scale bar. */
export function Inset({ className = '' }: { className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const patient = useApp((state) => state.patient);
  const reading = useApp((state) => state.reading);
  const entry = useApp((state) => state.entry);
  const attempt = useApp((state) => state.attempt);
  const device = useApp((state) => state.device);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const reader = useMemo(() => (patient ? readerOf(patient).reader : null), [patient]);
  useEffect(() => {
    if (!canvas.current || !patient || !reader || !entry || !reading) return;
    const node = canvas.current;
    // After the frame with the needle, so that the picture itself never waits for its section.
    const due = requestAnimationFrame(() => drawSection(node, { patient, entry, angle_deg: angle, azimuth_deg: azimuth, reading, device, deposits: attempt?.deposits ?? [] }));
    return () => cancelAnimationFrame(due);
  }, [patient, reader, entry, angle, azimuth, reading, device, attempt]);
  if (!reading) return <p className="muted">{strings.section.empty}</p>;
  const passed = [...new Set(reading.path.map((step) => step.layer))];
  return (
    <section className={`inset ${className}`} aria-label={strings.section.title}>
      <h3>{strings.section.title}</h3>
      <canvas ref={canvas} width={640} height={480} role="img" aria-label={`${strings.section.title}: ${passed.map(tissueName).join(', ')}`} />
      <p className="legend">
        {[...LAYERS, 'bone'].filter((layer) => passed.includes(layer as never) || layer === 'bone' || layer === 'skin' || layer === 'superficial-fat' || layer === 'smas-muscle').map((layer) => (
          <span key={layer}><span className="tissue" ref={(node) => node?.style.setProperty('background', TISSUE_COLOURS[layer] ?? '#888')} aria-hidden="true" />{tissueName(layer)}</span>
        ))}
      </p>
    </section>
  );
}
