/** The whole folder for tools and tests; the page takes single modules, so that what scores is loaded when there is something to score. */
export * from './types';
export { TECHNIQUES, loadTechnique, notMeasured, planSides, techniqueSource } from './library';
export { TECHNIQUE_IDS } from './schema';
export { RUBRIC_ID, RUBRIC_NOTE, rubricHash } from './rubric';
export { rereadTrace, rescoreToday } from './rescore';
export { scoreTrace } from './score';
export { matchTargets } from './match';
export { plannedPose } from './pose';
export { depthShare, layerWindow, resolveTargets } from './resolve';
export type { PlanPatient } from './resolve';
