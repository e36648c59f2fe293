/** Reads chart.bin: the face-chart label of every skin vertex of the authored domain. Written by modelling/src/chart. */
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { regionAt, REGIONS } from '../../atlas/regions';
import type { Chart } from '../types';

/** A chart file that cannot be used; the message says what is wrong and what to do. */
export class ChartError extends Error {
  override name = 'ChartError';
}

const MAGIC = 0x31484342;
const STEPS_PER_MM = 200;
/** `Chart.region` of a triangle outside every region. */
export const NO_REGION = 255;

/**
 * @param bytes the file
 * @param triangles the skin triangles of the head it was made for
 * @param vertexCount skin vertices
 * @returns labels (u, v; mm on the reference face; 0, 0 off the domain), domain and region per triangle
 * @throws ChartError where the file is cut short, is something else or belongs to another head
 */
export async function loadChart(bytes: Uint8Array, triangles: Uint32Array, vertexCount: number): Promise<Chart> {
  const fail = (what: string): never => {
    throw new ChartError(`chart.bin ${what}; reload the page, or rebuild it with the scripts in modelling/`);
  };
  if (bytes.length < 24) fail(`is truncated: ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) fail('is not a face chart (a server may have sent an error page instead)');
  const [vertices, faces, count, packed, runs] = [4, 8, 12, 16, 20].map((at) => view.getUint32(at, true));
  if (vertices !== vertexCount || faces !== triangles.length / 3) fail(`was made for a head of ${vertices} vertices, this one has ${vertexCount}`);
  if (24 + packed + runs > bytes.length) fail('is truncated');
  const domain = readRuns(bytes, 24 + packed, runs, faces) ?? fail('is damaged: its domain does not fill the skin');
  const used = new Uint8Array(vertexCount);
  for (let t = 0; t < faces; t++) if (domain[t]) for (let k = 0; k < 3; k++) used[triangles[3 * t + k]] = 1;
  await MeshoptDecoder.ready;
  const data = new Uint8Array(count * 4);
  try {
    MeshoptDecoder.decodeGltfBuffer(data, count, 4, bytes.subarray(24, 24 + packed), 'ATTRIBUTES');
  } catch {
    fail('is damaged: its labels cannot be decompressed');
  }
  const labels = new Int16Array(data.buffer);
  const uv = new Float32Array(vertexCount * 2);
  let at = 0;
  for (let i = 0; i < vertexCount; i++) {
    if (!used[i]) continue;
    if (at >= count) fail('is damaged: it holds too few labels');
    uv[2 * i] = labels[2 * at] / STEPS_PER_MM;
    uv[2 * i + 1] = labels[2 * at + 1] / STEPS_PER_MM;
    at++;
  }
  if (at !== count) fail('is damaged: it holds too many labels');
  return { uv, domain, region: regionsOf(uv, domain, triangles) };
}

/** Run lengths (7 bits a byte, low first; outside first) to one flag a triangle; null where they do not fill it. */
function readRuns(bytes: Uint8Array, start: number, runs: number, faces: number): Uint8Array | null {
  const domain = new Uint8Array(faces);
  let at = start;
  let t = 0;
  for (let r = 0; r < runs; r++) {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) return null;
      const byte = bytes[at++];
      length += (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (t + length > faces) return null;
    if (r & 1) domain.fill(1, t, t + length);
    t += length;
  }
  return t === faces ? domain : null;
}

/** Region of each domain triangle by its middle; a middle just off every polygon gets the nearest region. */
function regionsOf(uv: Float32Array, domain: Uint8Array, triangles: Uint32Array): Uint8Array {
  const region = new Uint8Array(domain.length).fill(NO_REGION);
  for (let t = 0; t < domain.length; t++) {
    if (!domain[t]) continue;
    let u = 0;
    let v = 0;
    for (let k = 0; k < 3; k++) {
      u += uv[2 * triangles[3 * t + k]] / 3;
      v += uv[2 * triangles[3 * t + k] + 1] / 3;
    }
    const found = regionAt(u, v);
    region[t] = found >= 0 ? found : nearestRegion(Math.abs(u), v);
  }
  return region;
}

/** Region whose outline passes nearest to a label outside all of them. */
export function nearestRegion(u: number, v: number): number {
  let best = NO_REGION;
  let least = Infinity;
  for (let r = 0; r < REGIONS.length; r++) {
    const d = outlineDistance(REGIONS[r].outline, u, v);
    if (d < least) {
      least = d;
      best = r;
    }
  }
  return best;
}

/** Distance from (u, v) to the border of a polygon. */
export function outlineDistance(outline: readonly (readonly [number, number])[], u: number, v: number): number {
  let best = Infinity;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [ax, ay] = outline[j];
    const ex = outline[i][0] - ax;
    const ey = outline[i][1] - ay;
    const t = Math.min(1, Math.max(0, ((u - ax) * ex + (v - ay) * ey) / (ex * ex + ey * ey)));
    const dx = ax + t * ex - u;
    const dy = ay + t * ey - v;
    best = Math.min(best, dx * dx + dy * dy);
  }
  return Math.sqrt(best);
}
