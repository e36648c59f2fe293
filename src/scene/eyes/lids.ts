import { BufferAttribute, BufferGeometry } from 'three';
import type { Globe } from './eyeball';

/** The loops of one eye on the skin, as lists of skin vertices in the same order (see `head.surface.loops`). */
export interface LidLoops {
  lash: ArrayLike<number>;
  margin: ArrayLike<number>;
  inner: ArrayLike<number>;
}

type V3 = [number, number, number];

export function point(skin: Float32Array, v: number): V3 {
  return [skin[v * 3], skin[v * 3 + 1], skin[v * 3 + 2]];
}

/** A lid loop cut at the corners: index of the inner and of the outer corner, and for each place 0 (inner corner) .. 1 (outer) with upper or lower. */
export interface Arc {
  /** Along the lid, 0 at the inner corner, 1 at the outer. */
  along: Float32Array;
  upper: Uint8Array;
}

/** Cuts a loop into upper and lower lid by its innermost and outermost points. */
export function lidArcs(loop: ArrayLike<number>, skin: Float32Array): Arc {
  const n = loop.length;
  let medial = 0;
  let lateral = 0;
  for (let i = 1; i < n; i++) {
    const x = Math.abs(skin[loop[i] * 3]);
    if (x < Math.abs(skin[loop[medial] * 3])) medial = i;
    if (x > Math.abs(skin[loop[lateral] * 3])) lateral = i;
  }
  const along = new Float32Array(n);
  const upper = new Uint8Array(n);
  for (const [from, to] of [
    [medial, lateral],
    [lateral, medial],
  ]) {
    const steps: number[] = [];
    for (let i = from; i !== to; i = (i + 1) % n) steps.push(i);
    steps.push(to);
    const length = [0];
    let meanY = 0;
    for (let k = 1; k < steps.length; k++) {
      const a = point(skin, loop[steps[k - 1]]);
      const b = point(skin, loop[steps[k]]);
      length.push(length[k - 1] + Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]));
      meanY += b[1] / (steps.length - 1);
    }
    const chordY = (skin[loop[medial] * 3 + 1] + skin[loop[lateral] * 3 + 1]) / 2;
    steps.forEach((i, k) => {
      const t = length[k] / length[length.length - 1];
      along[i] = from === medial ? t : 1 - t;
      if (k > 0 && k < steps.length - 1) upper[i] = meanY > chordY ? 1 : 0;
    });
  }
  return { along, upper };
}

/**
 * Shade of a point of the globe, 0 dark .. 1 lit: the upper lid throws a soft contact shadow about 3 mm long, the lower hardly any,
 * and the corners are dim.
 */
export function lidShade(inner: ArrayLike<number>, skin: Float32Array, globe: Globe): (p: readonly [number, number, number]) => number {
  const arc = lidArcs(inner, skin);
  const points = Array.from({ length: inner.length }, (_, i) => point(skin, inner[i]));
  return (p) => {
    if (p[2] < globe.centre[2] + 2) return 0.1;
    let up = 1e9;
    let low = 1e9;
    for (let i = 0; i < points.length; i++) {
      const q = points[i];
      const d = Math.hypot(p[0] - q[0], p[1] - q[1], (p[2] - q[2]) * 0.5);
      if (arc.upper[i]) up = Math.min(up, d);
      else low = Math.min(low, d);
    }
    const soft = (d: number, reach: number, floor: number) => floor + (1 - floor) * (1 - Math.exp(-(d * d) / (reach * reach)));
    return soft(up, 2.6, 0.3) * soft(low, 1.1, 0.62);
  };
}

/**
 * The wet line: a strip from the lid's inner edge to the globe all the way round, wider and domed at the inner corner (plica and caruncle).
 * One geometry for both eyes, with vertex colours.
 */
export function wetLine(globes: readonly Globe[], loops: readonly LidLoops[], skin: Float32Array): BufferGeometry {
  const position: number[] = [];
  const colour: number[] = [];
  const index: number[] = [];
  const columns = 6;
  globes.forEach((g, which) => {
    const inner = loops[which].inner;
    const arc = lidArcs(inner, skin);
    const n = inner.length;
    const first = position.length / 3;
    const c = g.centre;
    for (let i = 0; i < n; i++) {
      const p = point(skin, inner[i]);
      const corner = Math.max(0, 1 - arc.along[i] / 0.17);
      // Towards the middle of the opening, along the globe.
      const aim: V3 = [c[0] - p[0], c[1] + 0.5 - p[1], 0];
      const aimLength = Math.hypot(aim[0], aim[1]) || 1;
      const reach = 0.45 + 2.5 * corner * corner * (3 - 2 * corner);
      const q: V3 = [p[0] + (aim[0] / aimLength) * reach, p[1] + (aim[1] / aimLength) * reach * (1 - 0.6 * corner), p[2]];
      const d: V3 = [q[0] - c[0], q[1] - c[1], q[2] - c[2]];
      const l = Math.hypot(d[0], d[1], d[2]);
      // The edge dips below the globe, so that the two meet in a soft line.
      const sunk = g.radius - 0.01;
      const on: V3 = [c[0] + (d[0] / l) * sunk, c[1] + (d[1] / l) * sunk, c[2] + (d[2] / l) * sunk];
      for (let k = 0; k < columns; k++) {
        const t = k / (columns - 1);
        const lump = Math.sin(Math.PI * t) * (0.07 + 0.5 * corner);
        for (let a = 0; a < 3; a++) position.push(p[a] + (on[a] - p[a]) * t + (d[a] / l) * lump);
        const flesh = [0.5 - 0.1 * corner, 0.27 - 0.13 * corner, 0.22 - 0.11 * corner];
        const white = [0.43, 0.23, 0.185];
        const mix = t * t * (1 - 0.25 * corner);
        for (let a = 0; a < 3; a++) colour.push((flesh[a] + (white[a] - flesh[a]) * mix) * (arc.upper[i] ? 0.75 : 0.95));
      }
    }
    const area = signedArea(inner, skin);
    for (let i = 0; i < n; i++)
      for (let k = 0; k + 1 < columns; k++) {
        const a = first + i * columns + k;
        const b = first + ((i + 1) % n) * columns + k;
        if (area > 0) index.push(a, b, a + 1, a + 1, b, b + 1);
        else index.push(a, a + 1, b, a + 1, b + 1, b);
      }
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(position), 3));
  geometry.setAttribute('color', new BufferAttribute(Float32Array.from(colour), 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

/** Signed area of a loop in the front view: positive when it runs counter-clockwise. */
function signedArea(loop: ArrayLike<number>, skin: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < loop.length; i++) {
    const a = loop[i] * 3;
    const b = loop[(i + 1) % loop.length] * 3;
    sum += skin[a] * skin[b + 1] - skin[b] * skin[a + 1];
  }
  return sum / 2;
}
