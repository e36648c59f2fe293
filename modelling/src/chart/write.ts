/** The chart file: labels of the domain's vertices in steps of 1/200 mm and the domain as run lengths. Read by src/patient/chart/load.ts. */
import { MeshoptEncoder } from 'meshoptimizer/encoder';

/** Labels per mm. */
export const STEPS_PER_MM = 200;

/**
 * @param uv two numbers per skin vertex
 * @param domain 1 per skin triangle inside the domain
 * @param used 1 per skin vertex of a domain triangle: the vertices whose labels are stored
 */
export async function encodeChart(uv: Float64Array, domain: Uint8Array, used: Uint8Array): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  const count = used.reduce((s, x) => s + x, 0);
  const labels = new Int16Array(count * 2);
  let at = 0;
  for (let i = 0; i < used.length; i++) {
    if (!used[i]) continue;
    for (let k = 0; k < 2; k++) {
      const x = uv[2 * i + k];
      // Rounded away from zero on both sides, so that u stays odd.
      const step = Math.sign(x) * Math.round(Math.abs(x) * STEPS_PER_MM) + 0;
      if (!(Math.abs(step) <= 32767)) throw new Error(`skin vertex ${i} has the label ${x}, beyond the range of the file`);
      labels[2 * at + k] = step;
    }
    at++;
  }
  const packed = MeshoptEncoder.encodeGltfBuffer(new Uint8Array(labels.buffer), count, 4, 'ATTRIBUTES', 0);
  const runs: number[] = [];
  for (let t = 0, value = 0; t < domain.length; ) {
    let end = t;
    while (end < domain.length && domain[end] === value) end++;
    runs.push(end - t);
    t = end;
    value = 1 - value;
  }
  const head = new Uint32Array([0x31484342, used.length, domain.length, count, packed.length, runs.length]);
  const tail: number[] = [];
  for (const run of runs) {
    let rest = run;
    for (; rest > 127; rest >>>= 7) tail.push((rest & 127) | 128);
    tail.push(rest);
  }
  const out = new Uint8Array(24 + packed.length + tail.length);
  out.set(new Uint8Array(head.buffer), 0);
  out.set(packed, 24);
  out.set(tail, 24 + packed.length);
  return out;
}
