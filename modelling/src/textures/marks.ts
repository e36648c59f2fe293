import { shapeHead, type HeadModel } from '../../../src/patient/head';
import type { BakeHead } from './bake';
import type { FaceMarks, P3 } from './face';

/** Cage vertex of each mark, left side. */
const VERTEX: Readonly<Record<Exclude<keyof FaceMarks, 'pupil'>, number>> = {
  glabella: 220,
  sellion: 132,
  pronasale: 297,
  subnasale: 343,
  alare: 2604,
  cheilion: 3655,
  stomion: 493,
  pogonion: 1649,
  gnathion: 1712,
  endocanthion: 2353,
  exocanthion: 2310,
  orbitale: 3913,
  zygion: 2540,
  tragion: 4110,
  gonion: 2961,
  frontotemporale: 2941,
};

/** The head at rest, with its marks, as the baker wants it. */
export function bakeHead(model: HeadModel): BakeHead {
  const shape = shapeHead(model, {});
  const at = (v: number): P3 => [Math.abs(shape.skin[v * 3]), shape.skin[v * 3 + 1], shape.skin[v * 3 + 2]];
  const eye = shape.eyes.left;
  const marks = Object.fromEntries(Object.entries(VERTEX).map(([name, v]) => [name, at(v)])) as unknown as FaceMarks;
  marks.pupil = [eye.centre[0], eye.centre[1], eye.centre[2] + eye.radius];
  return { model, positions: shape.skin, normals: shape.normals, triangles: model.surface.triangles, marks };
}
