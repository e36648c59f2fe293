/** Sparse symmetric linear algebra for the chart solver: compressed rows and an envelope Cholesky factor, in doubles. */

/** A square matrix in compressed rows. */
export interface Csr {
  size: number;
  start: Int32Array;
  column: Int32Array;
  value: Float64Array;
}

/** Collects entries (duplicates add up) and turns them into compressed rows. */
export class Assembler {
  private readonly rows: Map<number, number>[];

  constructor(readonly size: number) {
    this.rows = Array.from({ length: size }, () => new Map<number, number>());
  }

  add(row: number, column: number, value: number): void {
    const entries = this.rows[row];
    entries.set(column, (entries.get(column) ?? 0) + value);
  }

  build(): Csr {
    const start = new Int32Array(this.size + 1);
    for (let i = 0; i < this.size; i++) start[i + 1] = start[i] + this.rows[i].size;
    const column = new Int32Array(start[this.size]);
    const value = new Float64Array(start[this.size]);
    for (let i = 0; i < this.size; i++) {
      const sorted = [...this.rows[i].entries()].sort((p, q) => p[0] - q[0]);
      sorted.forEach(([c, v], k) => {
        column[start[i] + k] = c;
        value[start[i] + k] = v;
      });
    }
    return { size: this.size, start, column, value };
  }
}

/** out = A x. */
export function multiply(a: Csr, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < a.size; i++) {
    let sum = 0;
    for (let k = a.start[i]; k < a.start[i + 1]; k++) sum += a.value[k] * x[a.column[k]];
    out[i] = sum;
  }
}

/** A^T diag(weight) A for a rectangular set of rows given as a square matrix with unused rows empty. */
export function normalMatrix(a: Csr, weight: Float64Array): Assembler {
  const out = new Assembler(a.size);
  for (let i = 0; i < a.size; i++) {
    if (weight[i] === 0) continue;
    for (let k = a.start[i]; k < a.start[i + 1]; k++) {
      for (let l = a.start[i]; l < a.start[i + 1]; l++) out.add(a.column[k], a.column[l], weight[i] * a.value[k] * a.value[l]);
    }
  }
  return out;
}

/** A factored matrix: solves for many right-hand sides. */
export type Solve = (b: Float64Array) => Float64Array;

/** Reverse Cuthill-McKee order of the free rows: neighbours stay near, so that the envelope is narrow. */
function narrowOrder(a: Csr, fixed: Uint8Array): Int32Array {
  const degree = (i: number): number => a.start[i + 1] - a.start[i];
  const seen = Uint8Array.from(fixed);
  const order: number[] = [];
  const breadth = (root: number, mark: Uint8Array, out: number[]): void => {
    mark[root] = 1;
    out.push(root);
    for (let at = out.length - 1; at < out.length; at++) {
      const next: number[] = [];
      for (let k = a.start[out[at]]; k < a.start[out[at] + 1]; k++) {
        const j = a.column[k];
        if (!mark[j]) {
          mark[j] = 1;
          next.push(j);
        }
      }
      next.sort((p, q) => degree(p) - degree(q) || p - q);
      out.push(...next);
    }
  };
  for (let i = 0; i < a.size; i++) {
    if (seen[i]) continue;
    // The last vertex reached from any start lies at the rim of its component, which makes a good root.
    const trial: number[] = [];
    breadth(i, Uint8Array.from(seen), trial);
    breadth(trial[trial.length - 1], seen, order);
  }
  return Int32Array.from(order.reverse());
}

/**
 * Cholesky factor of a symmetric positive definite matrix in envelope storage. Rows with `fixed[i]` are held at the values of `held`
 * (0 without it). Throws where the matrix is not positive definite.
 */
export function factorise(a: Csr, fixed: Uint8Array, held?: Float64Array): Solve {
  const order = narrowOrder(a, fixed);
  const n = order.length;
  const place = new Int32Array(a.size).fill(-1);
  order.forEach((v, i) => (place[v] = i));
  const first = new Int32Array(n);
  const start = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    let low = i;
    for (let k = a.start[order[i]]; k < a.start[order[i] + 1]; k++) {
      const j = place[a.column[k]];
      if (j >= 0 && j < low) low = j;
    }
    first[i] = low;
    start[i + 1] = start[i] + (i - low + 1);
  }
  const l = new Float64Array(start[n]);
  for (let i = 0; i < n; i++) {
    const row = start[i] - first[i];
    for (let k = a.start[order[i]]; k < a.start[order[i] + 1]; k++) {
      const j = place[a.column[k]];
      if (j >= 0 && j <= i) l[row + j] = a.value[k];
    }
    for (let j = first[i]; j <= i; j++) {
      const other = start[j] - first[j];
      let sum = l[row + j];
      for (let k = Math.max(first[i], first[j]); k < j; k++) sum -= l[row + k] * l[other + k];
      if (j < i) l[row + j] = sum / l[other + j];
      else {
        if (!(sum > 0)) throw new Error(`chart solver: matrix is not positive definite at row ${order[i]}`);
        l[row + i] = Math.sqrt(sum);
      }
    }
  }
  return (b) => {
    const x = new Float64Array(a.size);
    if (held) for (let i = 0; i < a.size; i++) if (fixed[i]) x[i] = held[i];
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = b[order[i]];
      for (let k = a.start[order[i]]; k < a.start[order[i] + 1]; k++) if (fixed[a.column[k]]) sum -= a.value[k] * x[a.column[k]];
      const row = start[i] - first[i];
      for (let k = first[i]; k < i; k++) sum -= l[row + k] * y[k];
      y[i] = sum / l[row + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      const row = start[i] - first[i];
      y[i] /= l[row + i];
      for (let k = first[i]; k < i; k++) y[k] -= l[row + k] * y[i];
    }
    for (let i = 0; i < n; i++) x[order[i]] = y[i];
    return x;
  };
}
