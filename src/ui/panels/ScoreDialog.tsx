import { techniqueSource } from '../../technique/library';
import type { Criterion, ScoreCard } from '../../technique/types';
import type { Trace } from '../../trace/types';
import { serialise } from '../../trace/write';
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

type Credit = 'full' | 'part' | 'lost' | 'uncounted';
const CREDIT_ICON = { full: 'check', part: 'part', lost: 'cross' } as const;

function creditOf({ points, max }: Criterion): Credit {
  if (max <= 0) return 'uncounted';
  if (points >= max - 1e-9) return 'full';
  return points <= 1e-9 ? 'lost' : 'part';
}

/** Cards that an older build kept hold layer ids: here as an anatomist says them. */
function plain(text: string): string {
  return Object.keys(strings.tissue)
    .filter((id) => id.includes('-'))
    .reduce((words, id) => words.replaceAll(id, strings.tissue[id].toLowerCase().replace('smas', 'SMAS')), text);
}

/** Points earned, to a tenth. */
const points = ({ points }: Criterion) => String(Number(points.toFixed(1)));
/** The points to be had, to a tenth. */
const most = (criterion: Criterion): number => Number(criterion.max.toFixed(1));

function Sources({ criterion }: { criterion: Criterion }) {
  const sources = sourceLine(criterion.sources);
  if (!sources && criterion.measured) return null;
  return (
    <span className="source">
      {sources}
      {!criterion.measured && <span className="badge badge-unmeasured">{s.notMeasured}</span>}
    </span>
  );
}

/** A line of the card: target, done, points; below it why and the source. */
function CriterionRow({ criterion, onShow }: { criterion: Criterion; onShow: (tick: number) => void }) {
  const credit = creditOf(criterion);
  return (
    <tr className={`criterion credit-${credit}`} role="row">
      <th scope="row" role="rowheader">
        <span className="credit-mark" role="img" aria-label={s[credit]}>{credit !== 'uncounted' && <Icon name={CREDIT_ICON[credit]} size={18} />}</span>
        {criterion.title}
      </th>
      <td role="cell" data-label={s.target}>{plain(criterion.target)}</td>
      <td role="cell" data-label={s.done}>{plain(criterion.done)}</td>
      <td role="cell" data-label={s.points} className="num">
        {credit === 'uncounted' ? <span className="muted">{s.notCounted}</span> : <><strong>{points(criterion)}</strong> / {most(criterion)}</>}
        {credit !== 'uncounted' && <span className="pips" aria-hidden="true"><i ref={(node) => node?.style.setProperty('width', `${(100 * criterion.points) / criterion.max}%`)} /></span>}
      </td>
      <td role="cell" data-label={s.why} className="criterion-why">
        {plain(criterion.why)} <Sources criterion={criterion} />
        {criterion.at && <button type="button" className="link" onClick={() => onShow(criterion.at?.tick ?? 0)}><Icon name="play" size={16} />{s.show}</button>}
      </td>
    </tr>
  );
}

/** The criterion that cost most, explained before all others; null when nothing was lost. */
function worstOf(card: ScoreCard): Criterion | null {
  return card.criteria.reduce<Criterion | null>((worst, c) => (c.max - c.points > 1e-9 && c.max - c.points > (worst ? worst.max - worst.points : 0) ? c : worst), null);
}

function Worst({ criterion, onShow }: { criterion: Criterion; onShow: (tick: number) => void }) {
  return (
    <section className="worst" aria-label={s.worst}>
      <p className="eyebrow">{s.worst}</p>
      <h3>{criterion.title} <span className="num">{s.lostPoints(points(criterion), most(criterion))}</span></h3>
      <p>{plain(criterion.why)}</p>
      <dl className="facts facts-tight">
        <div><dt>{s.target}</dt><dd>{plain(criterion.target)}</dd></div>
        <div><dt>{s.done}</dt><dd>{plain(criterion.done)}</dd></div>
      </dl>
      {criterion.at && <Button onClick={() => onShow(criterion.at?.tick ?? 0)}><Icon name="play" size={18} />{s.show}</Button>}
    </section>
  );
}

/** The whole card: mark, critical fails, the worst loss, every criterion, totals. Also used for records. */
export function ScoreCardView({ card, onShow }: { card: ScoreCard; onShow: (tick: number) => void }) {
  const { totals } = card;
  const failed = card.critical.length > 0;
  const worst = worstOf(card);
  return (
    <>
      <div className="score-head">
        <p className={`score-number${failed ? ' score-failed' : ''}`}>{card.score === null ? '–' : Math.round(card.score)}<small> {s.of}</small></p>
        <div>
          <h3>{card.title}</h3>
          <p>{card.score === null && !failed ? s.free : plain(card.verdict)}</p>
        </div>
      </div>
      {failed && (
        <section className="critical" aria-label={s.critical}>
          <RiskShape level="danger" size={44} />
          <div>
            <h3>{s.critical}</h3>
            {card.critical.map((fail) => (
              <p key={`${fail.structure}-${fail.tick}`}>
                {fail.text}
                <button type="button" className="link" onClick={() => onShow(fail.tick)}><Icon name="play" size={16} />{s.show}</button>
              </p>
            ))}
            <p>{s.criticalNote}</p>
          </div>
        </section>
      )}
      {card.missing.length > 0 && <p className="notice"><strong>{s.missing}:</strong> {card.missing.join(', ')}</p>}
      {card.pierced.length > 0 && (
        <p className="risk risk-danger"><RiskShape level="danger" size={24} /><span>{strings.reading.reasons.pierced(card.pierced.map((p) => sided(p.name, p.side)).join('; '))}</span></p>
      )}
      {worst && <Worst criterion={worst} onShow={onShow} />}
      <table className="criteria" role="table">
        <thead role="rowgroup">
          <tr role="row"><th scope="col" role="columnheader">{s.criterion}</th><th scope="col" role="columnheader">{s.target}</th><th scope="col" role="columnheader">{s.done}</th><th scope="col" role="columnheader" className="num">{s.points}</th></tr>
        </thead>
        <tbody role="rowgroup">{card.criteria.map((criterion) => <CriterionRow key={criterion.id} criterion={criterion} onShow={onShow} />)}</tbody>
      </table>
      <dl className="totals num" aria-label={s.summary}>
        <div><dt>{strings.hand.delivered}</dt><dd>{totals.volume_ml.toFixed(2)} mL</dd></div>
        <div><dt>{s.passes}</dt><dd>{totals.passes}</dd></div>
        <div><dt>{s.redirections}</dt><dd>{totals.redirections}</dd></div>
        <div><dt>{s.time}</dt><dd>{totals.seconds.toFixed(0)} s</dd></div>
        <div><dt>{s.tipPath}</dt><dd>{mm(totals.tip_path_mm)} mm</dd></div>
      </dl>
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
  const older = useApp((state) => state.older);
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
          <span className="muted dialog-status" role="status">{saved === 'saved' ? s.save : saved === 'saving' ? '' : saved}</span>
          <Button onClick={() => downloadTrace(trace)}><Icon name="download" />{s.exportTrace}</Button>
          <Button onClick={() => replay(0)}><Icon name="play" />{s.replay}</Button>
          <Button variant="primary" onClick={newAttempt}>{s.again}</Button>
        </>
      }
    >
      {older && <p className="notice">{older.note} <strong>{older.score === null ? s.noToday : s.today(String(Math.round(older.score)))}</strong></p>}
      <ScoreCardView card={card} onShow={replay} />
    </Dialog>
  );
}
