/** The whole folder for tools and tests; the page takes single modules, so that what reads files is loaded when there is one to read. */
export * from './types';
export { InputError } from './check';
export { checkTrace, parseTrace } from './parse';
export { isUnknown, plainEntry, serialise } from './write';
export { ALIQUOT_MM, REDIRECT_DEG, emptyAttempt, foldAttempt, inTissue, lastTick, moments, replay, step } from './fold';
export type { AspirationRecord, Attempt, Contact, Deposit, Pass, PointRecord, Totals } from './fold';
export { axisAngle, straightDepth } from './axis';
export { createTraceStore } from './store';
export type { TraceState, TraceStore } from './store';
export { ageNote, changedSince, PART_NAMES } from './age';
export { eyeOn, recordReading } from './record';
