/** Builds public/models/chart.bin: `node scripts/run.mjs modelling/src/chart/build.ts [picture.png]`. Same input, same bytes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMAIN_OUTLINE, insidePolygon } from '../../../src/atlas/regions';
import { HEAD_PRESETS, landmarksOnSkin, loadHead, shapeHead } from '../../../src/patient/head';
import { columnDirections, planShell, vertexAreas } from '../../../src/patient/shell';
import type { Chart } from '../../../src/patient/types';
import { cutCage } from '../head/cage';
import { packageFolder, readBaseMesh } from '../head/source';
import { unrolledQuads } from './domain';
import { landmarkPins } from './labels';
import { drawChart } from './picture';
import { solveChart, type HalfChart } from './solve';
import { areaNormal, unit, type Surface, type Vec3 } from './surface';
import { encodeChart } from './write';

const TRIANGLES_PER_QUAD = 32;
/** Triangles this far outside the authored outline still belong to the domain, so that its border points can be reached. */
const MARGIN = 2.5;
/** Above the outline the chart goes on to this v in the middle of the forehead: the hairline of a high forehead still lies on it. */
const HIGH_FOREHEAD = { v: 100, u: 40 };

function outsideBy(u: number, v: number): number {
  if (insidePolygon(DOMAIN_OUTLINE, u, v) || (v > 70 && v < HIGH_FOREHEAD.v && u < HIGH_FOREHEAD.u)) return 0;
  let best = Infinity;
  const n = DOMAIN_OUTLINE.length;
  for (let i = 0; i < n; i++) {
    const [ax, ay] = DOMAIN_OUTLINE[i];
    const [bx, by] = DOMAIN_OUTLINE[(i + 1) % n];
    const l = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = Math.min(1, Math.max(0, ((u - ax) * (bx - ax) + (v - ay) * (by - ay)) / l));
    best = Math.min(best, (ax + t * (bx - ax) - u) ** 2 + (ay + t * (by - ay) - v) ** 2);
  }
  return Math.sqrt(best);
}

/** uv of both sides and the domain, from the solved left half. */
function spread(half: HalfChart, skin: Surface, mirror: Uint32Array): { uv: Float64Array; domain: Uint8Array } {
  const uv = new Float64Array((skin.positions.length / 3) * 2).fill(NaN);
  const near = new Uint8Array(skin.positions.length / 3);
  half.source.forEach((s, i) => {
    uv[2 * s] = half.u[i];
    uv[2 * s + 1] = half.v[i];
    const m = mirror[s];
    if (m !== s) {
      uv[2 * m] = -half.u[i];
      uv[2 * m + 1] = half.v[i];
    }
    if (outsideBy(half.u[i], half.v[i]) <= MARGIN) near[s] = near[m] = 1;
  });
  const folded = new Set(half.folded.map((t) => half.triangleSource[t]));
  const key = (a: number, b: number, c: number): string => [a, b, c].sort((p, q) => p - q).join();
  const byCorners = new Map<string, number>();
  const domain = new Uint8Array(skin.triangles.length / 3);
  for (let t = 0; t < domain.length; t++) byCorners.set(key(skin.triangles[3 * t], skin.triangles[3 * t + 1], skin.triangles[3 * t + 2]), t);
  for (const t of half.triangleSource) {
    const c = [0, 1, 2].map((k) => skin.triangles[3 * t + k]);
    if (folded.has(t) || c.some((v) => near[v] === 0)) continue;
    const twin = byCorners.get(key(mirror[c[0]], mirror[c[1]], mirror[c[2]]));
    if (twin === undefined) throw new Error(`skin triangle ${t} has no mirror image`);
    domain[t] = domain[twin] = 1;
  }
  return { uv, domain };
}

/** Least cosine between a triangle's normal and the column that goes in through it. */
const LEAST_COSINE = 0.25;

/**
 * Takes out rim triangles that face away from where tissue columns run (the lips' contact line, the turn onto the ear): no prism could
 * stand on them. Looked at on the head at rest and on every preset, both sides alike. Returns how many.
 */
function dropTurned(labels: Float64Array, inside: Uint8Array): number {
  const count = skin.positions.length / 3;
  let dropped = 0;
  for (const weights of [{}, ...Object.values(HEAD_PRESETS).map((p) => p.weights)]) {
    const person = shapeHead(head, weights);
    for (let round = 0; round < 4; round++) {
      const chart: Chart = { uv: Float32Array.from(labels, (x) => (Number.isNaN(x) ? 0 : x)), domain: inside, region: new Uint8Array(inside.length) };
      const plan = planShell(chart, skin.triangles, vertexAreas(skin.positions, skin.triangles, count));
      const directions = columnDirections(plan, person.normals);
      const out: number[] = [];
      const body: Surface = { positions: Float64Array.from(person.skin), triangles: skin.triangles };
      for (const t of plan.faces) {
        const n = unit(areaNormal(body, t));
        for (let k = 0; k < 3; k++) {
          const v = 3 * skin.triangles[3 * t + k];
          if (-(n[0] * directions[v] + n[1] * directions[v + 1] + n[2] * directions[v + 2]) < LEAST_COSINE) {
            out.push(t);
            break;
          }
        }
      }
      for (const t of out) if (inside[t]) {
        inside[t] = 0;
        dropped++;
      }
      if (out.length === 0) break;
    }
  }
  return dropped;
}

const root = join(import.meta.dirname, '..');
const head = await loadHead(new Uint8Array(readFileSync(join(root, 'public', 'models', 'head.glb'))));
const { quads, rest } = head;
const shape = shapeHead(head, {});
const skin: Surface = { positions: Float64Array.from(shape.skin), triangles: head.surface.triangles };
const source = cutCage(readBaseMesh(packageFolder())).source;
const unrolled = unrolledQuads({ quads, source, positions: rest });
const found = landmarksOnSkin(head, shape.skin, shape.eyes);
const pins = landmarkPins(skin, head, found);
const leftPoint = (id: string): Vec3 => found.find((f) => f.id === id && f.side === 'left')?.point ?? [0, 0, 0];
const half = solveChart({ skin, unrolled: (t) => unrolled[Math.floor(t / TRIANGLES_PER_QUAD)] === 1, pins, ear: { tragion: leftPoint('tragion'), otobasion: leftPoint('otobasion-inferius') }, anchor: { vertex: source.indexOf(220), v: 22 } });
const worst = half.misses.filter((m) => !m.id.startsWith('rim:')).reduce((p, m) => Math.max(p, Math.abs(m.u), Math.abs(m.v)), 0);
const { uv, domain } = spread(half, skin, head.surface.mirror);
const turned = dropTurned(uv, domain);
const used = new Uint8Array(skin.positions.length / 3);
domain.forEach((inside, t) => {
  if (inside) for (let k = 0; k < 3; k++) used[skin.triangles[3 * t + k]] = 1;
});
const bytes = await encodeChart(uv, domain, used);
writeFileSync(join(root, 'public', 'models', 'chart.bin'), bytes);
console.log(`chart.bin: ${bytes.length} bytes, ${domain.reduce((s, d) => s + d, 0)} triangles, landmarks within ${worst.toFixed(3)} mm, left out: ${half.folded.length} folded, ${turned} turned away`);
for (const m of half.misses) if (!m.id.startsWith('rim:') && Math.abs(m.u) + Math.abs(m.v) > 0.05) console.log(`  ${m.id}: u ${m.u.toFixed(3)}, v ${m.v.toFixed(3)}`);
if (process.argv[2]) writeFileSync(process.argv[2], drawChart(skin, uv, domain, pins));
