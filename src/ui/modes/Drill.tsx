import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createDrillStore, fitBank, loadItemBank, skinDistance, DRILL_SIZE, type DrillAnswer, type DrillCard, type DrillGrade, type DrillItem, type DrillStore, type RiskItem } from '../../training';
import { centreOf } from '../../scene/structureCentre';
import { Button } from '../components/controls';
import { Icon } from '../components/Icon';
import { PanelHead } from '../components/PanelHead';
import { AimPanel, DepthActs, DevicePanel } from '../panels/HandPanel';
import { chartedSkin } from '../state/charted';
import { clearMarks, markSpot, spotOn } from '../state/drillMarks';
import { freshId } from '../state/finish';
import { profileId } from '../state/keep';
import { allowPlacing, onTap } from '../state/pointing';
import { newAttempt, session } from '../state/session';
import { store, useApp } from '../state/store';
import { SURFACE_LAYERS } from '../state/view';
import { mm, strings } from '../strings';

const s = strings.drill;

function GradeNote({ grade, onShow }: { grade: DrillGrade; onShow: (grade: DrillGrade) => void }) {
  const full = grade.points >= grade.max - 1e-9;
  const part = !full && grade.points > 1e-9;
  return (
    <div className={`notice grade ${full ? 'grade-right' : part ? 'grade-part' : 'grade-wrong'}`}>
      <p className="grade-head"><Icon name={full ? 'check' : part ? 'part' : 'cross'} /><strong>{full ? s.right : part ? s.partly : s.wrong}</strong><span className="num">{s.result(Math.round(grade.points * 10) / 10, grade.max)}</span></p>
      <dl className="facts">
        <div><dt>{s.answered}</dt><dd><p>{sentence(grade.done)}</p></dd></div>
        {!full && <div><dt>{s.correct}</dt><dd><p><strong>{sentence(grade.right)}</strong></p></dd></div>}
        <div><dt>{s.why}</dt><dd><p className="muted">{grade.why}</p></dd></div>
      </dl>
      {grade.structures.length > 0 && <Button onClick={() => onShow(grade)}>{s.show}</Button>}
    </div>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const KINDS = ['point', 'place', 'risk'] as const;
const KIND_ICON = { point: 'explore', place: 'practise', risk: 'info' } as const;

/** What waits: the three kinds of item, and how they count. */
function DrillIntro() {
  return (
    <>
      <ul className="kinds">
        {KINDS.map((kind) => <li key={kind}><Icon name={KIND_ICON[kind]} size={22} /><span><strong>{s.kinds[kind]}</strong> {s.kindNotes[kind]}</span></li>)}
      </ul>
      <p className="muted">{s.rules}</p>
    </>
  );
}

/** Points by kind of item, so that one sees what to study. */
function KindBars({ card }: { card: DrillCard }) {
  return (
    <ul className="kind-bars">
      {KINDS.filter((kind) => card.by_kind[kind].max > 0).map((kind) => (
        <li key={kind}>
          <span>{s.kinds[kind]}</span>
          <span className="num">{s.result(Math.round(card.by_kind[kind].points * 10) / 10, card.by_kind[kind].max)}</span>
          <span className="pips" aria-hidden="true"><i ref={(node) => node?.style.setProperty('width', `${(100 * card.by_kind[kind].points) / card.by_kind[kind].max}%`)} /></span>
        </li>
      ))}
    </ul>
  );
}

/** Light up what the item was about, with the skin thinned so that it can be seen. */
function showOnFace(grade: DrillGrade): void {
  const { patient, select, lookAt, setLayer } = store.getState();
  if (!patient) return;
  const index = patient.structures.findIndex((structure) => grade.structures.includes(structure.id));
  if (index < 0) return;
  setLayer('skin', { opacity: 0.35 });
  select(index);
  const centre = centreOf(patient, index);
  if (centre) lookAt(centre.point, centre.outward, 200);
}

/** Between items nothing of the last one stays: no needle, no marks, whole skin. */
function clearFace(): void {
  newAttempt();
  clearMarks();
  const { select, setLayers, setPeel } = store.getState();
  select(null);
  setLayers(SURFACE_LAYERS);
  setPeel({ on: false });
}

/** Ten items with a score; every miss can be seen on the face. */
export default function Drill() {
  const [drill, setDrill] = useState<DrillStore | null>(null);
  const [problem, setProblem] = useState('');
  const patient = useApp((state) => state.patient);
  const spec = useApp((state) => state.spec);
  useEffect(() => {
    clearFace();
    // No plan may stand on the face while one is asked about it.
    const { guidance, labels, inset, setOption } = store.getState();
    setOption({ guidance: false, inset: false });
    return () => {
      clearFace();
      allowPlacing(null);
      onTap(null);
      setOption({ guidance, labels, inset });
    };
  }, []);
  const start = async () => {
    setProblem('');
    try {
      const all = await loadItemBank();
      const bank = patient ? fitBank(all, patient, chartedSkin(patient)) : all;
      clearFace();
      setDrill(createDrillStore(bank, { id: freshId(), profile: profileId(), seed: Math.floor(Math.random() * 1e9), patient: spec, startedIso: new Date().toISOString() }));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section className="panel panel-left panel-wide sheet sheet-scroll" aria-label={s.title}>
      {drill ? <h1 className="eyebrow">{s.title}</h1> : <PanelHead who={strings.people.drill} title={s.title}>{s.intro}</PanelHead>}
      {!drill && (
        <>
          <Button variant="primary" disabled={!patient} onClick={() => void start()}>{s.start}</Button>
          <DrillIntro />
        </>
      )}
      {problem && <p className="notice notice-error" role="alert">{problem}</p>}
      {drill && <Running drill={drill} onAgain={() => void start()} key={drill.getState().session.id} />}
    </section>
  );
}

function Running({ drill, onAgain }: { drill: DrillStore; onAgain: () => void }) {
  const state = useStore(drill);
  const [graded, setGraded] = useState<{ item: DrillItem; grade: DrillGrade } | null>(null);
  const item = graded?.item ?? (state.session.items[state.index] as DrillItem | undefined);
  const number = graded ? state.session.answers.length : state.session.answers.length + 1;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [item, state.card]);
  const open = graded === null && item !== undefined;
  useEffect(() => {
    store.setState({ exam: open });
    return () => store.setState({ exam: false });
  }, [open]);
  const answer = useCallback(
    (given: DrillAnswer) => {
      const { session: open, index } = drill.getState();
      const present = open.items[index] as DrillItem | undefined;
      if (!present) return;
      const grade = drill.getState().answer(given);
      if (drill.getState().card) drill.getState().end(new Date().toISOString());
      setGraded({ item: present, grade });
    },
    [drill],
  );
  const { session: done, card: finished } = state;
  const saved = useRef<string | null>(null);
  useEffect(() => {
    // Saved once, when the card appears.
    if (!finished || saved.current === done.id) return;
    saved.current = done.id;
    void import('../state/recordsPort').then(async ({ records }) => {
      await (await records()).saveDrill({ id: done.id, profile: done.profile, when: done.recorded.ended ?? done.recorded.started, score: finished.score, session: JSON.stringify(done), card: finished });
    });
  }, [done, finished]);

  if (state.card && !graded) {
    const { card } = state;
    return (
      <>
        <h2 ref={heading} tabIndex={-1}>{s.result100}</h2>
        <p className="score-number">{Math.round(card.score)}<small> {strings.score.of}</small></p>
        <KindBars card={card} />
        <Button variant="primary" onClick={onAgain}>{s.again}</Button>
        <h3>{s.misses}</h3>
        {[...card.grades].sort((a, b) => b.max - b.points - (a.max - a.points)).map((grade) => (
          <details className="item" key={grade.item} open={grade.points < grade.max - 1e-9}>
            <summary>
              <Icon name={grade.points >= grade.max - 1e-9 ? 'check' : grade.points > 1e-9 ? 'part' : 'cross'} size={18} />
              <span>{grade.prompt}</span> <span className="num muted">{s.result(Math.round(grade.points * 10) / 10, grade.max)}</span>
            </summary>
            <GradeNote grade={grade} onShow={showOnFace} />
          </details>
        ))}
        <p className="muted">{card.note}</p>
      </>
    );
  }
  if (!item) return null;
  return (
    <>
      <div className="drill-at">
        <p className="num">{s.item(Math.min(number, DRILL_SIZE), state.session.items.length)}</p>
        <p className="muted">{s.kinds[item.kind]}</p>
        <progress className="drill-progress" value={state.session.answers.length} max={state.session.items.length} aria-label={s.title} />
      </div>
      <h2 className="prompt" ref={heading} tabIndex={-1}>{item.prompt}</h2>
      {!graded && item.kind === 'point' && <PointTask key={item.id} structure={item.structure} onAnswer={answer} />}
      {!graded && item.kind === 'place' && <PlaceTask key={item.id} item={item} onAnswer={answer} />}
      {!graded && item.kind === 'risk' && <RiskTask key={item.id} item={item} onAnswer={answer} />}
      {!graded && <Button variant="quiet" onClick={() => answer({ kind: 'skipped' })}>{s.skip}</Button>}
      {graded && (
        <>
          <GradeNote grade={graded.grade} onShow={showOnFace} />
          <Button
            variant="primary"
            onClick={() => {
              clearFace();
              setGraded(null);
            }}
          >
            {state.card ? s.finish : s.next}
          </Button>
        </>
      )}
    </>
  );
}

type Answer = (given: DrillAnswer) => void;

/** Point to the skin over the structure; by keyboard through the entry fields. */
function PointTask({ structure, onAnswer }: { structure: string; onAnswer: Answer }) {
  const entry = useApp((state) => state.entry);
  const patient = useApp((state) => state.patient);
  useEffect(() => {
    allowPlacing(true);
    return () => allowPlacing(null);
  }, []);
  const submit = () => {
    if (!patient || !entry) return;
    const reading = store.getState().reading;
    const distance = skinDistance(patient, entry, structure);
    onAnswer({ kind: 'point', point_mm: reading?.entry.point_mm ?? [0, 0, 0], distance_mm: distance?.distance_mm ?? null, side: reading?.entry.side ?? 'mid' });
  };
  return (
    <>
      <p className="muted">{s.pointHelp}</p>
      <details><summary>{strings.hand.entry}</summary><AimPanel start={null} /></details>
      <Button variant="primary" disabled={!entry} onClick={submit}>{s.answer}</Button>
    </>
  );
}

/** Set the needle at the spot and bring its tip into the layer. */
function PlaceTask({ item, onAnswer }: { item: Extract<DrillItem, { kind: 'place' }>; onAnswer: Answer }) {
  const patient = useApp((state) => state.patient);
  const reading = useApp((state) => state.reading);
  const depth = useApp((state) => state.depth_mm);
  useEffect(() => {
    allowPlacing(true);
    session.sink.withdraw();
    if (patient) markSpot(patient, item.spot, item.side);
    return () => allowPlacing(null);
  }, [patient, item]);
  const submit = () => {
    if (!patient || !reading) return;
    const spot = spotOn(patient, item.spot, item.side);
    const p = reading.entry.point_mm;
    const error = spot ? Math.hypot(p[0] - spot.point[0], p[1] - spot.point[1], p[2] - spot.point[2]) : Infinity;
    onAnswer({ kind: 'place', reading, entry_error_mm: error });
  };
  return (
    <>
      <p className="muted">{s.placeHelp(mm(item.tolerance_mm))}</p>
      <DepthActs />
      <details><summary>{strings.hand.entry}</summary><AimPanel start={item.spot} /></details>
      <details><summary>{strings.hand.kind}</summary><DevicePanel /></details>
      <Button variant="primary" disabled={!reading || depth <= 0} onClick={submit}>{s.answer}</Button>
    </>
  );
}

/** What is at risk at the marked spot, and how to lower it. */
function RiskTask({ item, onAnswer }: { item: RiskItem; onAnswer: Answer }) {
  const patient = useApp((state) => state.patient);
  const [risk, setRisk] = useState('');
  const [lower, setLower] = useState('');
  useEffect(() => {
    allowPlacing(false);
    if (patient) markSpot(patient, item.spot, item.side);
    return () => allowPlacing(null);
  }, [patient, item]);
  const choices = (name: string, label: string, list: RiskItem['risk'], value: string, set: (id: string) => void) => (
    <fieldset className="choices">
      <legend>{label}</legend>
      {list.map((choice) => (
        <label key={choice.id}><input type="radio" name={name} value={choice.id} checked={value === choice.id} onChange={() => set(choice.id)} /><span>{choice.text}</span></label>
      ))}
    </fieldset>
  );
  return (
    <>
      {choices('risk', s.riskQuestion, item.risk, risk, setRisk)}
      {choices('lower', s.lowerQuestion, item.lower, lower, setLower)}
      <Button variant="primary" disabled={!risk || !lower} onClick={() => onAnswer({ kind: 'risk', risk, lower })}>{s.answer}</Button>
    </>
  );
}
