/**
 * The skull: `loadSkull(bytes)` once, then `warpSkull(template, { skin, eyes, columns })` for each person.
 * All lengths in mm; x to the patient's left, y up, z forward; origin midway between the tragions.
 */
export { loadSkull, type DepthAnchor, type SkullPartKind, type SkullTemplate, type TemplatePart } from './template';
export { anchorsOnSkull, beginWarp, bendSkull, skullAtRest, warpSkull, type BentSkull, type WarpedSkull, type Warping, type WarpInput } from './warp';
export { normalColumns } from './columns';
export { type Columns, type PullOptions, type SkinTopology } from './pull';
export { depthTable, type DepthRow } from './depths';
export { thinPlate } from './spline';
