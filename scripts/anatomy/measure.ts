/** Measures Bevel's own anatomy the way the studies did. */
import { locateNear, labelAt, columnAt, type Ground } from '../../src/patient/courses/ground';
import { arcLengths, nearestOn } from '../../src/patient/courses/curve';
import type { Centreline } from '../../src/patient/courses/trace';
import { closestPoint, makeClosest } from '../../src/patient/trees';
import { buildTriangleTree } from '../../src/patient/trees';
import { makeOuterSkin, type OuterSkin } from '../../src/engine/surface';
import type { CompiledPatient, Mesh, Tree } from '../../src/patient/types';
import type { Compared, Site } from './list';

export interface Measured {
  patient: CompiledPatient;
  ground: Ground;
  lines: readonly Centreline[];
}

type Vec = [number, number, number];
const found = makeClosest();

/** Skin point of a site on the left side; null off the chart. */
export function siteOf(ground: Ground, [id, lateral_mm, superior_mm]: Site): Vec | null {
  const label = labelAt(ground, { landmark: id, lateral_mm, superior_mm });
  if (lateral_mm === 0 && superior_mm === 0) return ground.landmark(id, 'left');
  const near = locateNear(ground, label[0], label[1]);
  return near ? columnAt(ground, near.at).origin : null;
}

const outer = new WeakMap<CompiledPatient, OuterSkin>();
const bones = new WeakMap<CompiledPatient, { mesh: Mesh; tree: Tree } | null>();

/** Distance from a point to the outer skin (not to the lining of mouth and nose). */
export function toSkin({ patient }: Measured, [x, y, z]: Vec): number {
  const skin = outer.get(patient) ?? makeOuterSkin(patient);
  outer.set(patient, skin);
  return closestPoint(skin.mesh, skin.tree, x, y, z, found);
}

/** Distance from a point to bone (no teeth, no cartilage); Infinity without a skull. */
export function toBone({ patient }: Measured, [x, y, z]: Vec): number {
  let bone = bones.get(patient);
  if (bone === undefined) {
    const { skull } = patient;
    const triangles: number[] = [];
    for (const part of skull.parts) if (part.kind === 'bone') for (let t = part.first * 3; t < (part.first + part.count) * 3; t++) triangles.push(skull.triangles[t]);
    const mesh = { positions: skull.positions, triangles: Uint32Array.from(triangles) };
    bone = triangles.length > 0 ? { mesh, tree: buildTriangleTree(mesh) } : null;
    bones.set(patient, bone);
  }
  return bone ? closestPoint(bone.mesh, bone.tree, x, y, z, found) : Number.POSITIVE_INFINITY;
}

const lineOf = (measured: Measured, id: string): Centreline | undefined => measured.lines.find((line) => line.id === id && line.side !== 'right');
const pointAt = (line: Centreline, index: number): Vec => [line.points[index * 3], line.points[index * 3 + 1], line.points[index * 3 + 2]];

/** Point of a line where its coordinate `axis` passes `value`, the crossing nearest to `near`; null without one within 12 mm. */
function crossing(line: Centreline, axis: 0 | 1, value: number, near: Vec): Vec | null {
  let best: Vec | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.radii.length; i++) {
    const a = pointAt(line, i);
    const b = pointAt(line, i + 1);
    const inside = (a[axis] - value) * (b[axis] - value) <= 0 && a[axis] !== b[axis];
    const t = inside ? (value - a[axis]) / (b[axis] - a[axis]) : 0;
    const at: Vec = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
    const off = inside ? 0 : Math.abs(a[axis] - value);
    if (off > 4) continue;
    const d = Math.hypot(at[0] - near[0], at[1] - near[1], at[2] - near[2]) + 10 * off;
    if (d < least) {
      least = d;
      best = at;
    }
  }
  return best;
}

/** How far forward the skin over a point lies: a calliper does not reach into the depth. */
function skinZ(measured: Measured, at: Vec): number {
  toSkin(measured, at);
  return found.z;
}

/** What Bevel has for one published number, mm; null where the structure or the site is not there. */
export function measure(measured: Measured, item: Compared): number | null {
  const line = lineOf(measured, item.structure);
  if (!line) return null;
  const last = line.radii.length - 1;
  if (item.kind === 'diameter') return 2 * line.radii[Math.round(item.at * last)];
  if (item.kind === 'length') return arcLengths(line.points, 3)[last];
  const site = siteOf(measured.ground, item.site);
  if (!site) return null;
  if (item.kind === 'depth' || item.kind === 'bone') {
    const { point } = nearestOn(line.points, site[0], site[1], site[2]);
    return item.kind === 'depth' ? toSkin(measured, point) : toBone(measured, point);
  }
  if (item.kind === 'end') {
    const at = pointAt(line, item.end === 'start' ? 0 : last);
    const d: Vec = [at[0] - site[0], at[1] - site[1], at[2] - site[2]];
    return { lateral: d[0], medial: -d[0], superior: d[1], inferior: -d[1], anterior: d[2], straight: Math.hypot(d[0], d[1], d[2]) }[item.axis];
  }
  if (item.kind === 'above') {
    const { point } = nearestOn(line.points, site[0], site[1], site[2]);
    return point[1] - site[1];
  }
  const sideways = item.kind === 'lateral' || item.kind === 'medial';
  const at = crossing(line, sideways ? 1 : 0, site[sideways ? 1 : 0], site);
  if (!at) return null;
  // Callipers go round the face: off the midline a sideways distance is the straight one at that height, over the skin.
  const round = sideways && Math.abs(site[0]) > 1;
  const d = round ? Math.sign(at[0] - site[0]) * Math.hypot(at[0] - site[0], skinZ(measured, at) - site[2]) : sideways ? at[0] - site[0] : at[1] - site[1];
  return item.kind === 'medial' || item.kind === 'inferior' ? -d : d;
}
