import { useMemo, useState } from 'react';
import type { Side } from '../../patient/types';
import { walk } from '../../patient/walk';
import { Button, NumberField, Segmented, Select } from '../components/controls';
import { chartedSkin } from '../state/charted';
import { oblique } from '../../scene/rig/orbit';
import { session } from '../state/session';
import { useApp } from '../state/store';
import { strings } from '../strings';

const s = strings.hand;

/** The entry as an anatomist says it: landmark, millimetres lateral, millimetres up; the keyboard's way to click the skin. */
export function EntryFields() {
  const patient = useApp((state) => state.patient);
  const side = useApp((state) => state.side);
  const setHand = useApp((state) => state.setHand);
  const lookAt = useApp((state) => state.lookAt);
  const busy = useApp((state) => state.depth_mm > 0);
  const placed = useApp((state) => state.entry !== null);
  const [landmark, setLandmark] = useState('lateral-brow');
  const [lateral, setLateral] = useState(0);
  const [superior, setSuperior] = useState(0);
  const [problem, setProblem] = useState('');
  const landmarks = useMemo(() => {
    const ids = new Set(patient?.landmarks.filter((l) => l.at !== null).map((l) => l.id));
    return [...ids].sort().map((id) => ({ value: id, label: id.replaceAll('-', ' ') }));
  }, [patient]);
  if (!patient) return null;
  const place = () => {
    const found = walk(chartedSkin(patient), { landmark, lateral_mm: lateral, superior_mm: superior }, side);
    if ('code' in found) return setProblem(found.message);
    setProblem('');
    session.sink.place(found.at);
    const { normals, triangles } = patient.skin;
    const corner = triangles[found.at.triangle * 3] * 3;
    lookAt(found.point, oblique([normals[corner], normals[corner + 1], normals[corner + 2]]), 190);
  };
  return (
    <form
      className="entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        place();
      }}
    >
      <Segmented<Side> label={strings.patient.side} value={side} options={[{ value: 'right', label: strings.common.right }, { value: 'left', label: strings.common.left }]} onChange={(next) => setHand({ side: next })} />
      <Select label={s.landmark} value={landmark} options={landmarks} onChange={setLandmark} disabled={busy} />
      <div className="two">
        <NumberField label={s.lateral} value={lateral} min={-120} max={120} step={0.5} onChange={setLateral} disabled={busy} />
        <NumberField label={s.superior} value={superior} min={-120} max={120} step={0.5} onChange={setSuperior} disabled={busy} />
      </div>
      <Button type="submit" disabled={busy || landmarks.length === 0}>{placed ? s.placeHere : s.place}</Button>
      {problem && <p className="notice notice-error" role="alert">{problem}</p>}
    </form>
  );
}
