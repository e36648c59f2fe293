export type { Layer } from '../patient/layers';
export type { PatientSpec, Side, StructureSide } from '../patient/types';
export type { RecordedReading, Vec3 } from '../trace';
