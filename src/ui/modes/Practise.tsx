import { lazy, Suspense, useState, type ReactNode } from 'react';
import { PanelHead } from '../components/PanelHead';
import { Tabs } from '../components/Tabs';
import { PictureToggles, Views } from '../panels/BottomBar';
import { Doors } from '../panels/Doors';
import { Hand } from '../panels/Hand';
import { AimPanel, DevicePanel, HandActs } from '../panels/HandPanel';
import { LazyCard } from '../panels/LazyCard';
import { ReadingPanel } from '../panels/ReadingPanel';
import { TechniquePanel } from '../panels/TechniquePanel';
import { useApp } from '../state/store';
import { strings } from '../strings';
import { SHEET, useMedia } from '../useMedia';

// What is not on the screen at first is fetched when it is asked for.
const Inset = lazy(() => import('../panels/Inset'));
const LayersTab = lazy(() => import('../panels/LayersTab'));
const PatientPanel = lazy(() => import('../panels/PatientPanel').then(({ PatientPanel: made }) => ({ default: made })));
const ScoreDialog = lazy(() => import('../panels/ScoreDialog'));
const ReplayBar = lazy(() => import('../panels/ReplayBar'));

type SheetTab = 'needle' | 'aim' | 'section' | 'technique' | 'patient' | 'layers';
type LeftTab = 'technique' | 'patient' | 'layers';

/** Practice: technique and patient on the left, the live reading and the hand on the right; on phone and tablet one sheet with tabs. */
export function Practise() {
  const sheet = useMedia(SHEET);
  const scored = useApp((state) => state.card !== null);
  const replaying = useApp((state) => state.replayTick !== null);
  const selected = useApp((state) => state.selected !== null);
  return (
    <>
      {sheet ? <Sheet selected={selected} replaying={replaying} /> : <DesktopPanels selected={selected} />}
      <Suspense fallback={null}>
        {scored && <ScoreDialog />}
        {replaying && !sheet && <ReplayBar />}
      </Suspense>
    </>
  );
}

/** A tab whose script is on its way: the panel keeps its place and says so. */
function Later({ children }: { children: ReactNode }) {
  return <Suspense fallback={<p className="muted">{strings.loading.mode}</p>}>{children}</Suspense>;
}

function DesktopPanels({ selected }: { selected: boolean }) {
  const [tab, setTab] = useState<LeftTab>('technique');
  return (
    <>
      <section className="panel panel-left" aria-label={strings.modes.practise}>
        <PanelHead who={strings.people.practise} title={strings.modes.practise} />
        <Doors />
        {selected && <LazyCard />}
        <Tabs<LeftTab>
          label={strings.modes.practise}
          value={tab}
          onChange={setTab}
          panelClass="tab-body"
          tabs={[
            { id: 'technique', label: strings.technique.title, content: <TechniquePanel /> },
            { id: 'patient', label: strings.patient.title, content: <Later><PatientPanel /></Later> },
            { id: 'layers', label: strings.layers.title, content: <Later><LayersTab /></Later> },
          ]}
        />
      </section>
      <section className="panel panel-right" aria-label={strings.hand.panel}>
        <Hand />
      </section>
    </>
  );
}

function Sheet({ selected, replaying }: { selected: boolean; replaying: boolean }) {
  const placed = useApp((state) => state.entry !== null);
  const [tab, setTab] = useState<SheetTab>(placed ? 'needle' : 'technique');
  const [wasPlaced, setWasPlaced] = useState(placed);
  if (placed !== wasPlaced) {
    setWasPlaced(placed);
    // A tap on the skin calls for the hand; whoever sets the entry by its fields stays there to aim.
    if (placed && (tab === 'technique' || tab === 'patient' || tab === 'layers')) setTab('needle');
  }
  if (replaying) {
    return (
      <div className="sheet">
        <h1 className="sr-only">{strings.modes.practise}</h1>
        <div className="panel"><Suspense fallback={null}><ReplayBar /></Suspense><ReadingPanel /></div>
      </div>
    );
  }
  return (
    <div className="sheet">
      <h1 className="sr-only">{strings.modes.practise}</h1>
      <Tabs<SheetTab>
        label={strings.modes.practise}
        value={tab}
        onChange={setTab}
        listClass="tabs sheet-tabs"
        panelClass="panel"
        tabs={[
          { id: 'technique', label: strings.technique.title, content: <><Doors /><TechniquePanel /></> },
          { id: 'needle', label: strings.hand.title, content: <><HandActs /><ReadingPanel /></> },
          { id: 'aim', label: strings.hand.entry, content: <><AimPanel /><DevicePanel /></> },
          { id: 'section', label: strings.stage.section, content: <Later><Inset className="inset-inline" /></Later> },
          { id: 'patient', label: strings.patient.title, content: <Later><PatientPanel /></Later> },
          { id: 'layers', label: strings.layers.title, content: <Later><LayersTab>{selected && <LazyCard />}<div className="only-phone picture-tools"><Views /><PictureToggles /></div></LayersTab></Later> },
        ]}
      />
    </div>
  );
}
