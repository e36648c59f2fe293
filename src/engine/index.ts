export { describe, type Description, type NearEntry } from './describe';
export { aim, frameAt, makeFrame, poseFrame, tipOf, type Frame } from './frame';
export { BEVEL_ANGLE_DEG, deviceShape, GAUGE_MAX, GAUGE_MIN, type DeviceShape } from './needle';
export { populationProbability } from './population';
export { createReader, makeReading, REACH, type NearList, type Reader, type Reading } from './reading';
export { CAUTION_MM, reasons, riskValue, type RiskLevel } from './risk';
export { slice, type Plane, type Section, type SliceOptions } from './slice';
export { isCavity, isHard, TISSUES } from './tissue';
export { tissueAt } from './tissueAt';
