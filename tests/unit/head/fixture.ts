import { readFileSync } from 'node:fs';
import { headPreset, landmarksOnSkin, loadHead, shapeHead, type FoundLandmark, type HeadModel, type HeadShape } from '../../../src/patient/head';

export const headBytes = (): Uint8Array => new Uint8Array(readFileSync(new URL('../../../public/models/head.glb', import.meta.url)));

let loaded: Promise<HeadModel> | undefined;
export const theHead = (): Promise<HeadModel> => (loaded ??= loadHead(headBytes()));

const shapes = new Map<string, { head: HeadModel; shape: HeadShape; landmarks: FoundLandmark[] }>();
/** A preset's head with its landmarks, made once a file. */
export async function preset(id: string): Promise<{ head: HeadModel; shape: HeadShape; landmarks: FoundLandmark[] }> {
  const known = shapes.get(id);
  if (known) return known;
  const head = await theHead();
  const shape = shapeHead(head, headPreset(id).weights);
  const made = { head, shape, landmarks: landmarksOnSkin(head, shape.skin, shape.eyes) };
  shapes.set(id, made);
  return made;
}

/** Position of a landmark on the left or in the middle. */
export function at(landmarks: FoundLandmark[], id: string, side: 'left' | 'right' = 'left'): [number, number, number] {
  const found = landmarks.find((l) => l.id === id && (l.side === 'mid' || l.side === side));
  if (!found) throw new Error(`no landmark ${id}`);
  return found.point;
}
