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

/** Openings that a needle meets from outside. */
const OUTER = new Set(['supraorbital-notch', 'infraorbital-foramen', 'zygomaticofacial-foramen', 'zygomaticotemporal-foramen', 'mental-foramen', 'frontozygomatic-suture']);

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
  return region === 0 && far > 20 ** 2 ? 1 : 0;
});
for (const part of parts) {
  part.ao = bakeOcclusion(part, casters);
  if (part.kind === 'bone') Object.assign(part, bakeReach(part.id, part, { skin: reference.surface.mesh, normals: reference.surface.normals, allowed, teeth, sheet, eye: reference.eye }, part.ao));
}
const bytes = await writeSkull(parts, extras(plan, reference));
writeFileSync('public/models/skull.glb', bytes);
console.log(`skull.glb: ${(bytes.length / 1024).toFixed(0)} kB`);

/** Control points of the warp, depth anchors and named points, in head space. */
function extras(p: Plan, ref: ReferenceSkin): Record<string, unknown> {
  const tree = buildTriangleTree(ref.sheet);
  const near = makeClosest();
  const midline = (at: Vec): number => {
    let best = 0;
    let least = Infinity;
    for (let v = 0; v < ref.surface.mirror.length; v++) {
      if (ref.surface.mirror[v] !== v) continue;
      const d = (ref.vertices[v * 3 + 1]! - at[1]) ** 2 + (ref.vertices[v * 3 + 2]! - at[2]) ** 2;
      if (d < least) [best, least] = [v, d];
    }
    return best;
  };
  const onSkin = (at: Vec): number => {
    closestPoint(ref.sheet, tree, at[0], at[1], at[2], near);
    let best = -1;
    let bestD = Infinity;
    for (let e = 0; e < 3; e++) {
      const v = ref.sheet.triangles[near.triangle * 3 + e]!;
      const d = [0, 1, 2].reduce((s, k) => s + (ref.sheet.positions[v * 3 + k]! - at[k]!) ** 2, 0);
      if (d < bestD && v * 3 < ref.vertices.length) [best, bestD] = [v, d];
    }
    // A midline point needs a midline vertex.
    if (at[0] === 0 && ref.surface.mirror[best] !== best) best = midline(at);
    return best;
  };
  const sheetPoint = (v: number): Vec => [0, 1, 2].map((k) => round(ref.sheet.positions[v * 3 + k]! - SHIFT[k]!)) as Vec;
  /** The skin vertex at a point of the left half, and its exact mirror image. */
  const both = (at: Vec): number[] => {
    const left = onSkin(at);
    const right = ref.surface.mirror[left]!;
    return left === right ? [left] : [left, right];
  };
  const controls: number[] = [];
  const points: Vec[] = [];
  const wanted = [...p.controls.landmarks.map((id) => resolvePoint(p, { lm: id, d: [0, 0, 0] })), ...p.controls.points.map((q) => resolvePoint(p, q))];
  for (const w of wanted) for (const vertex of both(w)) {
    if (controls.includes(vertex)) continue;
    controls.push(vertex);
    points.push(sheetPoint(vertex));
  }
  return {
    controls,
    control_points: points,
    eyes: [1, -1].map((s) => resolvePoint(p, { lm: 'eye-centre', d: [0, 0, 0] }).map((v, k) => round((k === 0 ? s : 1) * v - SHIFT[k]!))),
    depth_anchors: p.depth_anchors.flatMap((a) => both(resolvePoint(p, a.at)).map((vertex) => ({ id: a.id, vertex, depth_mm: a.patient_mm, parts: a.used_for }))),
    bone_points: Object.fromEntries(Object.entries(p.bone_points).map(([id, q]) => [id, onBone(id, resolvePoint(p, q).map((v, k) => round(v - SHIFT[k]!)) as Vec)])),
  };
}

/** Openings on the outer face lie on the surface itself; other points stay where the plan puts them. */
function onBone(id: string, at: Vec): Vec {
  if (!OUTER.has(id)) return at;
  const mesh = mirrored(parts.filter((q) => q.kind === 'bone'));
  const near = makeClosest();
  closestPoint(mesh, buildTriangleTree(mesh), at[0], at[1], at[2], near);
  return [round(near.x), round(near.y), round(near.z)];
}

function noReach(n: number): Omit<PartFile, 'id' | 'kind' | 'positions' | 'triangles'> {
  return { ao: new Uint8Array(n), reach: new Uint8Array(n), triangle: new Uint32Array(n), b: new Uint8Array(n), c: new Uint8Array(n) };
}

function round(v: number): number {
  return Math.round(v * 1000) / 1000;
}
