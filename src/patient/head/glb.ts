/**
 * A small reader for Bevel's own GLB files: header, JSON, one binary chunk, EXT_meshopt_compression. The same in Node, in a worker and
 * in the browser; the decoder is WebAssembly, so a page needs `wasm-unsafe-eval` in its content security policy.
 */
import { MeshoptDecoder } from 'meshoptimizer/decoder';

/** A file that cannot be used; the message says which file, what is wrong and what to do. */
export class ModelError extends Error {
  override name = 'ModelError';
}

interface MeshoptView {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: string;
  filter?: string;
}

interface Gltf {
  meshes: {
    primitives: { attributes: Record<string, number>; indices: number; targets?: { POSITION: number }[] }[];
    extras?: { targetNames?: string[]; bevel?: Record<string, unknown> };
  }[];
  accessors: { bufferView: number; componentType: number; count: number; type: string; byteOffset?: number }[];
  bufferViews: { byteLength: number; byteOffset?: number; byteStride?: number; extensions?: { EXT_meshopt_compression?: MeshoptView } }[];
}

/** An opened file: its JSON and a reader for accessors (numbers as stored; components of padded vectors are packed). */
export interface GlbFile {
  json: Gltf;
  read(accessor: number): Int16Array | Uint16Array | Uint8Array | Uint32Array;
}

const WIDTH: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };

/** Opens a GLB. `name` is only used in messages. Throws ModelError for anything that is not a whole, readable file. */
export async function openGlb(bytes: Uint8Array, name: string): Promise<GlbFile> {
  const fail = (what: string): never => {
    throw new ModelError(`${name} ${what}; reload the page, or rebuild it with the scripts in modelling/`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) fail(`is truncated: ${bytes.length} bytes, a GLB has at least 20`);
  if (view.getUint32(0, true) !== 0x46546c67) fail('is not a GLB file: it does not begin with "glTF" (a server may have sent an error page instead)');
  if (view.getUint32(4, true) !== 2) fail(`has glTF version ${view.getUint32(4, true)}, wanted 2`);
  const total = view.getUint32(8, true);
  if (total > bytes.length) fail(`is truncated: ${bytes.length} of ${total} bytes`);
  const jsonLength = view.getUint32(12, true);
  if (view.getUint32(16, true) !== 0x4e4f534a || 28 + jsonLength > total) fail('is damaged: its first chunk is not JSON');
  let json: Gltf;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength))) as Gltf;
  } catch {
    return fail('is damaged: its JSON cannot be read');
  }
  const binaryLength = view.getUint32(20 + jsonLength, true);
  const start = 28 + jsonLength;
  if (view.getUint32(24 + jsonLength, true) !== 0x004e4942 || start + binaryLength > total) fail('is damaged: its binary chunk is missing or short');
  const binary = bytes.subarray(start, start + binaryLength);
  await MeshoptDecoder.ready;

  const read = (index: number): Int16Array | Uint16Array | Uint8Array | Uint32Array => {
    const accessor = json.accessors[index] ?? fail(`is damaged: accessor ${index} is missing`);
    const bufferView = json.bufferViews[accessor.bufferView] ?? fail(`is damaged: buffer view ${accessor.bufferView} is missing`);
    const packed = bufferView.extensions?.EXT_meshopt_compression;
    let data: Uint8Array;
    if (packed) {
      data = new Uint8Array(packed.count * packed.byteStride);
      const from = packed.byteOffset ?? 0;
      if (from + packed.byteLength > binary.length) fail(`is truncated: buffer view ${accessor.bufferView} ends beyond the file`);
      try {
        MeshoptDecoder.decodeGltfBuffer(data, packed.count, packed.byteStride, binary.subarray(from, from + packed.byteLength), packed.mode, packed.filter);
      } catch {
        fail(`is damaged: buffer view ${accessor.bufferView} cannot be decompressed`);
      }
    } else {
      data = binary.slice(bufferView.byteOffset ?? 0, (bufferView.byteOffset ?? 0) + bufferView.byteLength);
    }
    const width = WIDTH[accessor.type];
    const size = accessor.componentType === 5121 ? 1 : accessor.componentType === 5125 ? 4 : 2;
    const stride = (packed?.byteStride ?? bufferView.byteStride ?? width * size) / size;
    const source =
      accessor.componentType === 5122 ? new Int16Array(data.buffer) : accessor.componentType === 5123 ? new Uint16Array(data.buffer) : accessor.componentType === 5121 ? data : new Uint32Array(data.buffer);
    if (stride === width) return source.subarray(0, accessor.count * width);
    const out = source.slice(0, accessor.count * width);
    for (let i = 0; i < accessor.count; i++) for (let k = 0; k < width; k++) out[i * width + k] = source[i * stride + k];
    return out;
  };
  return { json, read };
}
