import { lazy, Suspense, useEffect, useState } from 'react';
import { Tabs } from '../components/Tabs';
import { PictureToggles, Views } from '../panels/BottomBar';
import { LayersPanel } from '../panels/LayersPanel';
import { PatientPanel } from '../panels/PatientPanel';
import { SearchBox } from '../panels/SearchBox';
import { session } from '../state/session';
import { useApp } from '../state/store';
import { strings } from '../strings';

const StructureCard = lazy(() => import('../panels/StructureCard'));
type ExploreTab = 'layers' | 'patient';

/** Look around: layers, search, what a structure is and which studies place it. */
export default function Explore() {
  const selected = useApp((state) => state.selected);
  const [tab, setTab] = useState<ExploreTab>('layers');
  // No needle lies about while looking around.
  useEffect(() => session.sink.withdraw(), []);
  return (
    <aside className="panel panel-left sheet sheet-scroll" aria-label={strings.explore.title}>
      <SearchBox />
      {selected !== null ? (
        <Suspense fallback={<p className="muted">{strings.card.loading}</p>}><StructureCard /></Suspense>
      ) : (
        <p className="muted">{strings.explore.intro}</p>
      )}
      <div className="only-phone btn-row"><Views /><PictureToggles /></div>
      <Tabs<ExploreTab>
        label={strings.explore.title}
        value={tab}
        onChange={setTab}
        panelClass="tab-body"
        tabs={[
          { id: 'layers', label: strings.layers.title, content: <LayersPanel /> },
          { id: 'patient', label: strings.patient.title, content: <PatientPanel /> },
        ]}
      />
    </aside>
  );
}
