/** The labels that the chart must meet: where each landmark of the atlas sits on the reference head, and the line of the jaw. */
import { LANDMARKS } from '../../../src/atlas/landmarks';
import type { FoundLandmark, HeadModel } from '../../../src/patient/head';
import type { Pin } from './correct';
import { smoothNormals, type Surface } from './surface';

/** Left in the opening of the eye, or on the seam of the lips, which has its own labels. */
const NOT_PINNED = new Set(['pupil', 'stomion']);
/** Labels of the jaw border between menton and gonion (regions.json, border of chin, prejowl and body against the neck). */
const BORDER: [number, number][] = [
  [12, -110.5],
  [24, -105],
  [38, -102],
  [50, -99.3],
  [66, -94.5],
];

/** Pins for the left half. */
export function landmarkPins(skin: Surface, head: HeadModel, found: readonly FoundLandmark[]): Pin[] {
  const pins: Pin[] = [];
  for (const l of LANDMARKS) {
    if (NOT_PINNED.has(l.id)) continue;
    const at = found.find((f) => f.id === l.id && f.side !== 'right')?.at;
    if (!at) throw new Error(`landmark ${l.id} has no point on the head`);
    const corners = [0, 1, 2].map((k) => skin.triangles[3 * at.triangle + k]);
    const weights = [1 - at.b - at.c, at.b, at.c];
    const on = corners.map((v, k) => ({ v, w: weights[k] })).filter((x) => x.w > 1e-6);
    pins.push({ id: l.id, vertices: on.map((x) => x.v), weights: on.map((x) => x.w), u: l.symmetry === 'midline' ? null : l.reference_uv[0], v: l.reference_uv[1], weight: 1 });
  }
  return [...pins, ...borderPins(skin, found), ...submentalPins(skin, head, found)];
}

/** Below menton v goes on as arc length along the midline of the skin. */
function submentalPins(skin: Surface, head: HeadModel, found: readonly FoundLandmark[]): Pin[] {
  const path = head.surface.paths['midline-lower'];
  const menton = found.find((f) => f.id === 'menton')?.point ?? [0, 0, 0];
  const away = (v: number): number => Math.sqrt((skin.positions[3 * v + 1] - menton[1]) ** 2 + (skin.positions[3 * v + 2] - menton[2]) ** 2);
  let start = 0;
  path.forEach((v, i) => {
    if (away(v) < away(path[start])) start = i;
  });
  const pins: Pin[] = [];
  let arc = 0;
  for (let i = start; i + 1 < path.length; i++) {
    const [p, q] = [path[i], path[i + 1]];
    let square = 0;
    for (let k = 0; k < 3; k++) square += (skin.positions[3 * q + k] - skin.positions[3 * p + k]) ** 2;
    arc += Math.sqrt(square);
    if (arc > 8 && arc < 36) pins.push({ id: 'rim:submental', vertices: [q], weights: [1], u: null, v: -112 - arc, weight: 0.01 });
  }
  return pins;
}

/**
 * The skin line of the jaw border: the outermost place on a cut across the jaw where the faired skin faces equally outwards and down. One vertex for each label,
 * at its share of the way from menton to the antegonial notch. Only v is pinned.
 */
function borderPins(skin: Surface, found: readonly FoundLandmark[]): Pin[] {
  const point = (id: string): [number, number, number] => {
    const f = found.find((x) => x.id === id && x.side !== 'right');
    if (!f) throw new Error(`landmark ${id} is missing`);
    return f.point;
  };
  const menton = point('menton');
  const notch = point('antegonial-notch');
  const normals = smoothNormals(skin, 10);
  const axis = [0, 1, 2].map((k) => notch[k] - menton[k]);
  const length = axis.reduce((s, x) => s + x * x, 0);
  const notchU = 83;
  return BORDER.map(([u, v]) => {
    const share = u / notchU;
    let best = -1;
    let reach = -Infinity;
    for (let i = 0; i < normals.length; i++) {
      const x = skin.positions[3 * i];
      const y = skin.positions[3 * i + 1];
      const z = skin.positions[3 * i + 2];
      // The skin under the lower lip faces down too: keep to a band along the straight line from menton to the notch.
      if (x < 1 || Math.abs(y - menton[1] - share * (notch[1] - menton[1])) > 9) continue;
      const along = ((x - menton[0]) * axis[0] + (y - menton[1]) * axis[1] + (z - menton[2]) * axis[2]) / length;
      if (Math.abs(along - share) > 0.03 || z < notch[2] - 10) continue;
      // Many places under the jaw face this way; the border is the outermost of them.
      if (Math.abs(-normals[i][1] - 0.7) > 0.09) continue;
      const outward = x + z;
      if (outward > reach) {
        reach = outward;
        best = i;
      }
    }
    if (best < 0) throw new Error(`no jaw border at u ${u}`);
    return { id: `rim:jaw-border-${u}`, vertices: [best], weights: [1], u: null, v, weight: 0.05 };
  });
}
