export { buildTree } from './build';
export { buildCapsuleTree } from './capsules';
export { closestPoint, makeClosest, type Closest } from './closest';
export { closestOnDiscs, makeDiscs, type DiscMesh } from './discs';
export { packMesh, type PackedMesh } from './packed';
export { allHits, allHitsPacked, firstHit, firstHitPacked, hitsTriangle, makeHits, type Hits } from './ray';
export { pointSegmentSquared, segmentsNear, segmentSegmentSquared, segmentSquaredAt } from './segments';
export { buildTriangleTree, refitTriangleTree } from './triangles';
