/** `npm run report:head`: each published face distance beside the two presets. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACE_DIMENSIONS } from '../src/atlas/dimensions';
import { HEAD_PRESETS, landmarksOnSkin, loadHead, measureFace, shapeHead } from '../src/patient/head';

const head = await loadHead(new Uint8Array(readFileSync(join(import.meta.dirname, '..', 'public', 'models', 'head.glb'))));
for (const [id, preset] of Object.entries(HEAD_PRESETS)) {
  const shape = shapeHead(head, preset.weights);
  const rows = measureFace(landmarksOnSkin(head, shape.skin, shape.eyes), FACE_DIMENSIONS, preset.sex);
  console.log(`\n${id}\n${'distance'.padEnd(42)}${'mm'.padStart(8)}${'mean'.padStart(8)}${'SD'.padStart(7)}${'z'.padStart(7)}  source (confidence)`);
  let within = 0;
  let scored = 0;
  for (const r of rows) {
    if (r.z !== null) scored++;
    if (r.z !== null && Math.abs(r.z) <= 2) within++;
    const z = r.z === null ? '-' : r.z.toFixed(2);
    console.log(`${r.measure.padEnd(42)}${r.mm.toFixed(1).padStart(8)}${r.mean.toFixed(1).padStart(8)}${(r.sd?.toFixed(2) ?? '-').padStart(7)}${z.padStart(7)}  ${r.source} (${r.confidence})`);
  }
  console.log(`${within} of ${scored} distances with a published SD are within 2 SD.`);
}
