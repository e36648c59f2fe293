/** The chart solver: unrolled start, thin-plate correction to the landmarks, repair of folded triangles. Left half; the right is its mirror image. */
import { read, thinPlate, type Pin } from './correct';
import { boundaryVertices, extract, laplacian, type Surface, type Vec3 } from './surface';
import { untangle } from './untangle';
import { rimPins } from './rims';
import { unroll } from './unroll';

export interface ChartInput {
  /** Level-two skin of the reference head, mm. */
  skin: Surface;
  /** 1 per skin triangle of the left half that is to be unrolled. */
  unrolled: (triangle: number) => boolean;
  /** Labels to be met, in skin vertex numbers, left half. */
  pins: Pin[];
  /** Upper and lower landmark of the front edge of the left ear, mm. */
  ear: { tragion: Vec3; otobasion: Vec3 };
  /** A midline skin vertex and its v. */
  anchor: { vertex: number; v: number };
}

export interface HalfChart {
  half: Surface;
  /** Skin vertex per half-mesh vertex, skin triangle per half-mesh triangle. */
  source: Uint32Array;
  triangleSource: Uint32Array;
  u: Float64Array;
  v: Float64Array;
  /** What each pin misses by, mm. */
  /** Triangles (of the half mesh) that could not be unfolded. */
  folded: number[];
  misses: { id: string; u: number; v: number }[];
}

export function solveChart(input: ChartInput): HalfChart {
  const { surface: half, source, triangleSource, index } = extract(input.skin, input.unrolled);
  const count = source.length;
  const { matrix, area } = laplacian(half);
  const midline = new Uint8Array(count);
  for (let i = 0; i < count; i++) if (Math.abs(half.positions[3 * i]) < 1e-3) midline[i] = 1;
  const { u, v } = unroll(half, matrix, midline, { vertex: index[input.anchor.vertex], v: input.anchor.v });
  const boundary = boundaryVertices(half);
  const interior = boundary.map((b) => (b ? 0 : 1));
  const interiorOrMidline = boundary.map((b, i) => (b && !midline[i] ? 0 : 1));
  const local = input.pins.map((pin) => ({ ...pin, vertices: pin.vertices.map((x) => index[x]) }));
  for (const pin of local) if (pin.vertices.some((x) => x < 0)) throw new Error(`chart pin ${pin.id} lies outside the unrolled area`);
  local.push(...rimPins(half, midline, input.ear));
  thinPlate(u, local.filter((p) => p.u !== null).map((p) => ({ ...p, target: p.u as number })), matrix, area, interior, midline);
  thinPlate(v, local.filter((p) => p.v !== null).map((p) => ({ ...p, target: p.v as number })), matrix, area, interiorOrMidline, new Uint8Array(count));
  const held = new Uint8Array(count);
  for (const pin of local) if (pin.weight >= 1) for (const x of pin.vertices) held[x] = 1;
  const folded = untangle(half, u, v, held, midline, boundary);
  const misses = local.map((p) => ({ id: p.id, u: p.u === null ? 0 : read(u, p) - p.u, v: p.v === null ? 0 : read(v, p) - p.v }));
  return { half, source, triangleSource, u, v, misses, folded };
}
