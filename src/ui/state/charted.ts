import { buildChartGrid } from '../../patient/chart';
import type { ChartedSkin } from '../../patient/surface';
import type { CompiledPatient } from '../../patient/types';

const made = new WeakMap<CompiledPatient, ChartedSkin>();

/** The patient's skin with its chart index, made once per patient. */
export function chartedSkin(patient: CompiledPatient): ChartedSkin {
  let surface = made.get(patient);
  if (!surface) {
    surface = { skin: patient.skin, chart: patient.chart, grid: buildChartGrid(patient.chart, patient.skin.triangles), landmarks: patient.landmarks };
    made.set(patient, surface);
  }
  return surface;
}
