import { cos, PI, sin } from '../../engine/math';
import { catmullRom } from '../courses/curve';
import type { Point } from '../courses/ground';
import { emptyBuffer, finishedBody, volume6, type BodyBuffer, type GrowingBody } from './mesh';

/** One station of a strap: where it is, half its width along `across`, half its thickness at right angles. */
export interface Station {
  at: Point;
  halfWidth: number;
  halfThickness: number;
}

const SIDES = 14;

/**
 * A closed body of elliptic cross-section along a curve through the stations; fibres run along it. `across` is the direction of its
 * width (made perpendicular to the curve), turning evenly to `acrossEnd` at the last station; `bow` bends the cross-section backward (-z) by
 * width^2 / (2 bow), for sheets over the globe.
 */
export function strap(stations: readonly Station[], across: Point, bow = 0, sides = SIDES, acrossEnd: Point = across): BodyBuffer {
  const packed = stations.flatMap((station) => [...station.at, station.halfWidth, station.halfThickness]);
  const { samples } = catmullRom(packed, 5, 2);
  const count = samples.length / 5;
  const body = emptyBuffer();
  for (let i = 0; i < count; i++) {
    const at = i * 5;
    const before = Math.max(0, i - 1) * 5;
    const after = Math.min(count - 1, i + 1) * 5;
    const tangent = unit([samples[after] - samples[before], samples[after + 1] - samples[before + 1], samples[after + 2] - samples[before + 2]]);
    const turn = i / (count - 1);
    const side: Point = [across[0] + turn * (acrossEnd[0] - across[0]), across[1] + turn * (acrossEnd[1] - across[1]), across[2] + turn * (acrossEnd[2] - across[2])];
    const along = side[0] * tangent[0] + side[1] * tangent[1] + side[2] * tangent[2];
    const wide = unit([side[0] - along * tangent[0], side[1] - along * tangent[1], side[2] - along * tangent[2]]);
    const thick: Point = [tangent[1] * wide[2] - tangent[2] * wide[1], tangent[2] * wide[0] - tangent[0] * wide[2], tangent[0] * wide[1] - tangent[1] * wide[0]];
    for (let side = 0; side < sides; side++) {
      const angle = (2 * PI * side) / sides;
      const w = samples[at + 3] * cos(angle);
      const h = samples[at + 4] * sin(angle);
      for (let k = 0; k < 3; k++) body.positions.push(samples[at + k] + w * wide[k] + h * thick[k] - (k === 2 && bow > 0 ? (w * w) / (2 * bow) : 0));
      body.fibre.push(tangent[0], tangent[1], tangent[2]);
    }
    if (i === 0) continue;
    for (let side = 0; side < sides; side++) {
      const next = (side + 1) % sides;
      const a = (i - 1) * sides;
      const b = i * sides;
      body.triangles.push(a + side, a + next, b + side, a + next, b + next, b + side);
    }
  }
  cap(body, 0, samples, true, sides);
  cap(body, (count - 1) * sides, samples.slice((count - 1) * 5), false, sides);
  if (volume6(body) < 0) for (let t = 0; t < body.triangles.length; t += 3) [body.triangles[t + 1], body.triangles[t + 2]] = [body.triangles[t + 2], body.triangles[t + 1]];
  return finishedBody(body);
}

function cap(body: GrowingBody, ring: number, centre: readonly number[], first: boolean, sides: number): void {
  const middle = body.positions.length / 3;
  body.positions.push(centre[0], centre[1], centre[2]);
  body.fibre.push(body.fibre[ring * 3], body.fibre[ring * 3 + 1], body.fibre[ring * 3 + 2]);
  for (let side = 0; side < sides; side++) {
    const next = (side + 1) % sides;
    if (first) body.triangles.push(middle, ring + next, ring + side);
    else body.triangles.push(middle, ring + side, ring + next);
  }
}

function unit(v: Point): Point {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return length > 0 ? [v[0] / length, v[1] / length, v[2] / length] : [0, 0, 1];
}
