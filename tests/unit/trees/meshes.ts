import type { Mesh, Tubes } from '../../../src/patient/types';

/** A small seeded generator, uniform in [0, 1). */
export function generator(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 4294967296;
  };
}

/** Unconnected random triangles. */
export function randomMesh(seed: number, count: number, spread: number): Mesh {
  const next = generator(seed);
  const positions = new Float32Array(count * 9);
  for (let i = 0; i < count; i++) {
    const c = [0, 1, 2].map(() => (next() - 0.5) * 2 * spread);
    for (let k = 0; k < 9; k++) positions[9 * i + k] = c[k % 3] + (next() - 0.5) * 20;
  }
  return { positions, triangles: Uint32Array.from({ length: count * 3 }, (_, i) => i) };
}

/** A closed ball of latitude and longitude, outward counter-clockwise. */
export function sphere(radius: number, rings: number, centre = [0, 0, 0]): Mesh {
  const positions: number[] = [];
  const triangles: number[] = [];
  const around = 2 * rings;
  const push = (x: number, y: number, z: number): number => positions.push(centre[0] + x * radius, centre[1] + y * radius, centre[2] + z * radius) / 3 - 1;
  const top = push(0, 0, 1);
  const grid: number[][] = [];
  for (let i = 1; i < rings; i++) {
    const row: number[] = [];
    for (let j = 0; j < around; j++) {
      const theta = (Math.PI * i) / rings, phi = (2 * Math.PI * j) / around;
      row.push(push(Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)));
    }
    grid.push(row);
  }
  const bottom = push(0, 0, -1);
  for (let j = 0; j < around; j++) {
    const k = (j + 1) % around;
    triangles.push(top, grid[0][j], grid[0][k]);
    for (let i = 0; i + 1 < grid.length; i++) {
      triangles.push(grid[i][j], grid[i + 1][j], grid[i + 1][k], grid[i][j], grid[i + 1][k], grid[i][k]);
    }
    triangles.push(bottom, grid[grid.length - 1][k], grid[grid.length - 1][j]);
  }
  return { positions: new Float32Array(positions), triangles: new Uint32Array(triangles) };
}

/** Random smooth chains of capsules. */
export function randomTubes(seed: number, chains: number, length: number): Tubes {
  const next = generator(seed);
  const a: number[] = [], b: number[] = [], radius: number[] = [], structure: number[] = [];
  for (let c = 0; c < chains; c++) {
    const p = [0, 1, 2].map(() => (next() - 0.5) * 50);
    const d = [0, 1, 2].map(() => next() - 0.5);
    for (let i = 0; i < length; i++) {
      const q = p.map((x, k) => Math.fround(x + d[k]));
      a.push(...p.map(Math.fround));
      b.push(...q);
      radius.push(0.3 + next() * 0.5);
      structure.push(c);
      for (let k = 0; k < 3; k++) {
        p[k] = q[k];
        d[k] += (next() - 0.5) * 0.4;
      }
    }
  }
  return { a: new Float32Array(a), b: new Float32Array(b), radius: new Float32Array(radius), structure: new Uint16Array(structure) };
}
