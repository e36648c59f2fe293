/**
 * Which part of the head carries the chart: the outer skin of the face, closed off along authored edge loops of the hm08 cage at the lid
 * margins, the line where the lips meet, the nostril rims and the root of the ear.
 */

/** Left-side vertex loops of hm08 (its own numbering) that the chart does not cross. */
export const BARRIERS = {
  /** Upper and lower contact line of the closed lips, midline to corner and back. */
  mouth: [474, 7229, 7228, 7227, 7226, 11964, 7225, 7179, 7178, 7193, 10400, 7191, 7192, 10375, 7204, 7197, 7230, 7236, 7242, 493],
  /** Lid margin, closed. */
  eye: [
    6793, 6796, 6799, 6802, 6805, 6808, 6811, 11693, 6814, 6817, 6820, 6825, 6828, 6831, 6834, 11695, 6837, 6856, 6853, 6850, 6847, 6886, 6844, 6841, 6838,
    6785, 6784, 6790, 6793,
  ],
  /** Nostril rim, closed. */
  nostril: [7089, 7125, 7083, 7086, 7087, 7082, 7096, 7094, 7093, 7092, 7091, 7090, 7089],
  /** Root of the ear, closed, running through the notch above the tragus in front. */
  ear: [
    12032, 12023, 12163, 12026, 12025, 12024, 12014, 12012, 12015, 12021, 12016, 12022, 12018, 12017, 12029, 12164, 12030, 12031, 12028, 12027, 12019, 12013,
    12020, 12011, 12032,
  ],
};

/** Vertices of the strip between that loop and the notch above the tragus, taken in so that the chart reaches tragion. */
const TRAGUS_STRIP = new Set([12020, 12011, 12032, 12023, 12042, 12033, 12054, 12045]);

/** Limits of the area that is unrolled (mm, origin midway between the tragions): wider than the authored domain, for smooth edges. */
const LIMITS = { top: 128, bottom: -140, back: -30 };

/** The quad cage with hm08's own vertex numbers. */
export interface Cage {
  quads: Uint32Array;
  /** hm08 vertex number per cage vertex. */
  source: ArrayLike<number>;
  /** Rough cage positions in mm. */
  positions: ArrayLike<number>;
}

/** 1 per cage quad of the left half that is unrolled: flooded from the glabella over the left side without crossing a barrier. */
export function unrolledQuads(cage: Cage): Uint8Array {
  const byHm08 = new Map<number, number>();
  for (let i = 0; i < cage.source.length; i++) byHm08.set(cage.source[i], i);
  const count = cage.source.length;
  const key = (a: number, b: number): number => (a < b ? a * count + b : b * count + a);
  const walls = new Set<number>();
  for (const loop of Object.values(BARRIERS)) {
    for (let i = 0; i + 1 < loop.length; i++) {
      const a = byHm08.get(loop[i]);
      const b = byHm08.get(loop[i + 1]);
      if (a === undefined || b === undefined) throw new Error(`chart barrier vertex ${loop[i]} or ${loop[i + 1]} is not in the head cage`);
      walls.add(key(a, b));
    }
  }
  const quadCount = cage.quads.length / 4;
  const edges = new Map<number, number[]>();
  for (let q = 0; q < quadCount; q++) {
    for (let k = 0; k < 4; k++) {
      const e = key(cage.quads[4 * q + k], cage.quads[4 * q + ((k + 1) % 4)]);
      const list = edges.get(e);
      if (list) list.push(q);
      else edges.set(e, [q]);
    }
  }
  const inside = (q: number): boolean => {
    let x = 0;
    let y = 0;
    let z = 0;
    for (let k = 0; k < 4; k++) {
      const v = cage.quads[4 * q + k];
      x += cage.positions[3 * v] / 4;
      y += cage.positions[3 * v + 1] / 4;
      z += cage.positions[3 * v + 2] / 4;
    }
    return x > 0 && y < LIMITS.top && y > LIMITS.bottom && z > LIMITS.back;
  };
  const out = new Uint8Array(quadCount);
  const glabella = byHm08.get(220);
  const stack: number[] = [];
  for (let q = 0; q < quadCount; q++) {
    let touches = false;
    let strip = true;
    for (let k = 0; k < 4; k++) {
      const v = cage.quads[4 * q + k];
      if (v === glabella) touches = true;
      if (!TRAGUS_STRIP.has(cage.source[v])) strip = false;
    }
    if (strip) out[q] = 1;
    if (touches && inside(q)) {
      out[q] = 1;
      stack.push(q);
    }
  }
  while (stack.length > 0) {
    const q = stack.pop() as number;
    for (let k = 0; k < 4; k++) {
      const e = key(cage.quads[4 * q + k], cage.quads[4 * q + ((k + 1) % 4)]);
      if (walls.has(e)) continue;
      for (const next of edges.get(e) ?? []) {
        if (out[next] || !inside(next)) continue;
        out[next] = 1;
        stack.push(next);
      }
    }
  }
  return out;
}
