/** Thin-plate correction of the chart on the mesh: the smoothest displacement of (u, v) that brings every pinned point to its label. */
import { factorise, normalMatrix, type Csr } from './sparse';

/** A linear pin: sum of weight x value over vertices should equal `u` and `v` (null = free). */
export interface Pin {
  id: string;
  vertices: number[];
  weights: number[];
  u: number | null;
  v: number | null;
  /** Relative stiffness, 1 for a landmark; small = a wish. */
  weight: number;
}

/**
 * Bend the field `value` so that pins are met, keeping second differences of the change small.
 * @param stiffness cotangent Laplacian
 * @param area lumped vertex areas
 * @param rows 1 for vertices whose Laplacian counts (interior, and the midline of an even field)
 * @param fixed 1 for vertices that must not move
 * @param membrane small share of plain stretching energy, 1/mm²
 */
export function thinPlate(
  value: Float64Array,
  pins: { vertices: number[]; weights: number[]; target: number; weight: number }[],
  stiffness: Csr,
  area: Float64Array,
  rows: Uint8Array,
  fixed: Uint8Array,
  membrane = 1e-4,
): void {
  const count = value.length;
  const weight = Float64Array.from(rows, (on, i) => (on ? 1 / area[i] : 0));
  const assembler = normalMatrix(stiffness, weight);
  for (let i = 0; i < count; i++) {
    for (let k = stiffness.start[i]; k < stiffness.start[i + 1]; k++) assembler.add(i, stiffness.column[k], membrane * stiffness.value[k]);
    assembler.add(i, i, 1e-12);
  }
  const strength = 1e4;
  for (const pin of pins) {
    for (let i = 0; i < pin.vertices.length; i++) {
      for (let j = 0; j < pin.vertices.length; j++) {
        assembler.add(pin.vertices[i], pin.vertices[j], strength * pin.weight * pin.weights[i] * pin.weights[j]);
      }
    }
  }
  const b = new Float64Array(count);
  for (const pin of pins) {
    const goal = pin.target - read(value, pin);
    for (let i = 0; i < pin.vertices.length; i++) b[pin.vertices[i]] += strength * pin.weight * pin.weights[i] * goal;
  }
  const shift = factorise(assembler.build(), fixed)(b);
  for (let i = 0; i < count; i++) value[i] += shift[i];
}

/** Value of a field at a pin. */
export function read(value: Float64Array, pin: { vertices: number[]; weights: number[] }): number {
  let sum = 0;
  for (let i = 0; i < pin.vertices.length; i++) sum += pin.weights[i] * value[pin.vertices[i]];
  return sum;
}
