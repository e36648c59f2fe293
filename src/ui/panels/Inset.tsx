import { useEffect, useMemo, useRef, useState } from 'react';
import { readerOf } from '../state/reader';
import { TissueMark } from '../components/TissueMark';
import { drawSection } from '../section';
import { useApp } from '../state/store';
import { tissueName } from '../../technique/words';
import { strings } from '../strings';
import { CUT_COLOURS, GLAND_EDGE, PRODUCT_COLOURS, TISSUE_COLOURS } from '../tissueColours';

/** Rows of the legend, in the order in which a needle meets them; what the picture paints alike stands together. */
const LEGEND: readonly { name: string; colour: string; parts: readonly string[] }[] = [
  ...[
    ['skin'],
    ['superficial-fat'],
    ['smas-muscle'],
    ['deep-fat'],
    ['deep-fascia-deep', 'deep-fascia-superficial'],
    ['temporal-fat-pad'],
    ['deep-muscle'],
    ['periosteum'],
    ['mucosa'],
    ['cartilage'],
    ['bone'],
    ['orbit'],
    ['globe'],
    ['oral-cavity'],
    ['nasal-cavity'],
    ['deep-space'],
  ].map((parts) => ({ name: strings.section.short[parts[0]] ?? null, colour: TISSUE_COLOURS[parts[0]], parts })),
  ...Object.entries(CUT_COLOURS).map(([kind, { fill }]) => ({ name: strings.card.kinds[kind], colour: fill, parts: [kind] })),
  { name: strings.card.kinds.gland, colour: GLAND_EDGE, parts: ['gland'] },
  { name: strings.hand.product, colour: PRODUCT_COLOURS.tissue, parts: ['product'] },
];

/** The face cut in the needle's plane, live: layers, vessels, nerves, bone, needle, product, scale bar. */
export default function Inset({ className = '' }: { className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const patient = useApp((state) => state.patient);
  const reading = useApp((state) => state.reading);
  const entry = useApp((state) => state.entry);
  const attempt = useApp((state) => state.attempt);
  const device = useApp((state) => state.device);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const [seen, setSeen] = useState('');
  const reader = useMemo(() => (patient ? readerOf(patient).reader : null), [patient]);
  useEffect(() => {
    if (!canvas.current || !patient || !reader || !entry || !reading) return;
    const node = canvas.current;
    // After the frame with the needle, so that the picture itself never waits for its section.
    const due = requestAnimationFrame(() => {
      const shown = drawSection(node, { patient, entry, angle_deg: angle, azimuth_deg: azimuth, reading, device, deposits: attempt?.deposits ?? [] });
      // As one word, so that the legend is drawn again only when it changes.
      setSeen([...shown].sort().join(' '));
    });
    return () => cancelAnimationFrame(due);
  }, [patient, reader, entry, angle, azimuth, reading, device, attempt]);
  if (!reading) return <p className="muted">{strings.section.empty}</p>;
  const { region } = reading.entry;
  const shown = new Set(seen.split(' '));
  const passed = [...new Set(reading.path.map((step) => step.layer))];
  return (
    <section className={`inset ${className}`} aria-label={strings.section.title}>
      <h2>{strings.section.title}</h2>
      <canvas ref={canvas} width={640} height={480} role="img" aria-label={`${strings.section.title}: ${passed.map((layer) => tissueName(layer, region)).join(', ')}`} />
      <p className="legend">
        {LEGEND.filter(({ parts }) => parts.some((part) => shown.has(part))).map(({ name, colour, parts }) => (
          <span key={parts[0]}><TissueMark tissue={parts[0]} colour={colour} />{name ?? tissueName(parts[0], region)}</span>
        ))}
      </p>
    </section>
  );
}
