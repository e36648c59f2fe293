import { readFileSync } from 'node:fs';
import { headPreset, loadHead, shapeHead, type HeadModel, type HeadShape } from '../../../src/patient/head';
import { normalColumns, loadSkull, warpSkull, type SkullTemplate, type WarpedSkull } from '../../../src/patient/skull';
import { buildTriangleTree, closestPoint, makeClosest } from '../../../src/patient/trees';
import type { Mesh, Tree } from '../../../src/patient/types';

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../../public/models/${name}`, import.meta.url)));
export const skullBytes = (): Uint8Array => file('skull.glb');

export interface Person {
  head: HeadModel;
  template: SkullTemplate;
  shape: HeadShape;
  directions: Float32Array;
  skull: WarpedSkull;
}

let assets: Promise<{ head: HeadModel; template: SkullTemplate }> | undefined;
export const theAssets = (): Promise<{ head: HeadModel; template: SkullTemplate }> =>
  (assets ??= Promise.all([loadHead(file('head.glb')), loadSkull(skullBytes())]).then(([head, template]) => ({ head, template })));

const people = new Map<string, Person>();
/** A preset's skull on columns against the skin normals, made once a file. */
export async function person(id: string): Promise<Person> {
  const known = people.get(id);
  if (known) return known;
  const { head, template } = await theAssets();
  const shape = shapeHead(head, headPreset(id).weights);
  const made = { head, template, shape, ...skullOf(head, template, shape, headPreset(id).sex) };
  people.set(id, made);
  return made;
}

export function skullOf(head: HeadModel, template: SkullTemplate, shape: HeadShape, sex: 'female' | 'male'): { directions: Float32Array; skull: WarpedSkull } {
  const columns = normalColumns(shape.skin, shape.normals);
  const skull = warpSkull(template, { skin: shape.skin, normals: shape.normals, surface: head.surface, sex, eyes: { left: shape.eyes.left.centre, right: shape.eyes.right.centre }, columns });
  return { directions: columns.directions, skull };
}

/** One part of a skull as a mesh of its own triangles. */
export function piece(skull: WarpedSkull, id: string): Mesh {
  const part = skull.parts.find((p) => p.id === id);
  if (!part) throw new Error(`no part ${id}`);
  return { positions: skull.positions, triangles: skull.triangles.slice(part.first * 3, (part.first + part.count) * 3) };
}

/** Vertices a mesh uses. */
export const used = (mesh: Mesh): number[] => [...new Set(mesh.triangles)];

/** Least distance from the vertices of one mesh to the surface of another, mm (up to `limit`). */
export function clearance(from: Mesh, to: Mesh, limit = 6): { least: number; at: number[] } {
  const tree = buildTriangleTree(to);
  const near = makeClosest();
  let least = limit;
  let at: number[] = [];
  for (const v of used(from)) {
    const d = closestPoint(to, tree, from.positions[v * 3], from.positions[v * 3 + 1], from.positions[v * 3 + 2], near, least);
    if (d < least) {
      least = d;
      at = Array.from(from.positions.subarray(v * 3, v * 3 + 3));
    }
  }
  return { least, at };
}

/** Signed depth below the outer skin: positive inside. Points nearest to an open edge (mouth, nostril, lid margin) count as inside. */
export function skinDepth(p: Person): (x: number, y: number, z: number) => number {
  const { triangles, region } = p.head.surface;
  const keep: number[] = [];
  for (let t = 0; t < region.length; t++) if (region[t] === 0 || region[t] === 5) keep.push(triangles[t * 3], triangles[t * 3 + 1], triangles[t * 3 + 2]);
  const mesh: Mesh = { positions: p.shape.skin, triangles: Uint32Array.from(keep) };
  const n = p.shape.skin.length / 3;
  const edges = new Set<number>();
  for (let i = 0; i < keep.length; i += 3) for (let e = 0; e < 3; e++) edges.add(keep[i + e] * n + keep[i + ((e + 1) % 3)]);
  const rim = new Uint8Array(n);
  for (const k of edges) if (!edges.has((k % n) * n + Math.floor(k / n))) rim[k % n] = rim[Math.floor(k / n)] = 1;
  const tree: Tree = buildTriangleTree(mesh);
  const near = makeClosest();
  return (x, y, z) => {
    const d = closestPoint(mesh, tree, x, y, z, near);
    const i = [0, 1, 2].map((e) => mesh.triangles[near.triangle * 3 + e]);
    const w = [1 - near.b - near.c, near.b, near.c];
    if (w[0] * rim[i[0]] + w[1] * rim[i[1]] + w[2] * rim[i[2]] > 0.99) return d;
    const away = [x - near.x, y - near.y, z - near.z];
    let s = 0;
    for (let k = 0; k < 3; k++) for (let e = 0; e < 3; e++) s += away[k] * w[e] * p.shape.normals[i[e] * 3 + k];
    return s > 0 ? -d : d;
  };
}
