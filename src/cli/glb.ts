import type { CompiledPatient, Mesh, StructureKind } from '../patient/types';

/** Linear base colours. */
const COLOURS: Record<StructureKind | 'skin' | 'skull', [number, number, number, number]> = {
  skin: [0.62, 0.4, 0.31, 0.35],
  skull: [0.79, 0.74, 0.62, 1],
  artery: [0.55, 0.03, 0.03, 1],
  vein: [0.05, 0.12, 0.45, 1],
  nerve: [0.75, 0.6, 0.08, 1],
  duct: [0.3, 0.5, 0.25, 1],
  muscle: [0.4, 0.07, 0.06, 1],
  gland: [0.6, 0.4, 0.14, 1],
  fat: [0.8, 0.66, 0.3, 1],
  ligament: [0.7, 0.7, 0.66, 1],
  bone: [0.79, 0.74, 0.62, 1],
  cartilage: [0.55, 0.65, 0.7, 1],
};
const SIDES = 8;

/** A patient as a binary glTF 2.0 file: one named mesh per structure, metres (mm scaled 0.001 at the root). */
export function buildGlb(patient: CompiledPatient): Uint8Array {
  const file = new GlbFile();
  file.add('skin', 'skin', patient.skin);
  file.add('skull', 'skull', patient.skull);
  for (const s of patient.structures) {
    const name = s.side === 'mid' ? s.id : `${s.id}:${s.side}`;
    if (s.count === 0) continue;
    if (s.shape === 'tube') file.add(name, s.kind, tube(patient, s.first, s.count));
    else file.add(name, s.kind, compact(patient.bodies, s.first, s.count));
  }
  return file.bytes();
}

function compact(mesh: Mesh, first: number, count: number): Mesh {
  const number = new Map<number, number>();
  const positions: number[] = [];
  const triangles = new Uint32Array(3 * count);
  for (let i = 0; i < 3 * count; i++) {
    const v = mesh.triangles[3 * first + i];
    let n = number.get(v);
    if (n === undefined) {
      n = positions.length / 3;
      number.set(v, n);
      positions.push(mesh.positions[3 * v], mesh.positions[3 * v + 1], mesh.positions[3 * v + 2]);
    }
    triangles[i] = n;
  }
  return { positions: new Float32Array(positions), triangles };
}

/** An eight-sided tube round a chain of capsules, its rings carried along without twist. */
function tube(patient: CompiledPatient, first: number, count: number): Mesh {
  const { a, b, radius } = patient.tubes;
  const positions = new Float32Array((count + 1) * SIDES * 3);
  const triangles: number[] = [];
  let n = [1, 0, 0];
  for (let i = 0; i <= count; i++) {
    const k = 3 * (first + Math.min(i, count - 1));
    const p = i < count ? a : b;
    const d = [b[k] - a[k], b[k + 1] - a[k + 1], b[k + 2] - a[k + 2]];
    const length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]) || 1;
    const t = d.map((x) => x / length);
    const along = n[0] * t[0] + n[1] * t[1] + n[2] * t[2];
    n = n.map((x, m) => x - along * t[m]);
    let size = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    if (size < 1e-6) {
      n = Math.abs(t[0]) < 0.9 ? [0, t[2], -t[1]] : [-t[2], 0, t[0]];
      size = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    }
    n = n.map((x) => x / size);
    const m = [t[1] * n[2] - t[2] * n[1], t[2] * n[0] - t[0] * n[2], t[0] * n[1] - t[1] * n[0]];
    const r = radius[first + Math.min(i, count - 1)];
    for (let j = 0; j < SIDES; j++) {
      const angle = (2 * Math.PI * j) / SIDES;
      const c = Math.cos(angle) * r, s = Math.sin(angle) * r;
      for (let q = 0; q < 3; q++) positions[(i * SIDES + j) * 3 + q] = p[k + q] + c * n[q] + s * m[q];
      const next = (j + 1) % SIDES;
      if (i < count) triangles.push(i * SIDES + j, i * SIDES + next, (i + 1) * SIDES + next, i * SIDES + j, (i + 1) * SIDES + next, (i + 1) * SIDES + j);
    }
  }
  return { positions, triangles: new Uint32Array(triangles) };
}

/** Collects meshes and writes the file. */
class GlbFile {
  private chunks: Uint8Array[] = [];
  private length = 0;
  private accessors: object[] = [];
  private views: object[] = [];
  private meshes: object[] = [];
  private nodes: object[] = [];
  private materials: object[] = [];
  private materialOf = new Map<string, number>();

  add(name: string, kind: keyof typeof COLOURS, mesh: Mesh): void {
    if (mesh.triangles.length === 0) return;
    const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
    for (let i = 0; i < mesh.positions.length; i++) {
      low[i % 3] = Math.min(low[i % 3], mesh.positions[i]);
      high[i % 3] = Math.max(high[i % 3], mesh.positions[i]);
    }
    const position = this.accessor({ bufferView: this.view(mesh.positions, 34962), componentType: 5126, count: mesh.positions.length / 3, type: 'VEC3', min: low, max: high });
    const indices = this.accessor({ bufferView: this.view(mesh.triangles, 34963), componentType: 5125, count: mesh.triangles.length, type: 'SCALAR' });
    this.meshes.push({ name, primitives: [{ attributes: { POSITION: position }, indices, material: this.material(kind) }] });
    this.nodes.push({ name, mesh: this.meshes.length - 1 });
  }

  bytes(): Uint8Array {
    const root = this.nodes.length;
    const json = {
      asset: { version: '2.0', generator: 'Bevel' },
      scene: 0,
      scenes: [{ nodes: [root] }],
      nodes: [...this.nodes, { name: 'patient', scale: [0.001, 0.001, 0.001], children: this.nodes.map((_, i) => i) }],
      meshes: this.meshes,
      materials: this.materials,
      accessors: this.accessors,
      bufferViews: this.views,
      buffers: [{ byteLength: this.length }],
    };
    const text = new TextEncoder().encode(JSON.stringify(json));
    const jsonLength = Math.ceil(text.length / 4) * 4;
    const out = new Uint8Array(12 + 8 + jsonLength + 8 + this.length);
    const view = new DataView(out.buffer);
    const header = [0x46546c67, 2, out.length, jsonLength, 0x4e4f534a];
    header.forEach((x, i) => view.setUint32(4 * i, x, true));
    out.set(text, 20);
    out.fill(0x20, 20 + text.length, 20 + jsonLength);
    view.setUint32(20 + jsonLength, this.length, true);
    view.setUint32(24 + jsonLength, 0x004e4942, true);
    let at = 28 + jsonLength;
    for (const chunk of this.chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }

  private view(data: Float32Array | Uint32Array, target: number): number {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.views.push({ buffer: 0, byteOffset: this.length, byteLength: bytes.length, target });
    this.chunks.push(bytes);
    this.length += bytes.length;
    return this.views.length - 1;
  }

  private accessor(accessor: object): number {
    return this.accessors.push(accessor) - 1;
  }

  private material(kind: keyof typeof COLOURS): number {
    let index = this.materialOf.get(kind);
    if (index === undefined) {
      const colour = COLOURS[kind];
      index = this.materials.push({ name: kind, doubleSided: true, alphaMode: colour[3] < 1 ? 'BLEND' : 'OPAQUE', pbrMetallicRoughness: { baseColorFactor: colour, metallicFactor: 0, roughnessFactor: 0.7 } }) - 1;
      this.materialOf.set(kind, index);
    }
    return index;
  }
}
