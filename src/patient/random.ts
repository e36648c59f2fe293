/**
 * Seeded chance for patients. Integer arithmetic only (sfc32), so that every machine draws the same numbers.
 * Each question gets its own stream (`label`): adding a group or a course never changes what others draw.
 */
import { cos, ln, TAU } from '../engine/math';

/** A stream of numbers in [0, 1) with 32 bits each. */
export type Stream = () => number;

/** FNV-1a over UTF-16 code units; a 32-bit hash of a label. */
export function hashLabel(label: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The stream of `seed` (a safe integer >= 0) and `label`. */
export function stream(seed: number, label: string): Stream {
  let a = seed >>> 0;
  let b = Math.floor(seed / 4294967296) >>> 0;
  let c = hashLabel(label);
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return () => next() / 4294967296;
}

/** A standard normal deviate from a stream, truncated (by redrawing) to +-`limit` standard deviations. */
export function deviate(draw: Stream, limit = 2.5): number {
  for (;;) {
    const value = Math.sqrt(-2 * ln(1 - draw())) * cos(TAU * draw());
    if (value >= -limit && value <= limit) return value;
  }
}
