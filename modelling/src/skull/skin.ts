/**
 * The skin that the plan was drawn on, the head at rest, as a signed distance field. Only its outer sheet counts: mouth, nostril and
 * socket linings are left out, and the eye opening is closed by the front of a sphere.
 */
import { readFileSync } from 'node:fs';
import { loadChart } from '../../../src/patient/chart';
import { loadHead, shapeHead } from '../../../src/patient/head';
import { buildTriangleTree, closestPoint, makeClosest } from '../../../src/patient/trees';
import { columnDirections, planShell, vertexAreas } from '../../../src/patient/shell';
import type { Mesh } from '../../../src/patient/types';
import { resolvePoint, type Plan, type Vec } from './plan';
import { sample, type Field } from './field';

/** The plan had its origin midway between fitted tragions: plan = head + SHIFT. */
export const SHIFT: Vec = [0, 0.28, -0.2];
const LINING = [2, 3, 4];
/** Radius and half angle of the cap over the eye opening, mm and rad. */
const CAP = { radius: 15, angle: 1.15 };

export interface ReferenceSkin {
  /** Skin vertices of the head at rest in plan space. */
  vertices: Float32Array;
  sheet: Mesh;
  /** The whole surface of the head with its region per triangle, in head space; `normals` run against the tissue columns where there are any. */
  surface: { mesh: Mesh; normals: Float64Array; region: Uint8Array; mirror: Uint32Array };
  eye: Vec;
}

/** The head at rest from public/models/head.glb, moved into plan space. */
export async function referenceSkin(): Promise<ReferenceSkin> {
  const head = await loadHead(readFileSync('public/models/head.glb'));
  const shape = shapeHead(head, {});
  const vertices = shape.skin.map((v, i) => v + SHIFT[i % 3]!);
  const tri: number[] = [];
  const t = head.surface.triangles;
  for (let i = 0; i < t.length; i += 3) if (!LINING.includes(head.surface.region[i / 3]!)) tri.push(t[i]!, t[i + 1]!, t[i + 2]!);
  const pos = Array.from(vertices);
  const eye = shape.eyes.left.centre.map((v, i) => v + SHIFT[i]!) as Vec;
  for (const side of [1, -1]) {
    const start = pos.length / 3;
    const [rings, segments] = [8, 24];
    for (let r = 0; r <= rings; r++) for (let s = 0; s < segments; s++) {
      const th = (r / rings) * CAP.angle;
      const ph = (s / segments) * 2 * Math.PI;
      pos.push(side * (eye[0] + CAP.radius * Math.sin(th) * Math.cos(ph)), eye[1] + CAP.radius * Math.sin(th) * Math.sin(ph), eye[2] + CAP.radius * Math.cos(th));
    }
    for (let r = 0; r < rings; r++) for (let s = 0; s < segments; s++) {
      const [a, b] = [start + r * segments + s, start + r * segments + ((s + 1) % segments)];
      const q = [a, a + segments, b + segments, a, b + segments, b];
      if (side < 0) q.reverse();
      tri.push(...q);
    }
  }
  const surface = { mesh: { positions: shape.skin, triangles: t }, normals: await outward(shape.skin, t, shape.normals), region: head.surface.region, mirror: head.surface.mirror };
  return { vertices, surface, eye: shape.eyes.left.centre, sheet: { positions: Float32Array.from(pos), triangles: Uint32Array.from(tri) } };
}

/** Skin normals, and on the chart the reverse of the tissue columns, which are smoother: bone is met along those. */
async function outward(skin: Float32Array, triangles: Uint32Array, normals: Float32Array): Promise<Float64Array> {
  const chart = await loadChart(readFileSync('public/models/chart.bin'), triangles, skin.length / 3);
  const columns = columnDirections(planShell(chart, triangles, vertexAreas(skin, triangles, skin.length / 3)), normals);
  return Float64Array.from(normals, (n, i) => {
    const v = i - (i % 3);
    return columns[v] === 0 && columns[v + 1] === 0 && columns[v + 2] === 0 ? n : -columns[i]!;
  });
}

/** Signed distance (negative inside) to the outer sheet on a half grid; the sign is that of the interpolated normal at the nearest point. */
export function skinField(sheet: Mesh, lo: Vec, hi: Vec, h: number): Field {
  const n = [0, 1, 2].map((a) => Math.ceil((hi[a]! - lo[a]!) / h) + 1) as Vec;
  const { positions: p, triangles: t } = sheet;
  const normal = new Float64Array(p.length);
  for (let i = 0; i < t.length; i += 3) {
    const [a, b, c] = [t[i]! * 3, t[i + 1]! * 3, t[i + 2]! * 3];
    const u = [0, 1, 2].map((k) => p[b + k]! - p[a + k]!);
    const v = [0, 1, 2].map((k) => p[c + k]! - p[a + k]!);
    const w = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
    for (const q of [a, b, c]) for (let k = 0; k < 3; k++) normal[q + k]! += w[k]!;
  }
  // On an open edge (mouth, nostril, rim of the cap) the normal says nothing: there the point counts as inside.
  const edges = new Set<number>();
  const span = p.length / 3;
  for (let i = 0; i < t.length; i += 3) for (let e = 0; e < 3; e++) edges.add(t[i + e]! * span + t[i + ((e + 1) % 3)]!);
  const rim = new Uint8Array(span);
  for (const key of edges) {
    const [a, b] = [Math.floor(key / span), key % span];
    if (!edges.has(b * span + a)) rim[a] = rim[b] = 1;
  }
  const tree = buildTriangleTree(sheet);
  const out = makeClosest();
  const data = new Float32Array(n[0] * n[1] * n[2]);
  let bound = Infinity;
  for (let c = 0, at = 0; c < n[2]; c++) for (let b = 0; b < n[1]; b++) for (let a = 0; a < n[0]; a++, at++) {
    const q: Vec = [lo[0] + a * h, lo[1] + b * h, lo[2] + c * h];
    // The distance changes by at most h from one sample to the next.
    const d = closestPoint(sheet, tree, q[0], q[1], q[2], out, a === 0 ? Infinity : bound + h * 1.01);
    bound = d;
    const [i, j, k] = [t[out.triangle * 3]! * 3, t[out.triangle * 3 + 1]! * 3, t[out.triangle * 3 + 2]! * 3];
    const w = [1 - out.b - out.c, out.b, out.c];
    let s = 0;
    const away = [q[0] - out.x, q[1] - out.y, q[2] - out.z];
    for (let e = 0; e < 3; e++) s += away[e]! * (w[0]! * normal[i + e]! + w[1]! * normal[j + e]! + w[2]! * normal[k + e]!);
    const onRim = w[0]! * rim[i / 3]! + w[1]! * rim[j / 3]! + w[2]! * rim[k / 3]! > 0.999;
    data[at] = s < 0 || onRim ? -d : d;
  }
  return { h, origin: [lo[0], lo[1], lo[2]], n, data };
}

/** Adds the depth of the anchors of one part: the trim field "skin distance + depth". */
export function trimField(plan: Plan, skin: Field, part: string): Field {
  const anchors = plan.depth_anchors.filter((a) => a.used_for.includes(part)).map((a) => ({ p: resolvePoint(plan, a.at), depth: a.depth_mm }));
  const data = Float32Array.from(skin.data);
  const { n, origin, h } = skin;
  for (let c = 0, at = 0; c < n[2]; c++) for (let b = 0; b < n[1]; b++) for (let a = 0; a < n[0]; a++, at++) {
    const [x, y, z] = [origin[0] + a * h, origin[1] + b * h, origin[2] + c * h];
    let [sw, sd] = [0, 0];
    for (const { p, depth } of anchors) {
      const yz = (y - p[1]) ** 2 + (z - p[2]) ** 2;
      const w1 = 1 / ((x - p[0]) ** 2 + yz + 12) ** 2;
      const w = p[0] === 0 ? w1 : w1 + 1 / ((x + p[0]) ** 2 + yz + 12) ** 2;
      sw += w;
      sd += w * depth;
    }
    data[at] = skin.data[at]! + sd / sw;
  }
  return { h, origin, n, data };
}

/** Reads a field at any point. */
export function reader(f: Field): (x: number, y: number, z: number) => number {
  return (x, y, z) => sample(f, x, y, z);
}
