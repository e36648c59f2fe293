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
  // Own copies side by side: xyz and the three weights of each control point.
  const knots = new Float64Array(n * 6);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < 3; k++) {
      knots[i * 6 + k] = from[i * 3 + k];
      knots[i * 6 + 3 + k] = b[i * 3 + k];
    }
  const affine = b.slice(n * 3);
  return (p) => bend(p, knots, affine);
}

/** Applies a spline to points, two at a time: their square roots and sums do not wait for each other. A last odd one is done twice. */
function bend(p: Float64Array, knots: Float64Array, w: Float64Array): void {
  for (let v = 0; v < p.length; v += 6) {
    const u = v + 3 < p.length ? v + 3 : v;
    const x = p[v], y = p[v + 1], z = p[v + 2];
    const X = p[u], Y = p[u + 1], Z = p[u + 2];
    let sx = w[0] * x + w[3] * y + w[6] * z + w[9];
    let sy = w[1] * x + w[4] * y + w[7] * z + w[10];
    let sz = w[2] * x + w[5] * y + w[8] * z + w[11];
    let tx = w[0] * X + w[3] * Y + w[6] * Z + w[9];
    let ty = w[1] * X + w[4] * Y + w[7] * Z + w[10];
    let tz = w[2] * X + w[5] * Y + w[8] * Z + w[11];
    for (let i = 0; i < knots.length; i += 6) {
      const kx = knots[i], ky = knots[i + 1], kz = knots[i + 2];
      const wx = knots[i + 3], wy = knots[i + 4], wz = knots[i + 5];
      const dx = x - kx, dy = y - ky, dz = z - kz;
      const ex = X - kx, ey = Y - ky, ez = Z - kz;
      const r = Math.sqrt(dx * dx + dy * dy + dz * dz);
      const q = Math.sqrt(ex * ex + ey * ey + ez * ez);
      sx += wx * r;
      sy += wy * r;
      sz += wz * r;
      tx += wx * q;
      ty += wy * q;
      tz += wz * q;
    }
    p[v] = sx;
    p[v + 1] = sy;
    p[v + 2] = sz;
    p[u] = tx;
    p[u + 1] = ty;
    p[u + 2] = tz;
  }
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
