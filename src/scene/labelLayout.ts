/** Labels in two columns beside the head, in the order of their anchors, pushed apart so that neither text nor leader lines overlap. */
export interface Anchor {
  id: string;
  text: string;
  x: number;
  y: number;
}

export interface PlacedLabel extends Anchor {
  side: 'left' | 'right';
  /** Where the text's inner edge stands. */
  labelX: number;
  labelY: number;
}

export interface LayoutOptions {
  width: number;
  height: number;
  /** Height of a line of text with its gap, px. */
  line?: number;
  /** Space kept free at the edges, px. */
  margin?: number;
  /** Width of each column, px. */
  column?: number;
  /** No two labels on one line, in whichever column: for a frame that is too narrow for two texts beside each other. */
  staggered?: boolean;
}

/** Lay labels out. Anchors left of the middle go to the left column; each column is ordered by y, so leader lines do not cross. */
export function layoutLabels(anchors: readonly Anchor[], { width, height, line = 26, margin = 14, column = 190, staggered = false }: LayoutOptions): PlacedLabel[] {
  const most = Math.max(1, Math.floor((height - margin * 2) / line));
  const middle = anchors.length > 0 ? anchors.reduce((sum, a) => sum + a.x, 0) / anchors.length : width / 2;
  const split = Math.min(width * 0.65, Math.max(width * 0.35, middle));
  const out: PlacedLabel[] = [];
  const byHeight = (a: Anchor, b: Anchor) => a.y - b.y || (a.id < b.id ? -1 : 1);
  const edges = { left: Math.min(column, width * 0.3), right: Math.max(width - column, width * 0.7) };
  if (staggered) {
    const all = [...anchors].sort(byHeight).slice(0, most);
    const y = spread(all.map((a) => a.y), line, margin + line / 2, height - margin - line / 2);
    return all.map((a, i) => {
      const side = a.x < split ? 'left' : 'right';
      return { ...a, side, labelX: edges[side], labelY: y[i] };
    });
  }
  for (const side of ['left', 'right'] as const) {
    const mine = anchors
      .filter((a) => (side === 'left' ? a.x < split : a.x >= split))
      .sort(byHeight)
      .slice(0, most);
    const y = spread(mine.map((a) => a.y), line, margin + line / 2, height - margin - line / 2);
    mine.forEach((a, i) => out.push({ ...a, side, labelX: edges[side], labelY: y[i] }));
  }
  return out;
}

/** Ordered positions moved as little as possible so that neighbours are `gap` apart within [low, high]. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  // Pool neighbours that are too close and centre each pool on the mean of what its members want (isotonic regression).
  const pools: { sum: number; n: number }[] = [];
  const centre = (p: { sum: number; n: number }) => p.sum / p.n;
  wanted.forEach((y, i) => {
    pools.push({ sum: Math.min(high, Math.max(low, y)) - i * gap, n: 1 });
    while (pools.length > 1 && centre(pools[pools.length - 2]) > centre(pools[pools.length - 1])) {
      const last = pools.pop()!;
      const before = pools[pools.length - 1];
      before.sum += last.sum;
      before.n += last.n;
    }
  });
  const out: number[] = [];
  const free = high - (wanted.length - 1) * gap;
  for (const pool of pools) {
    const at = Math.min(free, Math.max(low, centre(pool)));
    for (let k = 0; k < pool.n; k++) out.push(at + out.length * gap);
  }
  return out;
}
