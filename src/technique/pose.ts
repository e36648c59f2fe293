import type { Reading } from '../engine/reading';
import { OUTSIDE } from '../engine/tissue';
import type { Pose } from '../patient/types';
import type { PlannedTarget } from '../trace/types';

/** The pose that the plan asks for at a target. */
export function plannedPose(target: PlannedTarget, depth_mm = target.shaft_mm): Pose {
  return {
    device: target.device,
    entry: target.entry.at,
    ...(target.side === 'mid' ? {} : { side: target.side }),
    angle_deg: target.angle_deg,
    azimuth_deg: target.azimuth_deg,
    roll_deg: target.bevel.includes('down') ? 180 : 0,
    depth_mm,
  };
}

/** True when some of the shaft leaves the face again. */
export const leavesSkin = (reading: Reading): boolean => {
  for (let i = 0; i < reading.path.count; i++) if (reading.path.tissue[i] === OUTSIDE) return true;
  return false;
};
