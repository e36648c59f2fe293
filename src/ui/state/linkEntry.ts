/** A link may name where the needle stands: `&landmark=cheilion&lateral_mm=12&superior_mm=6&side=left`, in the words of the command line. */
import { walk } from '../../patient/walk';
import { oblique } from '../../scene/rig/orbit';
import { strings } from '../strings';
import { chartedSkin } from './charted';
import { session } from './session';
import { store } from './store';

/** Set the needle at the entry that a link names, once the link's face is ready; a place that this face has not is said in words. */
export function enterByLink(query: Record<string, string>): void {
  const { landmark } = query;
  if (landmark === undefined) return;
  const request = { landmark, lateral_mm: Number(query.lateral_mm ?? 0), superior_mm: Number(query.superior_mm ?? 0) };
  const place = () => {
    const { patient, setHand, side: before, lookAt, say } = store.getState();
    if (!patient) return;
    const side = query.side === 'left' || query.side === 'right' ? query.side : before;
    const found = walk(chartedSkin(patient), request, side);
    // The list of all landmarks stands in the fields of the entry.
    if ('code' in found) return say('caution', strings.link.entry(found.message.replace(/ Known: .*/, ` ${strings.link.landmarks}`)));
    setHand({ side });
    session.sink.place(found.at);
    const { normals, triangles } = patient.skin;
    const corner = triangles[found.at.triangle * 3] * 3;
    lookAt(found.point, oblique([normals[corner], normals[corner + 1], normals[corner + 2]]), 190);
  };
  const ready = () => store.getState().patientStatus.kind === 'ready' && store.getState().patient !== null;
  if (ready()) return place();
  const stop = store.subscribe(() => {
    if (!ready()) return;
    stop();
    // After the code that clears the attempt for a new patient has run.
    queueMicrotask(place);
  });
}
