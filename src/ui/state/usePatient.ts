import { useEffect, useState } from 'react';
import { patientClient, type HeadRender } from '../../scene/patientClient';
import { keepReplaced, newAttempt } from './session';
import { store, useApp } from './store';

/** Keeps the compiled patient of the present spec in the store; returns what the skin picture needs once it is known. */
export function usePatient(attempt: number): HeadRender | null {
  const spec = useApp((state) => state.spec);
  const [head, setHead] = useState<HeadRender | null>(null);
  useEffect(() => {
    let live = true;
    const { setPatient, setPatientStatus } = store.getState();
    setPatientStatus({ kind: 'loading', progress: null });
    patientClient
      .compile(spec, (progress) => live && setPatientStatus({ kind: 'loading', progress }))
      .then(
        ({ patient, eyes, head: render }) => {
          if (!live) return;
          keepReplaced();
          newAttempt();
          setHead((former) => former ?? render);
          setPatient(patient, eyes);
        },
        (error: unknown) => {
          if (live) setPatientStatus({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
        },
      );
    return () => {
      live = false;
    };
  }, [spec, attempt]);
  return head;
}
