import { useEffect, useState } from 'react';
import { PanelHead } from '../components/PanelHead';
import { Tabs } from '../components/Tabs';
import { PictureToggles, Views } from '../panels/BottomBar';
import { LayersPanel } from '../panels/LayersPanel';
import { LazyCard } from '../panels/LazyCard';
import { PatientPanel } from '../panels/PatientPanel';
import { SearchBox } from '../panels/SearchBox';
import { session } from '../state/session';
import { store, useApp } from '../state/store';
import { strings } from '../strings';
import { useMedia } from '../useMedia';

type ExploreTab = 'layers' | 'patient';

/** Nothing of an attempt lies on the face while looking around: no needle, no plan, no product. Back in practice, plan and product are there again. */
function useBareFace(): void {
  useEffect(() => {
    session.sink.withdraw();
    const { guidance, attempt, setOption, setAttempt } = store.getState();
    setOption({ guidance: false, landmarks: true });
    setAttempt({ attempt: null });
    return () => {
      setOption({ guidance, landmarks: false });
      if (store.getState().attempt === null) setAttempt({ attempt });
    };
  }, []);
}

/** Look around: layers, search, what a structure is and which studies place it. */
export default function Explore() {
  const selected = useApp((state) => state.selected);
  const phone = useMedia('(max-width: 820px)');
  const [tab, setTab] = useState<ExploreTab>('layers');
  useBareFace();
  const card = selected !== null && <LazyCard />;
  return (
    <>
      <section className="panel panel-left sheet sheet-scroll" aria-label={strings.explore.title}>
        <PanelHead who={strings.people.explore} title={strings.explore.title}>{strings.explore.intro}</PanelHead>
        <SearchBox />
        {phone && card}
        <div className="only-phone picture-tools"><Views /><PictureToggles /></div>
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
      </section>
      {!phone && card && <section className="panel panel-right" aria-label={strings.card.title}>{card}</section>}
    </>
  );
}
