/**
 * The file of hair strands. Little-endian: magic; then for brows, scalp hair and the fine hairs of the hairline the number of
 * strands and of points a strand (uint32 each); then a skin triangle (uint32) per point; then three bytes per point: weight of the triangle's second and third
 * corner in 1/255, height above the skin in STRAND_STEP_MM.
 */

export const STRAND_MAGIC = 0x31525442;
export const STRAND_STEP_MM = 0.03;

export interface StrandGroup {
  strands: number;
  points: number;
  triangle: Uint32Array;
  /** b, c, height per point, as stored. */
  weights: Uint8Array;
}

/** Brows, locks of the scalp, fine single hairs along the hairline. */
export interface Strands {
  brows: StrandGroup;
  hair: StrandGroup;
  fringe: StrandGroup;
}

const HEADER = 28;

/** Reads the file. Throws with what to do where the file is not whole. */
export function readStrands(bytes: ArrayBuffer): Strands {
  const view = new DataView(bytes);
  const broken = () => new Error('strands.bin is damaged; reload the page, or rebuild it with the scripts in modelling/.');
  if (bytes.byteLength < HEADER || view.getUint32(0, true) !== STRAND_MAGIC) throw broken();
  const counts = [4, 8, 12, 16, 20, 24].map((at) => view.getUint32(at, true));
  const total = counts[0] * counts[1] + counts[2] * counts[3] + counts[4] * counts[5];
  if (bytes.byteLength !== HEADER + total * 7) throw broken();
  const group = (first: number, strands: number, points: number): StrandGroup => ({
    strands,
    points,
    triangle: Uint32Array.from({ length: strands * points }, (_, i) => view.getUint32(HEADER + (first + i) * 4, true)),
    weights: new Uint8Array(bytes.slice(HEADER + total * 4 + first * 3, HEADER + total * 4 + (first + strands * points) * 3)),
  });
  const second = counts[0] * counts[1];
  return { brows: group(0, counts[0], counts[1]), hair: group(second, counts[2], counts[3]), fringe: group(second + counts[2] * counts[3], counts[4], counts[5]) };
}
