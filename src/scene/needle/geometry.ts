/** Geometry of needle, cannula and syringe in mm: tip at the origin, shaft along +y, the bevel opens towards +z. */
import { BufferGeometry, Float32BufferAttribute, LatheGeometry, Vector2 } from 'three';

const SIDES = 20;

function lathe(points: [number, number][], sides = 28): LatheGeometry {
  return new LatheGeometry(points.map(([x, y]) => new Vector2(x, y)), sides);
}

/** The steel of a needle: a tube cut by the bevel plane, so that the point and the heel are where the gauge says. */
export function needleShaft(outer: number, length: number, bevel: number): BufferGeometry {
  const r = outer / 2;
  const positions: number[] = [];
  const index: number[] = [];
  for (let i = 0; i <= SIDES; i++) {
    const angle = (i / SIDES) * 2 * Math.PI;
    const x = Math.sin(angle) * r;
    const z = Math.cos(angle) * r;
    // The point lies at z = -r (away from the opening), the heel at z = +r.
    positions.push(x, ((z + r) / (2 * r)) * bevel, z, x, length, z);
    if (i < SIDES) index.push(i * 2, i * 2 + 1, i * 2 + 2, i * 2 + 1, i * 2 + 3, i * 2 + 2);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(index.reverse());
  geometry.computeVertexNormals();
  return geometry;
}

/** A ring (or disc, inner 0) in the bevel plane: the ground face between outer and inner wall, and the lumen's opening. */
export function bevelFace(outerRadius: number, from: number, to: number, bevel: number, sink = 0): BufferGeometry {
  const positions: number[] = [];
  const index: number[] = [];
  const put = (radius: number, angle: number) => {
    const z = Math.cos(angle) * radius;
    positions.push(Math.sin(angle) * radius, ((z + outerRadius) / (2 * outerRadius)) * bevel + sink, z);
  };
  for (let i = 0; i <= SIDES; i++) {
    const angle = (i / SIDES) * 2 * Math.PI;
    put(from, angle);
    put(to, angle);
    if (i < SIDES) index.push(i * 2, i * 2 + 1, i * 2 + 2, i * 2 + 1, i * 2 + 3, i * 2 + 2);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

/** The steel of a cannula: blunt round end. */
export function cannulaShaft(outer: number, length: number): BufferGeometry {
  const r = outer / 2;
  const points: [number, number][] = [];
  for (let i = 0; i <= 6; i++) {
    const t = (i / 6) * (Math.PI / 2);
    points.push([Math.sin(t) * r, r - Math.cos(t) * r]);
  }
  points.push([r, length]);
  return lathe(points, SIDES);
}

/** The cannula's side port: an oval just proud of the wall, towards +z. */
export function cannulaPort(outer: number, inner: number, centre: number): BufferGeometry {
  const r = outer / 2 + 0.004;
  const half = inner * 0.9;
  const positions: number[] = [0, centre, r];
  const index: number[] = [];
  for (let i = 0; i <= SIDES; i++) {
    const t = (i / SIDES) * 2 * Math.PI;
    const across = Math.cos(t) * inner * 0.42;
    positions.push(across, centre + Math.sin(t) * half, Math.sqrt(Math.max(0, r * r - across * across)));
    if (i < SIDES) index.push(0, i + 1, i + 2);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

export const HUB_MM = 13;
export const NOZZLE_MM = 9;

/** Plastic hub from the shaft's end (y = 0 here) to the barrel. */
export function hub(): BufferGeometry {
  return lathe([[0.01, 0], [0.75, 0], [1.15, 1.2], [1.35, 4.2], [2.05, 5.4], [2.2, 10.6], [2.75, 10.8], [2.75, HUB_MM], [2.0, HUB_MM]]);
}

/** Glass barrel with luer lock collar and finger flange; `inner` is the inner radius, y = 0 where it meets the hub. */
export function barrelShell(inner: number, length: number): BufferGeometry {
  const outer = inner + 1.05;
  return lathe([[3.6, -0.6], [3.6, 5.4], [2.3, 6.2], [outer - 0.8, 8], [outer, NOZZLE_MM], [outer, NOZZLE_MM + length]]);
}

/** The flange on which two fingers rest. */
export function flange(inner: number, length: number): BufferGeometry {
  const y = NOZZLE_MM + length;
  return lathe([[inner, y - 1.6], [inner + 5.4, y - 1.6], [inner + 5.9, y - 0.8], [inner + 5.4, y], [inner, y]], 36);
}

/** What is left in the barrel, `height` mm of it. */
export function gel(inner: number, height: number): BufferGeometry {
  return lathe([[0.01, 7.6], [0.9, 7.7], [inner - 0.3, NOZZLE_MM], [inner - 0.05, NOZZLE_MM + 0.3], [inner - 0.05, NOZZLE_MM + Math.max(0.31, height)], [0.01, NOZZLE_MM + Math.max(0.31, height)]]);
}

/** Rubber stopper, y = 0 at its face. */
export function stopper(inner: number): BufferGeometry {
  const r = inner - 0.02;
  return lathe([[0.01, -0.5], [r * 0.7, 0], [r, 0.9], [r, 1.7], [r - 0.35, 2.1], [r - 0.35, 3.4], [r, 3.8], [r, 4.8], [0.01, 4.8]]);
}

/** Plunger rod and thumb rest, y = 0 at the stopper's back. */
export function plunger(inner: number, length: number): BufferGeometry {
  const r = inner * 0.42;
  return lathe([[r, 0], [r, length], [inner + 2.2, length + 0.4], [inner + 2.6, length + 1.2], [inner + 2.2, length + 2.2], [0.01, length + 2.2]]);
}
