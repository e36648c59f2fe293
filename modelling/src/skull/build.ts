/**
 * Builds public/models/skull.glb: `node scripts/run.mjs modelling/src/skull/build.ts` from the repository root (head.glb must be there).
 * Same input, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { buildTriangleTree, closestPoint, makeClosest } from '../../../src/patient/trees';
import { buildMeshes } from './meshes';
import { bakeOcclusion, bakeReach, mirrored } from './occlusion';
import { readPlan, resolvePoint, type Plan, type PlanPoint, type Vec } from './plan';
import { openEdges, simplifyHalf } from './simplify';
import { referenceSkin, SHIFT, type ReferenceSkin } from './skin';
import { writeSkull, type PartFile } from './write';

/** Openings that a needle meets from outside. */
const OUTER = new Set(['supraorbital-notch', 'infraorbital-foramen', 'zygomaticofacial-foramen', 'zygomaticotemporal-foramen', 'mental-foramen', 'frontozygomatic-suture']);

/** Reach of the rim of an opening beyond its bore, and how far behind its foremost vertex, mm. */
const RIM = { out: 1.3, back: 2.5 };

/**
 * Round the mastoid the ear lies over the bone and no injection comes there: within `full` mm of it no column carries the bone, from `none` mm on all do.
 * The skin of the ear would tear it.
 */
const BEHIND_EAR = { full: 24, none: 40 };

/** Least openness of a tooth, of 255. */
const TOOTH_LIGHT = 165;

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
  // Necks of teeth lie in their sockets here; where the bone of a patient draws back from one it must not come out black.
  if (part.kind === 'tooth') part.ao = part.ao.map((v) => Math.max(v, TOOTH_LIGHT));
  if (part.kind === 'bone') Object.assign(part, bakeReach(part.id, part, { skin: reference.surface.mesh, normals: reference.surface.normals, allowed, teeth, sheet, eye: reference.eye }, part.ao));
  if (part.kind === 'bone') sparedEar(part);
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

/** Takes the reach of a part back behind the ear. */
function sparedEar(part: PartFile): void {
  const at = resolvePoint(plan, { lm: 'mastoid', d: [-8, 0, 0] }).map((v, k) => v - SHIFT[k]!);
  for (let v = 0; v < part.reach.length; v++) {
    const far = Math.sqrt([0, 1, 2].reduce((s, k) => s + (part.positions[v * 3 + k]! - at[k]!) ** 2, 0));
    const t = Math.min(1, Math.max(0, (far - BEHIND_EAR.full) / (BEHIND_EAR.none - BEHIND_EAR.full)));
    // In front of the ear canal the roots of arch and jaw joint are within reach.
    if (part.positions[v * 3 + 2]! < 4) part.reach[v] = Math.round(part.reach[v]! * t * t * (3 - 2 * t));
  }
}

/** Openings on the outer face lie in the middle of their rim, or on the surface itself; other points stay where the plan puts them. */
function onBone(id: string, at: Vec): Vec {
  if (!OUTER.has(id)) return at;
  const bone = parts.filter((q) => q.kind === 'bone');
  const drilled = mouthOf(id, bone);
  if (drilled) return drilled;
  const mesh = mirrored(bone);
  const near = makeClosest();
  closestPoint(mesh, buildTriangleTree(mesh), at[0], at[1], at[2], near);
  return [round(near.x), round(near.y), round(near.z)];
}

/** Where the axis of the capsule that drills an opening leaves the bone: the mean place of its rim along it. Null where no rim is left. */
function mouthOf(id: string, bone: PartFile[]): Vec | null {
  const prim = plan.primitives.find((p) => p.id === id && p.op === 'subtract' && p.shape === 'capsule');
  if (!prim) return null;
  const q = prim.params as { a: PlanPoint; b: PlanPoint; ra: number };
  const [a, b] = [q.a, q.b].map((end) => resolvePoint(plan, end).map((v, k) => v - SHIFT[k]!) as Vec) as [Vec, Vec];
  const l = Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2 + (b[2] - a[2]) ** 2);
  const d = [0, 1, 2].map((k) => (b[k]! - a[k]!) / l);
  const along: number[] = [];
  for (const { positions } of bone) for (let i = 0; i < positions.length; i += 3) {
    const p = [0, 1, 2].map((k) => positions[i + k]! - a[k]!);
    const s = p[0]! * d[0]! + p[1]! * d[1]! + p[2]! * d[2]!;
    const far = Math.sqrt([0, 1, 2].reduce((sum, k) => sum + (p[k]! - s * d[k]!) ** 2, 0));
    if (s > -8 && s < l && far > q.ra - 0.1 && far < q.ra + RIM.out) along.push(s);
  }
  if (along.length < 4) return null;
  const first = Math.min(...along);
  const rim = along.filter((s) => s < first + RIM.back);
  const mean = rim.reduce((sum, s) => sum + s, 0) / rim.length;
  return [0, 1, 2].map((k) => round(a[k]! + mean * d[k]!)) as Vec;
}

function noReach(n: number): Omit<PartFile, 'id' | 'kind' | 'positions' | 'triangles'> {
  return { ao: new Uint8Array(n), reach: new Uint8Array(n), triangle: new Uint32Array(n), b: new Uint8Array(n), c: new Uint8Array(n) };
}

function round(v: number): number {
  return Math.round(v * 1000) / 1000;
}
