import { cos, PI, sin } from '../../engine/math';
import type { SideName } from '../../atlas/types';
import type { Ground, Point } from '../courses/ground';
import { gridBody, rimShare } from './grid';
import { oncePerSkin } from './skinBody';

/** The outer skin of the neck as seen from its axis: the farthest hit of a level ray, with the unit normal of the skin there; null where the ray meets none. */
export type NeckSkin = (y: number, angle_deg: number, side: SideName) => { at: Point; normal: Point } | null;

/** Axis of the neck, mm in front of the tragions, and the height of a bin of triangles. */
const AXIS_Z = -10;
const BIN = 4;

const known = new WeakMap<object, NeckSkin>();

/** The skin of the neck below `top` (mm); sorted once a patient. Angles: 0 forward, 90 to the side. */
export function neckSkin(ground: Pick<Ground, 'skin'>, top: number): NeckSkin {
  let made = known.get(ground.skin);
  if (!made) {
    made = sorted(ground, top);
    known.set(ground.skin, made);
  }
  return made;
}

/** Lowest point of the model, mm. */
export function lowest({ skin: { positions } }: Pick<Ground, 'skin'>): number {
  let y = Number.POSITIVE_INFINITY;
  for (let i = 1; i < positions.length; i += 3) if (positions[i] < y) y = positions[i];
  return y;
}

function sorted({ skin: { positions: p, triangles: t, normals } }: Pick<Ground, 'skin'>, top: number): NeckSkin {
  const bins = new Map<number, number[]>();
  for (let f = 0; f < t.length; f += 3) {
    const ya = p[t[f] * 3 + 1];
    const yb = p[t[f + 1] * 3 + 1];
    const yc = p[t[f + 2] * 3 + 1];
    const low = Math.min(ya, yb, yc);
    if (low > top) continue;
    for (let bin = Math.floor(low / BIN); bin <= Math.floor(Math.max(ya, yb, yc) / BIN); bin++) {
      const list = bins.get(bin);
      if (list) list.push(f);
      else bins.set(bin, [f]);
    }
  }
  return (y, angle, side) => {
    const dx = (side === 'left' ? 1 : -1) * sin((angle * PI) / 180);
    const dz = cos((angle * PI) / 180);
    let far = 0;
    let hit = -1;
    let wb = 0;
    let wc = 0;
    for (const f of bins.get(Math.floor(y / BIN)) ?? []) {
      const [a, b, c] = [t[f] * 3, t[f + 1] * 3, t[f + 2] * 3];
      // Solve axis + s * ray = a + u * (b - a) + v * (c - a).
      const e = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
      const g = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
      const h = [-dz * g[1], dz * g[0] - dx * g[2], dx * g[1]];
      const det = e[0] * h[0] + e[1] * h[1] + e[2] * h[2];
      if (Math.abs(det) < 1e-9) continue;
      const o = [-p[a], y - p[a + 1], AXIS_Z - p[a + 2]];
      const u = (o[0] * h[0] + o[1] * h[1] + o[2] * h[2]) / det;
      const q = [o[1] * e[2] - o[2] * e[1], o[2] * e[0] - o[0] * e[2], o[0] * e[1] - o[1] * e[0]];
      const v = (dx * q[0] + dz * q[2]) / det;
      if (u < -1e-9 || v < -1e-9 || u + v > 1 + 1e-9) continue;
      const s = (g[0] * q[0] + g[1] * q[1] + g[2] * q[2]) / det;
      if (s > far) [far, hit, wb, wc] = [s, f, u, v];
    }
    if (hit < 0) return null;
    const normal: Point = [0, 0, 0];
    if (normals) {
      for (let k = 0; k < 3; k++) normal[k] = (1 - wb - wc) * normals[t[hit] * 3 + k] + wb * normals[t[hit + 1] * 3 + k] + wc * normals[t[hit + 2] * 3 + k];
    } else [normal[0], normal[2]] = [dx, dz];
    const length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
    for (let k = 0; k < 3; k++) normal[k] /= length;
    return { at: [far * dx, y, AXIS_Z + far * dz], normal };
  };
}

/** Depth of the middle of platysma under the skin of the neck and half its thickness, mm (assumed: as under the jaw). */
const DEPTH = 3.9;
const HALF = 0.6;
const ACROSS = 22;
const DOWN = 18;
/** Angles of the medial and the lateral border at the jaw and at the clavicle; how far it starts above the chin at the side, and ends above the lower edge of the model, mm (assumed). */
const BORDERS = { medial: [20, 42], lateral: [84, 90], above: [-4, 7], end: 17 } as const;
/** How far to the side it reaches over the clavicle, mm (assumed). */
const SHOULDER = 85;
/** Greatest step of the lower edge from one column to the next, mm. */
const SLOPE = 1.6;

/**
 * Platysma below the face chart: from under the jaw over the side of the neck to the clavicle (textbook; borders and depth assumed). It
 * overlaps the part on the chart by a few millimetres. Null where the model has no neck.
 */
export const platysmaOfNeck = oncePerSkin((ground, side) => {
  const chin = ground.landmark('menton', side)[1];
  const floor = lowest(ground);
  if (chin - floor < 40) return null;
  const skin = neckSkin(ground, chin + 20);
  const mix = ([a, b]: readonly [number, number], share: number): number => a + share * (b - a);
  const angle = (across: number, down: number): number => mix([mix(BORDERS.medial, down), mix(BORDERS.lateral, down)], across);
  // On the shoulder the model may be cut off higher than in front.
  const ends: number[] = [];
  for (let i = 0; i <= ACROSS; i++) {
    let y = floor + BORDERS.end;
    for (let hit = skin(y, angle(i / ACROSS, 1), side); y < chin - 40 && (!hit || Math.abs(hit.at[0]) > SHOULDER); hit = skin(y, angle(i / ACROSS, 1), side)) y += 3;
    ends.push(y);
  }
  // The lower edge slopes evenly.
  for (let i = 1; i <= ACROSS; i++) ends[i] = Math.max(ends[i], ends[i - 1] - SLOPE);
  for (let i = ACROSS - 1; i >= 0; i--) ends[i] = Math.max(ends[i], ends[i + 1] - SLOPE);
  return gridBody(ACROSS, DOWN, (i, j) => {
    const across = i / ACROSS;
    const down = j / DOWN;
    const from = chin + mix(BORDERS.above, Math.min(1, 2 * across));
    const hit = skin(from + down * (ends[i] - from), angle(across, down), side);
    if (!hit) return null;
    const half = 0.06 + (HALF - 0.06) * rimShare(i, j, ACROSS, DOWN, 2);
    const at = (depth: number): Point => [hit.at[0] - depth * hit.normal[0], hit.at[1] - depth * hit.normal[1], hit.at[2] - depth * hit.normal[2]];
    return { outer: at(DEPTH - half), inner: at(DEPTH + half) };
  });
});
