import { useEffect, useState } from 'react';
import { loadStudy, studyCard, type Study } from '../../atlas/study';
import { isMeasured } from '../../atlas/sources';
import { centreOf } from '../../scene/structureCentre';
import { LAYER_KINDS } from '../../scene/layerKinds';
import { Button } from '../components/controls';
import { Icon } from '../components/Icon';
import { useApp } from '../state/store';
import type { LayerKey } from '../state/view';
import { sided, strings } from '../strings';

const s = strings.card;
/** Studies shown before the rest are asked for. */
const FIRST = 4;

function useStudy(): Study | 'loading' | 'failed' {
  const [study, setStudy] = useState<Study | 'loading' | 'failed'>('loading');
  useEffect(() => {
    let live = true;
    loadStudy().then(
      (loaded) => live && setStudy(loaded),
      () => live && setStudy('failed'),
    );
    return () => {
      live = false;
    };
  }, []);
  return study;
}

/** The selected structure: what it is, what happens when it is hit, and the studies behind its position. */
export default function StructureCard() {
  const patient = useApp((state) => state.patient);
  const selected = useApp((state) => state.selected);
  const select = useApp((state) => state.select);
  const lookAt = useApp((state) => state.lookAt);
  const isolate = useApp((state) => state.isolate);
  const isolated = useApp((state) => state.isolated);
  const study = useStudy();
  const structure = selected !== null ? patient?.structures[selected] : undefined;
  if (!patient || !structure || selected === null) return null;
  const layer = (Object.keys(LAYER_KINDS) as (keyof typeof LAYER_KINDS)[]).find((key) => LAYER_KINDS[key].includes(structure.kind));
  const radii = structure.shape === 'tube' ? patient.tubes.radius.subarray(structure.first, structure.first + structure.count) : null;
  const parent = structure.parent ? patient.structures.find((other) => other.id === structure.parent) : undefined;
  const look = () => {
    const centre = centreOf(patient, selected);
    if (centre) lookAt(centre.point, centre.outward, 150);
  };
  return (
    <article className="card" aria-label={structure.name}>
      <div className="card-head">
        <div>
          <h2>{sided(structure.name, structure.side)}</h2>
          {structure.latin && <em lang="la">{structure.latin}</em>}
          <p className="muted"><span className={`dot dot-${structure.kind}`} aria-hidden="true" /> {s.kinds[structure.kind]}{structure.prevalence !== undefined ? ` · ${s.prevalence(structure.prevalence)}` : ''}</p>
        </div>
        <Button variant="quiet" icon aria-label={strings.common.close} onClick={() => select(null)}><Icon name="close" /></Button>
      </div>
      <div className="btn-row">
        <Button onClick={look}>{s.zoom}</Button>
        {layer && <Button aria-pressed={isolated === layer} onClick={() => isolate(layer as LayerKey)}>{s.isolate}</Button>}
      </div>
      <dl className="facts">
        {radii && radii.length > 0 && <div><dt>{s.calibre}</dt><dd className="num">{(Math.min(...radii) * 2).toFixed(1)}–{(Math.max(...radii) * 2).toFixed(1)} mm</dd></div>}
        {parent && <div><dt>{s.parent}</dt><dd>{parent.name}</dd></div>}
      </dl>
      {study === 'loading' && <p className="muted" role="status">{s.loading}</p>}
      {study === 'failed' && <p className="notice notice-error">{s.failed}</p>}
      {typeof study === 'object' && <Studies study={study} id={structure.id} />}
    </article>
  );
}

/** Studies with the same quantity whose values differ by more than their spread explains are marked. */
function disagreement(values: { value: number; sd: number | null }[]): boolean {
  if (values.length < 2) return false;
  const low = values.reduce((a, b) => (a.value < b.value ? a : b));
  const high = values.reduce((a, b) => (a.value > b.value ? a : b));
  const spread = (low.sd ?? 0) + (high.sd ?? 0);
  return high.value - low.value > Math.max(spread, 0.15 * high.value);
}

/** The study behind a statement in short, or that none was measured for it. */
function Cited({ study, id }: { study: Study; id: string | undefined }) {
  const source = id === undefined || !isMeasured(id) ? undefined : study.sources[id];
  if (!source) return <span className="badge badge-unmeasured">{s.notMeasured}</span>;
  return <span className="muted">{(source.authors ?? source.title).split(',')[0]} {source.year ?? ''}</span>;
}

function Studies({ study, id }: { study: Study; id: string }) {
  const { note, rows } = studyCard(study, id);
  const byQuantity = new Map<string, { value: number; sd: number | null }[]>();
  for (const { row } of rows) {
    if (typeof row.value !== 'number') continue;
    const key = `${row.quantity}|${row.segment ?? ''}`;
    byQuantity.set(key, [...(byQuantity.get(key) ?? []), { value: row.value, sd: row.sd ?? null }]);
  }
  const line = ({ row, source, measured }: (typeof rows)[number]) => (
    <li className="study" key={row.id}>
      <p className="num">
        <strong>{row.text ?? (typeof row.value === 'number' ? `${row.value}${row.sd ? ` ± ${row.sd}` : ''} ${row.unit ?? ''}` : `${row.min ?? ''}–${row.max ?? ''} ${row.unit ?? ''}`)}</strong>{' '}
        {row.n ? s.n(row.n) : ''}
        {!measured && <span className="badge badge-unmeasured">{s.notMeasured}</span>}
      </p>
      <span>{row.quantity.replaceAll('_', ' ')}{row.segment ? `, ${row.segment}` : ''}{row.method ? ` · ${row.method}` : ''}</span>
      <p>{source ? `${(source.authors ?? '').split(',')[0]} ${source.year ?? ''}. ${source.title}` : row.source}</p>
      {disagreement(byQuantity.get(`${row.quantity}|${row.segment ?? ''}`) ?? []) && <p className="disagree"><Icon name="info" size={16} />{s.disagree}</p>}
    </li>
  );
  return (
    <>
      {note.consequence && <div className="card-hit"><h3>{s.hit}</h3><p>{note.consequence}</p><Cited study={study} id={note.consequence_source} /></div>}
      {note.course && <div><h3>{s.course}</h3><p>{note.course}</p></div>}
      {note.action && <div><h3>{s.action}</h3><p>{note.action}</p></div>}
      {note.variants && note.variants.length > 0 && (
        <div>
          <h3>{s.variants}</h3>
          <ul className="bullets">{note.variants.map((v) => <li key={v.id}>{v.name}{v.prevalence_percent !== null ? ` · ${v.prevalence_percent} %` : ''} <Cited study={study} id={v.source} /></li>)}</ul>
        </div>
      )}
      <div>
        <h3>{s.studies}</h3>
        {rows.length === 0 && <p className="muted">{s.none}</p>}
        <ul className="studies">{rows.slice(0, FIRST).map(line)}</ul>
        {rows.length > FIRST && (
          <details>
            <summary>{s.more(rows.length - FIRST)}</summary>
            <ul className="studies">{rows.slice(FIRST).map(line)}</ul>
          </details>
        )}
      </div>
    </>
  );
}
