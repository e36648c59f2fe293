import type { StateCreator } from 'zustand/vanilla';
import type { Device, Side, SkinPoint } from '../../patient/types';
import type { RecordedReading } from '../../trace';
import type { AppState } from './store';

/** What the hand is doing. The anatomy answers in `reading`; nothing here is anatomy. */
export interface HandSlice {
  device: Device;
  /** Product id of the devices table. */
  product: string;
  /** mL left in the syringe. */
  remaining_ml: number;
  /** Plunger speed while injecting, mL a minute. */
  rate_ml_per_min: number;
  /** Side in which free hand and plan work. */
  side: Side;
  /** Skin under the pointer, before a needle is set. */
  ghost: SkinPoint | null;
  /** Where the needle stands; null while it is in the hand. */
  entry: SkinPoint | null;
  angle_deg: number;
  azimuth_deg: number;
  roll_deg: number;
  depth_mm: number;
  /** What the engine says of the present pose; null before a needle is set. */
  reading: RecordedReading | null;
  injecting: boolean;
  /** Faster time while injecting, so that a slow bolus need not be waited for. */
  warp: boolean;
  /** Seconds the plunger has been held back, or null. */
  aspirating_s: number | null;
  /** 0..1, blood seen in the hub. */
  flash: number;
  /** True while the needle is being turned, so that arcs and degrees are drawn. */
  aiming: boolean;
  setHand(change: Partial<Omit<HandSlice, 'setHand'>>): void;
}

export const createHandSlice: StateCreator<AppState, [], [], HandSlice> = (set) => ({
  device: { kind: 'needle', gauge: 27, length_mm: 19 },
  product: 'ha-firm',
  remaining_ml: 1,
  rate_ml_per_min: 0.3,
  side: 'left',
  ghost: null,
  entry: null,
  angle_deg: 90,
  azimuth_deg: 0,
  roll_deg: 0,
  depth_mm: 0,
  reading: null,
  injecting: false,
  warp: true,
  aspirating_s: null,
  flash: 0,
  aiming: false,
  setHand: (change) => set(change),
});
