import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttemptRecord, BestAndLast, DrillRecord, StoreStatus } from '../../records';
import { PRESETS } from '../../patient/spec';
import { TECHNIQUES } from '../../technique/library';
import { scoreTrace } from '../../technique/score';
import { InputError } from '../../trace/check';
import { parseTrace } from '../../trace/parse';
import type { Trace } from '../../trace/types';
import { Button } from '../components/controls';
import { Icon } from '../components/Icon';
import { PanelHead } from '../components/PanelHead';
import { routeHash } from '../router';
import { saveFile } from '../saveFile';
import { onRecordsStatus, records } from '../state/recordsPort';
import { openTrace } from '../state/openTrace';
import { strings } from '../strings';

const s = strings.records;

const techniqueName = (id: string | null) => (id === null ? strings.technique.free : (TECHNIQUES.find((t) => t.id === id)?.name ?? id));
const presetName = (id: string) => PRESETS.find((p) => p.id === id)?.label ?? id;
const when = (iso: string) => new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const mark = (record: AttemptRecord) => (record.score === null ? '–' : String(Math.round(record.score)));

function read(json: string): Trace | string {
  try {
    return parseTrace(json);
  } catch (error) {
    return error instanceof InputError ? error.message : String(error);
  }
}

/** What was done here: best and last per technique, every attempt, export and import. */
export default function RecordsMode() {
  const [attempts, setAttempts] = useState<AttemptRecord[] | null>(null);
  const [drills, setDrills] = useState<DrillRecord[]>([]);
  const [best, setBest] = useState<BestAndLast[]>([]);
  const [status, setStatus] = useState<StoreStatus | null>(null);
  const [problem, setProblem] = useState('');
  const [note, setNote] = useState('');
  const file = useRef<HTMLInputElement>(null);

  const refresh = useCallback(async () => {
    const store = await records();
    setAttempts((await store.attempts()).reverse());
    setDrills((await store.drills()).reverse());
    setBest(await store.bestAndLast());
    setStatus(store.status());
  }, []);
  useEffect(() => {
    void refresh();
    return onRecordsStatus(setStatus);
  }, [refresh]);

  const open = (trace: Trace, saved?: string) => {
    openTrace(trace, scoreTrace(trace), saved);
    location.hash = routeHash('practise');
  };
  const take = async (chosen: File) => {
    setProblem('');
    setNote('');
    const text = await chosen.text();
    if (/"format"\s*:\s*"bevel-records"/.test(text.slice(0, 400))) {
      try {
        const { added, present } = await (await records()).importAll(text);
        setNote(s.imported(added, present));
        return await refresh();
      } catch (error) {
        return setProblem(error instanceof Error ? error.message : String(error));
      }
    }
    const trace = read(text);
    if (typeof trace === 'string') setProblem(`${strings.errors.trace}: ${trace}`);
    else open(trace, strings.score.unsaved);
  };

  return (
    <section className="panel panel-left panel-wide sheet sheet-scroll" aria-label={s.title}>
      <PanelHead who={strings.people.records} title={s.title}>{s.intro}</PanelHead>
      {status && status.problem !== 'none' && <p className="notice notice-error" role="alert">{status.message}</p>}
      <div className="btn-row">
        <Button onClick={() => void records().then(async (store) => saveFile('bevel-records.json', await store.exportAll(new Date().toISOString())))}><Icon name="download" />{s.export}</Button>
        <Button onClick={() => file.current?.click()}><Icon name="upload" />{s.import}</Button>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          className="sr-only"
          tabIndex={-1}
          aria-label={s.import}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) void take(chosen);
          }}
        />
      </div>
      {problem && <p className="notice notice-error" role="alert">{problem}</p>}
      {note && <p className="notice" role="status">{note}</p>}
      {best.length > 0 && (
        <section className="table-wrap" aria-label={s.per}>
          <h2>{s.per}</h2>
          <table>
            <thead><tr><th scope="col">{s.technique}</th><th scope="col" className="num">{s.best}</th><th scope="col" className="num">{s.last}</th><th scope="col" className="num">{s.attempts}</th></tr></thead>
            <tbody>
              {best.map((row) => (
                <tr key={`${row.technique}-${row.preset}`}>
                  <th scope="row">{techniqueName(row.technique)}<span className="why">{presetName(row.preset)}</span></th>
                  <td className="num">{mark(row.best)}</td>
                  <td className="num">{mark(row.last)}</td>
                  <td className="num">{row.attempts}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {attempts?.length === 0 && (
        <div className="empty">
          <Icon name="records" size={40} />
          <p><strong>{s.none}</strong></p>
          <p className="muted">{s.noneHelp}</p>
          <div className="btn-row">
            <a className="btn btn-primary" href={routeHash('practise')}>{s.toPractise}</a>
            <a className="btn" href={routeHash('drill')}>{s.toDrill}</a>
          </div>
        </div>
      )}
      {attempts !== null && attempts.length + drills.length > 0 && <h2>{s.all}</h2>}
      <ul className="records-list">
        {attempts?.map((record) => (
          <li className="record" key={record.id}>
            <div>
              <strong>{techniqueName(record.technique)}</strong>
              <span className="why num">{when(record.when)} · {presetName(record.preset)}{record.seed === null ? '' : ` · ${strings.patient.seed.toLowerCase()} ${record.seed}`}</span>
            </div>
            <p className="record-mark num">{mark(record)}<small> {strings.score.of}</small></p>
            <Button
              onClick={() => {
                const trace = read(record.trace);
                if (typeof trace === 'string') setProblem(trace);
                else open(trace);
              }}
            >
              {s.open}
            </Button>
            <Button
              icon
              variant="quiet"
              aria-label={`${s.delete}: ${techniqueName(record.technique)}, ${when(record.when)}`}
              disabled={status?.problem === 'newer'}
              onClick={() => void records().then((store) => store.remove('attempts', record.id)).then(refresh)}
            >
              <Icon name="trash" />
            </Button>
          </li>
        ))}
        {drills.map((record) => (
          <li className="record" key={record.id}>
            <div>
              <strong>{strings.drill.title}</strong>
              <span className="why num">{when(record.when)}</span>
            </div>
            <p className="record-mark num">{Math.round(record.score)}<small> {strings.score.of}</small></p>
          </li>
        ))}
      </ul>
    </section>
  );
}
