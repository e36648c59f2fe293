/**
 * Finds the landmark labels on the reference head (female-35) by the rules of landmarks.json and writes
 * src/patient/head/landmark-labels.json. Vertices named here are hm08 vertices, read off labelled pictures; left = +x.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headPreset, landmarksOnSkin, loadHead, pointOf, shapeHead, type LandmarkLabel } from '../../../src/patient/head';
import type { SkinPoint } from '../../../src/patient/types';
import { atVertex } from '../../../src/patient/head/landmarks';
import { cutCage } from './cage';
import { fromFront, walkSkin, type Ground } from './skin-walk';
import { packageFolder, readBaseMesh } from './source';

type Vec3 = [number, number, number];

const root = join(import.meta.dirname, '..');
const head = await loadHead(new Uint8Array(readFileSync(join(root, 'public', 'models', 'head.glb'))));
const { source } = cutCage(readBaseMesh(packageFolder()));
const shape = shapeHead(head, headPreset('female-35').weights);
const { skin } = shape;
const ground: Ground = { positions: skin, triangles: head.surface.triangles, use: (t) => head.surface.region[t] === 0 };
const cageVertex = (v: number): number => source.indexOf(v);

/** Position of a cage vertex along a midline path, in skin vertices. */
const onPath = (path: 'midline-upper' | 'midline-lower', v: number): number => {
  const i = head.surface.paths[path].indexOf(cageVertex(v));
  if (i < 0) throw new Error(`vertex ${v} is not on ${path}`);
  return i;
};
const upper = (id: string, v: number, shift = 0): LandmarkLabel => ({ id, path: 'midline-upper', t: onPath('midline-upper', v) + shift });
const lower = (id: string, v: number, shift = 0): LandmarkLabel => ({ id, path: 'midline-lower', t: onPath('midline-lower', v) + shift });
const label = (id: string, at: SkinPoint, rule: Partial<LandmarkLabel> = {}): LandmarkLabel => ({ id, at: [at.triangle, Number(at.b.toFixed(5)), Number(at.c.toFixed(5))], ...rule });
const t = head.surface.triangles;
const at = (v: number): SkinPoint => atVertex(head, cageVertex(v));

const labels: LandmarkLabel[] = [
  upper('trichion', 5192),
  upper('glabella', 227, 2),
  upper('sellion', 132),
  upper('nasion', 136),
  upper('rhinion', 164),
  upper('pronasale', 297),
  upper('subnasale', 343),
  upper('labiale-superius', 455),
  lower('stomion', 494, -1),
  lower('labiale-inferius', 496),
  lower('labiomental-sulcus', 724),
  lower('pogonion', 5162),
  lower('gnathion', 5225),
  lower('menton', 732, 1),
];
/** Where a label is found so far. */
const found = (id: string, extra: LandmarkLabel[] = []): Vec3 => {
  const all = landmarksOnSkin(head, skin, shape.eyes, [...labels, ...extra]);
  const hit = all.find((l) => l.id === id && l.side !== 'right');
  if (!hit) throw new Error(`landmark ${id} is not found yet`);
  return hit.point;
};
const place = (id: string, from: string, lateral: number, superior: number): void => {
  labels.push(label(id, walkSkin(ground, found(from), lateral, superior).at));
};
const front = (id: string, x: number, y: number): void => {
  labels.push(label(id, fromFront(ground, x, y)));
};

labels.push({ id: 'endocanthion', loop: { name: 'lash-line', direction: [-1, 0, 0] } });
labels.push({ id: 'exocanthion', loop: { name: 'lash-line', direction: [1, 0, 0] } });
labels.push({ id: 'pupil' });
const en = found('endocanthion');
const pupil = found('pupil');
front('orbitale', pupil[0] + 2, pupil[1] - 20);
front('supraorbital-notch', en[0] + 8, en[1] + 16);
front('medial-brow', en[0] - 3, en[1] + 21);
front('mid-brow', pupil[0] + 3, pupil[1] + 24);
place('lateral-brow', 'exocanthion', 10, 18);
place('frontotemporale', 'lateral-brow', 2, 11);
place('temporal-fusion-line', 'frontotemporale', 3, 16);
labels.push(label('alare', at(7102), { extreme: { direction: [0.85, 0, 0.53], radius: 3, hold: 0.03 } }));
// Deepest point of a horizontal cut between the wing and the cheek beside it, a little below alare.
const wing = found('alare');
const cut = Array.from({ length: 29 }, (_, i) => fromFront(ground, wing[0] + i * 0.25, wing[1] - 1.5));
const depth = cut.map((p) => pointOf(head, skin, p)[2]);
const chord = depth.map((z, i) => depth[0] + ((depth[28] - depth[0]) * i) / 28 - z);
labels.push(label('alar-crease', cut[chord.indexOf(Math.max(...chord))]));
labels.push(label('zygion', at(7038), { extreme: { direction: [1, 0, 0], radius: 7, hold: 0.02 } }));
place('mid-zygomatic-arch', 'zygion', -8, -1);
const orbitale = found('orbitale');
front('infraorbital-foramen', orbitale[0] - 3.5, orbitale[1] - 8.5);
labels.push(label('tragion', at(12054)));
labels.push({ id: 'otobasion-inferius', loop: { name: 'ear-base', direction: [0, -1, 0] } });
labels.push(label('cheilion', at(10404)));
labels.push({ id: 'crista-philtri', loop: { name: 'vermilion-border', direction: [0, 1, 0], x: [2, 10] } });
// Points of the jaw line are where the skin has turned as far downwards as at the label: a longer ramus or a taller body moves them along.
const jaw = (id: string, point: SkinPoint, rule: Partial<NonNullable<LandmarkLabel['extreme']>> = {}): void => {
  const v = t[point.triangle * 3 + (point.b > 0.5 ? 1 : point.c > 0.5 ? 2 : 0)] * 3;
  const flat = Math.hypot(shape.normals[v], shape.normals[v + 1]);
  const direction: Vec3 = [Number((shape.normals[v] / flat).toFixed(4)), Number((shape.normals[v + 1] / flat).toFixed(4)), 0];
  labels.push(label(id, point, { extreme: { direction, radius: 24, hold: 0.006, holdZ: 0.15, ...rule } }));
};
// Below the angle a wide neck has no turn of its own: looked for less far down and held closer, the point stays on the jaw of every preset.
jaw('gonion', at(7459), { direction: [0.929, -0.37, 0], hold: 0.026 });
jaw('antegonial-notch', walkSkin(ground, found('gonion'), -24, -13).at);
jaw('masseter-anterior-border', walkSkin(ground, found('antegonial-notch'), -5, -1).at);
place('mental-foramen', 'pogonion', 25.5, 8);

// Malar prominence: farthest forward and outward between the heights of orbitale and alare.
const alare = found('alare');
let reach = -Infinity;
let malar = 0;
for (let v = 0; v < skin.length / 3; v++) {
  const [x, y, z] = [skin[v * 3], skin[v * 3 + 1], skin[v * 3 + 2]];
  if (x < 30 || y > orbitale[1] || y < alare[1]) continue;
  if (x + z > reach) {
    reach = x + z;
    malar = v;
  }
}
labels.push(label('malar-prominence', atVertex(head, malar), { extreme: { direction: [0.7071, 0, 0.7071], radius: 8, hold: 0.01 } }));

writeFileSync(join(root, 'src', 'patient', 'head', 'landmark-labels.json'), `[\n${labels.map((l) => `  ${JSON.stringify(l)}`).join(',\n')}\n]\n`);
for (const l of landmarksOnSkin(head, skin, shape.eyes, labels)) if (l.side !== 'right') console.log(l.id.padEnd(26), l.point.map((x) => x.toFixed(1).padStart(7)).join(' '));
