import { LAYER_COUNT } from '../patient/layers';
import type { CompiledPatient } from '../patient/types';
import { cutMesh, cutTubes, normalOf, toPlane, type Plane, type TubeCut } from './contours';
import { GLOBE_RADIUS, globeCentres } from './globe';
import { fillConvex, fillRows, makeRaster, seedLine, spread, type Raster } from './raster';
import { LEVELS } from './shellGrid';
import { BONE, CARTILAGE, DEEP_SPACE, FIRST_BELOW, GLOBE, isCavity, MUCOSA, ORBIT, OUTSIDE } from './tissue';

export type { Plane, TubeCut } from './contours';

export interface SliceOptions {
  /** Size of the picture, mm. Default 40 x 30. */
  widthMm?: number;
  heightMm?: number;
  /** Pixels. Default 160 x 120. */
  width?: number;
  height?: number;
}

/** Contour lines of one body: x0 y0 x1 y1 per segment, mm in the plane. */
export interface BodyCut {
  structure: number;
  segments: Float32Array;
}

/** A cut through the patient. Plane coordinates are mm from the middle, x right, y up. */
export interface Section {
  plane: Plane;
  widthMm: number;
  heightMm: number;
  width: number;
  height: number;
  /** Tissue code per pixel, rows from the top. */
  tissue: Uint8Array;
  /** x0 y0 x1 y1 per segment. */
  skin: Float32Array;
  bone: Float32Array;
  cartilage: Float32Array;
  bodies: BodyCut[];
  tubes: TubeCut[];
}

const TETS = [0, 1, 2, 5, 0, 1, 4, 5, 0, 3, 4, 5];

/**
 * Cut a patient with a plane: tissue labels per pixel from the shell's tetrahedra and the skull, and outlines of all that is cut.
 * The same tissue as `tissueAt` within the shell. A few milliseconds; allocates its result.
 */
export function slice(patient: CompiledPatient, plane: Plane, options: SliceOptions = {}): Section {
  const { widthMm = 40, heightMm = 30, width = 160, height = 120 } = options;
  const raster = makeRaster(widthMm, heightMm, width, height);
  const skinLocal = toPlane(patient.skin.positions, plane);
  fillShell(patient, plane, skinLocal, raster);
  const skin = seedSkin(patient, skinLocal, raster);
  spread(raster, OUTSIDE);
  fillGlobes(patient, plane, raster);
  const skullLocal = toPlane(patient.skull.positions, plane);
  const hard = fillSkull(patient, skullLocal, raster);
  return {
    plane, widthMm, heightMm, width, height,
    tissue: raster.code,
    skin,
    ...hard,
    bodies: cutBodies(patient, plane, raster),
    tubes: cutTubes(patient.tubes, plane, widthMm / 2, heightMm / 2),
  };
}

// Corners of the prism now cut: x, y, h of top 0 1 2 and bottom 3 4 5.
const corner = new Float64Array(18);
const polygon = new Float64Array(8);

/** Label the pixels of every prism that the plane cuts, and seed what lies below its floor. */
function fillShell(patient: CompiledPatient, plane: Plane, local: Float64Array, raster: Raster): void {
  const { skin, chart, shell } = patient;
  const n = normalOf(plane);
  const { x, y } = plane;
  const tri = skin.triangles, dir = shell.directions;
  const halfW = raster.widthMm / 2, halfH = raster.heightMm / 2;
  const rank = [0, 0, 0];
  const slopes = new Float64Array(9);
  for (let t = 0; t < chart.domain.length; t++) {
    if (chart.domain[t] === 0) continue;
    const a = tri[3 * t], b = tri[3 * t + 1], c = tri[3 * t + 2];
    // No column is deeper than its last boundary, so a plane farther off cannot cut this prism.
    const reach = Math.max(shell.depths[a * LEVELS + LAYER_COUNT], shell.depths[b * LEVELS + LAYER_COUNT], shell.depths[c * LEVELS + LAYER_COUNT]);
    const ha = local[3 * a + 2], hb = local[3 * b + 2], hc = local[3 * c + 2];
    if ((ha > reach && hb > reach && hc > reach) || (ha < -reach && hb < -reach && hc < -reach)) continue;
    const xa = local[3 * a], ya = local[3 * a + 1];
    if (xa > halfW + reach + 6 || xa < -halfW - reach - 6 || ya > halfH + reach + 6 || ya < -halfH - reach - 6) continue;
    rank[0] = Math.min(a, b, c);
    rank[2] = Math.max(a, b, c);
    rank[1] = a + b + c - rank[0] - rank[2];
    for (let r = 0; r < 3; r++) {
      const o = 3 * rank[r];
      slopes[3 * r] = dir[o] * x[0] + dir[o + 1] * x[1] + dir[o + 2] * x[2];
      slopes[3 * r + 1] = dir[o] * y[0] + dir[o + 1] * y[1] + dir[o + 2] * y[2];
      slopes[3 * r + 2] = dir[o] * n[0] + dir[o + 1] * n[1] + dir[o + 2] * n[2];
      for (let k = 0; k < 3; k++) corner[9 + 3 * r + k] = local[o + k];
    }
    for (let l = 0; l < LAYER_COUNT; l++) {
      let thick = false;
      for (let r = 0; r < 3; r++) {
        const d = shell.depths[rank[r] * LEVELS + l + 1];
        if (d > shell.depths[rank[r] * LEVELS + l]) thick = true;
        for (let k = 0; k < 3; k++) {
          corner[3 * r + k] = corner[9 + 3 * r + k];
          corner[9 + 3 * r + k] = local[3 * rank[r] + k] + slopes[3 * r + k] * d;
        }
      }
      if (!thick) continue;
      const code = l === LAYER_COUNT - 1 && shell.mucosa[t] === 1 ? MUCOSA : l;
      for (let k = 0; k < 12; k += 4) cutTet(TETS[k] * 3, TETS[k + 1] * 3, TETS[k + 2] * 3, TETS[k + 3] * 3, code, raster);
    }
    seedFloor(FIRST_BELOW + shell.below[t], slopes, raster);
  }
}

function cutTet(a: number, b: number, c: number, d: number, code: number, raster: Raster): void {
  const pa = corner[a + 2] >= 0, pb = corner[b + 2] >= 0, pc = corner[c + 2] >= 0, pd = corner[d + 2] >= 0;
  const positive = (pa ? 1 : 0) + (pb ? 1 : 0) + (pc ? 1 : 0) + (pd ? 1 : 0);
  if (positive === 0 || positive === 4) return;
  if (positive === 2) {
    // Two against two: a quadrilateral, its corners in turn round it.
    const mate = pa === pb ? b : pa === pc ? c : d;
    const p = mate === b ? c : b, q = mate === d ? c : d;
    meet(a, p, 0);
    meet(a, q, 1);
    meet(mate, q, 2);
    meet(mate, p, 3);
    fillConvex(raster, polygon, 4, code);
    return;
  }
  const side = positive === 1;
  const lone = pa === side ? a : pb === side ? b : pc === side ? c : d;
  let k = 0;
  if (lone !== a) meet(lone, a, k++);
  if (lone !== b) meet(lone, b, k++);
  if (lone !== c) meet(lone, c, k++);
  if (lone !== d) meet(lone, d, k);
  fillConvex(raster, polygon, 3, code);
}

/** Where the edge between two corners meets the plane, as corner k of the polygon. */
function meet(i: number, j: number, k: number): void {
  const f = corner[i + 2] / (corner[i + 2] - corner[j + 2]);
  polygon[2 * k] = corner[i] + (corner[j] - corner[i]) * f;
  polygon[2 * k + 1] = corner[i + 1] + (corner[j + 1] - corner[i + 1]) * f;
}

/** Seed what lies below along the cut of the last floor, on its deep side. */
function seedFloor(code: number, slopes: Float64Array, raster: Raster): void {
  let k = 0;
  for (let e = 0; e < 3; e++) {
    const i = 9 + 3 * e, j = 9 + 3 * ((e + 1) % 3);
    if (corner[i + 2] >= 0 !== corner[j + 2] >= 0 && k < 2) meet(i, j, k++);
  }
  if (k < 2) return;
  const dx = slopes[0] + slopes[3] + slopes[6], dy = slopes[1] + slopes[4] + slopes[7];
  seedLine(raster, polygon[0], polygon[1], polygon[2], polygon[3], dx, dy, code);
}

/** Seed the outside along the skin's cut, and deep space under skin that has no shell. Returns the skin's segments. */
function seedSkin(patient: CompiledPatient, local: Float64Array, raster: Raster): Float32Array {
  const { skin, chart, shell } = patient;
  const eyes = globeCentres(patient);
  const segments: number[] = [];
  cutMesh(skin, local, raster.widthMm / 2 + 1, raster.heightMm / 2 + 1, (t, x0, y0, x1, y1) => {
    // The inside lies on the left of the segment.
    const nx = y1 - y0, ny = x0 - x1;
    const below = FIRST_BELOW + shell.below[t];
    const bare = chart.domain[t] === 0;
    const v = 3 * skin.triangles[3 * t];
    const lining = bare ? socketSide(eyes, skin.positions[v], skin.positions[v + 1], skin.positions[v + 2]) : 0;
    // The lining of the orbit holds the drawn eye; no such wall is there in a person.
    if (lining !== 2) segments.push(x0, y0, x1, y1);
    seedLine(raster, x0, y0, x1, y1, nx, ny, lining === 2 ? ORBIT : bare && isCavity(below) ? below : OUTSIDE);
    if (bare) seedLine(raster, x0, y0, x1, y1, -nx, -ny, lining > 0 ? ORBIT : DEEP_SPACE);
  });
  return new Float32Array(segments);
}

/** How far from the centre of a globe orbit is taken for granted, how far the skin's lining of it reaches, and how far behind the pupil lids end, mm. */
const ORBIT_RADIUS = 20;
const LINING_REACH = 21;
const LID_MARGIN = 4;

/** 2 = skin that lines the orbit behind the lids, 1 = edge of a lid, 0 = elsewhere. */
function socketSide(eyes: Float64Array, x: number, y: number, z: number): number {
  for (let e = 0; e < eyes.length; e += 3) {
    const dx = x - eyes[e], dy = y - eyes[e + 1], dz = z - eyes[e + 2];
    if (dx * dx + dy * dy + dz * dz < LINING_REACH * LINING_REACH) return dz < GLOBE_RADIUS - LID_MARGIN ? 2 : 1;
  }
  return 0;
}

/** Draw the globes where no tissue of the shell is, and the orbit round them where the shell took bone for granted. */
function fillGlobes(patient: CompiledPatient, plane: Plane, raster: Raster): void {
  const { origin, x, y } = plane;
  const n = normalOf(plane);
  const { code, width, height, widthMm, heightMm } = raster;
  const eyes = globeCentres(patient);
  for (let e = 0; e < eyes.length; e += 3) {
    const a = eyes[e] - origin[0], b = eyes[e + 1] - origin[1], c = eyes[e + 2] - origin[2];
    const h = a * n[0] + b * n[1] + c * n[2];
    const square = GLOBE_RADIUS * GLOBE_RADIUS - h * h, around = ORBIT_RADIUS * ORBIT_RADIUS - h * h;
    if (around <= 0) continue;
    const u = a * x[0] + b * x[1] + c * x[2], v = a * y[0] + b * y[1] + c * y[2];
    for (let row = 0; row < height; row++) {
      const dy = heightMm / 2 - ((row + 0.5) * heightMm) / height - v;
      if (dy * dy >= around) continue;
      for (let column = 0; column < width; column++) {
        const dx = ((column + 0.5) * widthMm) / width - widthMm / 2 - u;
        const i = row * width + column, far = dx * dx + dy * dy;
        if (far < around && (code[i] === BONE || code[i] === DEEP_SPACE)) code[i] = ORBIT;
        if (far < square && (code[i] === OUTSIDE || code[i] === ORBIT)) code[i] = GLOBE;
      }
    }
  }
}

/** Where the skull is cut its inside wins; bone that was only assumed below the shell becomes deep space. */
function fillSkull(patient: CompiledPatient, local: Float64Array, raster: Raster): { bone: Float32Array; cartilage: Float32Array } {
  const { skull } = patient;
  const bone: number[] = [], cartilage: number[] = [];
  const { code } = raster;
  for (let i = 0; i < code.length; i++) if (code[i] === BONE || code[i] === CARTILAGE) code[i] = DEEP_SPACE;
  for (const part of skull.parts) {
    const own: number[] = [];
    // Rows are filled from the whole width, so segments left and right of the picture count too.
    cutMesh(skull, local, Infinity, raster.heightMm / 2 + 1, (_, x0, y0, x1, y1) => own.push(x0, y0, x1, y1), part.first, part.first + part.count);
    if (own.length === 0) continue;
    fillRows(raster, own, part.kind === 'cartilage' ? CARTILAGE : BONE);
    const list = part.kind === 'cartilage' ? cartilage : bone;
    for (let k = 0; k < own.length; k++) list.push(own[k]);
  }
  return { bone: new Float32Array(bone), cartilage: new Float32Array(cartilage) };
}

function cutBodies(patient: CompiledPatient, plane: Plane, raster: Raster): BodyCut[] {
  const { bodies } = patient;
  if (bodies.structure.length === 0) return [];
  const lists = new Map<number, number[]>();
  cutMesh(bodies, toPlane(bodies.positions, plane), raster.widthMm / 2 + 1, raster.heightMm / 2 + 1, (t, x0, y0, x1, y1) => {
    const s = bodies.structure[t];
    const list = lists.get(s);
    if (list === undefined) lists.set(s, [x0, y0, x1, y1]);
    else list.push(x0, y0, x1, y1);
  });
  return [...lists.keys()].sort((a, b) => a - b).map((structure) => ({ structure, segments: new Float32Array(lists.get(structure) as number[]) }));
}
