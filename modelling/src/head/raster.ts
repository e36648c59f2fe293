/**
 * A small software renderer for the pictures of the modelling pipeline: orthographic, z-buffered, smooth shaded, anti-aliased by
 * supersampling. It needs no graphics card and gives the same picture everywhere.
 */
import { deflateSync, crc32 } from 'node:zlib';

type Vec3 = [number, number, number];

/** An orthographic camera: looks from `from` (a direction) at `target`, `height` mm tall. */
export interface View {
  /** Direction from the target to the eye. */
  from: Vec3;
  target: Vec3;
  height: number;
}

/** A picture being drawn: linear RGB floats and depth at the supersampled size. */
export interface Canvas {
  width: number;
  height: number;
  scale: number;
  rgb: Float32Array;
  depth: Float32Array;
  axes: { right: Vec3; up: Vec3; out: Vec3 };
  view: View;
}

const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a: Vec3): Vec3 => {
  const l = Math.sqrt(dot(a, a)) || 1;
  return [a[0] / l, a[1] / l, a[2] / l];
};

/** A blank canvas of `width` x `height` pixels for one view. */
export function createCanvas(width: number, height: number, view: View, background: Vec3 = [0.035, 0.04, 0.05], scale = 2): Canvas {
  const w = width * scale;
  const h = height * scale;
  const rgb = new Float32Array(w * h * 3);
  for (let i = 0; i < w * h; i++) rgb.set(background, i * 3);
  const out = unit(view.from);
  const right = unit(cross([0, 1, 0], out));
  const up = cross(out, right);
  return { width, height, scale, rgb, depth: new Float32Array(w * h).fill(-1e9), axes: { right, up, out }, view };
}

/** Pixel (supersampled) and depth of a point in space. */
export function project(canvas: Canvas, point: Vec3): Vec3 {
  const { axes, view, scale } = canvas;
  const w = canvas.width * scale;
  const h = canvas.height * scale;
  const p = sub(point, view.target);
  const s = h / view.height;
  return [w / 2 + dot(p, axes.right) * s, h / 2 - dot(p, axes.up) * s, dot(p, axes.out)];
}

/** Draws a mesh, shaded by vertex normals, each vertex in its own linear colour. */
export function drawMesh(
  canvas: Canvas,
  mesh: { positions: ArrayLike<number>; triangles: ArrayLike<number>; normals: ArrayLike<number>; colours?: ArrayLike<number> },
  colour: Vec3 = [0.62, 0.42, 0.34],
): void {
  const w = canvas.width * canvas.scale;
  const h = canvas.height * canvas.scale;
  const { axes } = canvas;
  const key = unit([axes.right[0] * -0.55 + axes.up[0] * 0.6 + axes.out[0] * 0.7, axes.right[1] * -0.55 + axes.up[1] * 0.6 + axes.out[1] * 0.7, axes.right[2] * -0.55 + axes.up[2] * 0.6 + axes.out[2] * 0.7]);
  const half = unit([key[0] + axes.out[0], key[1] + axes.out[1], key[2] + axes.out[2]]);
  const n = mesh.positions.length / 3;
  const screen = new Float32Array(n * 3);
  const shade = new Float32Array(n * 3);
  for (let i = 0; i < n; i++) {
    screen.set(project(canvas, [mesh.positions[i * 3], mesh.positions[i * 3 + 1], mesh.positions[i * 3 + 2]]), i * 3);
    const normal: Vec3 = [mesh.normals[i * 3], mesh.normals[i * 3 + 1], mesh.normals[i * 3 + 2]];
    const diffuse = Math.max(0, (dot(normal, key) + 0.25) / 1.25);
    const ambient = 0.16 + 0.1 * (normal[1] * 0.5 + 0.5);
    const rim = Math.max(0, 1 - Math.abs(dot(normal, axes.out))) ** 3 * 0.1;
    const spec = Math.max(0, dot(normal, half)) ** 26 * 0.12;
    for (let k = 0; k < 3; k++) {
      const base = mesh.colours ? mesh.colours[i * 3 + k] : colour[k];
      shade[i * 3 + k] = base * (ambient + diffuse * 0.95) + rim + spec;
    }
  }
  const t = mesh.triangles;
  for (let f = 0; f < t.length; f += 3) {
    const a = t[f] * 3;
    const b = t[f + 1] * 3;
    const c = t[f + 2] * 3;
    const area = (screen[b] - screen[a]) * (screen[c + 1] - screen[a + 1]) - (screen[c] - screen[a]) * (screen[b + 1] - screen[a + 1]);
    if (area >= 0) continue; // y runs down on the picture, so a front face is clockwise here
    const x0 = Math.max(0, Math.floor(Math.min(screen[a], screen[b], screen[c])));
    const x1 = Math.min(w - 1, Math.ceil(Math.max(screen[a], screen[b], screen[c])));
    const y0 = Math.max(0, Math.floor(Math.min(screen[a + 1], screen[b + 1], screen[c + 1])));
    const y1 = Math.min(h - 1, Math.ceil(Math.max(screen[a + 1], screen[b + 1], screen[c + 1])));
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const px = x + 0.5;
        const py = y + 0.5;
        const wb = ((px - screen[a]) * (screen[c + 1] - screen[a + 1]) - (screen[c] - screen[a]) * (py - screen[a + 1])) / area;
        const wc = ((screen[b] - screen[a]) * (py - screen[a + 1]) - (px - screen[a]) * (screen[b + 1] - screen[a + 1])) / area;
        const wa = 1 - wb - wc;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const z = wa * screen[a + 2] + wb * screen[b + 2] + wc * screen[c + 2];
        const o = y * w + x;
        if (z <= canvas.depth[o]) continue;
        canvas.depth[o] = z;
        for (let k = 0; k < 3; k++) canvas.rgb[o * 3 + k] = wa * shade[a + k] + wb * shade[b + k] + wc * shade[c + k];
      }
    }
  }
}

/** Draws a line in space (or through everything where `bias` is large); width in supersampled pixels. */
export function drawLine(canvas: Canvas, from: Vec3, to: Vec3, colour: Vec3, bias = 0.3, width = 1): void {
  const w = canvas.width * canvas.scale;
  const h = canvas.height * canvas.scale;
  const a = project(canvas, from);
  const b = project(canvas, to);
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]))));
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const cx = Math.floor(a[0] + (b[0] - a[0]) * t);
    const cy = Math.floor(a[1] + (b[1] - a[1]) * t);
    const z = a[2] + (b[2] - a[2]) * t + bias;
    for (let y = cy; y < cy + width; y++) {
      for (let x = cx; x < cx + width; x++) {
        if (x < 0 || y < 0 || x >= w || y >= h || z < canvas.depth[y * w + x]) continue;
        canvas.rgb.set(colour, (y * w + x) * 3);
      }
    }
  }
}

/** Draws a filled disc over the picture, radius in final pixels. */
export function drawDot(canvas: Canvas, point: Vec3, radius: number, colour: Vec3): void {
  const w = canvas.width * canvas.scale;
  const h = canvas.height * canvas.scale;
  const p = project(canvas, point);
  const r = radius * canvas.scale;
  for (let y = Math.floor(p[1] - r); y <= p[1] + r; y++) {
    for (let x = Math.floor(p[0] - r); x <= p[0] + r; x++) {
      if (x < 0 || y < 0 || x >= w || y >= h) continue;
      if ((x + 0.5 - p[0]) ** 2 + (y + 0.5 - p[1]) ** 2 <= r * r) canvas.rgb.set(colour, (y * w + x) * 3);
    }
  }
}

/** The finished picture: 8-bit sRGB, three bytes a pixel. */
export function resolve(canvas: Canvas): Uint8Array {
  const { width, height, scale, rgb } = canvas;
  const out = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let j = 0; j < scale; j++) for (let i = 0; i < scale; i++) sum += Math.min(1, rgb[((y * scale + j) * width * scale + x * scale + i) * 3 + k]);
        out[(y * width + x) * 3 + k] = Math.round(255 * (sum / scale / scale) ** (1 / 2.2));
      }
    }
  }
  return out;
}

/** Puts pictures of equal height side by side. */
export function beside(pictures: { width: number; height: number; rgb: Uint8Array }[]): { width: number; height: number; rgb: Uint8Array } {
  const height = pictures[0].height;
  const width = pictures.reduce((s, p) => s + p.width, 0);
  const rgb = new Uint8Array(width * height * 3);
  let left = 0;
  for (const p of pictures) {
    for (let y = 0; y < height; y++) rgb.set(p.rgb.subarray(y * p.width * 3, (y + 1) * p.width * 3), (y * width + left) * 3);
    left += p.width;
  }
  return { width, height, rgb };
}

/** A PNG file of an RGB picture. */
export function encodePng(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const raw = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) raw.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', new Uint8Array())]);
}
