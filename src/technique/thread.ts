/**
 * The line of a thread on this patient. The plan lays product in a layer along a curved face; the simulated shaft is straight and stiff. So the line
 * is the steepest one towards the planned tip that neither bone stops short nor leaves the skin again.
 */
import { asinDeg, azimuthDeg } from './angles';
import { leavesSkin, plannedPose } from './pose';
import type { PlanPatient } from './resolve';
import { skinPosition } from '../patient/chart';
import type { Placed } from '../patient/surface';
import type { PlannedTarget } from '../trace/types';

/** Steps of the search, degrees. */
const STEP_DEG = 0.25;
/** How far short of the planned tip is still full length; how far short, or beyond it, bone may be found when it is wanted; mm. */
const SHORT_MM = 1;
const BONE_SHORT_MM = 8;
const BONE_BEYOND_MM = 4;
/** How much steeper than the straight line to the tip the search begins, degrees. */
const STEEPER_DEG = 25;

export interface ThreadLine {
  angle_deg: number;
  azimuth_deg: number;
  shaft_mm: number;
  /** Shaft length at which the thread begins (entry side). */
  start_mm: number;
}

export function threadLine(on: PlanPatient, target: PlannedTarget, start: Placed, end: Placed, depth_mm: number): ThreadLine {
  const { patient, reader } = on;
  const reading = reader.make();
  const { frame } = reader.read(plannedPose(target, 0), reading);
  // Tip wanted: under the end of the path, along its column.
  const { triangles } = patient.skin;
  const skin = skinPosition(patient.skin.positions, triangles, end.at);
  const t = 3 * end.at.triangle;
  const d = patient.shell.directions;
  const weight = [1 - end.at.b - end.at.c, end.at.b, end.at.c];
  const to = [0, 0, 0];
  for (let k = 0; k < 3; k++) {
    let column = 0;
    for (let c = 0; c < 3; c++) column += weight[c] * d[3 * triangles[t + c] + k];
    to[k] = skin[k] + column * depth_mm - frame.point[k];
  }
  const dot = (v: Float64Array): number => to[0] * v[0] + to[1] * v[1] + to[2] * v[2];
  const length = Math.sqrt(to[0] * to[0] + to[1] * to[1] + to[2] * to[2]);
  const azimuth = azimuthDeg(dot(frame.lateral), dot(frame.up));
  const first = Math.max(STEP_DEG, asinDeg(-dot(frame.normal) / length));
  const asked = Math.min(length, target.device.length_mm);
  let best: ThreadLine = { angle_deg: first, azimuth_deg: azimuth, shaft_mm: 0, start_mm: 0 };
  let onBone: ThreadLine | null = null;
  for (let angle = first + STEEPER_DEG; angle >= STEP_DEG; angle -= STEP_DEG) {
    const line = (shaft_mm: number): ThreadLine => ({ angle_deg: angle, azimuth_deg: azimuth, shaft_mm, start_mm: 0 });
    reader.read({ ...plannedPose(target, Math.min(asked + BONE_BEYOND_MM, target.device.length_mm)), angle_deg: angle, azimuth_deg: azimuth }, reading);
    if (leavesSkin(reading)) continue;
    if (target.bone_contact === 'required' && reading.boneContact && reading.reached >= asked - BONE_SHORT_MM) {
      if (onBone === null || Math.abs(reading.reached - asked) < Math.abs(onBone.shaft_mm - asked)) onBone = line(reading.reached + 0.1);
    }
    const reached = Math.min(reading.reached, asked);
    if (reached > best.shaft_mm + (best.shaft_mm >= asked - SHORT_MM ? SHORT_MM : 0)) best = line(reached);
  }
  if (onBone) best = onBone;
  const a = start.point;
  const x = a[0] - frame.point[0];
  const y = a[1] - frame.point[1];
  const z = a[2] - frame.point[2];
  best.start_mm = Math.min(best.shaft_mm, Math.sqrt(x * x + y * y + z * z));
  return best;
}
