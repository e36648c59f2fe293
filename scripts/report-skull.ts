/** Prints skin-to-bone depths of both presets, asked (published) and got: `node scripts/run.mjs scripts/report-skull.ts`. */
import { readFileSync } from 'node:fs';
import { HEAD_PRESETS, loadHead, shapeHead } from '../src/patient/head';
import { depthTable, loadSkull, normalColumns, warpSkull } from '../src/patient/skull';

const head = await loadHead(new Uint8Array(readFileSync('public/models/head.glb')));
const template = await loadSkull(new Uint8Array(readFileSync('public/models/skull.glb')));
for (const [id, { sex, weights }] of Object.entries(HEAD_PRESETS)) {
  const shape = shapeHead(head, weights);
  const columns = normalColumns(shape.skin, shape.normals);
  const skull = warpSkull(template, { skin: shape.skin, normals: shape.normals, surface: head.surface, sex, eyes: { left: shape.eyes.left.centre, right: shape.eyes.right.centre }, columns });
  const bones = skull.parts.filter((p) => p.kind === 'bone').flatMap((p) => Array.from(skull.triangles.subarray(p.first * 3, (p.first + p.count) * 3)));
  console.log(`\n${id}: skin to bone, straight in, mm\n${'point'.padEnd(20)}${'asked'.padStart(7)}${'got'.padStart(7)}  source`);
  for (const row of depthTable(template, { positions: skull.positions, triangles: Uint32Array.from(bones) }, shape.skin, columns.directions, sex)) {
    if (row.side === 'right') continue;
    console.log(`${row.id.padEnd(20)}${row.asked.toFixed(1).padStart(7)}${(row.got === null ? '-' : row.got.toFixed(1)).padStart(7)}  ${row.source}`);
  }
}
