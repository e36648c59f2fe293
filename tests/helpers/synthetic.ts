import { BELOW, LAYER_COUNT } from '../../src/patient/layers';
import { buildCapsuleTree, buildTriangleTree } from '../../src/patient/trees';
import type { Bodies, CompiledPatient, Skull, Structure, StructureKind, StructureSide } from '../../src/patient/types';
import { generator, sphere } from '../unit/trees/meshes';

/** Half width of the synthetic face, mm, and its grid step. */
const HALF = 60;
const STEP = 3;

const surface = (x: number, y: number): number => 70 - (x * x) / 160 - (y * y) / 240;
const belowName = (x: number, y: number): (typeof BELOW)[number] => (y > 10 ? 'bone' : y < -25 && Math.abs(x) < 25 ? 'oral-cavity' : 'deep-space');

/** Thickness of the nine layers at a place: some are zero somewhere, and they come and go smoothly. */
function thicknesses(x: number, y: number): number[] {
  const wave = (a: number, b: number): number => 0.5 + 0.5 * Math.sin(x / a + y / b);
  const temporal = Math.max(0, (x - 20) / 20);
  return [1.2 + 0.4 * wave(17, 23), 2 + 2 * wave(9, 31), Math.max(0, 1.5 * wave(13, 11) - 0.4), y > 0 ? 1 : 3, 0.4 * temporal, 1.5 * temporal, 0.4 * temporal, Math.max(0, 4 * wave(29, 19) - 1.5), 0.3];
}

interface Built {
  structures: Structure[];
  a: number[];
  b: number[];
  radius: number[];
  structure: number[];
  bodyPositions: number[];
  bodyTriangles: number[];
  bodyStructure: number[];
}

function addStructure(built: Built, id: string, kind: StructureKind, side: StructureSide, shape: 'tube' | 'body', first: number, count: number): void {
  built.structures.push({ id, name: id.replace(/-/g, ' '), latin: '', kind, side, sources: ['assumed'], shape, first, count });
}

function addTube(built: Built, id: string, kind: StructureKind, side: StructureSide, points: number[][], radius: number): void {
  const first = built.radius.length;
  for (let i = 0; i + 1 < points.length; i++) {
    built.a.push(...points[i]);
    built.b.push(...points[i + 1]);
    built.radius.push(radius);
    built.structure.push(built.structures.length);
  }
  addStructure(built, id, kind, side, 'tube', first, points.length - 1);
}

function addBall(built: Built, id: string, kind: StructureKind, side: StructureSide, centre: number[], radius: number): void {
  const first = built.bodyStructure.length;
  const ball = sphere(radius, 10, centre);
  const offset = built.bodyPositions.length / 3;
  built.bodyPositions.push(...ball.positions);
  built.bodyTriangles.push(...[...ball.triangles].map((v) => v + offset));
  for (let i = 0; i < ball.triangles.length / 3; i++) built.bodyStructure.push(built.structures.length);
  addStructure(built, id, kind, side, 'body', first, ball.triangles.length / 3);
}

/**
 * A small made-up patient for tests: a curved slab with nine layers, bone above y = 10, a mouth below y = -25, tubes, a gland and muscles.
 * Not anatomy; every part of the compiled patient is there.
 */
export function syntheticPatient(): CompiledPatient {
  const n = (2 * HALF) / STEP + 1;
  const positions = new Float32Array(n * n * 3), normals = new Float32Array(n * n * 3), directions = new Float32Array(n * n * 3);
  const uv = new Float32Array(n * n * 2), depths = new Float32Array(n * n * (LAYER_COUNT + 1));
  const bone: number[] = [];
  const boneTriangles: number[] = [];
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const v = j * n + i, x = -HALF + i * STEP, y = -HALF + j * STEP;
      const nx = x / 80, ny = y / 120, length = Math.hypot(nx, ny, 1);
      positions.set([x, y, surface(x, y)], 3 * v);
      normals.set([nx / length, ny / length, 1 / length], 3 * v);
      directions.set([-nx / length, -ny / length, -1 / length], 3 * v);
      uv.set([x, y], 2 * v);
      let d = 0;
      thicknesses(x, y).forEach((t, k) => {
        d += t;
        depths[v * (LAYER_COUNT + 1) + k + 1] = d;
      });
    }
  }
  const triangles: number[] = [];
  const domain: number[] = [], below: number[] = [], mucosa: number[] = [];
  for (let j = 0; j + 1 < n; j++) {
    for (let i = 0; i + 1 < n; i++) {
      const a = j * n + i, b = a + 1, c = a + n + 1, d = a + n;
      const x = -HALF + (i + 0.5) * STEP, y = -HALF + (j + 0.5) * STEP;
      triangles.push(a, b, c, a, c, d);
      const name = belowName(x, y);
      for (let k = 0; k < 2; k++) {
        domain.push(i > 0 && j > 0 && i < n - 2 && j < n - 2 ? 1 : 0);
        below.push(BELOW.indexOf(name));
        mucosa.push(name === 'oral-cavity' ? 1 : 0);
      }
    }
  }
  // The skull: a closed plate whose front is the shell's floor for y > 10 and whose back lies 6 mm behind.
  const kept = new Map<number, number>();
  const corner = (v: number, back: number): number => {
    const key = v * 2 + back;
    if (!kept.has(key)) {
      kept.set(key, bone.length / 3);
      const d = depths[v * (LAYER_COUNT + 1) + LAYER_COUNT] + 6 * back;
      for (let k = 0; k < 3; k++) bone.push(positions[3 * v + k] + directions[3 * v + k] * d);
    }
    return kept.get(key) as number;
  };
  for (let t = 0; t < domain.length; t++) {
    if (BELOW[below[t]] !== 'bone') continue;
    const [a, b, c] = triangles.slice(3 * t, 3 * t + 3);
    boneTriangles.push(corner(a, 0), corner(b, 0), corner(c, 0), corner(a, 1), corner(c, 1), corner(b, 1));
  }
  // Close the plate's rim: every edge of the front that only one triangle has.
  const edges = new Set<string>();
  for (let t = 0; t < boneTriangles.length; t += 6) for (let k = 0; k < 3; k++) edges.add(`${boneTriangles[t + k]} ${boneTriangles[t + ((k + 1) % 3)]}`);
  const twin = new Map([...kept].map(([key, v]) => [v, kept.get(key + 1) as number]));
  for (const edge of edges) {
    const [a, b] = edge.split(' ').map(Number);
    if (!edges.has(`${b} ${a}`)) boneTriangles.push(b, a, twin.get(a) as number, b, twin.get(a) as number, twin.get(b) as number);
  }
  const built: Built = { structures: [], a: [], b: [], radius: [], structure: [], bodyPositions: [], bodyTriangles: [], bodyStructure: [] };
  const next = generator(11);
  for (const side of ['left', 'right'] as const) {
    const s = side === 'left' ? 1 : -1;
    const course = (x0: number, y0: number, x1: number, y1: number, depth: number): number[][] =>
      Array.from({ length: 61 }, (_, k) => {
        const f = k / 60, x = s * (x0 + (x1 - x0) * f + Math.sin(f * 9)), y = y0 + (y1 - y0) * f;
        return [x, y, surface(x, y) - depth - Math.sin(f * 5)].map(Math.fround);
      });
    addTube(built, 'facial-artery', 'artery', side, course(30, -45, 12, 5, 4), 0.8);
    addTube(built, 'angular-artery', 'artery', side, course(12, 5, 8, 30, 3), 0.5);
    addTube(built, 'facial-vein', 'vein', side, course(36, -45, 14, 25, 5), 1.1);
    addTube(built, 'buccal-branch', 'nerve', side, course(50, -5, 15, -20, 6), 0.5);
    addTube(built, 'parotid-duct', 'duct', side, course(48, 0, 25, -12, 5), 1.2);
    for (let k = 0; k < 12; k++) {
      const x = next() * 50, y = -45 + next() * 90;
      addTube(built, `branch-${k}`, k % 2 === 0 ? 'artery' : 'nerve', side, course(x, y, x + 30 * (next() - 0.5), y + 30 * (next() - 0.5), 2 + 4 * next()), 0.3);
    }
    addBall(built, 'parotid-gland', 'gland', side, [s * 46, -10, surface(46, -10) - 9], 7);
    addBall(built, 'masseter', 'muscle', side, [s * 38, -20, surface(38, -20) - 9], 6);
  }
  const mesh = { positions, triangles: new Uint32Array(triangles) };
  const skull: Skull = { positions: new Float32Array(bone), triangles: new Uint32Array(boneTriangles), parts: [{ id: 'cranium', kind: 'bone', first: 0, count: boneTriangles.length / 3 }] };
  const tubes = { a: new Float32Array(built.a), b: new Float32Array(built.b), radius: new Float32Array(built.radius), structure: new Uint16Array(built.structure) };
  const bodies: Bodies = {
    positions: new Float32Array(built.bodyPositions),
    triangles: new Uint32Array(built.bodyTriangles),
    structure: new Uint16Array(built.bodyStructure),
    fibre: new Float32Array(built.bodyPositions.length),
  };
  return {
    spec: { preset: 'synthetic' },
    sex: 'female',
    age: 35,
    builtWith: { atlas: 'synthetic', head: 'synthetic', compiler: 'synthetic' },
    skin: { ...mesh, normals, fairedNormals: normals },
    chart: { uv, domain: new Uint8Array(domain), region: new Uint8Array(domain.length).fill(255) },
    shell: { directions, depths, below: new Uint8Array(below), mucosa: new Uint8Array(mucosa) },
    skull,
    structures: built.structures,
    tubes,
    bodies,
    landmarks: [],
    variants: [],
    trees: { skin: buildTriangleTree(mesh), skull: buildTriangleTree(skull), tubes: buildCapsuleTree(tubes), bodies: buildTriangleTree(bodies) },
  };
}
