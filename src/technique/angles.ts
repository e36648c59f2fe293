import { acos, atan2, clamp, deg } from '../engine/math';

/** Arc sine in degrees, clamped. */
export const asinDeg = (x: number): number => 90 - deg(acos(clamp(x, -1, 1)));

/** Azimuth in degrees from the lateral and upward parts: 0 = up, 90 = lateral. */
export const azimuthDeg = (lateral: number, up: number): number => (lateral === 0 && up === 0 ? 0 : deg(atan2(lateral, up)));
