/** Writes the skull template as GLB: half meshes (KHR_mesh_quantization, EXT_meshopt_compression), the other half is a mirrored node. */
import { MeshoptEncoder } from 'meshoptimizer/encoder';

export interface PartFile {
  id: string;
  kind: string;
  positions: Float64Array;
  triangles: Uint32Array;
  /** Per-vertex scalars 0..255: `ao` (255 = open) and `reach` (255 = an injection can come here). */
  ao: Uint8Array;
  reach: Uint8Array;
  /** Skin column of each vertex: triangle and weights of its second and third corner in 1/255. */
  triangle: Uint32Array;
  b: Uint8Array;
  c: Uint8Array;
}

/** mm per stored step. */
export const STEP = 0.01;
const COLOUR: Record<string, number[]> = { bone: [0.8, 0.73, 0.6, 1], tooth: [0.9, 0.87, 0.79, 1], cartilage: [0.66, 0.74, 0.77, 1], gum: [0.68, 0.36, 0.35, 1] };

/** The finished file. The same input gives the same bytes. */
export async function writeSkull(parts: PartFile[], extras: Record<string, unknown>): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  const views: object[] = [];
  const accessors: object[] = [];
  const chunks: Uint8Array[] = [];
  let offset = 0;
  let plain = 0;
  const add = (data: Uint8Array, count: number, stride: number, mode: 'ATTRIBUTES' | 'TRIANGLES' | 'INDICES', accessor: object, target?: number): number => {
    const packed = MeshoptEncoder.encodeGltfBuffer(data, count, stride, mode, 0);
    views.push({
      buffer: 1,
      byteOffset: plain,
      byteLength: count * stride,
      ...(mode === 'ATTRIBUTES' ? { byteStride: stride } : {}),
      ...(target === undefined ? {} : { target }),
      extensions: { EXT_meshopt_compression: { buffer: 0, byteOffset: offset, byteLength: packed.length, byteStride: stride, count, mode } },
    });
    const padded = new Uint8Array((packed.length + 3) & ~3);
    padded.set(packed);
    chunks.push(padded);
    offset += padded.length;
    plain += (count * stride + 3) & ~3;
    accessors.push({ bufferView: views.length - 1, count, ...accessor });
    return accessors.length - 1;
  };
  const kinds = [...new Set(parts.map((p) => p.kind))];
  const meshes = parts.map((part) => {
    const [remap, unique] = MeshoptEncoder.reorderMesh(Uint32Array.from(part.triangles), true, true);
    const triangles = Uint32Array.from(part.triangles, (v) => remap[v]!);
    if (unique > 65535) throw new Error(`${part.id}: ${unique} vertices do not fit 16-bit indices`);
    const position = new Int16Array(unique * 4);
    const tags = new Uint8Array(unique * 4);
    const columns = new Uint32Array(unique);
    const [min, max] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
    for (let v = 0; v < part.ao.length; v++) {
      const to = remap[v]!;
      if (to >= unique) continue;
      for (let k = 0; k < 3; k++) {
        const q = Math.round(part.positions[v * 3 + k]! / STEP);
        position[to * 4 + k] = q;
        min[k] = Math.min(min[k]!, q);
        max[k] = Math.max(max[k]!, q);
      }
      tags.set([part.ao[v]!, part.reach[v]!, part.b[v]!, part.c[v]!], to * 4);
      columns[to] = part.triangle[v]!;
    }
    // The encoder may only rotate triangles after this order is fixed.
    const order = triangles;
    const attributes = {
      POSITION: add(new Uint8Array(position.buffer), unique, 8, 'ATTRIBUTES', { componentType: 5122, type: 'VEC3', min, max }, 34962),
      _TAGS: add(tags, unique, 4, 'ATTRIBUTES', { componentType: 5121, type: 'VEC4' }, 34962),
    };
    const indices = add(new Uint8Array(Uint16Array.from(order).buffer), order.length, 2, 'TRIANGLES', { componentType: 5123, type: 'SCALAR' }, 34963);
    // Vertices without a column repeat the one before them, which packs best.
    for (let v = 1; v < unique; v++) if (tags[v * 4 + 1] === 0) columns[v] = columns[v - 1]!;
    const column = part.kind === 'bone' ? add(new Uint8Array(columns.buffer), unique, 4, 'INDICES', { componentType: 5125, type: 'SCALAR' }) : undefined;
    return { name: part.id, primitives: [{ attributes, indices, material: kinds.indexOf(part.kind) }], extras: { bevel: { kind: part.kind, column } } };
  });
  const s = STEP / 1000;
  const json = {
    asset: { version: '2.0', generator: 'Bevel modelling', copyright: 'Bevel, MIT' },
    extensionsUsed: ['KHR_mesh_quantization', 'EXT_meshopt_compression'],
    extensionsRequired: ['KHR_mesh_quantization', 'EXT_meshopt_compression'],
    scene: 0,
    scenes: [{ nodes: meshes.flatMap((_, i) => [2 * i, 2 * i + 1]) }],
    nodes: meshes.flatMap((m, i) => [
      { name: `${m.name} left`, mesh: i, scale: [s, s, s] },
      { name: `${m.name} right`, mesh: i, scale: [-s, s, s] },
    ]),
    meshes,
    materials: kinds.map((k) => ({ name: k, pbrMetallicRoughness: { baseColorFactor: COLOUR[k], metallicFactor: 0, roughnessFactor: 0.7 } })),
    accessors,
    bufferViews: views,
    buffers: [{ byteLength: offset }, { byteLength: plain, extensions: { EXT_meshopt_compression: { fallback: true } } }],
    extras: { bevel: { format: 1, step_mm: STEP, ...extras } },
  };
  const text = new TextEncoder().encode(JSON.stringify(json));
  const jsonLength = (text.length + 3) & ~3;
  const out = new Uint8Array(28 + jsonLength + offset);
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
