/**
 * The file of hair strands. Little-endian: magic; then for each group (brows, scalp hair, fine hairs of the hairline, scalp
 * hair and fine hairs of the lower, rounder hairline of a woman) the number of strands and of points a strand (uint32 each); then a skin triangle (uint32) per point; then three bytes per point: weight of the triangle's second and third
 * corner in 1/255, height above the skin in STRAND_STEP_MM.
 */

export const STRAND_MAGIC = 0x32525442;
export const STRAND_STEP_MM = 0.03;

export interface StrandGroup {
  strands: number;
  points: number;
  triangle: Uint32Array;
  /** b, c, height per point, as stored. */
  weights: Uint8Array;
}

/** Brows, locks of the scalp, fine single hairs along the hairline; the last two before a lower, rounder line only. */
export interface Strands {
  brows: StrandGroup;
  hair: StrandGroup;
  fringe: StrandGroup;
  front: StrandGroup;
  frontFringe: StrandGroup;
}

const GROUPS = ['brows', 'hair', 'fringe', 'front', 'frontFringe'] as const;
const HEADER = 4 + GROUPS.length * 8;

/** Reads the file. Throws with what to do where the file is not whole. */
export function readStrands(bytes: ArrayBuffer): Strands {
  const view = new DataView(bytes);
  const broken = () => new Error('strands.bin is damaged; reload the page, or rebuild it with the scripts in modelling/.');
  if (bytes.byteLength < HEADER || view.getUint32(0, true) !== STRAND_MAGIC) throw broken();
  const sizes = GROUPS.map((_, g) => ({ strands: view.getUint32(4 + g * 8, true), points: view.getUint32(8 + g * 8, true) }));
  const total = sizes.reduce((sum, { strands, points }) => sum + strands * points, 0);
  if (bytes.byteLength !== HEADER + total * 7) throw broken();
  let first = 0;
  const groups = sizes.map(({ strands, points }): StrandGroup => {
    const from = first;
    first += strands * points;
    return {
      strands,
      points,
      triangle: Uint32Array.from({ length: strands * points }, (_, i) => view.getUint32(HEADER + (from + i) * 4, true)),
      weights: new Uint8Array(bytes.slice(HEADER + total * 4 + from * 3, HEADER + total * 4 + first * 3)),
    };
  });
  const [brows, hair, fringe, front, frontFringe] = groups;
  return { brows, hair, fringe, front, frontFringe };
}
