export * from './types';
export { TECHNIQUES, loadTechnique, notMeasured, planSides, techniqueSource } from './library';
export { TECHNIQUE_IDS } from './schema';
