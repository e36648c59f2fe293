/** What the second window follows: the picture, not the panels. Plain data, small, sent by key when it changes. */
import type { Device, PatientSpec, Side, SkinPoint } from '../patient/types';
import type { Alert } from '../ui/state/attempt';
import type { LayerKey, LayerView } from '../ui/state/view';
import type { Contact, Deposit, PlannedTarget, RecordedReading } from '../trace';
import type { View } from '../scene/rig/orbit';

export interface LectureState {
  spec: PatientSpec;
  /** The compiled patient's own spec as JSON: hand and marks belong to this face and wait for it. Null before there is one. */
  face: string | null;
  skinTone: string;
  view: View;
  layers: Record<LayerKey, LayerView>;
  isolated: LayerKey | null;
  peel: { on: boolean; radius_mm: number };
  peelPoint: [number, number, number] | null;
  labels: boolean;
  guidance: boolean;
  inset: boolean;
  selected: number | null;
  caption: string;
  /** Where the spotlight is, mm on the skin; null = off. */
  spotlight: [number, number, number] | null;
  alert: Alert | null;
  hand: {
    device: Device;
    product: string;
    side: Side;
    entry: SkinPoint | null;
    angle_deg: number;
    azimuth_deg: number;
    roll_deg: number;
    depth_mm: number;
    remaining_ml: number;
    flash: number;
    aiming: boolean;
    injecting: boolean;
  };
  reading: RecordedReading | null;
  targets: PlannedTarget[];
  /** Rings of a drill item. */
  marks: { at: SkinPoint; side: Side }[];
  /** What the attempt has left in the face: product and pierced walls. */
  done: { deposits: Deposit[]; pierced: Contact[] };
}
