/**
 * Builds public/models/skull.glb: `node scripts/run.mjs modelling/src/skull/build.ts` from the repository root (head.glb must be there).
 * Same input, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { buildTriangleTree, closestPoint, makeClosest } from '../../../src/patient/trees';
import { buildMeshes } from './meshes';
import { bakeOcclusion, bakeReach, mirrored } from './occlusion';
import { readPlan, resolvePoint, type Plan, type Vec } from './plan';
import { openEdges, simplifyHalf } from './simplify';
import { referenceSkin, SHIFT, type ReferenceSkin } from './skin';
import { writeSkull, type PartFile } from './write';

const plan = readPlan('modelling/data/skull-plan.json');
const reference = await referenceSkin();
const halves = buildMeshes(plan, reference, console.log);
const parts: PartFile[] = [];
for (const [id, spec] of Object.entries(plan.meshes)) {
  const rawOpen = openEdges(halves[id]!);
  const mesh = await simplifyHalf(halves[id]!, spec.half_triangles);
  const open = openEdges(mesh);
  console.log(`${id}: ${mesh.triangles.length / 3} half triangles, ${mesh.positions.length / 3} vertices, ${open} edges without two faces (${rawOpen} before)`);
  // From plan space to head space.
  for (let i = 0; i < mesh.positions.length; i++) mesh.positions[i]! -= i % 3 === 0 ? 0 : SHIFT[i % 3]!;
  parts.push({ id, kind: spec.kind, ...mesh, ...noReach(mesh.positions.length / 3) });
}
// Cartilages and gums are see-through or lie on bone: they cast no shade on it.
const casters = mirrored(parts.filter((p) => p.kind === 'bone' || p.kind === 'tooth'));
const sheet = { positions: reference.sheet.positions.map((v, i) => v - SHIFT[i % 3]!), triangles: reference.sheet.triangles };
const teeth = mirrored(parts.filter((p) => p.kind === 'tooth'));
// Only plain skin carries columns; lips, linings and lids do not.
const allowed = reference.surface.region.map((region, t) => {
  const v = reference.surface.mesh.triangles[t * 3]! * 3;
  const q = reference.surface.mesh.positions;
  const far = (Math.abs(q[v]!) - reference.eye[0]) ** 2 + (q[v + 1]! - reference.eye[1]) ** 2 + (q[v + 2]! - reference.eye[2]) ** 2;
  return region === 0 && far > 21 ** 2 ? 1 : 0;
});
for (const part of parts) {
  part.ao = bakeOcclusion(part, casters);
  if (part.kind === 'bone') Object.assign(part, bakeReach(part, { skin: reference.surface.mesh, normals: reference.surface.normals, allowed, teeth, sheet, eye: reference.eye }, part.ao));
}
const bytes = await writeSkull(parts, extras(plan, reference));
writeFileSync('public/models/skull.glb', bytes);
console.log(`skull.glb: ${(bytes.length / 1024).toFixed(0)} kB`);

/** Control points of the warp, depth anchors and named points, in head space. */
function extras(p: Plan, ref: ReferenceSkin): Record<string, unknown> {
  const tree = buildTriangleTree(ref.sheet);
  const near = makeClosest();
  const onSkin = (at: Vec): { vertex: number; point: Vec } => {
    closestPoint(ref.sheet, tree, at[0], at[1], at[2], near);
    let best = -1;
    let bestD = Infinity;
    for (let e = 0; e < 3; e++) {
      const v = ref.sheet.triangles[near.triangle * 3 + e]!;
      const d = [0, 1, 2].reduce((s, k) => s + (ref.sheet.positions[v * 3 + k]! - at[k]!) ** 2, 0);
      if (d < bestD && v * 3 < ref.vertices.length) [best, bestD] = [v, d];
    }
    return { vertex: best, point: [0, 1, 2].map((k) => round(ref.sheet.positions[best * 3 + k]! - SHIFT[k]!)) as Vec };
  };
  const both = (v: Vec): Vec[] => (v[0] === 0 ? [v] : [v, [-v[0], v[1], v[2]]]);
  const controls: number[] = [];
  const points: Vec[] = [];
  const wanted = [...p.controls.landmarks.map((id) => resolvePoint(p, { lm: id, d: [0, 0, 0] })), ...p.controls.points.map((q) => resolvePoint(p, q))];
  for (const w of wanted) for (const side of both(w)) {
    const { vertex, point } = onSkin(side);
    if (controls.includes(vertex)) continue;
    controls.push(vertex);
    points.push(point);
  }
  return {
    controls,
    control_points: points,
    eyes: [1, -1].map((s) => resolvePoint(p, { lm: 'eye-centre', d: [0, 0, 0] }).map((v, k) => round((k === 0 ? s : 1) * v - SHIFT[k]!))),
    depth_anchors: p.depth_anchors.flatMap((a) => both(resolvePoint(p, a.at)).map((q) => ({ id: a.id, vertex: onSkin(q).vertex, depth_mm: a.patient_mm, parts: a.used_for }))),
    bone_points: Object.fromEntries(Object.entries(p.bone_points).map(([id, q]) => [id, resolvePoint(p, q).map((v, k) => round(v - SHIFT[k]!))])),
  };
}

function noReach(n: number): Omit<PartFile, 'id' | 'kind' | 'positions' | 'triangles'> {
  return { ao: new Uint8Array(n), reach: new Uint8Array(n), triangle: new Uint32Array(n), b: new Uint8Array(n), c: new Uint8Array(n) };
}

function round(v: number): number {
  return Math.round(v * 1000) / 1000;
}
