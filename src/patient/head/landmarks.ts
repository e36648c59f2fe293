/**
 * Landmarks on a head. Each has a label, a point of the skin topology found on the reference head (`landmark-labels.json`, written by
 * modelling/src/head/find-landmarks.ts), which moves with every morph. Where the definition names an extreme (foremost, deepest, outermost)
 * the point is then looked for on this patient's skin round the label.
 */
import type { SkinPoint, StructureSide } from '../types';
import labels from './landmark-labels.json';
import type { HeadModel } from './model';
import { midlineLandmarks, type Profile } from './profile';
import type { Eye } from './shape';

/** A landmark found on one patient. */
export interface FoundLandmark {
  id: string;
  side: StructureSide;
  point: [number, number, number];
  /** Null for the pupil, which lies in the eye opening. */
  at: SkinPoint | null;
}

/** A stored label; the right side is its mirror image. */
export interface LandmarkLabel {
  id: string;
  /** On the midline: position along `paths[path]`, in vertices. */
  path?: 'midline-upper' | 'midline-lower';
  t?: number;
  /** Elsewhere: the point on the left side. */
  at?: [triangle: number, b: number, c: number];
  /** Look for the vertex within `radius` mm that lies farthest along `direction` (x away from the midline), less `hold` x distance squared, along z less `holdZ` instead. */
  extreme?: { direction: [number, number, number]; radius: number; hold: number; holdZ?: number };
  /** The vertex of a named loop (`-left` is added) farthest along `direction`, among those whose |x| is within `x`. */
  loop?: { name: string; direction: [number, number, number]; x?: [number, number] };
}

const LABELS = labels as unknown as LandmarkLabel[];

/** The skin point at a vertex. */
export function atVertex(head: HeadModel, vertex: number): SkinPoint {
  const triangle = head.surface.vertexTriangle[vertex];
  const t = head.surface.triangles;
  return { triangle, b: t[triangle * 3 + 1] === vertex ? 1 : 0, c: t[triangle * 3 + 2] === vertex ? 1 : 0 };
}

/** The skin point at a position along a path, in vertices. */
export function onPath(head: HeadModel, path: string, position: number): SkinPoint {
  const vertices = head.surface.paths[path];
  const i = Math.min(vertices.length - 2, Math.max(0, Math.floor(position)));
  const f = position - i;
  const triangle = head.surface.pathTriangles[path][i];
  const w = [0, 1, 2].map((k) => {
    const v = head.surface.triangles[triangle * 3 + k];
    return v === vertices[i] ? 1 - f : v === vertices[i + 1] ? f : 0;
  });
  return { triangle, b: w[1], c: w[2] };
}

/** Position of a skin point. */
export function pointOf(head: HeadModel, skin: ArrayLike<number>, at: SkinPoint): [number, number, number] {
  const t = head.surface.triangles;
  const a = t[at.triangle * 3] * 3;
  const b = t[at.triangle * 3 + 1] * 3;
  const c = t[at.triangle * 3 + 2] * 3;
  const w = 1 - at.b - at.c;
  return [w * skin[a] + at.b * skin[b] + at.c * skin[c], w * skin[a + 1] + at.b * skin[b + 1] + at.c * skin[c + 1], w * skin[a + 2] + at.b * skin[b + 2] + at.c * skin[c + 2]];
}

/** Mirror image of a skin point. */
export function mirrorPoint(head: HeadModel, at: SkinPoint): SkinPoint {
  const { triangles, mirror, quadMirror } = head.surface;
  const corner = [0, 1, 2].map((k) => mirror[triangles[at.triangle * 3 + k]]);
  const weight = [1 - at.b - at.c, at.b, at.c];
  const first = quadMirror[Math.floor(at.triangle / 32)] * 32;
  for (let t = first; t < first + 32; t++) {
    const k = [0, 1, 2].map((i) => corner.indexOf(triangles[t * 3 + i]));
    if (k[0] >= 0 && k[1] >= 0 && k[2] >= 0) return { triangle: t, b: weight[k[1]], c: weight[k[2]] };
  }
  throw new RangeError(`skin triangle ${at.triangle} has no mirror image`);
}

/** The vertex that an `extreme` or `loop` rule picks on one side, or null where the rule is to keep the label. */
function pick(head: HeadModel, skin: ArrayLike<number>, label: LandmarkLabel, from: [number, number, number], side: 'left' | 'right'): number | null {
  const sign = side === 'left' ? 1 : -1;
  let best: number | null = null;
  let reach = -Infinity;
  if (label.loop) {
    const { name, direction, x } = label.loop;
    for (const v of head.surface.loops[head.surface.loops[name] ? name : `${name}-${side}`]) {
      const px = skin[v * 3] * sign;
      if (x && (px < x[0] || px > x[1])) continue;
      const d = px * direction[0] + skin[v * 3 + 1] * direction[1] + skin[v * 3 + 2] * direction[2];
      if (d > reach) {
        reach = d;
        best = v;
      }
    }
  } else if (label.extreme) {
    const { direction, radius, hold, holdZ = hold } = label.extreme;
    const [x, y, z] = from;
    for (let v = 0; v < head.surface.vertexCount; v++) {
      const dy = skin[v * 3 + 1] - y;
      // Most of the head lies above or below.
      if (dy * dy > radius * radius) continue;
      const dx = skin[v * 3] - x;
      const dz = skin[v * 3 + 2] - z;
      const far = dx * dx + dy * dy + dz * dz;
      if (far > radius * radius) continue;
      const d = dx * sign * direction[0] + dy * direction[1] + dz * direction[2] - hold * (dx * dx + dy * dy) - holdZ * dz * dz;
      if (d > reach) {
        reach = d;
        best = v;
      }
    }
  }
  return best;
}

/** The midline of the face on one patient. */
export function profileOf(head: HeadModel, skin: ArrayLike<number>, path: 'midline-upper' | 'midline-lower'): Profile {
  const vertices = head.surface.paths[path];
  const points = new Float64Array(vertices.length * 2);
  const arc = new Float64Array(vertices.length);
  vertices.forEach((v, i) => {
    points[i * 2] = skin[v * 3 + 1];
    points[i * 2 + 1] = skin[v * 3 + 2];
    if (i > 0) {
      const dy = points[i * 2] - points[i * 2 - 2];
      const dz = points[i * 2 + 1] - points[i * 2 - 1];
      arc[i] = arc[i - 1] + Math.sqrt(dy * dy + dz * dz);
    }
  });
  return { points, arc };
}

/**
 * Every landmark of the atlas on one patient's skin (xyz mm): midline ones once, paired ones for each side, in the order of the labels.
 * The labels may be given to try others; the stored ones are the default.
 */
export function landmarksOnSkin(head: HeadModel, skin: ArrayLike<number>, eyes: { left: Eye; right: Eye }, use: readonly LandmarkLabel[] = LABELS): FoundLandmark[] {
  const out: FoundLandmark[] = [];
  const profiles = { 'midline-upper': profileOf(head, skin, 'midline-upper'), 'midline-lower': profileOf(head, skin, 'midline-lower') };
  const midline = midlineLandmarks(profiles, new Map(use.filter((l) => l.path).map((l) => [l.id, l.t as number])));
  for (const label of use) {
    if (label.path) {
      const at = onPath(head, label.path, midline.get(label.id) as number);
      out.push({ id: label.id, side: 'mid', at, point: pointOf(head, skin, at) });
      continue;
    }
    for (const side of ['left', 'right'] as const) {
      if (label.id === 'pupil') {
        const { centre, radius } = eyes[side];
        out.push({ id: 'pupil', side, at: null, point: [centre[0], centre[1], centre[2] + radius] });
        continue;
      }
      let at: SkinPoint | null = null;
      let from: [number, number, number] = [0, 0, 0];
      if (label.at) {
        const left: SkinPoint = { triangle: label.at[0], b: label.at[1], c: label.at[2] };
        at = side === 'left' ? left : mirrorPoint(head, left);
        from = pointOf(head, skin, at);
      }
      const vertex = pick(head, skin, label, from, side);
      if (vertex !== null) at = atVertex(head, vertex);
      if (!at) throw new RangeError(`landmark label "${label.id}" has neither a point nor a loop`);
      out.push({ id: label.id, side, at, point: pointOf(head, skin, at) });
    }
  }
  return out;
}
