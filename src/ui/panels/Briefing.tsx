import { useEffect, useState } from 'react';
import { isMeasured, loadStudy, type Study } from '../../atlas';
import { loadBriefing, type Briefing, type ComplicationNote, type Statement } from '../../training';
import { RiskShape } from '../components/Icon';
import { strings } from '../strings';

const s = strings.briefing;

/** Authors and year of a source, or the word that says it is not a study. */
function Cited({ ids, study }: { ids: readonly string[]; study: Study }) {
  const measured = ids.some((id) => isMeasured(id));
  const words = ids.filter((id) => isMeasured(id)).map((id) => {
    const source = study.sources[id];
    return source ? `${(source.authors ?? source.title).split(',')[0]}${source.year ? ` ${source.year}` : ''}` : id;
  });
  return (
    <span className="why">
      {words.join('; ')}
      {!measured && <span className="badge badge-unmeasured">{strings.card.notMeasured}</span>}
    </span>
  );
}

function Statements({ title, rows, study }: { title: string; rows: readonly Statement[]; study: Study }) {
  return (
    <details>
      <summary>{title} ({rows.length})</summary>
      <ul className="bullets">
        {rows.map((row) => (
          <li key={row.id}>
            {row.critical ? <strong>{row.text}</strong> : row.text}
            {row.detail && <span className="why">{row.detail}</span>}
            <Cited ids={[row.source]} study={study} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Minutes in words that a clock would use. */
function when(minutes: number): string {
  if (minutes < 1) return minutes === 0 ? s.atOnce : `${Math.round(minutes * 60)} s`;
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${s.day} ${Math.round(minutes / 1440)}`;
}

function Complication({ note, study }: { note: ComplicationNote; study: Study }) {
  return (
    <details>
      <summary>{note.name}</summary>
      <p className="notice">{note.label}</p>
      <p>{note.mechanism}. {s.onset}: {note.onset}.</p>
      <h4>{s.signs}</h4>
      <ul className="bullets">{note.signs.map((sign) => <li key={sign.sign}><span className="num">{when(sign.t_min)}:</span> {sign.sign}</li>)}</ul>
      <h4>{s.immediate}</h4>
      <ol className="bullets">
        {note.immediate.map((step) => (
          <li key={step.action}>
            <span className="num">{when(step.t_min)}:</span> {step.action}
            {step.dose && <span className="why">{step.dose}</span>}
          </li>
        ))}
      </ol>
      <h4>{s.escalation}</h4>
      <ul className="bullets">{note.escalation.map((text) => <li key={text}>{text}</li>)}</ul>
      <h4>{s.prevention}</h4>
      <ul className="bullets">{note.prevention.map((text) => <li key={text}>{text}</li>)}</ul>
      {note.numbers.length > 0 && (
        <>
          <h4>{s.numbers}</h4>
          <ul className="bullets">
            {note.numbers.map((n) => <li key={n.id}>{n.text}: <span className="num">{n.value}</span>, n {n.n}<Cited ids={[n.source]} study={study} /></li>)}
          </ul>
        </>
      )}
      {note.dose_provenance && <p className="muted">{note.dose_provenance}</p>}
      <Cited ids={note.sources} study={study} />
    </details>
  );
}

/** What is read before the needle goes in: plan in words, checklist, consent, complications and what to do. */
export default function BriefingText({ technique }: { technique: string }) {
  const [loaded, setLoaded] = useState<{ id: string; briefing: Briefing; study: Study } | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let wanted = true;
    Promise.all([loadBriefing(technique), loadStudy()]).then(
      ([briefing, study]) => wanted && setLoaded({ id: technique, briefing, study }),
      (error: unknown) => wanted && setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [technique]);
  if (problem) return <p className="notice" role="alert">{problem}</p>;
  if (!loaded || loaded.id !== technique) return <p className="muted" role="status">{strings.loading.mode}</p>;
  const { briefing, study } = loaded;
  return (
    <>
      <p className="notice">{briefing.label}</p>
      {briefing.high_risk && <p className="risk risk-caution"><RiskShape level="caution" />{s.highRisk}</p>}
      <h3>{s.plan}</h3>
      <ul className="bullets">{briefing.plan.map((line) => <li key={line}>{line}</li>)}</ul>
      {briefing.notes.map((note) => <p className="muted" key={note}>{note}</p>)}
      <h3>{s.before}</h3>
      <Statements title={s.checklist} rows={briefing.checklist} study={study} />
      <Statements title={s.questions} rows={briefing.questions} study={study} />
      <details>
        <summary>{s.contraindications} ({briefing.contraindications.length})</summary>
        <ul className="bullets">
          {briefing.contraindications.map((row) => (
            <li key={row.item}>
              {row.item} ({row.level}): {row.action}
              <span className="why">{row.reason}</span>
              <Cited ids={[row.source]} study={study} />
            </li>
          ))}
        </ul>
      </details>
      <Statements title={s.consent} rows={briefing.consent} study={study} />
      <h3>{s.complications}</h3>
      {briefing.complications.map((note) => <Complication key={note.id} note={note} study={study} />)}
      <h3>{s.after}</h3>
      <Statements title={s.aftercare} rows={briefing.aftercare} study={study} />
      <Statements title={s.record} rows={briefing.record} study={study} />
    </>
  );
}
