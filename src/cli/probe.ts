import { describe } from '../engine/describe';
import { walk } from '../patient/walk';
import { LineError, rounded } from './json';
import type { Patients } from './patients';
import { checked, probeSchema } from './schemas';

/** Answer one probe request. @throws LineError */
export async function probe(request: unknown, patients: Patients): Promise<unknown> {
  const { id, patient: spec, side, device, entry, angle_deg, azimuth_deg = 0, roll_deg = 0, depth_mm } = checked(probeSchema, request);
  const { patient, grid, reader, reading } = await patients.get(spec);
  const surface = { skin: patient.skin, chart: patient.chart, grid, landmarks: patient.landmarks };
  const at = walk(surface, entry, side, 'entry');
  if ('code' in at) throw new LineError(at.code, at.path, at.message);
  reader.read({ device, entry: at.at, side, angle_deg, azimuth_deg, roll_deg, depth_mm }, reading);
  const { opening, ...answer } = describe(patient, reading);
  const device_mm = { outer_mm: reading.device.outer_mm, inner_mm: reading.device.inner_mm, measured: !reading.device.interpolated };
  return { id: id ?? null, ...(rounded({ ...answer, opening, device: device_mm }, 4) as object) };
}
