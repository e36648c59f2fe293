import type { StateCreator } from 'zustand/vanilla';
import type { PresetName } from '../../scene/rig/orbit';
import type { AppState } from './store';

/** What can be shown, hidden and faded; one control each. */
export const LAYER_KEYS = ['skin', 'fat', 'muscle', 'artery', 'vein', 'nerve', 'gland', 'bone'] as const;
export type LayerKey = (typeof LAYER_KEYS)[number];

export interface LayerView {
  visible: boolean;
  /** 0..1 */
  opacity: number;
}

export interface CameraRequest {
  /** Grows by one per request, so that the same preset can be asked for twice. */
  serial: number;
  preset?: PresetName;
  /** Look at this point (mm) along this direction, showing `span` mm. */
  look?: { point: [number, number, number]; normal: [number, number, number]; span: number };
}

export interface ViewSlice {
  layers: Record<LayerKey, LayerView>;
  isolated: LayerKey | null;
  peel: { on: boolean; radius_mm: number };
  labels: boolean;
  /** Whether the labels of a face in whole skin are its landmarks; where one looks around, not where one works. */
  landmarks: boolean;
  guidance: boolean;
  inset: boolean;
  sound: boolean;
  skinTone: string;
  /** Index into `patient.structures`, or null. */
  hovered: number | null;
  selected: number | null;
  camera: CameraRequest;
  setLayer(key: LayerKey, change: Partial<LayerView>): void;
  setLayers(layers: Partial<Record<LayerKey, LayerView>>): void;
  isolate(key: LayerKey | null): void;
  setPeel(change: Partial<ViewSlice['peel']>): void;
  setOption(change: Partial<Pick<ViewSlice, 'labels' | 'landmarks' | 'guidance' | 'inset' | 'sound' | 'skinTone'>>): void;
  hover(index: number | null): void;
  select(index: number | null): void;
  lookFrom(preset: PresetName): void;
  lookAt(point: [number, number, number], normal: [number, number, number], span: number): void;
}

/** The layers as a practising injector sees them first: skin over everything, the rest ready under the peel window. */
export const SURFACE_LAYERS: Record<LayerKey, LayerView> = {
  skin: { visible: true, opacity: 1 },
  fat: { visible: false, opacity: 1 },
  muscle: { visible: true, opacity: 1 },
  artery: { visible: true, opacity: 1 },
  vein: { visible: true, opacity: 1 },
  nerve: { visible: true, opacity: 1 },
  gland: { visible: true, opacity: 1 },
  bone: { visible: true, opacity: 1 },
};

export const createViewSlice: StateCreator<AppState, [], [], ViewSlice> = (set) => ({
  layers: SURFACE_LAYERS,
  isolated: null,
  peel: { on: false, radius_mm: 18 },
  labels: true,
  landmarks: false,
  guidance: true,
  inset: true,
  sound: false,
  skinTone: 'light',
  hovered: null,
  selected: null,
  camera: { serial: 0, preset: 'left-three-quarter' },
  setLayer: (key, change) => set((state) => ({ layers: { ...state.layers, [key]: { ...state.layers[key], ...change } } })),
  setLayers: (layers) => set((state) => ({ layers: { ...state.layers, ...layers }, isolated: null })),
  isolate: (key) => set((state) => ({ isolated: state.isolated === key ? null : key })),
  setPeel: (change) => set((state) => ({ peel: { ...state.peel, ...change } })),
  setOption: (change) => set(change),
  hover: (index) => set((state) => (state.hovered === index ? state : { hovered: index })),
  select: (index) => set({ selected: index }),
  lookFrom: (preset) => set((state) => ({ camera: { serial: state.camera.serial + 1, preset } })),
  lookAt: (point, normal, span) => set((state) => ({ camera: { serial: state.camera.serial + 1, look: { point, normal, span } } })),
});

/** One object each: a selector that returns a new one every time would never come to rest. */
const ALONE: LayerView = { visible: true, opacity: 1 };
const GHOST: LayerView = { visible: true, opacity: 0.35 };
const AWAY: LayerView = { visible: false, opacity: 0 };

/** Whether a layer is drawn, and how opaque, with isolation taken into account: an isolated layer stands on a ghost of the bone and skin. */
export function shownLayer(state: Pick<ViewSlice, 'layers' | 'isolated'>, key: LayerKey): LayerView {
  if (state.isolated === null) return state.layers[key];
  if (state.isolated === key) return ALONE;
  if (key === 'bone') return GHOST;
  return AWAY;
}
