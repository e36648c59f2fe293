import { lazy, Suspense, useState } from 'react';
import { Tabs } from '../components/Tabs';
import { AimPanel, DevicePanel, HandActs } from '../panels/HandPanel';
import { Inset } from '../panels/Inset';
import { LayersPanel } from '../panels/LayersPanel';
import { PatientPanel } from '../panels/PatientPanel';
import { ReadingPanel } from '../panels/ReadingPanel';
import { SearchBox } from '../panels/SearchBox';
import { TechniquePanel } from '../panels/TechniquePanel';
import { Views, PictureToggles } from '../panels/BottomBar';
import { useMedia } from '../useMedia';
import { useApp } from '../state/store';
import { strings } from '../strings';

const ScoreDialog = lazy(() => import('../panels/ScoreDialog'));
const ReplayBar = lazy(() => import('../panels/ReplayBar'));
const StructureCard = lazy(() => import('../panels/StructureCard'));

type PhoneTab = 'needle' | 'aim' | 'section' | 'technique' | 'patient' | 'layers';
type LeftTab = 'technique' | 'patient' | 'layers';

/** Practice: technique and patient on the left, the live reading and the hand on the right; on a phone one sheet with tabs. */
export function Practise() {
  const phone = useMedia('(max-width: 820px)');
  const scored = useApp((state) => state.card !== null);
  const replaying = useApp((state) => state.replayTick !== null);
  const selected = useApp((state) => state.selected);
  const late = (
    <Suspense fallback={null}>
      {scored && <ScoreDialog />}
      {replaying && <ReplayBar />}
    </Suspense>
  );
  return (
    <>
      {phone ? <PhoneSheet selected={selected !== null} /> : <DesktopPanels selected={selected !== null} />}
      {late}
    </>
  );
}

function DesktopPanels({ selected }: { selected: boolean }) {
  const [tab, setTab] = useState<LeftTab>('technique');
  return (
    <>
      <aside className="panel panel-left" aria-label={strings.technique.title}>
        <SearchBox />
        {selected && <Suspense fallback={<p className="muted">{strings.card.loading}</p>}><StructureCard /></Suspense>}
        <Tabs<LeftTab>
          label={strings.modes.practise}
          value={tab}
          onChange={setTab}
          panelClass="tab-body"
          tabs={[
            { id: 'technique', label: strings.technique.title, content: <TechniquePanel /> },
            { id: 'patient', label: strings.patient.title, content: <PatientPanel /> },
            { id: 'layers', label: strings.layers.title, content: <LayersPanel /> },
          ]}
        />
      </aside>
      <aside className="panel panel-right" aria-label={strings.reading.title}>
        <ReadingPanel />
        <HandActs />
        <details>
          <summary>{strings.hand.entry}, {strings.hand.angle.toLowerCase()}</summary>
          <AimPanel />
        </details>
        <details>
          <summary>{strings.hand.kind}</summary>
          <DevicePanel />
        </details>
      </aside>
    </>
  );
}

function PhoneSheet({ selected }: { selected: boolean }) {
  const [tab, setTab] = useState<PhoneTab>('needle');
  return (
    <div className="sheet">
      <Tabs<PhoneTab>
        label={strings.modes.practise}
        value={tab}
        onChange={setTab}
        listClass="tabs sheet-tabs"
        panelClass="panel"
        tabs={[
          { id: 'needle', label: strings.hand.title, content: <><HandActs /><ReadingPanel /></> },
          { id: 'aim', label: strings.hand.entry, content: <><AimPanel /><DevicePanel /></> },
          { id: 'section', label: strings.stage.section, content: <Inset className="inset-inline" /> },
          { id: 'technique', label: strings.technique.title, content: <TechniquePanel /> },
          { id: 'patient', label: strings.patient.title, content: <PatientPanel /> },
          { id: 'layers', label: strings.layers.title, content: <><SearchBox />{selected && <Suspense fallback={null}><StructureCard /></Suspense>}<Views /><PictureToggles /><LayersPanel /></> },
        ]}
      />
    </div>
  );
}
