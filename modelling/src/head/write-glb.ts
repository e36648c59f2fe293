/** Writes the head as GLB: int16 positions and morphs (KHR_mesh_quantization), every view compressed (EXT_meshopt_compression). */
import { MeshoptEncoder } from 'meshoptimizer/encoder';

/** What goes into the file. Positions and morphs in mm; groups are 0..255 per cage vertex. */
export interface HeadFile {
  rest: Float64Array;
  morphs: { name: string; offsets: Float64Array }[];
  triangles: Uint32Array;
  quads: Uint32Array;
  uv: Float64Array;
  cornerUv: Uint32Array;
  mirror: Uint32Array;
  region: Uint8Array;
  groups: { name: string; weights: Uint8Array }[];
  /** Copied into `extras.bevel` beside the accessor numbers. */
  extras: Record<string, unknown>;
}

/** mm per stored step of positions and morphs. */
export const STEP = 0.02;
const UV_STEP = 1 / 65535;

type Kind = 'ATTRIBUTES' | 'TRIANGLES' | 'INDICES';

interface GltfAccessor {
  bufferView: number;
  componentType: number;
  count: number;
  type: string;
  normalized?: boolean;
  min?: number[];
  max?: number[];
}

/** The finished file. The same input gives the same bytes. */
export async function writeHead(file: HeadFile): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  const views: object[] = [];
  const accessors: GltfAccessor[] = [];
  const chunks: Uint8Array[] = [];
  let offset = 0;
  let plain = 0;
  const add = (data: Uint8Array, count: number, stride: number, mode: Kind, accessor: Omit<GltfAccessor, 'bufferView' | 'count'>, target?: number): number => {
    const packed = MeshoptEncoder.encodeGltfBuffer(data, count, stride, mode, 0);
    views.push({
      buffer: 1,
      byteOffset: plain,
      byteLength: count * stride,
      ...(mode === 'ATTRIBUTES' ? { byteStride: stride } : {}),
      ...(target === undefined ? {} : { target }),
      extensions: { EXT_meshopt_compression: { buffer: 0, byteOffset: offset, byteLength: packed.length, ...(mode === 'ATTRIBUTES' ? { byteStride: stride } : { byteStride: stride }), count, mode } },
    });
    const padded = new Uint8Array((packed.length + 3) & ~3);
    padded.set(packed);
    chunks.push(padded);
    offset += padded.length;
    plain += (count * stride + 3) & ~3;
    accessors.push({ bufferView: views.length - 1, count, ...accessor });
    return accessors.length - 1;
  };
  const vectors = (mm: Float64Array): number => {
    const count = mm.length / 3;
    const data = new Int16Array(count * 4);
    const min = [Infinity, Infinity, Infinity];
    const max = [-Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < 3; k++) {
        // Rounded away from zero on both sides, so that the file is as symmetric as its source.
        const v = Math.sign(mm[i * 3 + k]) * Math.round(Math.abs(mm[i * 3 + k]) / STEP) + 0;
        if (Math.abs(v) > 32767) throw new Error(`vertex ${i} is out of range`);
        data[i * 4 + k] = v;
        min[k] = Math.min(min[k], v);
        max[k] = Math.max(max[k], v);
      }
    }
    return add(new Uint8Array(data.buffer), count, 8, 'ATTRIBUTES', { componentType: 5122, type: 'VEC3', min, max }, 34962);
  };
  const sequence = (values: Uint32Array): number =>
    add(new Uint8Array(Uint16Array.from(values).buffer), values.length, 2, 'INDICES', { componentType: 5123, type: 'SCALAR' });
  const bytes = (values: Uint8Array): number => {
    const data = new Uint8Array(((values.length + 3) >> 2) * 4);
    data.set(values);
    // Four scalars a vertex of the codec: read back as one flat list of `values.length`.
    const index = add(data, data.length / 4, 4, 'ATTRIBUTES', { componentType: 5121, type: 'VEC4' });
    return index;
  };

  const position = vectors(file.rest);
  const indices = add(new Uint8Array(Uint16Array.from(file.triangles).buffer), file.triangles.length, 2, 'TRIANGLES', { componentType: 5123, type: 'SCALAR' }, 34963);
  const targets = file.morphs.map((m) => ({ POSITION: vectors(m.offsets) }));
  const uvData = Uint16Array.from(file.uv, (v) => Math.round(v / UV_STEP));
  const extras = {
    ...file.extras,
    step_mm: STEP,
    quads: sequence(file.quads),
    uv: add(new Uint8Array(uvData.buffer), uvData.length / 2, 4, 'ATTRIBUTES', { componentType: 5123, type: 'VEC2', normalized: true }),
    corner_uv: sequence(file.cornerUv),
    mirror: sequence(file.mirror),
    region: bytes(file.region),
    groups: Object.fromEntries(file.groups.map((g) => [g.name, bytes(g.weights)])),
  };
  const json = {
    asset: { version: '2.0', generator: 'Bevel modelling', copyright: 'Base mesh and targets: MakeHuman, CC0 1.0' },
    extensionsUsed: ['KHR_mesh_quantization', 'EXT_meshopt_compression'],
    extensionsRequired: ['KHR_mesh_quantization', 'EXT_meshopt_compression'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'head', mesh: 0, scale: [STEP / 1000, STEP / 1000, STEP / 1000] }],
    meshes: [
      {
        name: 'head',
        primitives: [{ attributes: { POSITION: position }, indices, targets, material: 0 }],
        weights: file.morphs.map(() => 0),
        extras: { targetNames: file.morphs.map((m) => m.name), bevel: extras },
      },
    ],
    materials: [{ name: 'skin', pbrMetallicRoughness: { baseColorFactor: [0.8, 0.6, 0.5, 1], metallicFactor: 0, roughnessFactor: 0.6 } }],
    accessors,
    bufferViews: views,
    buffers: [{ byteLength: offset }, { byteLength: plain, extensions: { EXT_meshopt_compression: { fallback: true } } }],
  };
  const text = new TextEncoder().encode(JSON.stringify(json));
  const jsonLength = (text.length + 3) & ~3;
  const out = new Uint8Array(12 + 8 + jsonLength + 8 + offset);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x46546c67, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, out.length, true);
  view.setUint32(12, jsonLength, true);
  view.setUint32(16, 0x4e4f534a, true);
  out.fill(0x20, 20, 20 + jsonLength);
  out.set(text, 20);
  view.setUint32(20 + jsonLength, offset, true);
  view.setUint32(24 + jsonLength, 0x004e4942, true);
  let at = 28 + jsonLength;
  for (const c of chunks) {
    out.set(c, at);
    at += c.length;
  }
  return out;
}
