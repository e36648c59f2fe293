/**
 * Which muscle lies over which where their outlines overlap, from the skin inwards. Muscles of one row interlace and are not parted.
 * The modiolus stands in no row: the muscles of the corner of the mouth end in it; nor does the transverse nasalis, one sheet with procerus. Platysma passes beneath depressor anguli oris.
 * Order as in standard anatomy texts (textbook): the superficial mimetic sheet, the elevators and depressors, the deep mimetic layer, the jaw muscles.
 */
const ROWS: readonly (readonly string[])[] = [
  ['risorius', 'depressor-anguli-oris', 'temporoparietalis', 'auricularis-superior', 'procerus'],
  ['platysma'],
  ['orbicularis-oculi-orbital', 'orbicularis-oculi-palpebral', 'orbicularis-oris-marginal'],
  ['frontalis', 'zygomaticus-minor', 'zygomaticus-major', 'levator-nasolabialis', 'depressor-supercilii'],
  ['levator-labii-superioris', 'depressor-labii-inferioris', 'corrugator-supercilii', 'orbicularis-oris'],
  ['levator-anguli-oris', 'mentalis', 'nasalis-alar', 'depressor-septi-nasi'],
  ['incisivus-superior', 'incisivus-inferior'],
  ['masseter-superficial', 'sternocleidomastoid', 'submandibular'],
  ['masseter-deep', 'buccinator', 'temporalis'],
];

const rank = new Map(ROWS.flatMap((row, index) => row.map((id) => [id, index] as const)));

/** Row of a muscle, 0 = nearest to the skin; null for what is not parted from its neighbours. */
export function rankOf(id: string): number | null {
  return rank.get(id) ?? null;
}

/** Bottom depths of the muscles laid so far, by cell of the chart. */
export class Occupancy {
  private readonly cells = new Map<number, number>();
  private readonly pending = new Map<number, number>();
  constructor(private readonly cell = 1.5) {}

  /** Depth (mm) below which a deeper muscle must begin at a label; 0 where nothing lies over it. */
  floor(u: number, v: number): number {
    return this.cells.get(this.key(u, v)) ?? 0;
  }

  /** Records that a muscle reaches down to `depth` at a label. */
  raise(u: number, v: number, depth: number): void {
    // Vertices are farther apart than cells: each counts for the cells round it too.
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++) {
        const key = this.key(u + i * this.cell, v + j * this.cell);
        if (depth > (this.pending.get(key) ?? 0)) this.pending.set(key, depth);
      }
  }

  /** Makes what was raised since the last call count. */
  settle(): void {
    for (const [key, depth] of this.pending) if (depth > (this.cells.get(key) ?? 0)) this.cells.set(key, depth);
    this.pending.clear();
  }

  private key(u: number, v: number): number {
    return (Math.floor(u / this.cell) + 4096) * 8192 + Math.floor(v / this.cell) + 4096;
  }
}
