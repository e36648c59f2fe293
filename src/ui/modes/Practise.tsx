import { lazy, Suspense, useState } from 'react';
import { PanelHead } from '../components/PanelHead';
import { Tabs } from '../components/Tabs';
import { PictureToggles, Views } from '../panels/BottomBar';
import { Doors } from '../panels/Doors';
import { Hand } from '../panels/Hand';
import { AimPanel, DevicePanel, HandActs } from '../panels/HandPanel';
import { Inset } from '../panels/Inset';
import { LayersPanel } from '../panels/LayersPanel';
import { LazyCard } from '../panels/LazyCard';
import { PatientPanel } from '../panels/PatientPanel';
import { ReadingPanel } from '../panels/ReadingPanel';
import { SearchBox } from '../panels/SearchBox';
import { TechniquePanel } from '../panels/TechniquePanel';
import { useApp } from '../state/store';
import { strings } from '../strings';
import { SHEET, useMedia } from '../useMedia';

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
            { id: 'patient', label: strings.patient.title, content: <PatientPanel /> },
            { id: 'layers', label: strings.layers.title, content: <><SearchBox /><LayersPanel /></> },
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
          { id: 'section', label: strings.stage.section, content: <Inset className="inset-inline" /> },
          { id: 'patient', label: strings.patient.title, content: <PatientPanel /> },
          { id: 'layers', label: strings.layers.title, content: <><SearchBox />{selected && <LazyCard />}<div className="only-phone picture-tools"><Views /><PictureToggles /></div><LayersPanel /></> },
        ]}
      />
    </div>
  );
}
