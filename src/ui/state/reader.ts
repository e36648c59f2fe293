/** The engine's answers for the patient on the screen. One reader per patient, made when it is first asked. */
import { createReader, type Reader, type Reading } from '../../engine/reading';
import type { CompiledPatient, Pose, Side } from '../../patient/types';
import { loadTechnique, planSides } from '../../technique/library';
import { resolveTargets } from '../../technique/resolve';
import { InputError } from '../../trace/check';
import { recordReading } from '../../trace/record';
import type { PlannedTarget, RecordedReading } from '../../trace/types';
import { chartedSkin } from './charted';

const readers = new WeakMap<CompiledPatient, { reader: Reader; out: Reading }>();

/** The reader of a patient and the reading that it fills. */
export function readerOf(patient: CompiledPatient): { reader: Reader; out: Reading } {
  let made = readers.get(patient);
  if (!made) {
    const reader = createReader(patient);
    made = { reader, out: reader.make() };
    readers.set(patient, made);
  }
  return made;
}

/** Read a pose; the copy that the trace keeps. */
export function readPose(patient: CompiledPatient, pose: Pose): RecordedReading {
  const { reader, out } = readerOf(patient);
  return recordReading(patient, reader.read(pose, out));
}

/** The plan of a technique on a patient, or why it does not fit this face. */
export function planOn(patient: CompiledPatient, technique: string, side: Side): PlannedTarget[] | string {
  try {
    const plan = loadTechnique(technique);
    return resolveTargets(plan, { patient, surface: chartedSkin(patient), reader: readerOf(patient).reader }, planSides(plan, side));
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
