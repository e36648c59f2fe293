/** A picture of the chart on the head: lines of equal u and v every 5 mm (10 mm stronger, 50 mm red), folded triangles in magenta. */
import { beside, createCanvas, drawDot, drawLine, drawMesh, encodePng, resolve } from '../head/raster';
import type { Pin } from './correct';
import { smoothNormals, type Surface, type Vec3 } from './surface';

export function drawChart(skin: Surface, uv: Float64Array, domain: Uint8Array, pins: Pin[]): Uint8Array {
  const normals = Float64Array.from(smoothNormals(skin, 0).flat());
  const at = (v: number): Vec3 => [skin.positions[3 * v], skin.positions[3 * v + 1], skin.positions[3 * v + 2]];
  const view = (from: Vec3, target: Vec3, height: number): { width: number; height: number; rgb: Uint8Array } => {
    const canvas = createCanvas(800, 900, { from, target, height });
    drawMesh(canvas, { positions: skin.positions, triangles: skin.triangles, normals });
    for (let t = 0; t < domain.length; t++) {
      if (!domain[t]) continue;
      const c = [0, 1, 2].map((k) => skin.triangles[3 * t + k]);
      for (const axis of [0, 1]) {
        const value = c.map((v) => uv[2 * v + axis]);
        const high = Math.max(...value);
        for (let iso = Math.ceil(Math.min(...value) / 5) * 5; iso <= high; iso += 5) {
          const points: Vec3[] = [];
          for (let k = 0; k < 3; k++) {
            const [a, b] = [c[k], c[(k + 1) % 3]];
            const [fa, fb] = [value[k], value[(k + 1) % 3]];
            if (fa < iso === fb < iso) continue;
            const s = (iso - fa) / (fb - fa);
            points.push([0, 1, 2].map((i) => at(a)[i] + s * (at(b)[i] - at(a)[i])) as Vec3);
          }
          const strong = iso % 10 === 0;
          const plain: Vec3 = axis === 0 ? [0.1, 0.8, 1] : [1, 0.9, 0.1];
          const colour: Vec3 = iso % 50 === 0 ? [1, 0.1, 0.1] : strong ? plain : [plain[0] / 2, plain[1] / 2, plain[2] / 2];
          if (points.length === 2) drawLine(canvas, points[0], points[1], colour, 0.4, strong ? 2 : 1);
        }
      }
      const area = (uv[2 * c[1]] - uv[2 * c[0]]) * (uv[2 * c[2] + 1] - uv[2 * c[0] + 1]) - (uv[2 * c[2]] - uv[2 * c[0]]) * (uv[2 * c[1] + 1] - uv[2 * c[0] + 1]);
      if (!(area > 0)) for (let k = 0; k < 3; k++) drawLine(canvas, at(c[k]), at(c[(k + 1) % 3]), [1, 0, 1], 1, 3);
    }
    for (const pin of pins) {
      const p: Vec3 = [0, 0, 0];
      pin.vertices.forEach((v, i) => at(v).forEach((x, k) => (p[k] += pin.weights[i] * x)));
      drawDot(canvas, p, 2.5, [0, 1, 0]);
    }
    return { width: 800, height: 900, rgb: resolve(canvas) };
  };
  const sheet = beside([view([0, 0, 1], [0, -5, 0], 230), view([1, 0, 0.25], [0, -5, 60], 230), view([0.25, -0.15, 1], [20, -35, 80], 80), view([0.6, -1, 0.3], [30, -60, 60], 160)]);
  return encodePng(sheet.width, sheet.height, sheet.rgb);
}
