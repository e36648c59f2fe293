export * from './types';
export { InputError } from './check';
export { checkTrace, isUnknown, parseTrace, plainEntry, serialise } from './parse';
export { ALIQUOT_MM, REDIRECT_DEG, emptyAttempt, foldAttempt, inTissue, lastTick, moments, replay, step } from './fold';
export type { AspirationRecord, Attempt, Contact, Deposit, Pass, PointRecord, Totals } from './fold';
export { axisAngle, straightDepth } from './axis';
export { createTraceStore } from './store';
export type { TraceState, TraceStore } from './store';
export { recordReading } from './record';
