/** Growing arrays of closed bodies. */
export interface BodyBuffer {
  positions: number[];
  fibre: number[];
  triangles: number[];
}

export const emptyBuffer = (): BodyBuffer => ({ positions: [], fibre: [], triangles: [] });

/** The mirror image across x = 0, turned so that it still faces outward. */
export function mirrorBuffer(buffer: BodyBuffer): BodyBuffer {
  const flip = (values: readonly number[]): number[] => values.map((value, index) => (index % 3 === 0 ? -value : value));
  const triangles: number[] = [];
  for (let t = 0; t < buffer.triangles.length; t += 3) triangles.push(buffer.triangles[t], buffer.triangles[t + 2], buffer.triangles[t + 1]);
  return { positions: flip(buffer.positions), fibre: flip(buffer.fibre), triangles };
}

/** Appends `part` to `whole`. */
export function append(whole: BodyBuffer, part: BodyBuffer): void {
  const base = whole.positions.length / 3;
  for (const value of part.positions) whole.positions.push(value);
  for (const value of part.fibre) whole.fibre.push(value);
  for (const index of part.triangles) whole.triangles.push(base + index);
}

/** Six times the signed volume of a closed mesh; positive when it faces outward. */
export function volume6({ positions: p, triangles: t }: Pick<BodyBuffer, 'positions' | 'triangles'>): number {
  let sum = 0;
  for (let i = 0; i < t.length; i += 3) {
    const a = t[i] * 3;
    const b = t[i + 1] * 3;
    const c = t[i + 2] * 3;
    sum += p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) + p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) + p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
  }
  return sum;
}
