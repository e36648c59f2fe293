export { buildTree } from './build';
export { buildCapsuleTree } from './capsules';
export { closestPoint, makeClosest, type Closest } from './closest';
export { allHits, firstHit, makeHits, type Hits } from './ray';
export { pointSegmentSquared, segmentsNear, segmentSegmentSquared, segmentSquaredAt } from './segments';
export { buildTriangleTree, refitTriangleTree } from './triangles';
