import { BufferAttribute, BufferGeometry } from 'three';
import { random } from './random';
import { STRAND_STEP_MM, type StrandGroup } from './strandFile';

/** Growing lists of a strand mesh: two vertices per point of a curve, spread to a ribbon that faces the camera in the shader. */
export class StrandBuilder {
  private readonly position: number[] = [];
  private readonly tangent: number[] = [];
  private readonly normal: number[] = [];
  /** Signed half width (mm), shade -1..1, place along the strand 0..1. */
  private readonly style: number[] = [];
  private readonly index: number[] = [];

  /** Adds one curve. `points` xyz; `half` gives the half width in mm at t = 0..1; `normal` is the skin's at the root. */
  add(points: readonly number[], half: (t: number) => number, shade: number, normal: readonly number[]): void {
    const n = points.length / 3;
    const first = this.position.length / 3;
    for (let i = 0; i < n; i++) {
      const a = Math.max(0, i - 1) * 3;
      const b = Math.min(n - 1, i + 1) * 3;
      const t = [points[b] - points[a], points[b + 1] - points[a + 1], points[b + 2] - points[a + 2]];
      const l = Math.hypot(t[0], t[1], t[2]) || 1;
      const along = i / (n - 1);
      for (const side of [-1, 1]) {
        this.position.push(points[i * 3], points[i * 3 + 1], points[i * 3 + 2]);
        this.tangent.push(t[0] / l, t[1] / l, t[2] / l);
        this.normal.push(normal[0], normal[1], normal[2]);
        this.style.push(side * half(along), shade, along);
      }
      if (i + 1 < n) {
        const v = first + i * 2;
        this.index.push(v, v + 1, v + 2, v + 1, v + 3, v + 2);
      }
    }
  }

  /** Length of the index so far. */
  get indices(): number {
    return this.index.length;
  }

  build(): BufferGeometry {
    const g = new BufferGeometry();
    g.setAttribute('position', new BufferAttribute(Float32Array.from(this.position), 3));
    g.setAttribute('normal', new BufferAttribute(Float32Array.from(this.normal), 3));
    g.setAttribute('strand', new BufferAttribute(Float32Array.from(this.tangent), 3));
    g.setAttribute('style', new BufferAttribute(Float32Array.from(this.style), 3));
    g.setIndex(this.index);
    return g;
  }
}

export interface StrandStyle {
  /** Share of the strands to draw, from the first. */
  share: number;
  /** Share of each strand's length. */
  length: number;
  /** Half width in mm at the root. */
  half: number;
  /** Height above the skin, times the stored one. */
  lift: number;
  seed: number;
  /** How far the tips lie down on the rest, 0 as stored .. 1 on the skin. */
  settle?: number;
  /** Every other strand first, so that the first half of the mesh covers everything thinly. */
  interleave?: boolean;
}

/** Adds the strands of one group on one patient's skin (mm). */
export function strandsOnSkin(out: StrandBuilder, group: StrandGroup, triangles: Uint32Array, skin: { positions: Float32Array; normals: Float32Array }, style: StrandStyle): void {
  const rng = random(style.seed);
  const count = Math.floor(group.strands * style.share);
  const p: number[] = [];
  const half = Math.ceil(count / 2);
  for (let i = 0; i < count; i++) {
    const s = !style.interleave ? i : i < half ? i * 2 : (i - half) * 2 + 1;
    p.length = 0;
    let root: number[] = [0, 0, 1];
    const keep = style.length * (0.8 + 0.4 * rng());
    const bias = rng();
    for (let k = 0; k < group.points; k++) {
      const at = s * group.points + k;
      const t = group.triangle[at] * 3;
      const b = group.weights[at * 3] / 255;
      const c = group.weights[at * 3 + 1] / 255;
      const t01 = Math.min(1, k / (group.points - 1) / Math.min(1, keep));
      const h = 0.04 + group.weights[at * 3 + 2] * STRAND_STEP_MM * style.lift * (1 - (style.settle ?? 0) * t01 * t01);
      const o = triangles[t] * 3;
      const j = triangles[t + 1] * 3;
      const l = triangles[t + 2] * 3;
      const n = [0, 1, 2].map((a) => (1 - b - c) * skin.normals[o + a] + b * skin.normals[j + a] + c * skin.normals[l + a]);
      if (k === 0) root = n;
      for (let a = 0; a < 3; a++) p.push((1 - b - c) * skin.positions[o + a] + b * skin.positions[j + a] + c * skin.positions[l + a] + n[a] * h);
    }
    // Shortened strands end part of the way along.
    if (keep < 1) shorten(p, Math.max(0.3, keep));
    const width = style.half * (0.7 + 0.6 * bias);
    out.add(p, (t) => width * Math.max(0.06, Math.min(1, 0.3 + 2.6 * t) * (1 - 0.85 * Math.pow(t, 2.2))), rng() * 2 - 1, root);
  }
}

/** Cuts a curve to a share of its length, keeping the number of points. */
function shorten(p: number[], share: number): void {
  const n = p.length / 3;
  const old = p.slice();
  for (let i = 0; i < n; i++) {
    const f = (i / (n - 1)) * share * (n - 1);
    const a = Math.min(n - 2, Math.floor(f));
    const w = f - a;
    for (let k = 0; k < 3; k++) p[i * 3 + k] = old[a * 3 + k] * (1 - w) + old[a * 3 + 3 + k] * w;
  }
}
