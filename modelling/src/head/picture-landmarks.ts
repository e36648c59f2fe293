/** Draws docs/landmarks.png (front) and docs/landmarks-side.png: every landmark labelled on both presets. `node scripts/run.mjs modelling/src/head/picture-landmarks.ts` */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANDMARKS } from '../../../src/atlas/landmarks';
import { headPreset, landmarksOnSkin, loadHead, shapeHead, type FoundLandmark, type HeadModel, type HeadShape } from '../../../src/patient/head';
import { launch } from '../../../tests/browser/harness';
import { createCanvas, drawMesh, encodePng, project, resolve, type Canvas } from './raster';

const root = join(import.meta.dirname, '..');
const SIZE = 900;
const COLUMN = 330;
const LINE = 25;
const KIND: Record<string, string> = { skin: '#ffd166', 'bone-projected': '#7fd1ff', derived: '#c7f0a8' };

/** The globes as small spheres with an iris, so that the lids have something to rest on. */
function drawEyes(canvas: Canvas, shape: HeadShape): void {
  const rings = 40;
  const spokes = 56;
  for (const eye of [shape.eyes.left, shape.eyes.right]) {
    const normals: number[] = [];
    const positions: number[] = [];
    const colours: number[] = [];
    const triangles: number[] = [];
    for (let j = 0; j <= rings; j++) {
      for (let i = 0; i <= spokes; i++) {
        const a = (Math.PI * j) / rings;
        const b = (2 * Math.PI * i) / spokes;
        const n = [Math.sin(a) * Math.cos(b), Math.sin(a) * Math.sin(b), Math.cos(a)];
        normals.push(...n);
        positions.push(...n.map((v, k) => eye.centre[k] + v * eye.radius));
        const r = a * eye.radius;
        colours.push(...(r < 2 ? [0.01, 0.01, 0.01] : r < 6 ? [0.12, 0.1, 0.06] : [0.7, 0.68, 0.66]));
      }
    }
    for (let j = 0; j < rings; j++) for (let i = 0; i < spokes; i++) {
      const a = j * (spokes + 1) + i;
      triangles.push(a, a + spokes + 1, a + 1, a + 1, a + spokes + 1, a + spokes + 2);
    }
    drawMesh(canvas, { positions, triangles, normals, colours });
  }
}

interface Label {
  text: string;
  x: number;
  y: number;
  colour: string;
}

/** Labels in a column, near the height of their points, never closer than a line; leader lines in the order of the points do not cross. */
function column(labels: Label[], side: 'left' | 'right'): string {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const at = sorted.map((l) => l.y);
  for (let pass = 0; pass < 200; pass++) {
    for (let i = 1; i < at.length; i++) {
      const overlap = LINE - (at[i] - at[i - 1]);
      if (overlap > 0) {
        at[i] += overlap / 2;
        at[i - 1] -= overlap / 2;
      }
    }
    for (let i = 0; i < at.length; i++) at[i] = Math.min(SIZE - 20 - (at.length - 1 - i) * LINE, Math.max(20 + i * LINE, at[i]));
  }
  const edge = side === 'left' ? COLUMN - 10 : COLUMN + SIZE + 10;
  return sorted
    .map((l, i) => {
      const x = COLUMN + l.x;
      const bend = side === 'left' ? edge + 24 : edge - 24;
      return `<path d="M${x} ${l.y}L${bend} ${at[i]}H${edge}" fill="none" stroke="${l.colour}" stroke-opacity=".75" stroke-width="1.1"/><circle cx="${x}" cy="${l.y}" r="3.6" fill="${l.colour}" stroke="#10141a" stroke-width="1.2"/><text x="${side === 'left' ? edge - 6 : edge + 6}" y="${at[i] + 5}" text-anchor="${side === 'left' ? 'end' : 'start'}">${l.text}</text>`;
    })
    .join('');
}

function panel(head: HeadModel, id: string, title: string, view: 'front' | 'side'): string {
  const shape = shapeHead(head, headPreset(id).weights);
  const found = landmarksOnSkin(head, shape.skin, shape.eyes);
  const lips = head.surface.groups.lips;
  const colours = new Float32Array(shape.skin.length);
  lips.forEach((l, i) => colours.set([0.6 - 0.05 * l, 0.42 - 0.16 * l, 0.35 - 0.12 * l], i * 3));
  const canvas = createCanvas(SIZE, SIZE, view === 'front' ? { from: [0, 0, 1], target: [0, -2, 0], height: 248 } : { from: [1, 0, 0.0001], target: [0, -2, 30], height: 248 });
  drawMesh(canvas, { positions: shape.skin, triangles: head.surface.triangles, normals: shape.normals, colours });
  drawEyes(canvas, shape);
  const image = Buffer.from(encodePng(SIZE, SIZE, resolve(canvas))).toString('base64');
  const labels = found
    .filter((l: FoundLandmark) => l.side !== 'right')
    .map((l): Label & { mid: boolean } => {
      const [x, y] = project(canvas, l.point).map((v) => v / canvas.scale);
      const about = LANDMARKS.find((a) => a.id === l.id);
      return { text: (about?.name ?? l.id).replace(' at the jaw edge', ''), x, y, colour: KIND[about?.kind ?? 'skin'] ?? '#fff', mid: l.side === 'mid' };
    });
  // Front: the midline to the left, the side of the face to the right. Side view: whatever is nearer.
  const leftward = (l: Label & { mid: boolean }): boolean => (view === 'front' ? l.mid : l.mid || l.x < SIZE * 0.3);
  const svg = `${column(labels.filter(leftward), 'left')}${column(labels.filter((l) => !leftward(l)), 'right')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE + 2 * COLUMN}" height="${SIZE + 50}" viewBox="0 -50 ${SIZE + 2 * COLUMN} ${SIZE + 50}"><image href="data:image/png;base64,${image}" x="${COLUMN}" y="0" width="${SIZE}" height="${SIZE}"/><text x="${COLUMN + SIZE / 2}" y="-18" text-anchor="middle" font-size="22" font-weight="600">${title}</text>${svg}</svg>`;
}

const head = await loadHead(new Uint8Array(readFileSync(join(root, 'public', 'models', 'head.glb'))));
mkdirSync(join(root, 'docs'), { recursive: true });
const key = Object.entries({ skin: 'on the skin', 'bone-projected': 'skin over a bony point', derived: 'set from other landmarks' })
  .map(([kind, text]) => `<span style="color:${KIND[kind]}">●</span> ${text}`)
  .join('&emsp;');
const browser = await launch();
try {
  for (const view of ['front', 'side'] as const) {
    const width = SIZE + 2 * COLUMN;
    const page = await browser.newPage({ viewport: { width, height: 2 * (SIZE + 50) + 50 } });
    const style = 'body{margin:0;background:#3a3d45;color:#eef1f5;font:16px system-ui,sans-serif}svg{display:block}svg text{fill:#eef1f5;font-size:16px}p{margin:14px;text-align:center}';
    await page.setContent(`<!doctype html><style>${style}</style>${panel(head, 'female-35', `Female, 35: ${view}`, view)}${panel(head, 'male-45', `Male, 45: ${view}`, view)}<p>${key}</p>`);
    writeFileSync(join(root, 'docs', view === 'front' ? 'landmarks.png' : 'landmarks-side.png'), await page.screenshot());
    await page.close();
  }
} finally {
  await browser.close();
}
