/**
 * Paints the skin maps into public/models/textures. Run: npm run textures (in modelling/), or
 * node scripts/run.mjs modelling/src/textures/build-textures.ts [size] [folder]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadHead } from '../../../src/patient/head';
import { paintMaps, vertexFields } from './bake';
import { bakeHead } from './marks';
import { eyeMap } from './eye-map';
import { poreTile } from './pores';
import { strandFile } from './strands';

interface Encoder {
  webp(options: { quality: number; effort: number; smartSubsample: boolean }): { toBuffer(): Promise<Buffer> };
}
type Sharp = (data: Uint8Array, options: { raw: { width: number; height: number; channels: 3 } }) => Encoder;

const root = dirname(import.meta.dirname);
const sharp = createRequire(join(root, 'modelling', 'package.json'))('sharp') as Sharp;
const size = Number(process.argv[2] ?? 2048);
const folder = process.argv[3] ?? join(root, 'public', 'models', 'textures');
mkdirSync(folder, { recursive: true });

const head = bakeHead(await loadHead(new Uint8Array(readFileSync(join(root, 'public', 'models', 'head.glb')))));
const maps = paintMaps(head, vertexFields(head), size);
const write = async (name: string, data: Uint8Array, width: number, quality: number): Promise<void> => {
  const bytes = await sharp(data, { raw: { width, height: width, channels: 3 } }).webp({ quality, effort: 5, smartSubsample: true }).toBuffer();
  writeFileSync(join(folder, `${name}.webp`), bytes);
  console.log(`${name}.webp ${width} x ${width}: ${Math.round(bytes.length / 1024)} kB`);
};
await write('skin-pigment', maps.pigment, size, 93);
await write('skin-relief', maps.normal, size, 92);
await write('skin-aged', maps.aged, size / 2, 90);
await write('skin-surface', maps.surface, size / 2, 90);
await write('skin-cover', maps.cover, size / 2, 90);
await write('skin-pores', poreTile(512), 512, 90);
await write('eye', eyeMap(512), 512, 90);
const strands = strandFile(head);
writeFileSync(join(folder, 'strands.bin'), strands);
console.log(`strands.bin: ${Math.round(strands.length / 1024)} kB`);
