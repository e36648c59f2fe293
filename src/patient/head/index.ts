/**
 * The head: `loadHead(bytes)` once, then `shapeHead(head, weights)` for each person.
 *
 *     const head = await loadHead(bytes);                          // head.glb; about 0.3 s cold
 *     const { skin, normals, eyes } = shapeHead(head, headPreset('female-35').weights);
 *     head.surface.triangles                                        // skin triangles, never change
 *     head.surface.render                                           // the same triangles split along UV seams, for textures
 *     head.surface.region, .groups, .loops, .mirror                 // hard and soft tags, named vertex loops, mirror image
 *
 * All lengths in mm; x to the patient's left, y up, z forward; origin midway between the tragions.
 */
export { ModelError, openGlb } from './glb';
export { HEAD_GROUPS, HEAD_REGIONS, loadHead, type HeadGroup, type HeadModel, type HeadRegion, type Morph, type Surface } from './model';
export { morphCage, morphNames, shapeHead, subdivideSkin, type Eye, type HeadShape, type MorphWeights } from './shape';
export { subdivideValues, subdivision, triangulate, type Subdivision } from './subdivide';
export { vertexNormals } from './normals';
export { HEAD_PRESETS, headPreset, type HeadPreset } from './presets';
export { landmarksOnSkin, mirrorPoint, pointOf, type FoundLandmark, type LandmarkLabel } from './landmarks';
export { measure, measureFace, publishedDistances, type MeasuredDistance, type PublishedDistance } from './dimensions';
export { ageWeights } from './age';
