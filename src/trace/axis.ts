/** Angles between shaft directions in the skin's own frame. */
import { acos, clamp, cos, deg, rad, sin } from '../engine/math';

/** Depth straight in from the skin, mm: what a plan means by depth (evidence: shaft = depth / sin angle). */
export const straightDepth = (shaft_mm: number, angle_deg: number): number => shaft_mm * sin(rad(angle_deg));

/** Angle in degrees between two shaft axes, each given by its angle to the skin and its azimuth. */
export function axisAngle(a: { angle_deg: number; azimuth_deg: number }, b: { angle_deg: number; azimuth_deg: number }): number {
  const p = rad(a.angle_deg);
  const q = rad(b.angle_deg);
  const dot = sin(p) * sin(q) + cos(p) * cos(q) * cos(rad(a.azimuth_deg - b.azimuth_deg));
  return deg(acos(clamp(dot, -1, 1)));
}
