/** Per-vertex traits that tissue materials shade with; computed once per patient, linear in the mesh. */

/**
 * How deep each vertex lies in a hollow, 0..1: concave mean curvature, smoothed over the neighbours at two scales.
 * `positions` mm, `normals` unit, `triangles` vertex indices.
 */
export function cavityOf(positions: Float32Array, normals: Float32Array, triangles: Uint32Array): Float32Array {
  const n = positions.length / 3;
  let value = new Float32Array(n);
  const weight = new Float32Array(n);
  const edge = (a: number, b: number): void => {
    let dn = 0;
    let dd = 1e-6;
    for (let k = 0; k < 3; k++) {
      const dp = positions[b * 3 + k] - positions[a * 3 + k];
      dn += dp * (normals[b * 3 + k] - normals[a * 3 + k]);
      dd += dp * dp;
    }
    value[a] -= dn / dd;
    value[b] -= dn / dd;
    weight[a]++;
    weight[b]++;
  };
  for (let i = 0; i < triangles.length; i += 3) {
    edge(triangles[i], triangles[i + 1]);
    edge(triangles[i + 1], triangles[i + 2]);
    edge(triangles[i + 2], triangles[i]);
  }
  for (let v = 0; v < n; v++) value[v] /= Math.max(1, weight[v]);
  const total = value.slice();
  for (let round = 1; round <= 12; round++) {
    const next = new Float32Array(n);
    for (let i = 0; i < triangles.length; i += 3)
      for (let c = 0; c < 3; c++) {
        const a = triangles[i + c];
        const b = triangles[i + ((c + 1) % 3)];
        next[a] += value[b];
        next[b] += value[a];
      }
    for (let v = 0; v < n; v++) next[v] = 0.4 * value[v] + (0.6 * next[v]) / Math.max(1, weight[v]);
    value = next;
    if (round === 4 || round === 12) for (let v = 0; v < n; v++) total[v] += value[v] * (round === 4 ? 1.5 : 2.5);
  }
  for (let v = 0; v < n; v++) total[v] = Math.min(1, Math.max(0, total[v] * 1.3 - 0.04));
  return total;
}

/**
 * How tendinous each vertex is, 0 belly .. 1 end: the first and last part of every muscle along its fibres. Rings (fibres that
 * turn all the way round) have no ends, nor has a structure for which `has` says no. `structure` per triangle.
 */
export function tendonEnds(positions: Float32Array, fibre: Float32Array, triangles: Uint32Array, structure: Uint16Array, has: (structure: number) => boolean = () => true, share = 0.13): Float32Array {
  const n = positions.length / 3;
  const owner = new Int32Array(n).fill(-1);
  for (let t = 0; t < structure.length; t++) for (let c = 0; c < 3; c++) owner[triangles[t * 3 + c]] = structure[t];
  const sums = new Map<number, number[]>();
  for (let v = 0; v < n; v++) {
    if (owner[v] < 0) continue;
    let s = sums.get(owner[v]);
    if (!s) sums.set(owner[v], (s = [0, 0, 0, 0, 0, 0, 0]));
    // Second moments of the direction: sign-free.
    const [x, y, z] = [fibre[v * 3], fibre[v * 3 + 1], fibre[v * 3 + 2]];
    s[0] += x * x;
    s[1] += y * y;
    s[2] += z * z;
    s[3] += x * y;
    s[4] += y * z;
    s[5] += z * x;
    s[6]++;
  }
  const axis = new Map<number, { d: number[]; low: number; high: number }>();
  for (const [id, s] of sums) {
    let d = [0.5, 0.6, 0.62];
    let length = 0;
    for (let i = 0; i < 24; i++) {
      const e = [s[0] * d[0] + s[3] * d[1] + s[5] * d[2], s[3] * d[0] + s[1] * d[1] + s[4] * d[2], s[5] * d[0] + s[4] * d[1] + s[2] * d[2]];
      length = Math.hypot(e[0], e[1], e[2]);
      if (length === 0) break;
      d = e.map((q) => q / length);
    }
    if (has(id) && length / Math.max(1, s[6]) > 0.72) axis.set(id, { d, low: Infinity, high: -Infinity });
  }
  const along = (v: number, d: number[]): number => positions[v * 3] * d[0] + positions[v * 3 + 1] * d[1] + positions[v * 3 + 2] * d[2];
  for (let v = 0; v < n; v++) {
    const a = axis.get(owner[v]);
    if (!a) continue;
    const x = along(v, a.d);
    a.low = Math.min(a.low, x);
    a.high = Math.max(a.high, x);
  }
  const out = new Float32Array(n);
  for (let v = 0; v < n; v++) {
    const a = axis.get(owner[v]);
    if (!a) continue;
    const t = (along(v, a.d) - a.low) / Math.max(1e-6, a.high - a.low);
    out[v] = Math.min(1, Math.max(0, 1 - Math.min(t, 1 - t) / share));
  }
  return out;
}

/** Marks the lower end (mm) of structures that go on below the picture with values down to -1 in `pale`, which the shader frays and dims in place of a cut. */
export function fadeOut(pale: Float32Array, positions: Float32Array, triangles: Uint32Array, structure: Uint16Array, which: (structure: number) => boolean, length_mm = 30): void {
  const low = new Map<number, number>();
  const each = (visit: (id: number, v: number) => void) => {
    for (let t = 0; t < structure.length; t++) if (which(structure[t])) for (let c = 0; c < 3; c++) visit(structure[t], triangles[t * 3 + c]);
  };
  each((id, v) => low.set(id, Math.min(low.get(id) ?? Infinity, positions[v * 3 + 1])));
  each((id, v) => {
    const rise = (positions[v * 3 + 1] - low.get(id)!) / length_mm;
    if (rise < 1) pale[v] = -Math.min(1, 1.25 * (1 - rise));
  });
}
