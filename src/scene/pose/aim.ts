/** From where the hub is held to angle and azimuth, and back. */
import type { Frame } from '../../engine/frame';
import { dot, sub, unit, type Vec3 } from '../rig/ray';

export const LEAST_ANGLE = 5;

/** Angle to the skin and azimuth (degrees) of a shaft whose hub end lies at `held` while its point rests at the frame's point. */
export function aimFromHub(frame: Frame, held: Vec3): { angle_deg: number; azimuth_deg: number } {
  const back = unit(sub(held, frame.point as unknown as number[]));
  const rise = Math.min(1, Math.max(-1, dot(back, frame.normal as unknown as number[])));
  const angle = Math.max(LEAST_ANGLE, (Math.asin(rise) * 180) / Math.PI);
  // The tip points away from the hub: opposite heading in the tangent plane.
  const up = -dot(back, frame.up as unknown as number[]);
  const lateral = -dot(back, frame.lateral as unknown as number[]);
  if (Math.hypot(up, lateral) < 1e-4) return { angle_deg: 90, azimuth_deg: 0 };
  return { angle_deg: Math.min(90, angle), azimuth_deg: wrap((Math.atan2(lateral, up) * 180) / Math.PI) };
}

/** Degrees into (-180, 180]. */
export function wrap(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}
