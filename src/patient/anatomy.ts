/** The soft-tissue anatomy of one person on a compiled ground: vessels, nerves and ducts as capsules, the rest as closed bodies. */
import type { Anatomy } from './variants';
import { bodiesOf, buildShapes } from './bodies/build';
import type { Ground } from './courses/ground';
import { traceCourses, type Centreline } from './courses/trace';
import { tubesOf } from './courses/tubes';
import { drawVariants } from './draw';
import type { Bodies, DrawnVariant, PatientSpec, Structure, Tubes } from './types';
import { applyVariants } from './variants';

export interface BuiltAnatomy {
  /** Courses first (tubes), then shapes and plexuses (bodies); tubes and bodies refer to it by index. */
  structures: Structure[];
  tubes: Tubes;
  bodies: Bodies;
  variants: DrawnVariant[];
  /** The centrelines behind the tubes, for the report. */
  lines: Centreline[];
}

/** Draws the variants of a spec and lays everything on the ground. Pure: the same spec and ground give the same bytes. */
export function buildAnatomy(spec: PatientSpec, ground: Ground): BuiltAnatomy {
  const variants = drawVariants(spec);
  const anatomy = applyVariants(variants);
  const lines = traceCourses(anatomy, ground, spec.seed);
  const courses = tubesOf(lines);
  const shapes = bodiesOf(buildShapes(anatomy, ground, isSymmetric(spec, anatomy)), lines, courses.structures.length, ground);
  return { structures: [...courses.structures, ...shapes.structures], tubes: courses.tubes, bodies: shapes.bodies, variants, lines };
}

/** Without a seed both sides have the same tissue; they are mirror images when they also have the same shapes. */
function isSymmetric(spec: PatientSpec, anatomy: Anatomy): boolean {
  if (spec.seed !== undefined || anatomy.left.shapes.size !== anatomy.right.shapes.size) return false;
  for (const [id, shape] of anatomy.left.shapes) if (JSON.stringify(anatomy.right.shapes.get(id)) !== JSON.stringify(shape)) return false;
  return true;
}
