/** Evaluates the plan and polygonises every mesh of it. */
import type { Plan, Vec } from './plan';
import { applyPrimitive, emptyField, smoothField, untangle, type Field, type Lookup } from './field';
import { dropSmallPieces, surfaceNets, taubin, type HalfMesh } from './nets';
import { reader, skinField, trimField, type ReferenceSkin } from './skin';

const LO: Vec = [0, -95, -105];
const HI: Vec = [80, 130, 112];

export function buildMeshes(plan: Plan, reference: ReferenceSkin, log: (s: string) => void, only?: string[], scale = 1): Record<string, HalfMesh> {
  const started = Date.now();
  const base = skinField(reference.sheet, LO, HI, 2);
  log(`skin field ${Date.now() - started} ms`);
  const trims: Record<string, Field> = {};
  const raw: Record<string, Field> = {};
  const lookup: Lookup = (name) => {
    if (name === 'skin') return reader(base);
    if (name.startsWith('skin:')) {
      const part = name.slice(5);
      return reader((trims[part] ??= trimField(plan, base, part)));
    }
    const f = raw[name];
    if (!f) throw new Error(`skull plan: part "${name}" is used before it is built`);
    return reader(f);
  };
  const out: Record<string, HalfMesh> = {};
  for (const [id, spec] of Object.entries(plan.meshes)) {
    if (only && !only.includes(id)) continue;
    const prims = plan.primitives.filter((p) => spec.parts.includes(p.part));
    const box = (spec as { box?: [Vec, Vec] }).box ?? [LO, HI];
    const field = emptyField(box[0], box[1], spec.grid_mm * scale);
    for (const prim of prims) applyPrimitive(field, plan, prim, lookup);
    raw[id] = { ...field, data: Float32Array.from(field.data) };
    smoothField(field);
    const opened = untangle(field);
    if (opened > 0) log(`${id}: ${opened} ambiguous faces opened`);
    const mesh = dropSmallPieces(surfaceNets(field), 300);
    taubin(mesh, 3);
    out[id] = mesh;
    log(`${id}: ${mesh.triangles.length / 3} half triangles, ${Date.now() - started} ms`);
  }
  return out;
}
