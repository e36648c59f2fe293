import type { StateCreator } from 'zustand/vanilla';
import type { CompiledPatient, PatientSpec } from '../../patient/types';
import type { EyePair } from '../../scene/patientClient';
import type { AppState } from './store';

export type PatientStatus =
  | { kind: 'loading'; /** 0..1, or null when it cannot be told. */ progress: number | null }
  | { kind: 'ready' }
  | { kind: 'error'; message: string };

export interface PatientSlice {
  spec: PatientSpec;
  patientStatus: PatientStatus;
  /** The compiled patient on the screen; the former one stays while the next is compiled. */
  patient: CompiledPatient | null;
  setSpec(spec: PatientSpec): void;
  setPatientStatus(status: PatientStatus): void;
  /** Centres of the eyeballs of that patient, mm. */
  eyes: EyePair | null;
  setPatient(patient: CompiledPatient, eyes: EyePair): void;
}

export const createPatientSlice: StateCreator<AppState, [], [], PatientSlice> = (set) => ({
  spec: { preset: 'female-35' },
  patientStatus: { kind: 'loading', progress: 0 },
  patient: null,
  eyes: null,
  setSpec: (spec) => set({ spec }),
  setPatientStatus: (patientStatus) => set({ patientStatus }),
  setPatient: (patient, eyes) => set({ patient, eyes, patientStatus: { kind: 'ready' }, hovered: null, selected: null }),
});
