import { sourcesOf } from '../../atlas/structures';
import type { Shape, SideName } from '../../atlas/types';
import type { Ground } from '../courses/ground';
import { prevalenceOf } from '../courses/prevalence';
import type { Centreline } from '../courses/trace';
import { structureOf } from '../courses/tubes';
import type { Bodies, Structure, StructureSide } from '../types';
import type { Anatomy } from '../variants';
import { digastricAnterior, mylohyoid, parotidTail, submandibular } from './floor';
import { joinBodies, joined, mirrorBuffer, type BodyBuffer } from './mesh';
import { Occupancy, rankOf } from './order';
import { platysmaOfNeck } from './neck';
import { planShape } from './plan';
import { galea, temporalisBehind } from './scalp';
import { sheetBody } from './sheet';
import { courseBody, deepParotid, levatorOfLid, sternocleidomastoid, temporalisTendon } from './special';

/** One closed body of this patient. */
export interface BuiltBody {
  shape: Shape;
  side: SideName;
  buffer: BodyBuffer;
}

/**
 * Every muscle, gland, fat pad and ligament of a person as closed bodies, in file order, left before right. With `symmetric` the right
 * side is the exact mirror image of the left. Shapes that find no skin are left out.
 */
export function buildShapes(anatomy: Anatomy, ground: Ground, symmetric: boolean): BuiltBody[] {
  const left = buildSide(anatomy.left.shapes, 'left', ground);
  if (!symmetric) return [...left, ...buildSide(anatomy.right.shapes, 'right', ground)];
  return [...left, ...left.map((body): BuiltBody => ({ ...body, side: 'right', buffer: mirrorBuffer(body.buffer) }))];
}

function buildSide(shapes: ReadonlyMap<string, Shape>, side: SideName, ground: Ground): BuiltBody[] {
  const outlines = new Map([...shapes.values()].map((shape) => [shape.id, shape.outline]));
  const occupancy = new Occupancy();
  const done = new Map<string, BodyBuffer>();
  const last = 99;
  const inwards = [...shapes.values()].sort((a, b) => (rankOf(a.id) ?? last) - (rankOf(b.id) ?? last));
  let row: number | null = null;
  for (const shape of inwards) {
    // Muscles of one row interlace: each sees only the rows above.
    const own = rankOf(shape.id);
    if (own !== row) occupancy.settle();
    row = own;
    const buffer = bodyOf(shape, outlines, side, ground, occupancy);
    if (buffer && buffer.triangles.length > 0) done.set(shape.id, buffer);
  }
  return [...shapes.values()].flatMap((shape) => {
    const buffer = done.get(shape.id);
    return buffer ? [{ shape, side, buffer }] : [];
  });
}

/** Parts of muscles and glands that the chart cannot carry. */
const OFF_CHART: Record<string, (ground: Ground, side: SideName) => BodyBuffer | null> = { temporalis: temporalisOffChart, platysma: platysmaOfNeck, 'parotid-superficial': parotidTail };

function temporalisOffChart(ground: Ground, side: SideName): BodyBuffer | null {
  const tendon = temporalisTendon(ground, side);
  const behind = temporalisBehind(ground, side);
  return tendon && behind ? joined(tendon, behind) : (tendon ?? behind);
}

function bodyOf(shape: Shape, outlines: ReadonlyMap<string, Shape['outline']>, side: SideName, ground: Ground, occupancy: Occupancy): BodyBuffer | null {
  if (shape.space === 'orbit') return levatorOfLid(shape, ground, side);
  if (shape.id === 'parotid-deep') return deepParotid(ground, side);
  if (shape.id === 'sternocleidomastoid') return sternocleidomastoid(ground, side);
  if (shape.id === 'galea-aponeurotica') return galea(ground, side);
  if (shape.id === 'mylohyoid') return mylohyoid(ground, side);
  if (shape.id === 'digastric-anterior') return digastricAnterior(ground, side);
  const gland = shape.id === 'submandibular' ? submandibular(ground, side) : null;
  if (gland) return gland;
  const sheet = sheetBody(planShape(shape, outlines, ground), shape, side, ground, occupancy);
  if (!sheet) return null;
  // What of a muscle lies off the chart.
  const more = OFF_CHART[shape.id]?.(ground, side) ?? null;
  return more ? joined(sheet, more) : sheet;
}

/** Structures and one concatenated mesh of bodies; `firstStructure` = how many structures come before these; plexuses need the ground. */
export function bodiesOf(built: readonly BuiltBody[], lines: readonly Centreline[], firstStructure: number, ground?: Ground): { structures: Structure[]; bodies: Bodies } {
  const structures: Structure[] = [];
  const parts: BodyBuffer[] = [];
  let faces = 0;
  const push = (buffer: BodyBuffer, structure: Structure): void => {
    structure.first = faces;
    structure.count = buffer.triangles.length / 3;
    faces += structure.count;
    parts.push(buffer);
    structures.push(structure);
  };
  for (const { shape, side, buffer } of built) push(buffer, shapeStructure(shape, side, buffer));
  for (const line of lines) {
    if (!line.course.body || !ground) continue;
    const buffer = courseBody(line, ground);
    if (buffer) push(buffer, structureOf(line, 0, 0));
  }
  const owner = new Uint16Array(faces);
  structures.forEach(({ first, count }, index) => owner.fill(firstStructure + index, first, first + count));
  return { structures, bodies: { ...joinBodies(parts), structure: owner } };
}

function shapeStructure(shape: Shape, side: StructureSide, buffer: BodyBuffer): Structure {
  const structure: Structure = { id: shape.id, name: shape.name, latin: shape.latin, kind: shape.kind, side, sources: sourcesOf(shape), shape: 'body', first: 0, count: 0 };
  const prevalence = prevalenceOf(shape.id);
  if (prevalence !== null) structure.prevalence = prevalence;
  const fibre = middleFibre(buffer);
  if (fibre && shape.kind === 'muscle') structure.fibre = fibre;
  return structure;
}

/** Fibre direction at the vertex nearest to the middle of the body. */
function middleFibre(buffer: BodyBuffer): [number, number, number] | null {
  const count = buffer.positions.length / 3;
  const middle = [0, 0, 0];
  for (let i = 0; i < count; i++) for (let k = 0; k < 3; k++) middle[k] += buffer.positions[i * 3 + k] / count;
  let best = Number.POSITIVE_INFINITY;
  let at = -1;
  for (let i = 0; i < count; i++) {
    const f = buffer.fibre;
    if (f[i * 3] === 0 && f[i * 3 + 1] === 0 && f[i * 3 + 2] === 0) continue;
    let d = 0;
    for (let k = 0; k < 3; k++) d += (buffer.positions[i * 3 + k] - middle[k]) * (buffer.positions[i * 3 + k] - middle[k]);
    if (d < best) {
      best = d;
      at = i;
    }
  }
  return at < 0 ? null : [buffer.fibre[at * 3], buffer.fibre[at * 3 + 1], buffer.fibre[at * 3 + 2]];
}
