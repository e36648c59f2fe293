/** What the second window follows: the picture, not the panels. Plain data, small, sent by key when it changes. */
import type { Device, PatientSpec, SkinPoint } from '../patient/types';
import type { LayerKey, LayerView } from '../ui/state/view';
import type { Deposit, PlannedTarget, RecordedReading } from '../trace';
import type { View } from '../scene/rig/orbit';

export interface LectureState {
  spec: PatientSpec;
  skinTone: string;
  view: View;
  layers: Record<LayerKey, LayerView>;
  isolated: LayerKey | null;
  peel: { on: boolean; radius_mm: number };
  peelPoint: [number, number, number] | null;
  labels: boolean;
  guidance: boolean;
  selected: number | null;
  caption: string;
  /** Where the spotlight is, mm on the skin; null = off. */
  spotlight: [number, number, number] | null;
  hand: { device: Device; product: string; entry: SkinPoint | null; angle_deg: number; azimuth_deg: number; roll_deg: number; depth_mm: number; remaining_ml: number; flash: number };
  reading: RecordedReading | null;
  targets: PlannedTarget[];
  deposits: readonly Deposit[];
}
