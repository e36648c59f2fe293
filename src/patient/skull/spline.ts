/**
 * Thin-plate spline in space with the kernel r (the biharmonic of three dimensions): x -> A x + t + sum w_i |x - c_i|.
 * Bookstein 1989, Principal warps; the side conditions make the weights orthogonal to affine maps.
 */

/** Moves points in place. */
export type Warp = (positions: Float64Array) => void;

/**
 * The spline that carries `from` to `to` (xyz triples, mm).
 * @param stiffness added to the diagonal, mm: 0 = exact at the points, larger = smoother
 */
export function thinPlate(from: ArrayLike<number>, to: ArrayLike<number>, stiffness = 0): Warp {
  const n = from.length / 3;
  const size = n + 4;
  const a = new Float64Array(size * size);
  const b = new Float64Array(size * 3);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = from[i * 3] - from[j * 3], y = from[i * 3 + 1] - from[j * 3 + 1], z = from[i * 3 + 2] - from[j * 3 + 2];
      a[i * size + j] = Math.sqrt(x * x + y * y + z * z);
    }
    // The kernel r is conditionally negative definite: smoothing subtracts.
    a[i * size + i] = -stiffness;
    for (let k = 0; k < 4; k++) {
      const v = k === 3 ? 1 : from[i * 3 + k];
      a[i * size + n + k] = v;
      a[(n + k) * size + i] = v;
    }
    for (let k = 0; k < 3; k++) b[i * 3 + k] = to[i * 3 + k];
  }
  solve(a, b, size, 3);
  const w = b;
  return (p) => {
    for (let v = 0; v < p.length; v += 3) {
      const x = p[v], y = p[v + 1], z = p[v + 2];
      const o = n * 3;
      let sx = w[o] * x + w[o + 3] * y + w[o + 6] * z + w[o + 9];
      let sy = w[o + 1] * x + w[o + 4] * y + w[o + 7] * z + w[o + 10];
      let sz = w[o + 2] * x + w[o + 5] * y + w[o + 8] * z + w[o + 11];
      for (let i = 0; i < o; i += 3) {
        const dx = x - from[i], dy = y - from[i + 1], dz = z - from[i + 2];
        const r = Math.sqrt(dx * dx + dy * dy + dz * dz);
        sx += w[i] * r;
        sy += w[i + 1] * r;
        sz += w[i + 2] * r;
      }
      p[v] = sx;
      p[v + 1] = sy;
      p[v + 2] = sz;
    }
  };
}

/** Gauss elimination with partial pivoting, in place; `b` becomes the solution. */
function solve(a: Float64Array, b: Float64Array, n: number, width: number): void {
  for (let c = 0; c < n; c++) {
    let best = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r * n + c]) > Math.abs(a[best * n + c])) best = r;
    if (Math.abs(a[best * n + c]) < 1e-12) throw new RangeError('thin-plate spline: the control points lie in one plane or coincide');
    if (best !== c) {
      for (let k = c; k < n; k++) {
        const s = a[c * n + k];
        a[c * n + k] = a[best * n + k];
        a[best * n + k] = s;
      }
      for (let k = 0; k < width; k++) {
        const s = b[c * width + k];
        b[c * width + k] = b[best * width + k];
        b[best * width + k] = s;
      }
    }
    for (let r = c + 1; r < n; r++) {
      const f = a[r * n + c] / a[c * n + c];
      if (f === 0) continue;
      for (let k = c; k < n; k++) a[r * n + k] -= f * a[c * n + k];
      for (let k = 0; k < width; k++) b[r * width + k] -= f * b[c * width + k];
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = 0; k < width; k++) {
      let s = b[r * width + k];
      for (let c = r + 1; c < n; c++) s -= a[r * n + c] * b[c * width + k];
      b[r * width + k] = s / a[r * n + r];
    }
  }
}
