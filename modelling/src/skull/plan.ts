/**
 * The skull plan: implicit solids in list order, placed as landmark + offset on the landmark table of the plan itself.
 * Space: mm, x to the patient's left, y up, z forward, origin midway between the tragions.
 */
import { readFileSync } from 'node:fs';

export type Vec = [number, number, number];

/** A point of the plan: landmark id plus offset in mm. */
export interface PlanPoint {
  lm: string;
  d: Vec;
}

export type Shape = 'ellipsoid' | 'superellipsoid' | 'box' | 'capsule' | 'tube' | 'skin-offset' | 'part' | 'slab';

export interface Primitive {
  id: string;
  op: 'union' | 'subtract' | 'intersect';
  blend_mm: number;
  shape: Shape;
  params: Record<string, unknown>;
  symmetric: boolean;
  part: string;
  why: string;
}

export interface DepthAnchor {
  id: string;
  at: PlanPoint;
  /** Depth of the trim, by the shortest distance. */
  depth_mm: number;
  /** Depth straight in that the bone of a patient is pulled to, with the row of the evidence; `assumed` = set by us. */
  patient_mm: { female: number; male: number; source: string };
  used_for: string[];
}

export interface Plan {
  landmarks_mm: Record<string, Vec>;
  depth_anchors: DepthAnchor[];
  primitives: Primitive[];
  /** Skin points whose movement from the head at rest to a patient carries the skull along. */
  controls: { landmarks: string[]; points: PlanPoint[] };
  /** Named points of the left half or the midline: foramina, borders, tips. */
  bone_points: Record<string, PlanPoint>;
  /** Which fields are built: mesh part -> primitive parts in it, triangle budget of the half, grid step. */
  meshes: Record<string, { parts: string[]; grid_mm: number; half_triangles: number; kind: 'bone' | 'tooth' | 'cartilage' | 'gum' }>;
}

export function readPlan(path: string): Plan {
  return JSON.parse(readFileSync(path, 'utf8')) as Plan;
}

/** Landmark + offset -> mm. Fails with the name of the unknown landmark. */
export function resolvePoint(plan: Plan, p: PlanPoint): Vec {
  const l = plan.landmarks_mm[p.lm];
  if (!l) throw new Error(`skull plan: landmark "${p.lm}" is not in landmarks_mm`);
  return [l[0] + p.d[0], l[1] + p.d[1], l[2] + p.d[2]];
}
