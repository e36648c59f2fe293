/** The state of this window: small slices over the framework-free core. The picture and the panels only read it. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { createAttemptSlice, type AttemptSlice } from './attempt';
import { createHandSlice, type HandSlice } from './hand';
import { createPatientSlice, type PatientSlice } from './patient';
import { createViewSlice, type ViewSlice } from './view';

export type AppState = PatientSlice & ViewSlice & HandSlice & AttemptSlice;

export const store = createStore<AppState>()((...a) => ({
  ...createPatientSlice(...a),
  ...createViewSlice(...a),
  ...createHandSlice(...a),
  ...createAttemptSlice(...a),
}));

/** Read one value of the state in a component. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(store, select);
}
