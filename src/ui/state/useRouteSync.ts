import { useEffect } from 'react';
import { PRESETS } from '../../patient/spec';
import { TECHNIQUE_IDS } from '../../technique/schema';
import { replaceRoute, useRoute } from '../router';
import { strings } from '../strings';
import { enterByLink } from './linkEntry';
import { chooseTechnique } from './plan';
import { store, useApp } from './store';

/** Keeps address and state of practice together: a link opens the same patient and technique, a reload too. */
export function useRouteSync(): void {
  const route = useRoute();
  const spec = useApp((state) => state.spec);
  const technique = useApp((state) => state.technique);
  useEffect(() => {
    const { preset, seed, technique: wanted } = route.query;
    const state = store.getState();
    const known = PRESETS.some((p) => p.id === preset) ? preset : state.spec.preset;
    const number = seed !== undefined && /^\d+$/.test(seed) && Number.isSafeInteger(Number(seed)) ? Number(seed) : undefined;
    const wrong: string[] = [];
    if (preset !== undefined && known !== preset) wrong.push(strings.link.preset(preset, PRESETS.map((p) => p.id).join(', ')));
    if (seed !== undefined && number === undefined) wrong.push(strings.link.seed(seed));
    if (wanted !== undefined && wanted !== 'free' && !(TECHNIQUE_IDS as readonly string[]).includes(wanted)) wrong.push(strings.link.technique(wanted));
    if (wrong.length > 0) state.say('caution', wrong.join(' '));
    // A link that names a face without a seed asks for the teaching pattern; one that names only a seed asks for it on the present face.
    const asked = preset !== undefined || number !== undefined;
    if (asked && (known !== state.spec.preset || number !== state.spec.seed)) state.setSpec({ preset: known, ...(number === undefined ? {} : { seed: number }) });
    if (wanted !== undefined && wanted !== (state.technique ?? 'free')) {
      if (wanted === 'free') chooseTechnique(null);
      else if ((TECHNIQUE_IDS as readonly string[]).includes(wanted)) chooseTechnique(wanted);
    }
    if (route.mode === 'practise') enterByLink(route.query);
  }, [route]);
  useEffect(() => {
    if (route.mode !== 'practise') return;
    // Read afresh: the effect above may just have taken technique and face from the link, and the older ones must not be written over it.
    const now = store.getState();
    replaceRoute('practise', { technique: now.technique ?? 'free', preset: now.spec.preset, seed: now.spec.seed === undefined ? undefined : String(now.spec.seed) });
  }, [route.mode, spec, technique]);
}
