/** The tissue shell: layers as prisms under the charted skin. */
export { buildShell, columnDirections, shellForm, type BuiltShell, type ShellForm, type ShellReport } from './build';
export { boneDepths, type BoneDepth } from './boneField';
export { columnAt, pointAtDepth, pointAtMm, type ShellColumn } from './columns';
export { leastVolume } from './folds';
export { planShell, vertexAreas, type ShellPlan } from './plan';
export { referenceDepths, stackAt, type Sex } from './stacks';
export type { Person } from './thickness';
export type { Bone } from './snap';
