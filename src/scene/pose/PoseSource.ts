/** What moves the needle. Mouse, touch, keys and panel controls feed one sink; later XR, a gamepad or a phone will too. */
import type { SkinPoint } from '../../patient/types';

export interface PoseSink {
  /** The skin under the pointer before a needle is set; null when there is none. */
  hover(at: SkinPoint | null): void;
  /** Set the needle's point on the skin. */
  place(at: SkinPoint): void;
  /** Turn the shaft: angle to the skin and azimuth, degrees. `live` while a hand holds it. */
  aim(angle_deg: number, azimuth_deg: number, live: boolean): void;
  /** Turn the bevel about the shaft, degrees. */
  roll(by_deg: number): void;
  /** Along the shaft, mm; negative draws back. */
  advance(by_mm: number): void;
  inject(on: boolean): void;
  aspirate(on: boolean): void;
  /** Out of the skin. */
  withdraw(): void;
}

export interface PoseSource {
  /** Begin to feed the sink; returns a function that stops. */
  attach(sink: PoseSink): () => void;
}

/** One step of wheel, key or thumb, mm. */
export const STEP_MM = 0.1;
