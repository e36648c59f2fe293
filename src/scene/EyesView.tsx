import { Component, Suspense, type ReactNode } from 'react';
import type { CompiledPatient } from '../patient/types';
import { useApp } from '../ui/state/store';
import { shownLayer } from '../ui/state/view';
import { Eyes } from './eyes/Eyes';
import type { HeadRender } from './patientClient';
import { SKIN_TONES, type ToneId } from './skin/tones';

/** An ornament that cannot be had is left out; the face is drawn all the same. */
export class LeftOut extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.warn('Bevel: a part of the picture is left out:', error);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

/** Eyes and lashes of the patient; lids and lashes go with the skin. */
export function EyesView({ patient, head }: { patient: CompiledPatient; head: HeadRender }) {
  const eyes = useApp((state) => state.eyes);
  const tone = useApp((state) => state.skinTone);
  const skin = useApp((state) => shownLayer(state, 'skin'));
  const alone = useApp((state) => state.isolated !== null);
  if (!eyes || alone) return null;
  return (
    <LeftOut>
      <Suspense fallback={null}>
        <Eyes loops={head.loops} skin={patient.skin} eyes={eyes} sex={patient.sex} tone={tone in SKIN_TONES ? (tone as ToneId) : 'light'} lids={skin.visible && skin.opacity > 0.5} />
      </Suspense>
    </LeftOut>
  );
}
