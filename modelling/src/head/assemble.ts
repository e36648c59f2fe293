/** Reads the targets of the morph list and turns them into symmetric, smooth displacement fields on the cage, in mm. */
import type { Cage } from './cage';
import { MACROS, REFERENCE, SLIDERS } from './morph-list';
import type { BaseMesh, openTargets } from './source';

const DM = 100;
/** mm within which two shapes count as one. */
const SAME = 0.3;

/** A named displacement field: xyz per cage vertex, mm. */
export interface Field {
  name: string;
  offsets: Float64Array;
}

type Targets = ReturnType<typeof openTargets>;

/** Averages a field with its mirror image, so that it is symmetric to the last bit. */
export function symmetrise(field: Float64Array, mirror: Uint32Array): Float64Array {
  const out = new Float64Array(field.length);
  for (let i = 0; i < mirror.length; i++) {
    const j = mirror[i];
    out[i * 3] = j === i ? 0 : (field[i * 3] - field[j * 3]) / 2;
    out[i * 3 + 1] = (field[i * 3 + 1] + field[j * 3 + 1]) / 2;
    out[i * 3 + 2] = (field[i * 3 + 2] + field[j * 3 + 2]) / 2;
  }
  return out;
}

/** Vertex neighbours on the quads as flat lists. */
export function vertexNeighbours(quads: Uint32Array, count: number): number[][] {
  const out: number[][] = Array.from({ length: count }, () => []);
  for (let f = 0; f < quads.length; f += 4) {
    for (let i = 0; i < 4; i++) {
      const a = quads[f + i];
      const b = quads[f + ((i + 1) & 3)];
      if (!out[a].includes(b)) out[a].push(b);
      if (!out[b].includes(a)) out[b].push(a);
    }
  }
  return out;
}

/** Targets are stored in steps of 0.1 mm, which shows as ripples on lips and lids. Smooths a field, staying within half a step of it. */
export function unstep(field: Float64Array, neighbours: number[][], step = 0.1, passes = 12): Float64Array {
  let now = Float64Array.from(field);
  for (let pass = 0; pass < passes; pass++) {
    const next = Float64Array.from(now);
    for (let i = 0; i < neighbours.length; i++) {
      const list = neighbours[i];
      if (list.length === 0) continue;
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (const j of list) sum += now[j * 3 + k];
        const smooth = now[i * 3 + k] * 0.4 + (sum / list.length) * 0.6;
        const q = field[i * 3 + k];
        next[i * 3 + k] = Math.min(q + step / 2, Math.max(q - step / 2, smooth));
      }
    }
    now = next;
  }
  return now;
}

/** The cage at rest (origin midway between the tragions) and every morph of the list. */
export function assemble(mesh: BaseMesh, cage: Cage, targets: Targets, tragion: [number, number]): { rest: Float64Array; morphs: Field[] } {
  const n = cage.source.length;
  const neighbours = vertexNeighbours(cage.quads, n);
  const [left, right] = tragion.map((v) => cage.source.indexOf(v));
  const gather = (name: string): Float64Array => {
    const row = targets.row(name);
    const out = new Float64Array(n * 3);
    cage.source.forEach((v, i) => {
      for (let k = 0; k < 3; k++) out[i * 3 + k] = row[v * 3 + k] * DM;
    });
    return out;
  };
  const mirrored = (field: Float64Array): Float64Array => {
    const out = new Float64Array(n * 3);
    for (let i = 0; i < n; i++) {
      const j = cage.mirror[i];
      out[i * 3] = -field[j * 3];
      out[i * 3 + 1] = field[j * 3 + 1];
      out[i * 3 + 2] = field[j * 3 + 2];
    }
    return out;
  };
  const has = (name: string): boolean => {
    try {
      targets.row(name);
      return true;
    } catch {
      return false;
    }
  };
  /** A target; `@` is filled from whichever side was released, the other side being its mirror image. */
  const target = (name: string): Float64Array => {
    if (!name.includes('@')) return symmetrise(gather(name), cage.mirror);
    const l = name.replace('@', 'l');
    const one = has(l) ? gather(l) : mirrored(gather(name.replace('@', 'r')));
    const two = mirrored(one);
    return one.map((v, i) => v + two[i]);
  };
  const sum = (names: string[], sign = 1, into: Float64Array = new Float64Array(n * 3)): Float64Array => {
    for (const name of names) target(name).forEach((v, i) => (into[i] += sign * v));
    return into;
  };
  /** Moves a field so that the middle of the tragions stays where it is: whole-body targets lift the head. */
  const centred = (field: Float64Array): Float64Array => {
    const out = Float64Array.from(field);
    for (const k of [1, 2]) {
      const shift = (field[left * 3 + k] + field[right * 3 + k]) / 2;
      for (let i = 0; i < n; i++) out[i * 3 + k] -= shift;
    }
    return out;
  };

  const rest = new Float64Array(n * 3);
  cage.source.forEach((v, i) => {
    for (let k = 0; k < 3; k++) rest[i * 3 + k] = mesh.positions[v * 3 + k] * DM;
  });
  const base = symmetrise(rest, cage.mirror);
  const reference = unstep(sum(REFERENCE), neighbours);
  for (let i = 0; i < base.length; i++) base[i] += reference[i];
  const morphs: Field[] = [];
  for (const m of MACROS) morphs.push({ name: m.name, offsets: centred(unstep(sum(m.take, -1, sum(m.add)), neighbours)) });
  for (const s of SLIDERS) {
    const plus = s.plus ? centred(unstep(target(s.plus), neighbours)) : null;
    const minus = s.minus ? centred(unstep(target(s.minus), neighbours)) : null;
    if (plus) morphs.push({ name: `${s.name}+`, offsets: plus });
    // Where the two shapes are one another's negative, one is enough.
    if (minus && !(plus && minus.every((v, i) => Math.abs(v + plus[i]) < SAME))) morphs.push({ name: `${s.name}-`, offsets: minus });
  }
  return { rest: centred(base), morphs };
}
