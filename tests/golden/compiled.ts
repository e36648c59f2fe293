/** The compiled preset as a rig for scripted attempts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader } from '../../src/engine/reading';
import { ENGINE_VERSION } from '../../src/engine/version';
import { buildChartGrid } from '../../src/patient/chart';
import { compilePatient, prepare } from '../../src/patient/compile';
import type { Assets } from '../../src/patient/compile';
import { isPlaceError } from '../../src/patient/surface';
import type { ChartedSkin } from '../../src/patient/surface';
import type { CompiledPatient, PatientSpec, StructureSide } from '../../src/patient/types';
import { walk } from '../../src/patient/walk';
import { resolveTargets } from '../../src/technique';
import type { PlanPatient, Technique } from '../../src/technique';
import { recordReading } from '../../src/trace';
import type { Rig } from './perform';

let assets: Promise<Assets> | null = null;

/** Model files, read once. */
function loadAssets(): Promise<Assets> {
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join('public', 'models', name)));
  assets ??= prepare(read('head.glb'), read('skull.glb'), read('chart.bin'));
  return assets;
}

export interface CompiledRig extends Rig {
  patientData: CompiledPatient;
  on: PlanPatient;
}

export async function compiledRig(spec: PatientSpec): Promise<CompiledRig> {
  const patient = compilePatient(spec, await loadAssets());
  const surface: ChartedSkin = { skin: patient.skin, chart: patient.chart, grid: buildChartGrid(patient.chart, patient.skin.triangles), landmarks: patient.landmarks };
  const reader = createReader(patient);
  const reading = reader.make();
  const on: PlanPatient = { patient, surface, reader };
  const items = new Map<string, Technique>();
  return {
    patientData: patient,
    on,
    patient: spec,
    built_with: { ...patient.builtWith, engine: ENGINE_VERSION },
    targets(technique, sides) {
      items.set('', technique);
      return resolveTargets(technique, on, sides);
    },
    read: (pose) => recordReading(patient, reader.read(pose, reading)),
    move(target, lateral, superior) {
      const technique = items.get('')!;
      const item = technique.plan.items[target.item];
      const from = item.kind === 'thread' ? item.entry : item;
      const side: StructureSide = target.side;
      const found = walk(surface, { landmark: from.landmark, lateral_mm: from.lateral_mm + lateral, superior_mm: from.superior_mm + superior }, side === 'mid' ? 'left' : side);
      if (isPlaceError(found)) throw new Error(found.message);
      return found.at;
    },
  };
}
