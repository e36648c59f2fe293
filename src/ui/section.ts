/** Draws the engine's section in the needle's plane on a 2D canvas. Skin up, the shaft from above; millimetres stay millimetres. */
import { aim, frameAt, makeFrame } from '../engine/frame';
import { slice, type Section } from '../engine/slice';
import { TISSUES } from '../engine/tissue';
import { deviceShape } from '../engine/needle';
import type { CompiledPatient, Device, SkinPoint } from '../patient/types';
import { ballRadius } from '../scene/ball';
import type { Deposit, RecordedReading } from '../trace';
import { strings } from './strings';
import { CUT_COLOURS, GLAND_EDGE, PRODUCT_COLOURS, TISSUE_COLOURS } from './tissueColours';

const rgb = TISSUES.map((tissue) => {
  const hex = TISSUE_COLOURS[tissue] ?? '#000000';
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
});

export interface SectionScene {
  patient: CompiledPatient;
  entry: SkinPoint;
  angle_deg: number;
  azimuth_deg: number;
  reading: RecordedReading;
  device: Device;
  deposits: readonly Deposit[];
}

const WIDTH_MM = 40;
const HEIGHT_MM = 30;
/** How far below the picture's top the entry lies, mm. */
const ABOVE_MM = 7;

/** Fewer pixels than this of a tissue are not seen, and are not in the legend. */
const SEEN_PIXELS = 24;

/** What a section shows: tissues and cut kinds (`artery`, ...) by name, and `product`. */
export type Shown = ReadonlySet<string>;

/** Cut, paint, and draw what is cut on top: bodies, tubes, needle, product, scale. @returns all that can be seen, for the legend */
export function drawSection(canvas: HTMLCanvasElement, scene: SectionScene): Shown {
  const g = canvas.getContext('2d');
  const shown = new Set<string>();
  if (!g) return shown;
  const { patient, entry, reading } = scene;
  const frame = frameAt(patient, entry, makeFrame());
  aim(frame, scene.angle_deg, scene.azimuth_deg, 0);
  const azimuth = (scene.azimuth_deg * Math.PI) / 180;
  const along = (k: number) => Math.cos(azimuth) * frame.up[k] + Math.sin(azimuth) * frame.lateral[k];
  const x: [number, number, number] = [along(0), along(1), along(2)];
  const y: [number, number, number] = [frame.normal[0], frame.normal[1], frame.normal[2]];
  const drop = HEIGHT_MM / 2 - ABOVE_MM;
  const origin: [number, number, number] = [0, 1, 2].map((k) => frame.point[k] - y[k] * drop) as [number, number, number];
  const pixels = 320;
  const section = slice(patient, { origin, x, y }, { widthMm: WIDTH_MM, heightMm: HEIGHT_MM, width: pixels, height: (pixels * HEIGHT_MM) / WIDTH_MM });
  const scale = canvas.width / WIDTH_MM;
  const px = (mx: number) => (mx + WIDTH_MM / 2) * scale;
  const py = (my: number) => (HEIGHT_MM / 2 - my) * scale;
  const flat = (p: ArrayLike<number>): [number, number, number] => {
    const d = [p[0] - origin[0], p[1] - origin[1], p[2] - origin[2]];
    const n = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
    const dot = (a: readonly number[]) => d[0] * a[0] + d[1] * a[1] + d[2] * a[2];
    return [dot(x), dot(y), dot(n)];
  };

  paint(g, canvas, section);
  const pixelsOf = new Uint32Array(TISSUES.length);
  for (const code of section.tissue) pixelsOf[code]++;
  TISSUES.forEach((tissue, code) => {
    if (pixelsOf[code] >= SEEN_PIXELS) shown.add(tissue);
  });
  strokeSegments(g, section.bone, px, py, '#fff6df', 2);
  strokeSegments(g, section.cartilage, px, py, '#d6e6ea', 2);
  for (const body of section.bodies) {
    const kind = patient.structures[body.structure].kind;
    if (kind === 'gland') shown.add(kind);
    if (kind === 'muscle' || kind === 'gland') strokeSegments(g, body.segments, px, py, kind === 'muscle' ? 'rgb(86 20 14 / 75%)' : GLAND_EDGE, 1.5);
  }
  strokeSegments(g, section.skin, px, py, '#f3d3bd', 2.5);
  for (const cut of section.tubes) shown.add(patient.structures[cut.structure].kind);
  drawTubes(g, patient, section, px, py);

  for (const deposit of scene.deposits) {
    const [mx, my, off] = flat(deposit.point_mm);
    const r = ballRadius(deposit.volume_ml);
    const cut = Math.sqrt(Math.max(0, r * r - off * off));
    if (cut <= 0) continue;
    shown.add('product');
    g.beginPath();
    g.arc(px(mx), py(my), cut * scale, 0, 2 * Math.PI);
    g.fillStyle = `${deposit.lumen.length > 0 ? PRODUCT_COLOURS.lumen : PRODUCT_COLOURS.tissue}b8`;
    g.fill();
    g.lineWidth = 1.5;
    g.strokeStyle = '#e9fbff';
    g.stroke();
  }

  const outer = deviceShape(scene.device).outer_mm;
  const direction = frame.direction;
  const shaft = (mm: number) => flat([0, 1, 2].map((k) => frame.point[k] + direction[k] * mm));
  const [hx, hy] = shaft(-30);
  const [tx, ty] = flat(reading.tip.point_mm);
  g.lineCap = 'butt';
  g.strokeStyle = '#10161b';
  g.lineWidth = Math.max(3.5, outer * scale + 2);
  line(g, px(hx), py(hy), px(tx), py(ty));
  g.strokeStyle = '#f4f8fa';
  g.lineWidth = Math.max(2, outer * scale);
  line(g, px(hx), py(hy), px(tx), py(ty));
  g.beginPath();
  g.arc(px(tx), py(ty), 5, 0, 2 * Math.PI);
  g.lineWidth = 2;
  g.strokeStyle = '#4cc2c4';
  g.stroke();
  scaleBar(g, canvas, scale);
  return shown;
}

function line(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
}

let raster: HTMLCanvasElement | null = null;

function paint(g: CanvasRenderingContext2D, canvas: HTMLCanvasElement, section: Section): void {
  raster ??= document.createElement('canvas');
  raster.width = section.width;
  raster.height = section.height;
  const small = raster.getContext('2d');
  if (!small) return;
  const image = small.createImageData(section.width, section.height);
  for (let i = 0; i < section.tissue.length; i++) {
    const [r, gr, b] = rgb[section.tissue[i]] ?? [0, 0, 0];
    image.data[i * 4] = r;
    image.data[i * 4 + 1] = gr;
    image.data[i * 4 + 2] = b;
    image.data[i * 4 + 3] = 255;
  }
  small.putImageData(image, 0, 0);
  g.imageSmoothingEnabled = true;
  g.imageSmoothingQuality = 'high';
  g.drawImage(raster, 0, 0, canvas.width, canvas.height);
}

function strokeSegments(g: CanvasRenderingContext2D, segments: Float32Array, px: (x: number) => number, py: (y: number) => number, colour: string, width: number): void {
  g.beginPath();
  for (let i = 0; i < segments.length; i += 4) {
    g.moveTo(px(segments[i]), py(segments[i + 1]));
    g.lineTo(px(segments[i + 2]), py(segments[i + 3]));
  }
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.lineCap = 'round';
  g.stroke();
}

/** Capsule by capsule, so all edges first and all fills after: a vessel then reads as one band. */
function drawTubes(g: CanvasRenderingContext2D, patient: CompiledPatient, section: Section, px: (x: number) => number, py: (y: number) => number): void {
  for (const edge of [true, false]) {
    for (const cut of section.tubes) {
      const look = CUT_COLOURS[patient.structures[cut.structure].kind];
      if (!look) continue;
      g.beginPath();
      for (let i = 0; i < cut.polygon.length; i += 2) g.lineTo(px(cut.polygon[i]), py(cut.polygon[i + 1]));
      g.closePath();
      g.lineJoin = 'round';
      // A vessel of half a millimetre must still be seen, so it is never drawn thinner than its own line.
      g.lineWidth = edge ? 5 : 2;
      g.strokeStyle = edge ? look.edge : look.fill;
      g.stroke();
      if (edge) continue;
      g.fillStyle = look.fill;
      g.fill();
    }
  }
}

function scaleBar(g: CanvasRenderingContext2D, canvas: HTMLCanvasElement, scale: number): void {
  const length = 5 * scale;
  const x = canvas.width - length - 18;
  const y = canvas.height - 20;
  g.lineCap = 'butt';
  g.strokeStyle = '#000';
  g.lineWidth = 6;
  line(g, x - 1, y, x + length + 1, y);
  g.strokeStyle = '#fff';
  g.lineWidth = 3;
  line(g, x, y, x + length, y);
  g.font = '600 38px system-ui, sans-serif';
  g.lineJoin = 'round';
  g.textAlign = 'center';
  g.lineWidth = 5;
  g.strokeStyle = '#000';
  g.strokeText(strings.section.scale, x + length / 2, y - 12);
  g.fillStyle = '#fff';
  g.fillText(strings.section.scale, x + length / 2, y - 12);
}
