/** The template skull carried to one patient. */
import type { Mesh, Skull } from '../types';
import { boneColumns, pullOnto, type Columns, type PullOptions, type SkinTopology } from './pull';
import { thinPlate, type Warp } from './spline';
import type { SkullTemplate, TemplatePart } from './template';

export interface WarpInput {
  /** Skin vertices of the patient (same topology as the head at rest), xyz mm. */
  skin: Float32Array;
  /** Skin triangles and mirror images: `HeadModel.surface`. */
  surface: SkinTopology;
  /** Unit normals of the skin: scalp and nape, which the shell does not cover, get columns against them. */
  normals: Float32Array;
  /** Globe centres, left and right. */
  eyes: { left: [number, number, number]; right: [number, number, number] };
  /** Whose published depths to use. */
  sex: 'female' | 'male';
  /** Directions of the tissue columns: those of the shell, or `normalColumns`. */
  columns: Columns;
  /** How often the pull is repeated; each pass corrects what the last left over. */
  rounds?: number;
  pull?: PullOptions;
}

/** A skull with what the renderer wants besides: gums and baked openness per vertex. */
export interface WarpedSkull extends Skull {
  /** Gingiva over the alveolar processes: soft, so no needle stops at it. */
  gums: Mesh;
  /** 0..1 per vertex of `positions`, 1 = open. */
  ao: Float32Array;
  gumsAo: Float32Array;
  /** Named points (foramina, borders, tips) on both sides: `id` for the left and the midline, `id:right` for the right. */
  points: Record<string, [number, number, number]>;
}

/** A skull on its way to a patient: pull it as often as wanted, read it in between. */
export interface Warping {
  /** Pulls the bones onto the ends of the columns, `rounds` times; each corrects what the last left over. */
  pull(columns: Columns, rounds: number): void;
  read(): WarpedSkull;
  /** Only what a search of the skull needs. */
  hard(): Skull;
}

/** Thin-plate spline on the template's control points, then pulled onto the column ends. mm in, mm out; under 60 ms. */
export function warpSkull(template: SkullTemplate, input: WarpInput): WarpedSkull {
  const warping = beginWarp(template, input, bendSkull(template, input));
  warping.pull(input.columns, input.rounds ?? 3);
  return warping.read();
}

/** The template bent to a head by the spline alone; serves every person with that head. */
export interface BentSkull {
  /** xyz per vertex of the template, mm. */
  positions: Float64Array;
  warp: Warp;
  /** Per bone part the depth of its anchors per vertex, NaN where not yet known: filled in by the pulls of people with the same skin and sex. */
  anchored: Map<string, Float64Array>;
}

/** Thin-plate spline through the control points of the skin and the two eyes. */
export function bendSkull(template: SkullTemplate, input: Pick<WarpInput, 'skin' | 'eyes'>): BentSkull {
  const n = template.controls.length;
  const from = new Float64Array(n * 3 + 6);
  const to = new Float64Array(n * 3 + 6);
  from.set(template.controlPoints);
  for (let i = 0; i < n; i++) for (let k = 0; k < 3; k++) to[i * 3 + k] = input.skin[template.controls[i] * 3 + k];
  from.set(template.eyes[0], n * 3);
  from.set(template.eyes[1], n * 3 + 3);
  to.set(input.eyes.left, n * 3);
  to.set(input.eyes.right, n * 3 + 3);
  const warp = thinPlate(from, to);
  const positions = Float64Array.from(template.positions);
  warp(positions);
  return { positions, warp, anchored: new Map() };
}

/** Begins with the bent template, which stays as it is. */
export function beginWarp(template: SkullTemplate, input: Omit<WarpInput, 'columns' | 'eyes'>, { positions: afterSpline, warp, anchored }: BentSkull): Warping {
  const p = afterSpline.slice();
  return {
    pull(columns, rounds) {
      for (const part of template.parts) {
        if (part.kind !== 'bone') continue;
        const depths = anchored.get(part.id) ?? new Float64Array(part.vertexCount).fill(NaN);
        anchored.set(part.id, depths);
        const own = boneColumns(template, part, columns, input.surface, input.normals, input.sex, columns.skin === input.skin ? depths : undefined);
        for (let round = 0; round < rounds; round++) {
          const move = pullOnto(template, part, p, own, input.pull);
          for (let i = 0; i < move.length; i++) p[part.firstVertex * 3 + i] += move[i];
        }
      }
    },
    read() {
      const q = p.slice();
      followBone(template, afterSpline, q);
      return assemble(template, q, warp, afterSpline);
    },
    hard() {
      const q = p.slice();
      followBone(template, afterSpline, q);
      const { hard } = layoutOf(template);
      return { positions: positionsOf(hard, q), triangles: hard.triangles, parts: hard.parts };
    },
  };
}

/** Gums keep to the bone below each vertex, teeth to the sockets; cartilages move as one rigid piece each, by the mean displacement of the bone they sit on. */
function followBone(template: SkullTemplate, before: Float64Array, p: Float64Array): void {
  for (const part of template.parts) {
    if (part.kind === 'bone') continue;
    if (part.kind === 'gum') {
      for (let v = part.firstVertex; v < part.firstVertex + part.vertexCount; v++) for (let k = 0; k < 3; k++) p[v * 3 + k] += p[template.seat[v] * 3 + k] - before[template.seat[v] * 3 + k];
      continue;
    }
    const sockets = part.kind === 'tooth' ? template.parts.find((g) => g.kind === 'gum' && g.id.endsWith('lower') === part.id.endsWith('lower')) : undefined;
    if (sockets) {
      followSockets(template, part, sockets, before, p);
      continue;
    }
    const bone = template.parts.find((b) => b.id === (part.id.endsWith('lower') ? 'mandible' : 'cranium'));
    if (!bone) continue;
    // Box of the part in the template, a little wider: the bone inside it is what it sits on.
    const lo = [Infinity, Infinity, Infinity];
    const hi = [-Infinity, -Infinity, -Infinity];
    for (let v = part.firstVertex; v < part.firstVertex + part.vertexCount; v++) for (let k = 0; k < 3; k++) {
      lo[k] = Math.min(lo[k], template.positions[v * 3 + k] - 3);
      hi[k] = Math.max(hi[k], template.positions[v * 3 + k] + 3);
    }
    let count = 0;
    let dy = 0;
    let dz = 0;
    for (let v = bone.firstVertex; v < bone.firstVertex + bone.vertexCount; v++) {
      const o = v * 3;
      let inside = template.reach[v] > 0.3;
      for (let k = 0; k < 3 && inside; k++) inside = template.positions[o + k] >= lo[k] && template.positions[o + k] <= hi[k];
      if (!inside) continue;
      count++;
      dy += p[o + 1] - before[o + 1];
      dz += p[o + 2] - before[o + 2];
    }
    if (count === 0) continue;
    for (let v = part.firstVertex; v < part.firstVertex + part.vertexCount; v++) {
      p[v * 3 + 1] += dy / count;
      p[v * 3 + 2] += dz / count;
    }
  }
}

/** A row of teeth moves with the bone under its gum, up and forward by what fits that bone best from the last molar to the incisors. */
function followSockets(template: SkullTemplate, teeth: TemplatePart, gum: TemplatePart, before: Float64Array, p: Float64Array): void {
  const { positions, seat } = template;
  let n = 0;
  let sz = 0;
  let szz = 0;
  const sum = [0, 0];
  const cross = [0, 0];
  for (let v = gum.firstVertex; v < gum.firstVertex + gum.vertexCount; v++) {
    const z = positions[v * 3 + 2];
    n++;
    sz += z;
    szz += z * z;
    for (let k = 0; k < 2; k++) {
      const d = p[seat[v] * 3 + 1 + k] - before[seat[v] * 3 + 1 + k];
      sum[k] += d;
      cross[k] += d * z;
    }
  }
  const spread = n * szz - sz * sz;
  const slope = [0, 1].map((k) => (spread > 0 ? (n * cross[k] - sz * sum[k]) / spread : 0));
  for (let v = teeth.firstVertex; v < teeth.firstVertex + teeth.vertexCount; v++) for (let k = 0; k < 2; k++) p[v * 3 + 1 + k] += sum[k] / n + slope[k] * (positions[v * 3 + 2] - sz / n);
}

function assemble(template: SkullTemplate, p: Float64Array, warp: (q: Float64Array) => void, afterSpline: Float64Array): WarpedSkull {
  const { hard, soft } = layoutOf(template);
  return {
    positions: positionsOf(hard, p),
    triangles: hard.triangles,
    parts: hard.parts,
    ao: hard.ao,
    gums: { positions: positionsOf(soft, p), triangles: soft.triangles },
    gumsAo: soft.ao,
    points: namedPoints(template, p, warp, afterSpline),
  };
}

/** One run of parts without gaps: what of it is the same for every patient. */
interface Gathered {
  from: TemplatePart[];
  vertexCount: number;
  triangles: Uint32Array;
  ao: Float32Array;
  parts: Skull['parts'];
}
const gathered = new WeakMap<SkullTemplate, { hard: Gathered; soft: Gathered }>();

/** Hard parts and gums of a template, made once and shared by its patients. */
function layoutOf(template: SkullTemplate): { hard: Gathered; soft: Gathered } {
  let layout = gathered.get(template);
  if (!layout) {
    layout = { hard: gather(template, template.parts.filter((part) => part.kind !== 'gum')), soft: gather(template, template.parts.filter((part) => part.kind === 'gum')) };
    gathered.set(template, layout);
  }
  return layout;
}

function gather(template: SkullTemplate, from: TemplatePart[]): Gathered {
  let vertexCount = 0;
  let faces = 0;
  for (const part of from) {
    vertexCount += part.vertexCount;
    faces += part.count;
  }
  const ao = new Float32Array(vertexCount);
  const triangles = new Uint32Array(faces * 3);
  const parts: Skull['parts'] = [];
  let v0 = 0;
  let t0 = 0;
  for (const part of from) {
    ao.set(template.ao.subarray(part.firstVertex, part.firstVertex + part.vertexCount), v0);
    for (let i = 0; i < part.count * 3; i++) triangles[t0 * 3 + i] = template.triangles[part.first * 3 + i] - part.firstVertex + v0;
    if (part.kind !== 'gum') parts.push({ id: part.id, kind: part.kind, first: t0, count: part.count });
    v0 += part.vertexCount;
    t0 += part.count;
  }
  return { from, vertexCount, triangles, ao, parts };
}

/** Positions of the gathered parts out of those of all. */
function positionsOf({ from, vertexCount }: Gathered, p: ArrayLike<number> & { subarray(a: number, b: number): ArrayLike<number> }): Float32Array {
  const positions = new Float32Array(vertexCount * 3);
  let v0 = 0;
  for (const part of from) {
    positions.set(p.subarray(part.firstVertex * 3, (part.firstVertex + part.vertexCount) * 3), v0 * 3);
    v0 += part.vertexCount;
  }
  return positions;
}

/** The template's own bones, teeth and cartilages as a skull: same triangles as those of every patient. */
export function skullAtRest(template: SkullTemplate): Skull {
  const { hard } = layoutOf(template);
  return { positions: positionsOf(hard, template.positions), triangles: hard.triangles, parts: hard.parts };
}

/** Template points through the spline, then moved with the nearest bone vertex. */
function namedPoints(template: SkullTemplate, p: Float64Array, warp: (q: Float64Array) => void, afterSpline: Float64Array): Record<string, [number, number, number]> {
  const out: Record<string, [number, number, number]> = {};
  for (const [id, point] of Object.entries(template.bonePoints)) {
    for (const side of point[0] === 0 ? [1] : [1, -1]) {
      const at = [side * point[0], point[1], point[2]];
      const q = Float64Array.from(at);
      warp(q);
      if (!id.startsWith('globe')) {
        const v = template.boneVertex[id][side > 0 ? 0 : 1] * 3;
        for (let k = 0; k < 3; k++) q[k] += p[v + k] - afterSpline[v + k];
      }
      out[side > 0 ? id : `${id}:right`] = [q[0], q[1], q[2]];
    }
  }
  return out;
}

/** Named points of the skull: foramina, borders, tips. Ids of the deep anchors; `id` is the left or the midline, `id:right` the right. */
export function anchorsOnSkull(skull: WarpedSkull): Record<string, [number, number, number]> {
  return skull.points;
}
