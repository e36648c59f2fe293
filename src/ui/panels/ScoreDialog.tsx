import { serialise, type Trace } from '../../trace';
import { techniqueSource, type Criterion, type ScoreCard } from '../../technique';
import { Button } from '../components/controls';
import { Dialog } from '../components/Dialog';
import { Icon, RiskShape } from '../components/Icon';
import { saveFile } from '../saveFile';
import { newAttempt } from '../state/session';
import { startReplay } from '../state/replay';
import { useApp } from '../state/store';
import { mm, sided, strings } from '../strings';

const s = strings.score;

function sourceLine(ids: readonly string[]): string {
  return ids
    .map((id) => {
      const source = techniqueSource(id);
      if (!source) return null;
      // Some records hold no author list; the title then names the study.
      const who = source.authors && !/not seen/i.test(source.authors) ? source.authors.split(',')[0] : source.title;
      return `${who}${source.year ? ` ${source.year}` : ''}`;
    })
    .filter((text): text is string => text !== null)
    .join('; ');
}

/** A line of the card: target, done, points, why, source. */
function CriterionRow({ criterion, onShow }: { criterion: Criterion; onShow: (tick: number) => void }) {
  const sources = sourceLine(criterion.sources);
  const counted = criterion.max > 0;
  return (
    <tr>
      <th scope="row">
        {criterion.title}
        <span className="why">{criterion.why}</span>
        {(sources || !criterion.measured) && (
          <span className="why">
            {sources}
            {!criterion.measured && <> <span className="badge badge-unmeasured">{s.notMeasured}</span></>}
          </span>
        )}
      </th>
      <td>{criterion.target}</td>
      <td>
        {criterion.done}
        {criterion.at && <button type="button" className="link" onClick={() => onShow(criterion.at?.tick ?? 0)}>{s.show}</button>}
      </td>
      <td className="num">
        {counted ? `${mm(criterion.points).replace('.0', '')} / ${criterion.max}` : s.notCounted}
        {counted && <span className="pips" aria-hidden="true"><i ref={(node) => node?.style.setProperty('width', `${(100 * criterion.points) / criterion.max}%`)} /></span>}
      </td>
    </tr>
  );
}

/** The whole card: mark, critical fails, criteria, totals. Also used for records. */
export function ScoreCardView({ card, onShow }: { card: ScoreCard; onShow: (tick: number) => void }) {
  const { totals } = card;
  return (
    <>
      <div className="score-head">
        <p className="score-number">{card.score === null ? '–' : Math.round(card.score)}<small> {s.of}</small></p>
        <div>
          <h3>{card.title}</h3>
          <p>{card.score === null ? s.free : card.verdict}</p>
        </div>
      </div>
      {card.critical.map((fail) => (
        <div className="risk risk-danger" key={`${fail.structure}-${fail.tick}`}>
          <RiskShape level="danger" size={28} />
          <span>{s.critical}<small>{fail.text}</small></span>
        </div>
      ))}
      {card.missing.length > 0 && <p className="notice">{s.missing}: {card.missing.join(', ')}</p>}
      <div className="table-wrap">
        <table>
          <thead>
            <tr><th scope="col">{s.criterion}</th><th scope="col">{s.target}</th><th scope="col">{s.done}</th><th scope="col" className="num">{s.points}</th></tr>
          </thead>
          <tbody>{card.criteria.map((criterion) => <CriterionRow key={criterion.id} criterion={criterion} onShow={onShow} />)}</tbody>
        </table>
      </div>
      {card.pierced.length > 0 && (
        <p className="notice">{strings.reading.reasons.pierced(card.pierced.map((p) => sided(p.name, p.side)).join('; '))}</p>
      )}
      <p className="muted num">
        {totals.volume_ml.toFixed(2)} mL · {totals.passes} passes · {totals.redirections} redirections · {totals.seconds.toFixed(0)} s · {mm(totals.tip_path_mm)} mm tip path
      </p>
      <p className="muted">{card.note}</p>
    </>
  );
}

/** A trace as a file that can be opened again. */
export function downloadTrace(trace: Trace): void {
  saveFile(`bevel-${trace.header.technique ?? 'free'}-${trace.header.id.slice(0, 8)}.json`, serialise(trace));
}

/** The score card after withdrawal, with replay, retry and export. */
export default function ScoreDialog() {
  const card = useApp((state) => state.card);
  const open = useApp((state) => state.cardOpen);
  const trace = useApp((state) => state.trace);
  const saved = useApp((state) => state.saved);
  const setAttempt = useApp((state) => state.setAttempt);
  if (!card || !trace) return null;
  const replay = (tick: number) => {
    setAttempt({ cardOpen: false });
    startReplay(trace, tick);
  };
  return (
    <Dialog
      open={open}
      title={s.title}
      className="dialog-score"
      onClose={() => setAttempt({ cardOpen: false })}
      footer={
        <>
          <span className="muted" role="status">{saved === 'saved' ? s.save : saved === 'saving' ? '' : saved}</span>
          <Button onClick={() => downloadTrace(trace)}><Icon name="download" />{s.exportTrace}</Button>
          <Button onClick={() => replay(0)}><Icon name="play" />{s.replay}</Button>
          <Button variant="primary" onClick={newAttempt}>{s.again}</Button>
        </>
      }
    >
      <ScoreCardView card={card} onShow={replay} />
    </Dialog>
  );
}
