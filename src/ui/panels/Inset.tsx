import { useEffect, useMemo, useRef } from 'react';
import { readerOf } from '../state/reader';
import { drawSection, TISSUE_COLOURS } from '../section';
import { useApp } from '../state/store';
import { strings, tissueName } from '../strings';

/** Rows of the legend: what the picture paints alike stands together. */
const LEGEND: readonly { key: string; layers: readonly string[] }[] = [
  { key: 'skin', layers: ['skin'] },
  { key: 'superficial-fat', layers: ['superficial-fat'] },
  { key: 'smas-muscle', layers: ['smas-muscle'] },
  { key: 'deep-fat', layers: ['deep-fat'] },
  { key: 'deep-fascia-deep', layers: ['deep-fascia-superficial', 'deep-fascia-deep'] },
  { key: 'temporal-fat-pad', layers: ['temporal-fat-pad'] },
  { key: 'deep-muscle', layers: ['deep-muscle'] },
  { key: 'periosteum', layers: ['periosteum'] },
  { key: 'mucosa', layers: ['mucosa'] },
  { key: 'cartilage', layers: ['cartilage'] },
  { key: 'bone', layers: ['bone'] },
];
const ALWAYS = ['skin', 'superficial-fat', 'smas-muscle', 'bone'];

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
      <h2>{strings.section.title}</h2>
      <canvas ref={canvas} width={640} height={480} role="img" aria-label={`${strings.section.title}: ${passed.map(tissueName).join(', ')}`} />
      <p className="legend">
        {LEGEND.filter(({ key, layers }) => ALWAYS.includes(key) || layers.some((layer) => (passed as string[]).includes(layer))).map(({ key }) => (
          <span key={key}><span className="tissue" ref={(node) => node?.style.setProperty('background', TISSUE_COLOURS[key] ?? '#888')} aria-hidden="true" />{strings.section.short[key] ?? tissueName(key)}</span>
        ))}
      </p>
    </section>
  );
}
