import { BufferAttribute, BufferGeometry } from 'three';

/** Radius of the visible iris (limbus) and of the pupil in room light, mm. Textbook sizes: 11.7 mm and about 3.5 mm across. */
export const IRIS_MM = 5.85;
export const PUPIL_MM = 1.75;
/** Radius of curvature of the front of the cornea, mm (flatter than life so that the lids clear it). */
const CORNEA_CURVE = 8.7;
/** How far the iris lies behind the limbus, mm. */
const IRIS_DEPTH = 0.45;

/** A globe to draw: a sphere whose front the lids rest on. */
export interface Globe {
  centre: readonly [number, number, number];
  radius: number;
}

/**
 * The globe that this person's lids rest on: centre of the fitted eyeball, radius so that the inner lid margins just touch it.
 * `inner` are skin vertices of the inner margin loop, `skin` their positions in mm.
 */
export function globeOfLids(centre: readonly [number, number, number], inner: ArrayLike<number>, skin: Float32Array): Globe {
  const distance: number[] = [];
  for (let i = 0; i < inner.length; i++) {
    const v = inner[i] * 3;
    distance.push(Math.hypot(skin[v] - centre[0], skin[v + 1] - centre[1], skin[v + 2] - centre[2]));
  }
  distance.sort((a, b) => a - b);
  return { centre, radius: distance[Math.floor(distance.length * 0.12)] + 0.12 };
}

/** Height of the cornea above the plane of the limbus at a distance from the axis, mm. */
function corneaRise(r: number): number {
  return Math.sqrt(CORNEA_CURVE * CORNEA_CURVE - r * r) - Math.sqrt(CORNEA_CURVE * CORNEA_CURVE - IRIS_MM * IRIS_MM);
}

/** Profile from the axis outwards: [distance from axis, z, normal r, normal z]. `clear`: the cornea and tear film instead of iris and sclera. */
function profile(radius: number, clear: boolean, sideways: number): [number, number, number, number][] {
  const limbus = Math.asin(IRIS_MM / radius);
  const zLimbus = radius * Math.cos(limbus);
  const out: [number, number, number, number][] = [];
  const rings = 10;
  for (let i = 0; i <= rings; i++) {
    const r = (IRIS_MM * i) / rings;
    if (clear) {
      const z = zLimbus + corneaRise(r) + 0.04;
      const slope = r / Math.sqrt(CORNEA_CURVE * CORNEA_CURVE - r * r);
      // The bend at the limbus is rounded into the sclera.
      const blend = Math.max(0, (r / IRIS_MM - 0.8) / 0.2) * 0.55;
      const s = slope * (1 - blend) + Math.tan(limbus) * blend;
      const l = Math.hypot(1, s);
      out.push([r, z, s / l, 1 / l]);
    } else {
      // A shallow dish: lit from the side opposite to the light, as a real iris is.
      const t = r / IRIS_MM;
      const z = zLimbus - IRIS_DEPTH * (1 - t * t * t * t) - 0.25 * (1 - t);
      out.push([r, z, -0.22 * t * (t > 0.97 ? 0 : 1), 0.975]);
    }
  }
  // The lids open wide sideways and little upwards; beyond them the globe narrows to its true size.
  const open = 0.6 + 0.4 * sideways;
  const end = clear ? open + 0.08 : Math.PI;
  const steps = clear ? 9 : 14;
  for (let i = 1; i <= steps; i++) {
    const a = limbus + ((end - limbus) * i) / steps;
    const t = Math.min(1, Math.max(0, (a - open) / 0.9));
    const rho = radius + (clear ? 0.05 : 0) + (Math.min(radius, 12.4) - radius) * t * t * (3 - 2 * t);
    out.push([rho * Math.sin(a), rho * Math.cos(a), Math.sin(a), Math.cos(a)]);
  }
  return out;
}

/** Both globes, or both clear coats, as one geometry in head space; `eye` holds the position in the eye's own frame. */
export function globeGeometry(globes: readonly Globe[], clear: boolean, shade?: (globe: number, p: readonly [number, number, number]) => number): BufferGeometry {
  const around = 48;
  const position: number[] = [];
  const normal: number[] = [];
  const eye: number[] = [];
  const shades: number[] = [];
  const index: number[] = [];
  globes.forEach((g, which) => {
    const first = position.length / 3;
    // x of the eye's own frame runs outwards on both sides.
    const side = g.centre[0] < 0 ? -1 : 1;
    const columns = Array.from({ length: around + 1 }, (_, j) => profile(g.radius, clear, Math.cos((j / around) * Math.PI * 2) ** 2));
    const rows = columns[0].length;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j <= around; j++) {
        const [r, z, nr, nz] = columns[j][i];
        const a = (j / around) * Math.PI * 2;
        const c = Math.cos(a);
        const s = Math.sin(a);
        const p: [number, number, number] = [g.centre[0] + r * c, g.centre[1] + r * s, g.centre[2] + z];
        position.push(...p);
        normal.push(nr * c, nr * s, nz);
        eye.push(r * c * side, r * s, z);
        shades.push(shade ? shade(which, p) : 1);
      }
    for (let i = 0; i + 1 < rows; i++)
      for (let j = 0; j < around; j++) {
        const a = first + i * (around + 1) + j;
        const b = a + around + 1;
        index.push(a, b, a + 1, a + 1, b, b + 1);
      }
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(position), 3));
  geometry.setAttribute('normal', new BufferAttribute(Float32Array.from(normal), 3));
  geometry.setAttribute('eye', new BufferAttribute(Float32Array.from(eye), 3));
  geometry.setAttribute('shade', new BufferAttribute(Float32Array.from(shades), 1));
  geometry.setIndex(index);
  return geometry;
}
