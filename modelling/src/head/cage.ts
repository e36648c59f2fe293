/** Cuts the head and neck out of the base mesh: one quad sheet with a single, smooth lower edge. */
import type { BaseMesh } from './source';
import { connect, enclosed, loopThrough, type Connectivity } from './topology';

/** Quads are painted with one of these; `skin` is everything else. The index is what is stored. */
export const REGIONS = ['skin', 'vermilion', 'mouth-interior', 'nostril-interior', 'eye-socket', 'ear'] as const;

export interface Cage {
  /** Cage vertex -> vertex of the base mesh; the last `eyes.left.count + eyes.right.count` are eyeball vertices, in no quad. */
  source: number[];
  skinCount: number;
  quads: Uint32Array;
  /** Packed UV list and corner indices. */
  uv: Float64Array;
  cornerUv: Uint32Array;
  /** Index into REGIONS per quad. */
  region: Uint8Array;
  mirror: Uint32Array;
  eyes: { left: [number, number]; right: [number, number] };
  /** Named vertex loops: lower edge, lid margins, vermilion border, nostril rims. */
  loops: Record<string, number[]>;
  /** Named open vertex paths: the midline from the nape over the crown to the upper lip, and from the lower lip down the neck. */
  paths: Record<string, number[]>;
  /**
   * The lips as a grid. Row r holds 38 vertices round the mouth: 0 the middle of the upper lip, to the left corner (between 9 and 10), 19 the
   * middle of the lower lip, on to the right corner. Row 0 is the vermilion border, the last rows lie inside the mouth.
   */
  lips: number[][];
}

/** Where the rows of the lips cross the midline of the upper lip. */
const LIP_ROWS = [455, 466, 467, 509, 468, 474, 520, 537, 554, 571];

// hm08 vertices that name loops; left = +x.
const LOWER_EDGE = 1467;
const VERMILION = 455;
const LEFT = { ear: 12344, nostril: 7043, lash: 11465, lid: 6784, socket: 7747, auricle: 12120 };

const eyeRange = (mesh: BaseMesh, name: string): [number, number] => {
  let low = Infinity;
  let high = -1;
  mesh.material.forEach((m, f) => {
    if (m !== name) return;
    for (let i = 0; i < 4; i++) {
      low = Math.min(low, mesh.quads[f * 4 + i]);
      high = Math.max(high, mesh.quads[f * 4 + i]);
    }
  });
  return [low, high - low + 1];
};

/** Nearest base vertex at -x; throws beyond 0.1 mm. */
function mirrorOf(mesh: BaseMesh, source: number[]): Uint32Array {
  const cells = new Map<string, number[]>();
  const P = mesh.positions;
  const cell = (x: number, y: number, z: number): string => `${Math.round(x * 50)},${Math.round(y * 50)},${Math.round(z * 50)}`;
  source.forEach((v, i) => {
    const key = cell(P[v * 3], P[v * 3 + 1], P[v * 3 + 2]);
    cells.set(key, [...(cells.get(key) ?? []), i]);
  });
  return Uint32Array.from(source, (v, i) => {
    const [x, y, z] = [-P[v * 3], P[v * 3 + 1], P[v * 3 + 2]];
    let best = -1;
    let near = Infinity;
    for (let a = -1; a <= 1; a++)
      for (let b = -1; b <= 1; b++)
        for (let c = -1; c <= 1; c++)
          for (const j of cells.get(cell(x + a / 50, y + b / 50, z + c / 50)) ?? []) {
            const w = source[j];
            const d = (P[w * 3] - x) ** 2 + (P[w * 3 + 1] - y) ** 2 + (P[w * 3 + 2] - z) ** 2;
            if (d < near) {
              near = d;
              best = j;
            }
          }
    if (best < 0 || near > 0.001 ** 2) throw new Error(`base vertex ${v} (cage ${i}) has no mirror image within 0.1 mm`);
    return best;
  });
}

/** Turns the UV islands into our own layout: the head upright across the full width, neck, mouth and sockets below it. */
function packUv(u: number, v: number, island: 'head' | 'neck' | 'mouth' | 'socket'): [number, number] {
  if (island === 'head') {
    // The island lies on its side (face up = -u): turn it upright and scale 0.669 x 0.353 to 0.98 x 0.517.
    const s = 0.98 / 0.6686;
    return [0.5 + (v - 0.4836) * s, 0.995 - (u - 0.6412) * s];
  }
  if (island === 'neck') return [0.02 + (u - 0.19) * 1.5, 0.02 + (v - 0.79) * 2.1];
  if (island === 'mouth') return [0.7 + (u - 0.758) * 1.45, 0.02 + (v - 0.012) * 1.45];
  return [0.7 + (u - 0.012) * 1.45, 0.24 + (v - 0.547) * 1.45];
}

/** The head cage of the base mesh. */
export function cutCage(mesh: BaseMesh): Cage {
  const body = mesh.material.map((m, f) => (m === 'body' ? f : -1)).filter((f) => f >= 0);
  const whole = connect(mesh.quads, body);
  const lower = loopThrough(whole, LOWER_EDGE, 42);
  const anyAt = (net: Connectivity, v: number): number => {
    const n = (net.neighbours.get(v) ?? [])[0];
    return (net.edgeQuads.get(v < n ? `${v},${n}` : `${n},${v}`) ?? [])[0];
  };
  const headQuads = enclosed(whole, [lower], anyAt(whole, 220));
  const net = connect(mesh.quads, headQuads);

  const used = new Set<number>();
  for (const f of headQuads) for (let i = 0; i < 4; i++) used.add(mesh.quads[f * 4 + i]);
  const source = [...used].sort((a, b) => a - b);
  const skinCount = source.length;
  const left = eyeRange(mesh, 'helper-l-eye');
  const right = eyeRange(mesh, 'helper-r-eye');
  const eyes = { left: [skinCount, left[1]] as [number, number], right: [skinCount + left[1], right[1]] as [number, number] };
  for (let i = 0; i < left[1]; i++) source.push(left[0] + i);
  for (let i = 0; i < right[1]; i++) source.push(right[0] + i);
  const index = new Map(source.map((v, i) => [v, i]));
  const at = (v: number): number => {
    const i = index.get(v);
    if (i === undefined) throw new Error(`base vertex ${v} is not in the cage`);
    return i;
  };
  const mirror = mirrorOf(mesh, source);
  const mirrorSource = (v: number): number => source[mirror[at(v)]];

  // Islands of the UV layout tell mouth interior and eye sockets from the face.
  const parent = new Map<number, number>();
  const find = (x: number): number => {
    let r = x;
    while ((parent.get(r) ?? r) !== r) r = parent.get(r) as number;
    return r;
  };
  for (const f of body) for (let i = 1; i < 4; i++) parent.set(find(mesh.cornerUv[f * 4]), find(mesh.cornerUv[f * 4 + i]));
  const islandOf = (f: number): 'head' | 'neck' | 'mouth' | 'socket' => {
    const r = find(mesh.cornerUv[f * 4]);
    if (r === find(mesh.cornerUv[anyAt(net, 220) * 4])) return 'head';
    if (r === find(mesh.cornerUv[anyAt(net, 673) * 4])) return 'mouth';
    if (r === find(mesh.cornerUv[anyAt(net, 1491) * 4])) return 'neck';
    return 'socket';
  };

  const region = new Map<number, number>();
  const paint = (name: (typeof REGIONS)[number], quads: number[]): void => quads.forEach((f) => region.set(f, REGIONS.indexOf(name)));
  const loops: Record<string, number[]> = { 'lower-edge': lower };
  const vermilion = loopThrough(net, VERMILION, 38);
  loops['vermilion-border'] = vermilion;
  paint('vermilion', enclosed(net, [vermilion], anyAt(net, 673)));
  paint('mouth-interior', headQuads.filter((f) => islandOf(f) === 'mouth'));
  for (const side of ['left', 'right'] as const) {
    const on = (v: number): number => (side === 'left' ? v : mirrorSource(v));
    const ear = loopThrough(net, on(LEFT.ear), 24);
    paint('ear', enclosed(net, [ear], anyAt(net, on(LEFT.auricle))));
    const nostril = loopThrough(net, on(LEFT.nostril), 12);
    const inner = net.neighbours.get(on(7105)) as number[];
    paint('nostril-interior', enclosed(net, [nostril], anyAt(net, inner[0])));
    const socket = loopThrough(net, on(LEFT.socket), 28);
    paint('eye-socket', enclosed(net, [socket], anyAt(net, on(8025))));
    loops[`ear-base-${side}`] = ear;
    loops[`nostril-rim-${side}`] = nostril;
    loops[`lash-line-${side}`] = loopThrough(net, on(LEFT.lash), 28);
    loops[`lid-margin-${side}`] = loopThrough(net, on(LEFT.lid), 28);
    loops[`lid-inner-${side}`] = socket;
  }

  // The midline is one closed loop through crown, nose, mouth, chin and back; the mouth interior and the cut part it.
  const onMidline = source.slice(0, skinCount).filter((_, i) => mirror[i] === i);
  const walk = (from: number, next: number, to: number): number[] => {
    const path = [from, next];
    while (path[path.length - 1] !== to) {
      const last = path[path.length - 1];
      const ahead = (net.neighbours.get(last) ?? []).filter((v) => onMidline.includes(v) && v !== path[path.length - 2]);
      if (ahead.length !== 1) throw new Error(`the midline ends at vertex ${last}`);
      path.push(ahead[0]);
    }
    return path;
  };
  const paths = { 'midline-upper': walk(1467, 1491, 474).map(at), 'midline-lower': walk(523, 493, 1526).map(at) };
  const lips = LIP_ROWS.map((middle) => {
    const row = loopThrough(net, middle, 38);
    const start = row.indexOf(middle);
    const turned = row.map((_, i) => row[(start + i) % 38]);
    const forward = mesh.positions[turned[1] * 3] > 0;
    return (forward ? turned : [turned[0], ...turned.slice(1).reverse()]).map(at);
  });

  const uvIndex = new Map<string, number>();
  const uv: number[] = [];
  const cornerUv = new Uint32Array(headQuads.length * 4);
  const quads = new Uint32Array(headQuads.length * 4);
  headQuads.forEach((f, g) => {
    const island = islandOf(f);
    for (let i = 0; i < 4; i++) {
      const u = mesh.cornerUv[f * 4 + i];
      const v = mesh.quads[f * 4 + i];
      quads[g * 4 + i] = at(v);
      const key = `${u}/${v}`;
      let k = uvIndex.get(key);
      if (k === undefined) {
        k = uv.length / 2;
        uvIndex.set(key, k);
        uv.push(...packUv(mesh.uv[u * 2], mesh.uv[u * 2 + 1], island));
      }
      cornerUv[g * 4 + i] = k;
    }
  });
  for (const name of Object.keys(loops)) loops[name] = loops[name].map(at);
  return { source, skinCount, quads, uv: Float64Array.from(uv), cornerUv, region: Uint8Array.from(headQuads, (f) => region.get(f) ?? 0), mirror, eyes, loops, paths, lips };
}
