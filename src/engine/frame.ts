import type { CompiledPatient, Pose, Side, SkinPoint } from '../patient/types';
import { sinCosOf } from './angles';
import { cross3 } from './math';
import { upField } from './upField';

/** Where a needle enters and how it lies. Triples are xyz, mm or unit length. Filled in place by `frameAt` and `aim`. */
export interface Frame {
  point: Float64Array;
  /** Outward normal of the faired skin, to which angles are measured. */
  normal: Float64Array;
  /** Up the face: the gradient of v in the tangent plane. */
  up: Float64Array;
  /** Away from the midline on this side, in the tangent plane. */
  lateral: Float64Array;
  /** Unit direction of the shaft, entry to tip. */
  direction: Float64Array;
  /** Unit direction that the bevel (or side port) faces. */
  bevel: Float64Array;
  u: number;
  v: number;
  side: Side;
}

export const makeFrame = (): Frame => ({
  point: new Float64Array(3),
  normal: new Float64Array(3),
  up: new Float64Array(3),
  lateral: new Float64Array(3),
  direction: new Float64Array(3),
  bevel: new Float64Array(3),
  u: 0.5,
  v: 0.5,
  side: 'left',
});

const e1 = new Float64Array(3);
const e2 = new Float64Array(3);
const face = new Float64Array(3);
/** Angle, azimuth and roll, degrees; then sine and cosine of each. */
const angles = new Float64Array(3);
const turns = new Float64Array(6);
/** Result of `unit`: a number with a fraction that a function returns may be allocated. */
const length = new Float64Array(1);

/** Within this u of the midline a pose's own side decides which way is lateral, mm. */
const MIDLINE = 0.05;

/**
 * Entry point, faired normal and tangent basis at a skin point. Does not allocate.
 * The basis follows the chart: up is the faired gradient of v projected into the tangent plane, lateral is square to it.
 * @param side wanted side, used on the midline only; elsewhere the side is where the point lies
 */
export function frameAt(patient: CompiledPatient, at: SkinPoint, out: Frame, side?: Side): Frame {
  const { positions, triangles, fairedNormals } = patient.skin;
  const uv = patient.chart.uv;
  const t = at.triangle * 3;
  const ia = triangles[t], ib = triangles[t + 1], ic = triangles[t + 2];
  const a = ia * 3, b = ib * 3, c = ic * 3;
  const wb = at.b, wc = at.c, wa = 1 - wb - wc;
  const { point, normal, up, lateral } = out;
  for (let k = 0; k < 3; k++) {
    point[k] = positions[a + k] * wa + positions[b + k] * wb + positions[c + k] * wc;
    normal[k] = fairedNormals[a + k] * wa + fairedNormals[b + k] * wb + fairedNormals[c + k] * wc;
    e1[k] = positions[b + k] - positions[a + k];
    e2[k] = positions[c + k] - positions[a + k];
  }
  out.u = uv[2 * ia] * wa + uv[2 * ib] * wb + uv[2 * ic] * wc;
  out.v = uv[2 * ia + 1] * wa + uv[2 * ib + 1] * wb + uv[2 * ic + 1] * wc;
  out.side = out.u > MIDLINE ? 'left' : out.u < -MIDLINE ? 'right' : (side ?? (out.u < 0 ? 'right' : 'left'));
  cross3(face, 0, e1, 0, e2, 0);
  unit(face);
  unit(normal);
  if (length[0] === 0) normal.set(face);
  const field = upField(patient);
  for (let k = 0; k < 3; k++) up[k] = field[a + k] * wa + field[b + k] * wb + field[c + k] * wc;
  if (!tangent(up, normal)) {
    // No chart here: head axes, up or, where the skin faces up or down, forward.
    up[0] = 0;
    up[1] = 1;
    up[2] = 0;
    if (!tangent(up, normal)) {
      up[2] = 1;
      up[1] = 0;
      up[0] = 0;
      tangent(up, normal);
    }
  }
  cross3(lateral, 0, up, 0, normal, 0);
  if (out.side === 'right') {
    lateral[0] = -lateral[0];
    lateral[1] = -lateral[1];
    lateral[2] = -lateral[2];
  }
  return out;
}

/** Scale v to unit length; its former length goes into `length`. A zero vector stays zero. */
function unit(v: Float64Array): void {
  const size = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  length[0] = size;
  if (size > 0) {
    v[0] /= size;
    v[1] /= size;
    v[2] /= size;
  }
}

/** Take from v what it has along unit n. */
function flatten(v: Float64Array, n: Float64Array): void {
  const along = v[0] * n[0] + v[1] * n[1] + v[2] * n[2];
  v[0] -= along * n[0];
  v[1] -= along * n[1];
  v[2] -= along * n[2];
}

/** Project v into the plane square to unit n and scale it to unit length; false when nothing is left. */
function tangent(v: Float64Array, n: Float64Array): boolean {
  unit(v);
  flatten(v, n);
  unit(v);
  return length[0] > 1e-6;
}

/**
 * Shaft direction and bevel direction of a pose, in a frame already set by `frameAt`.
 * Angle to the skin 0..90, azimuth 0 = up, 90 = lateral; roll turns the bevel clockwise seen from the hub, 0 = away from the skin.
 */
export function aim(frame: Frame, angle_deg: number, azimuth_deg: number, roll_deg: number): void {
  angles[0] = angle_deg;
  angles[1] = azimuth_deg;
  angles[2] = roll_deg;
  aimAngles(frame);
}

/** `aim` by what is in `angles`. Does not allocate. */
function aimAngles({ normal, up, lateral, direction, bevel }: Frame): void {
  for (let k = 0; k < 3; k++) sinCosOf(angles, k, turns, 2 * k);
  const sa = turns[0], ca = turns[1], sz = turns[2], cz = turns[3], sr = turns[4], cr = turns[5];
  for (let k = 0; k < 3; k++) {
    const heading = cz * up[k] + sz * lateral[k];
    direction[k] = ca * heading - sa * normal[k];
    bevel[k] = ca * normal[k] + sa * heading;
  }
  unit(direction);
  flatten(bevel, direction);
  unit(bevel);
  cross3(e1, 0, direction, 0, bevel, 0);
  for (let k = 0; k < 3; k++) bevel[k] = cr * bevel[k] + sr * e1[k];
}

/** `frameAt` and `aim` of a pose in one. Does not allocate. */
export function poseFrame(patient: CompiledPatient, pose: Pose, out: Frame): Frame {
  frameAt(patient, pose.entry, out, pose.side);
  angles[0] = pose.angle_deg;
  angles[1] = pose.azimuth_deg;
  angles[2] = pose.roll_deg;
  aimAngles(out);
  return out;
}

/** The tip of a pose's shaft when nothing stops it, xyz mm; for the drawn ghost. Does not allocate. */
export function tipOf(frame: Frame, depth_mm: number, out: Float64Array): Float64Array {
  for (let k = 0; k < 3; k++) out[k] = frame.point[k] + frame.direction[k] * depth_mm;
  return out;
}
