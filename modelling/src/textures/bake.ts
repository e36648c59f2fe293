/** Paints the skin maps of a head in its own texture layout. Pure: same head in, same bytes out. */

import { atlasUv } from '../../../src/scene/skin/atlasUv';
import { LID_COLUMN, LASH_LINE, loopAcross, MOUTH_RINGS, quadGraph, walkLoop } from '../../../src/scene/eyes/loops';
import { subdivideValues, type HeadModel } from '../../../src/patient/head/index';
import type { FaceMarks, Sample } from './face';
import { castOcclusion, meanCurvature } from './occlusion';
import { beard, hairGround, haemoglobin, melanin, roundGround } from './pigment';
import { agedRelief, fineRelief, roughness } from './relief';

/** What the baker needs of a head: one neutral person's skin on the topology of the model. */
export interface BakeHead {
  model: HeadModel;
  positions: Float32Array;
  normals: Float32Array;
  triangles: Uint32Array;
  marks: FaceMarks;
}

/** Per skin vertex, everything a painter samples. */
export interface Fields {
  mouth: Float32Array;
  lid: Float32Array;
  open: Float32Array;
  thin: Float32Array;
  curvature: Float32Array;
}

/** Ring numbers round mouth and eyes on the skin. */
export function ringFields(model: HeadModel): { mouth: Float32Array; lid: Float32Array } {
  const graph = quadGraph(model.quads);
  const n = model.skinCount;
  const mouth = new Float32Array(n).fill(-4);
  const seen = new Uint8Array(n);
  for (const [a, b, ring] of MOUTH_RINGS)
    for (const v of walkLoop(graph, a, b).vertices) {
      mouth[v] = ring;
      seen[v] = 1;
    }
  spread(model.quads, mouth, seen, 5, 8);
  const lid = new Float32Array(n).fill(9);
  for (const side of [0, 1]) {
    const column = LID_COLUMN.map((v) => (side === 0 ? v : model.mirror[v]));
    column.forEach((v, i) => {
      for (const w of loopAcross(graph, v, column)) lid[w] = i - LASH_LINE;
    });
  }
  const lift = (values: Float32Array) => Float32Array.from(subdivideValues(model.surface.subdivision, values, 1));
  return { mouth: lift(mouth), lid: lift(lid) };
}

/** Everything reached through unseen vertices from ring `from` inwards gets `value`. */
function spread(quads: ArrayLike<number>, field: Float32Array, seen: Uint8Array, from: number, value: number): void {
  const graph = quadGraph(quads);
  // The inner ring's unseen neighbours lie in the mouth; the outermost ring's in the face.
  let front = [...field.keys()].filter((v) => seen[v] && field[v] === from);
  while (front.length > 0) {
    const next: number[] = [];
    for (const v of front)
      for (const f of graph.faces.get(v) ?? [])
        for (const w of f)
          if (!seen[w]) {
            seen[w] = 1;
            field[w] = value;
            next.push(w);
          }
    front = next;
  }
}

/** All vertex fields; ray casting takes half a minute. */
export function vertexFields(head: BakeHead, rays = 48): Fields {
  const { open, thin } = castOcclusion(head, rays, 70);
  const groups = head.model.surface.groups;
  // The linings of nose, mouth and socket lie deeper than the rays can tell.
  for (let v = 0; v < open.length; v++) open[v] *= (1 - 0.8 * groups['nostril-interior'][v]) * (1 - 0.85 * groups['mouth-interior'][v]) * (1 - 0.6 * groups['eye-socket'][v]);
  return { ...ringFields(head.model), open, thin, curvature: meanCurvature(head, 2) };
}

/** Triangle (render index, -1 = none) and weights of the second and third corner per texel. */
export interface Coverage {
  size: number;
  triangle: Int32Array;
  b: Float32Array;
  c: Float32Array;
}

/** Rasterises the render triangles into the atlas; a texel just outside takes the nearest edge, so that seams do not bleed. */
export function cover(head: BakeHead, size: number): Coverage {
  const uv = atlasUv(head.model.surface.render.uv);
  const triangle = new Int32Array(size * size).fill(-1);
  const b = new Float32Array(size * size);
  const c = new Float32Array(size * size);
  const t = head.model.surface.render.triangles;
  for (let i = 0; i < t.length; i += 3) {
    const [x0, y0, x1, y1, x2, y2] = [0, 1, 2].flatMap((k) => [uv[t[i + k] * 2] * size, uv[t[i + k] * 2 + 1] * size]) as [number, number, number, number, number, number];
    const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    if (Math.abs(area) < 1e-9) continue;
    for (let y = Math.max(0, Math.floor(Math.min(y0, y1, y2) - 1)); y <= Math.min(size - 1, Math.ceil(Math.max(y0, y1, y2) + 1)); y++)
      for (let x = Math.max(0, Math.floor(Math.min(x0, x1, x2) - 1)); x <= Math.min(size - 1, Math.ceil(Math.max(x0, x1, x2) + 1)); x++) {
        const px = x + 0.5 - x0;
        const py = y + 0.5 - y0;
        const wb = (px * (y2 - y0) - py * (x2 - x0)) / area;
        const wc = (py * (x1 - x0) - px * (y1 - y0)) / area;
        const at = y * size + x;
        if (wb >= 0 && wc >= 0 && wb + wc <= 1) {
          triangle[at] = i / 3;
          b[at] = wb;
          c[at] = wc;
        }
      }
  }
  for (let round = 0; round < 10; round++) {
    const next = triangle.slice();
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const at = y * size + x;
        if (triangle[at] >= 0) continue;
        for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
          const qx = x + dx;
          const qy = y + dy;
          if (qx < 0 || qy < 0 || qx >= size || qy >= size) continue;
          const q = qy * size + qx;
          if (triangle[q] >= 0) {
            next[at] = triangle[q];
            b[at] = b[q];
            c[at] = c[q];
            break;
          }
        }
      }
    triangle.set(next);
  }
  return { size, triangle, b, c };
}

/** Calls `paint` for every covered texel with its sample. */
export function eachTexel(head: BakeHead, fields: Fields, cov: Coverage, paint: (texel: number, s: Sample) => void): void {
  const s: Sample = { p: [0, 0, 0], ax: 0, n: [0, 0, 0], mouth: 0, lid: 0, open: 0, thin: 0, curvature: 0 };
  const t = head.model.surface.render.triangles;
  for (let at = 0; at < cov.triangle.length; at++) {
    const tri = cov.triangle[at];
    if (tri < 0) continue;
    const i = head.model.surface.render.toSkin[t[tri * 3]];
    const j = head.model.surface.render.toSkin[t[tri * 3 + 1]];
    const k = head.model.surface.render.toSkin[t[tri * 3 + 2]];
    const wj = cov.b[at];
    const wk = cov.c[at];
    const wi = 1 - wj - wk;
    const mix = (a: Float32Array, step: number, o: number) => wi * a[i * step + o] + wj * a[j * step + o] + wk * a[k * step + o];
    for (let o = 0; o < 3; o++) {
      s.p[o] = mix(head.positions, 3, o);
      s.n[o] = mix(head.normals, 3, o);
    }
    s.ax = Math.abs(s.p[0]);
    s.mouth = mix(fields.mouth, 1, 0);
    s.lid = mix(fields.lid, 1, 0);
    s.open = mix(fields.open, 1, 0);
    s.thin = mix(fields.thin, 1, 0);
    s.curvature = mix(fields.curvature, 1, 0);
    paint(at, s);
  }
}

export interface Maps {
  /** R melanin, G haemoglobin, B 128. */
  pigment: Uint8Array;
  /** Slopes of the fine relief. */
  normal: Uint8Array;
  /** Slopes of the aged relief (half size). */
  aged: Uint8Array;
  /** R ambient occlusion, G roughness, B curvature (half size). */
  surface: Uint8Array;
  /** R hair ground, G beard below the brows and the round hairline's ground above them, B thinness (half size). */
  cover: Uint8Array;
  size: number;
}

/** Slopes are stored this many times too steep, so that lossy compression keeps the shallow ones; the shader divides. */
export const SLOPE_GAIN = 2.5;

const byte = (x: number) => Math.max(0, Math.min(255, Math.round(x * 255)));

/** Heights (mm) to slopes along the texture axes (mm per mm, times `gain`) in red and green, 0.5 = level. */
function slopesOf(head: BakeHead, cov: Coverage, height: Float32Array, gain: number): Uint8Array {
  const { size } = cov;
  const out = new Uint8Array(size * size * 3);
  const uv = atlasUv(head.model.surface.render.uv);
  const scale = new Float32Array(head.model.surface.render.triangles.length / 3);
  const t = head.model.surface.render.triangles;
  for (let i = 0; i < t.length; i += 3) {
    const [a, b, c] = [t[i], t[i + 1], t[i + 2]];
    const area2 = Math.abs((uv[b * 2] - uv[a * 2]) * (uv[c * 2 + 1] - uv[a * 2 + 1]) - (uv[c * 2] - uv[a * 2]) * (uv[b * 2 + 1] - uv[a * 2 + 1])) * size * size;
    const p = (v: number, k: number) => head.positions[head.model.surface.render.toSkin[v] * 3 + k];
    const e = [0, 1, 2].map((k) => p(b, k) - p(a, k));
    const f = [0, 1, 2].map((k) => p(c, k) - p(a, k));
    const cross = Math.hypot(e[1] * f[2] - e[2] * f[1], e[2] * f[0] - e[0] * f[2], e[0] * f[1] - e[1] * f[0]);
    scale[i / 3] = Math.sqrt(cross / Math.max(area2, 1e-9));
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = y * size + x;
      let nx = 0;
      let ny = 0;
      const tri = cov.triangle[at];
      if (tri >= 0) {
        const h = (dx: number, dy: number) => {
          const q = Math.min(size - 1, Math.max(0, y + dy)) * size + Math.min(size - 1, Math.max(0, x + dx));
          return cov.triangle[q] >= 0 ? height[q] : height[at];
        };
        const mm = Math.max(0.06, scale[tri]);
        nx = (-(h(1, 0) - h(-1, 0)) / (2 * mm)) * gain;
        ny = (-(h(0, 1) - h(0, -1)) / (2 * mm)) * gain;
      }
      out[at * 3] = byte(0.5 + 0.5 * nx);
      out[at * 3 + 1] = byte(0.5 + 0.5 * ny);
      out[at * 3 + 2] = 128;
    }
  return out;
}

/** Paints all maps at `size` and half of it. */
export function paintMaps(head: BakeHead, fields: Fields, size: number): Maps {
  const full = cover(head, size);
  const half = cover(head, size / 2);
  const pigment = new Uint8Array(size * size * 3).fill(128);
  const height = new Float32Array(size * size);
  eachTexel(head, fields, full, (at, s) => {
    pigment[at * 3] = byte(melanin(head.marks, s));
    pigment[at * 3 + 1] = byte(haemoglobin(head.marks, s));
    height[at] = fineRelief(head.marks, s);
  });
  const texels = (size * size) / 4;
  const surface = new Uint8Array(texels * 3).fill(128);
  const covering = new Uint8Array(texels * 3);
  const old = new Float32Array(texels);
  eachTexel(head, fields, half, (at, s) => {
    surface[at * 3] = byte(s.open);
    surface[at * 3 + 1] = byte(roughness(head.marks, s));
    surface[at * 3 + 2] = byte(0.5 + s.curvature * 2);
    covering[at * 3] = byte(hairGround(head.marks, s));
    covering[at * 3 + 1] = byte(Math.max(beard(head.marks, s), roundGround(head.marks, s)));
    covering[at * 3 + 2] = byte(s.thin);
    old[at] = agedRelief(head.marks, s);
  });
  return { pigment, normal: slopesOf(head, full, height, SLOPE_GAIN), aged: slopesOf(head, half, old, SLOPE_GAIN), surface, cover: covering, size };
}
