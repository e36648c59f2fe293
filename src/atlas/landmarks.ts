import raw from './data/landmarks.json';
import type { Landmark } from './types';

/** The 38 landmarks of the reference face. */
export const LANDMARKS = raw as unknown as readonly Landmark[];

const byId = new Map(LANDMARKS.map((landmark) => [landmark.id, landmark]));

/** The landmark of that id. Throws when there is none; the message lists what exists. */
export function landmark(id: string): Landmark {
  const found = byId.get(id);
  if (!found) throw new Error(`Unknown landmark "${id}". Known: ${[...byId.keys()].join(', ')}.`);
  return found;
}

/** Whether a landmark of that id exists. */
export function isLandmark(id: string): boolean {
  return byId.has(id);
}

/** Chart label on the reference face (mm, u >= 0 away from the midline, v up) of a landmark plus an offset in reference millimetres. */
export function referenceUv(id: string, lateral_mm = 0, superior_mm = 0): [number, number] {
  const uv = landmark(id).reference_uv;
  return [uv[0] + lateral_mm, uv[1] + superior_mm];
}
