import { useMemo, useState } from 'react';
import type { Side } from '../../patient/types';
import { walk } from '../../patient/walk';
import { loadTechnique } from '../../technique/library';
import { Button, NumberField, Segmented, Select } from '../components/controls';
import { chartedSkin } from '../state/charted';
import { oblique } from '../../scene/rig/orbit';
import { session } from '../state/session';
import { useApp } from '../state/store';
import { strings } from '../strings';

const s = strings.hand;

/** A place on the skin in words: landmark and offsets, mm. */
export interface Spot {
  landmark: string;
  lateral_mm: number;
  superior_mm: number;
}

/** Where the fields begin without a plan. */
const ANYWHERE: Spot = { landmark: 'lateral-brow', lateral_mm: 0, superior_mm: 0 };

/** The first point of a technique's plan; anywhere in free practice. */
function firstPoint(technique: string | null): Spot {
  if (technique === null) return ANYWHERE;
  const item = loadTechnique(technique).plan.items[0];
  const { landmark, lateral_mm, superior_mm } = item.kind === 'thread' ? item.entry : item;
  return { landmark, lateral_mm, superior_mm };
}

/**
 * The entry as an anatomist says it: landmark, millimetres lateral, millimetres up; the keyboard's way to click the skin.
 * `start` is where the fields begin: left out, at the first point of the technique; null, anywhere.
 */
export function EntryFields({ start }: { start?: Spot | null }) {
  const technique = useApp((state) => state.technique);
  const patient = useApp((state) => state.patient);
  const side = useApp((state) => state.side);
  const setHand = useApp((state) => state.setHand);
  const lookAt = useApp((state) => state.lookAt);
  const busy = useApp((state) => state.depth_mm > 0);
  const placed = useApp((state) => state.entry !== null);
  const begin = start === undefined ? firstPoint(technique) : (start ?? ANYWHERE);
  const [{ landmark, lateral_mm, superior_mm }, setSpot] = useState(begin);
  const [planned, setPlanned] = useState(technique);
  if (planned !== technique) {
    setPlanned(technique);
    setSpot(begin);
  }
  const [problem, setProblem] = useState('');
  const landmarks = useMemo(() => {
    const ids = new Set(patient?.landmarks.filter((l) => l.at !== null).map((l) => l.id));
    return [...ids].sort().map((id) => ({ value: id, label: id.replaceAll('-', ' ') }));
  }, [patient]);
  if (!patient) return null;
  const place = () => {
    const found = walk(chartedSkin(patient), { landmark, lateral_mm, superior_mm }, side);
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
      <Select label={s.landmark} value={landmark} options={landmarks} onChange={(next) => setSpot({ landmark: next, lateral_mm: 0, superior_mm: 0 })} disabled={busy} />
      <div className="two">
        <NumberField label={s.lateral} value={lateral_mm} min={-120} max={120} step={0.5} onChange={(next) => setSpot((old) => ({ ...old, lateral_mm: next }))} disabled={busy} />
        <NumberField label={s.superior} value={superior_mm} min={-120} max={120} step={0.5} onChange={(next) => setSpot((old) => ({ ...old, superior_mm: next }))} disabled={busy} />
      </div>
      <Button type="submit" disabled={busy || landmarks.length === 0}>{placed ? s.placeHere : s.place}</Button>
      {problem && <p className="notice notice-error" role="alert">{problem}</p>}
    </form>
  );
}
