/** One closed body. */
export interface BodyBuffer {
  /** xyz per vertex, mm. */
  positions: Float64Array;
  /** Unit direction of the fibres per vertex, 0 where there are none. */
  fibre: Float64Array;
  triangles: Uint32Array;
}

/** A body that still grows. */
export interface GrowingBody {
  positions: number[];
  fibre: number[];
  triangles: number[];
}

export const emptyBuffer = (): GrowingBody => ({ positions: [], fibre: [], triangles: [] });

/** A body that grows no more. */
export function finishedBody({ positions, fibre, triangles }: GrowingBody): BodyBuffer {
  return { positions: new Float64Array(positions), fibre: new Float64Array(fibre), triangles: new Uint32Array(triangles) };
}

/** The mirror image across x = 0, turned so that it still faces outward. */
export function mirrorBuffer({ positions, fibre, triangles: t }: BodyBuffer): BodyBuffer {
  const flip = (values: Float64Array): Float64Array => {
    const out = values.slice();
    for (let i = 0; i < out.length; i += 3) out[i] = -out[i];
    return out;
  };
  const triangles = new Uint32Array(t.length);
  for (let i = 0; i < t.length; i += 3) {
    triangles[i] = t[i];
    triangles[i + 1] = t[i + 2];
    triangles[i + 2] = t[i + 1];
  }
  return { positions: flip(positions), fibre: flip(fibre), triangles };
}

/** Bodies one after the other as one mesh. */
export function joinBodies(parts: readonly BodyBuffer[]): { positions: Float32Array; triangles: Uint32Array; fibre: Float32Array } {
  let vertices = 0;
  let corners = 0;
  for (const part of parts) {
    vertices += part.positions.length / 3;
    corners += part.triangles.length;
  }
  const whole = { positions: new Float32Array(vertices * 3), triangles: new Uint32Array(corners), fibre: new Float32Array(vertices * 3) };
  let base = 0;
  let at = 0;
  for (const { positions, fibre, triangles } of parts) {
    whole.positions.set(positions, base * 3);
    whole.fibre.set(fibre, base * 3);
    for (let i = 0; i < triangles.length; i++) whole.triangles[at + i] = base + triangles[i];
    base += positions.length / 3;
    at += triangles.length;
  }
  return whole;
}

/** Two bodies as one. */
export function joined(a: BodyBuffer, b: BodyBuffer): BodyBuffer {
  const both = (x: Float64Array, y: Float64Array): Float64Array => {
    const out = new Float64Array(x.length + y.length);
    out.set(x);
    out.set(y, x.length);
    return out;
  };
  const base = a.positions.length / 3;
  const triangles = new Uint32Array(a.triangles.length + b.triangles.length);
  triangles.set(a.triangles);
  for (let i = 0; i < b.triangles.length; i++) triangles[a.triangles.length + i] = base + b.triangles[i];
  return { positions: both(a.positions, b.positions), fibre: both(a.fibre, b.fibre), triangles };
}

/** Six times the signed volume of a closed mesh; positive when it faces outward. */
export function volume6({ positions: p, triangles: t }: { positions: ArrayLike<number>; triangles: ArrayLike<number> }): number {
  let sum = 0;
  for (let i = 0; i < t.length; i += 3) {
    const a = t[i] * 3;
    const b = t[i + 1] * 3;
    const c = t[i + 2] * 3;
    sum += p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) + p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) + p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
  }
  return sum;
}
