import { DOMAIN_OUTLINE, EXCLUDED } from '../../atlas/regions';
import type { Shape, SkinRef } from '../../atlas/types';
import type { Ground } from '../courses/ground';
import { SEAM, type LaidPlan } from './laid';
import { boxOf, cornersOf, signedDistance, smoothRing, type Ring } from './outline';
import { triangulate, type FlatMesh } from './lattice';

/** What of a shape depends on the chart only: a flat mesh of the left side with, per vertex, where it lies in the shape. */
export interface ShapePlan {
  id: string;
  mesh: FlatMesh;
  /** Distance to the rim, mm, per vertex; the midline is no rim. */
  rim: Float64Array;
  /** Greatest rim distance. */
  breadth: number;
  /** Position along the fibres, 0 at the origin, 1 at the insertion; 0.5 everywhere for rings. */
  along: Float64Array;
  /** Fibre direction on the chart per vertex, unit u, v; 0 where unknown. */
  fibre: Float64Array;
  ring: boolean;
  /** Vertex pairs that share an edge, and the number of edges at each vertex. */
  edges: Uint32Array;
  degree: Uint32Array;
  /** The plan laid on a chart, per chart and side, filled on first use: topology only, so it serves every patient. */
  laid: WeakMap<object, Partial<Record<'left' | 'right', LaidPlan>>>;
}

/** Lattice spacing, chart mm, by kind. */
const SPACING = { muscle: 2.1, gland: 2.4, fat: 3.2, ligament: 2.4 } as const;
/** Finer where a muscle is small or lies round a narrow gap. */
const FINE: Record<string, number> = { 'orbicularis-oris-marginal': 1.15, 'depressor-septi-nasi': 1.1, 'nasalis-alar': 1.4, modiolus: 1.4, procerus: 1.6 };

const fissure = EXCLUDED.find((opening) => opening.id === 'palpebral-fissure');

/** Authored openings: the mouth between the lips, seen on the chart (lip line v -64; a little wider for the peripheral part). */
const MOUTH: [number, number][] = [[0, -63.3], [10, -63.4], [19, -64.1], [23.5, -65], [19, -65.4], [10, -65.2], [0, -65]];
const MOUTH_WIDE: [number, number][] = [[0, -59.5], [6, -59], [14, -60.6], [22, -64.6], [15, -68.4], [7, -70.2], [0, -70.4]];

/** Border of the chart, both sides; shapes end a little inside it. */
const DOMAIN = smoothRing([...DOMAIN_OUTLINE]).ring;
const DOMAIN_MARGIN = 2;

/** Openings cut out of a shape, as rings: the eye opening and the lid part out of the orbital part, the mouth out of the lips' muscle. */
function holesOf(id: string, outlines: ReadonlyMap<string, readonly SkinRef[]>, ground: Labels): Ring[] {
  if (id === 'orbicularis-oculi-palpebral' && fissure) return [smoothRing(fissure.outline).ring];
  if (id === 'orbicularis-oculi-orbital') {
    const lid = outlines.get('orbicularis-oculi-palpebral');
    return lid ? [smoothRing(cornersOf(lid, ground)).ring] : [];
  }
  if (id === 'orbicularis-oris') return [smoothRing(MOUTH_WIDE).ring];
  if (id === 'orbicularis-oris-marginal') return [smoothRing(MOUTH).ring];
  return [];
}

const RINGS = new Set(['orbicularis-oculi-orbital', 'orbicularis-oculi-palpebral', 'orbicularis-oris', 'orbicularis-oris-marginal']);

const cache = new Map<string, ShapePlan>();
const CACHE_LIMIT = 400;

type Labels = Pick<Ground, 'label'>;

/** The plan of a shape, made once per outline on the chart. */
export function planShape(shape: Shape, outlines: ReadonlyMap<string, readonly SkinRef[]>, ground: Labels): ShapePlan {
  const key = `${shape.id}/${JSON.stringify(cornersOf(shape.outline, ground))}`;
  const known = cache.get(key);
  if (known) return known;
  const plan = build(shape, outlines, ground);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, plan);
  return plan;
}

function build(shape: Shape, outlines: ReadonlyMap<string, readonly SkinRef[]>, ground: Labels): ShapePlan {
  const { ring, midline } = smoothRing(cornersOf(shape.outline, ground));
  const holes = holesOf(shape.id, outlines, ground);
  const rimDistance = (u: number, v: number): number => {
    let d = signedDistance(ring, u, v);
    for (const hole of holes) d = Math.min(d, -signedDistance(hole, u, v));
    const nearBorder = u > 68 || v > 58 || v < -136;
    return d < -6 || !nearBorder ? d : Math.min(d, signedDistance(DOMAIN, u, v) - DOMAIN_MARGIN);
  };
  const field = midline ? (u: number, v: number): number => Math.min(rimDistance(u, v), u) : rimDistance;
  const box = boxOf(ring);
  if (midline) box[0] = 0;
  const spacing = FINE[shape.id] ?? SPACING[shape.kind];
  const mesh = triangulate(field, box, spacing);
  if (midline) squareSeam(mesh, rimDistance, spacing);
  const count = mesh.uv.length / 2;
  const rim = new Float64Array(count);
  let breadth = 0;
  for (let i = 0; i < count; i++) {
    rim[i] = Math.max(0, rimDistance(mesh.uv[i * 2], mesh.uv[i * 2 + 1]));
    breadth = Math.max(breadth, rim[i]);
  }
  const isRing = RINGS.has(shape.id);
  const { along, fibre } = isRing ? ringFibres(mesh, ring, holes) : lineFibres(mesh, shape.fibre_direction, ground);
  return { id: shape.id, mesh, rim, breadth, along, fibre, ring: isRing, ...edgesOf(mesh), laid: new WeakMap() };
}

/** Cutting a shape at the midline leaves its corners there rounded: the last vertex of the seam moves out to the rim, so that the halves meet without a notch. */
function squareSeam({ uv, border }: FlatMesh, rimDistance: (u: number, v: number) => number, spacing: number): void {
  for (let e = 0; e < border.length; e += 2) {
    const [a, b] = [border[e], border[e + 1]];
    const onSeam = (vertex: number): boolean => Math.abs(uv[vertex * 2]) < SEAM;
    if (onSeam(a) === onSeam(b)) continue;
    const vertex = onSeam(a) ? a : b;
    const v = uv[vertex * 2 + 1];
    const here = rimDistance(0, v);
    if (here <= 0) continue;
    const way = rimDistance(0, v + 0.05) < rimDistance(0, v - 0.05) ? 1 : -1;
    let low = 0;
    let high = 1.5 * spacing;
    if (rimDistance(0, v + way * high) > 0) continue;
    for (let step = 0; step < 20; step++) {
      const middle = (low + high) / 2;
      if (rimDistance(0, v + way * middle) > 0) low = middle;
      else high = middle;
    }
    uv[vertex * 2 + 1] = v + way * low;
  }
}

/** Vertex pairs that share an edge. */
function edgesOf({ uv, triangles }: FlatMesh): { edges: Uint32Array; degree: Uint32Array } {
  const seen = new Set<number>();
  const edges: number[] = [];
  const degree = new Uint32Array(uv.length / 2);
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = triangles[t + k];
      const b = triangles[t + ((k + 1) % 3)];
      const key = Math.min(a, b) * 1048576 + Math.max(a, b);
      if (seen.has(key)) continue;
      seen.add(key);
      edges.push(a, b);
      degree[a]++;
      degree[b]++;
    }
  return { edges: Uint32Array.from(edges), degree };
}

/** Fibres of a ring run round its opening: at right angles to the way from the opening to the rim. */
function ringFibres(mesh: FlatMesh, ring: Ring, holes: readonly Ring[]): { along: Float64Array; fibre: Float64Array } {
  const count = mesh.uv.length / 2;
  const along = new Float64Array(count).fill(0.5);
  const fibre = new Float64Array(count * 2);
  const level = (u: number, v: number): number => {
    const outer = signedDistance(ring, u, v);
    let inner = Number.POSITIVE_INFINITY;
    for (const hole of holes) inner = Math.min(inner, -signedDistance(hole, u, v));
    return inner - outer;
  };
  for (let i = 0; i < count; i++) {
    const u = mesh.uv[i * 2];
    const v = mesh.uv[i * 2 + 1];
    const gu = level(u + 0.5, v) - level(u - 0.5, v);
    const gv = level(u, v + 0.5) - level(u, v - 0.5);
    const g = Math.sqrt(gu * gu + gv * gv);
    if (g < 1e-6) continue;
    fibre[i * 2] = -gv / g;
    fibre[i * 2 + 1] = gu / g;
  }
  return { along, fibre };
}

/** Fibres blended between the authored lines by distance; `along` is the share of the way along them, over the extent of the shape. */
function lineFibres(mesh: FlatMesh, lines: Shape['fibre_direction'], ground: Labels): { along: Float64Array; fibre: Float64Array } {
  const count = mesh.uv.length / 2;
  const along = new Float64Array(count).fill(0.5);
  const fibre = new Float64Array(count * 2);
  if (lines.length === 0) return { along, fibre };
  const segments = lines.map(([from, to]) => {
    const [a, b] = cornersOf([from, to], ground);
    const du = b[0] - a[0];
    const dv = b[1] - a[1];
    const length = Math.max(Math.sqrt(du * du + dv * dv), 1e-6);
    return { a, b, du: du / length, dv: dv / length, length };
  });
  for (let i = 0; i < count; i++) {
    const u = mesh.uv[i * 2];
    const v = mesh.uv[i * 2 + 1];
    let fu = 0;
    let fv = 0;
    for (const line of segments) {
      const t = Math.max(0, Math.min(line.length, (u - line.a[0]) * line.du + (v - line.a[1]) * line.dv));
      const eu = u - line.a[0] - t * line.du;
      const ev = v - line.a[1] - t * line.dv;
      const weight = 1 / (1 + eu * eu + ev * ev);
      // Lines of one muscle may be authored in either sense; they count in the sense of the first.
      const sense = line.du * segments[0].du + line.dv * segments[0].dv < 0 ? -1 : 1;
      fu += sense * weight * line.du;
      fv += sense * weight * line.dv;
    }
    const f = Math.sqrt(fu * fu + fv * fv);
    if (f > 1e-9) {
      fibre[i * 2] = fu / f;
      fibre[i * 2 + 1] = fv / f;
    }
  }
  measureAlong(mesh, segments[0], along);
  return { along, fibre };
}

function measureAlong(mesh: FlatMesh, line: { a: readonly number[]; du: number; dv: number }, along: Float64Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < along.length; i++) {
    along[i] = (mesh.uv[i * 2] - line.a[0]) * line.du + (mesh.uv[i * 2 + 1] - line.a[1]) * line.dv;
    low = Math.min(low, along[i]);
    high = Math.max(high, along[i]);
  }
  const span = Math.max(high - low, 1e-6);
  for (let i = 0; i < along.length; i++) along[i] = (along[i] - low) / span;
}
