export { buildTree } from './build';
export { buildCapsuleTree } from './capsules';
export { closestPoint, makeClosest, type Closest } from './closest';
export { closestOnDiscs, makeDiscs, segmentToDiscs, type DiscMesh } from './discs';
export { packMesh, type PackedMesh } from './packed';
export { allAlong, allHits, distanceAlong, firstAlong, firstHit, firstHitPacked, makeHits, makeLine, setLine, type Hits, type Line } from './ray';
export { pointSegmentSquared, segmentsNear, segmentSegmentSquared, segmentSquaredAt } from './segments';
export { buildTriangleTree, refitTriangleTree, triangleOrder, type TreeOrder } from './triangles';
