/** Builds public/models/head.glb. Run from the repository root: `npm run head --prefix modelling`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble, symmetrise } from './assemble';
import { authoredMorphs } from './authored';
import { cutCage, REGIONS } from './cage';
import { vertexGroups } from './groups';
import { openTargets, packageFolder, readBaseMesh } from './source';
import { writeHead } from './write-glb';

/** Upper front notch of the left and right tragus, base mesh vertices. */
const TRAGION: [number, number] = [12054, 5455];

const folder = packageFolder();
const mesh = readBaseMesh(folder);
const targets = openTargets(folder);
const cage = cutCage(mesh);
const { rest, morphs } = assemble(mesh, cage, targets, TRAGION);
targets.close();
for (const m of authoredMorphs(cage, rest)) morphs.push({ name: m.name, offsets: symmetrise(m.offsets, cage.mirror) });

const triangles = new Uint32Array((cage.quads.length / 4) * 6);
for (let f = 0; f < cage.quads.length / 4; f++) {
  const [a, b, c, d] = cage.quads.subarray(f * 4, f * 4 + 4);
  triangles.set([a, b, c, a, c, d], f * 6);
}
const bytes = await writeHead({
  rest,
  morphs,
  triangles,
  quads: cage.quads,
  uv: cage.uv,
  cornerUv: cage.cornerUv,
  mirror: cage.mirror,
  region: cage.region,
  groups: vertexGroups(cage, rest),
  extras: {
    format: 1,
    unit: 'mm',
    skin_vertices: cage.skinCount,
    tragion: TRAGION.map((v) => cage.source.indexOf(v)),
    eyes: cage.eyes,
    regions: REGIONS,
    loops: cage.loops,
    paths: cage.paths,
    lips: cage.lips,
  },
});
const out = join(import.meta.dirname, '..', 'public', 'models', 'head.glb');
mkdirSync(join(out, '..'), { recursive: true });
writeFileSync(out, bytes);
console.log(`head.glb: ${(bytes.length / 1024).toFixed(0)} kB, ${cage.skinCount} skin vertices, ${cage.quads.length / 4} quads, ${morphs.length} morphs`);
