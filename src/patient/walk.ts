/** Walks true millimetres on this patient's skin: what a user, a technique or a ruler says. */
import { skinPosition, uvToSkin } from './chart';
import { placed, sideSign, startOf, type ChartedSkin, type Placed, type PlaceError } from './surface';
import type { Side, SkinPoint } from './types';

export interface WalkRequest {
  landmark: string;
  /** mm along the skin away from the midline on the asked side; negative = towards it and beyond. */
  lateral_mm: number;
  /** mm along the skin up the face. */
  superior_mm: number;
}

/** Just past an edge, chart mm; and how wide a seam (the closed lips) may be stepped over. */
const NUDGE = 1e-5;
const SEAM = 0.05;
/** Longest walk; no face is larger. */
const FARTHEST = 400;

/**
 * From the landmark along v, then along u, by arc length on the skin mesh. A midline landmark takes its side from `side`.
 * @param path prefix of the field names in errors, e.g. `entry`
 * @returns the point, or an error that names the field and the mend
 */
export function walk(surface: ChartedSkin, request: WalkRequest, side: Side, path = 'entry'): Placed | PlaceError {
  for (const key of ['lateral_mm', 'superior_mm'] as const) {
    if (!(Math.abs(request[key]) <= FARTHEST)) return { code: 'bad-number', path: `${path}.${key}`, message: `"${key}" must be a number from -${FARTHEST} to ${FARTHEST}.` };
  }
  const start = startOf(surface, request.landmark, side, `${path}.landmark`);
  if ('code' in start) return start;
  const up = run(surface, start, 0, request.superior_mm < 0 ? -1 : 1, Math.abs(request.superior_mm));
  if ('reached' in up) return offChart(`${path}.superior_mm`, request.landmark, up.reached, request.superior_mm);
  const sign = sideSign(side) * (request.lateral_mm < 0 ? -1 : 1);
  const out = run(surface, up, sign, 0, Math.abs(request.lateral_mm));
  if ('reached' in out) return offChart(`${path}.lateral_mm`, request.landmark, out.reached, request.lateral_mm);
  return out;
}

function offChart(path: string, landmark: string, reached: number, asked: number): PlaceError {
  const mm = Math.floor(reached * 10) / 10;
  return { code: 'off-chart', path, message: `This leaves the face chart ${mm} mm from ${landmark} (asked: ${asked} mm); keep within ${asked < 0 ? -mm : mm} mm or measure from a nearer landmark.` };
}

/**
 * Straight in the chart along (du, dv), one axis at a time, until `length` mm of skin have been covered: triangle by triangle, each crossing
 * exact. Returns how far one got where the chart ends.
 */
function run(surface: ChartedSkin, from: Placed, du: number, dv: number, length: number): Placed | { reached: number } {
  const { skin, chart } = surface;
  const { triangles, positions } = skin;
  const { uv } = chart;
  let [u, v] = from.uv;
  let at: SkinPoint = from.at;
  let covered = 0;
  if (length === 0) return from;
  for (let guard = 0; guard < 20000; guard++) {
    const t = at.triangle;
    const [p, q, r] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    const bu = uv[q] - uv[p];
    const bv = uv[q + 1] - uv[p + 1];
    const cu = uv[r] - uv[p];
    const cv = uv[r + 1] - uv[p + 1];
    const det = bu * cv - cu * bv;
    // Change of the weights per chart mm.
    const db = (du * cv - cu * dv) / det;
    const dc = (bu * dv - du * bv) / det;
    const da = -db - dc;
    const a = 1 - at.b - at.c;
    let s = Infinity;
    if (da < 0) s = Math.min(s, Math.max(0, a) / -da);
    if (db < 0) s = Math.min(s, Math.max(0, at.b) / -db);
    if (dc < 0) s = Math.min(s, Math.max(0, at.c) / -dc);
    const [P, Q, R] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]];
    let square = 0;
    for (let k = 0; k < 3; k++) {
      const d = da * positions[P + k] + db * positions[Q + k] + dc * positions[R + k];
      square += d * d;
    }
    const speed = Math.sqrt(square);
    if (covered + s * speed >= length) {
      const step = (length - covered) / speed;
      const b = Math.max(0, at.b + step * db);
      const c = Math.max(0, at.c + step * dc);
      const over = Math.max(1, b + c);
      return placed(surface, { triangle: t, b: b / over, c: c / over });
    }
    covered += s * speed;
    u += s * du;
    v += s * dv;
    const next = across(surface, u, v, du, dv, t);
    if (!next) return { reached: covered };
    u = next.u;
    v = next.v;
    const here = skinPosition(positions, triangles, { triangle: t, b: at.b + s * db, c: at.c + s * dc });
    const there = skinPosition(positions, triangles, next.at);
    let gap = 0;
    for (let k = 0; k < 3; k++) gap += (there[k] - here[k]) * (there[k] - here[k]);
    // The step over a seam counts as nothing: closed lips touch.
    if (next.step <= NUDGE * 8) covered += Math.sqrt(gap);
    at = next.at;
  }
  return { reached: covered };
}

/** The skin just past an edge of triangle `leave`; steps over the hairline seam of the closed lips. Null where the chart ends. */
function across(s: ChartedSkin, u0: number, v0: number, eu: number, ev: number, leave: number): { at: SkinPoint; u: number; v: number; step: number } | null {
  for (let step = NUDGE; step <= SEAM; step *= 2) {
    const hit = uvToSkin(s.chart, s.skin.triangles, s.grid, u0 + step * eu, v0 + step * ev);
    if (hit && (hit.triangle !== leave || step > NUDGE)) return { at: hit, u: u0 + step * eu, v: v0 + step * ev, step };
  }
  return null;
}
