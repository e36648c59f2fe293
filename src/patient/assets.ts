/** What is loaded once and shared by every patient. */
import { buildChartGrid, loadChart, type ChartGrid } from './chart';
import { loadHead, subdivideSkin, type HeadModel } from './head';
import { planShell, vertexAreas, type ShellPlan } from './shell';
import { loadSkull, skullAtRest, type SkullTemplate } from './skull';
import { triangleOrder, type TreeOrder } from './trees';
import type { Chart } from './types';

export interface Assets {
  head: HeadModel;
  /** Null where no skull was given: patients then end at their shells. */
  skull: SkullTemplate | null;
  chart: Chart;
  grid: ChartGrid;
  plan: ShellPlan;
  /** Nodes of the search trees over the skin and skull, by their shape at rest; the trees of a patient have these and bounds of their own. */
  trees: { skin: TreeOrder; skull: TreeOrder | null };
  /** Hash of the model files, recorded in traces. */
  hash: string;
}

/** FNV-1a of bytes as eight hex digits; tells versions apart, not a seal. */
export function hashBytes(parts: readonly Uint8Array[]): string {
  let h = 0x811c9dc5;
  for (const bytes of parts) for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ bytes[i], 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}

/**
 * Reads the model files. Throws ModelError or ChartError, with the mend in the message, for files that are cut short or do not belong together.
 * @param headBytes public/models/head.glb @param skullBytes public/models/skull.glb, or null @param chartBytes public/models/chart.bin
 */
export async function prepare(headBytes: Uint8Array, skullBytes: Uint8Array | null, chartBytes: Uint8Array): Promise<Assets> {
  const head = await loadHead(headBytes);
  const { triangles, vertexCount } = head.surface;
  const chart = await loadChart(chartBytes, triangles, vertexCount);
  const skull = skullBytes ? await loadSkull(skullBytes) : null;
  const rest = subdivideSkin(head, head.rest);
  return {
    head,
    skull,
    chart,
    grid: buildChartGrid(chart, triangles),
    plan: planShell(chart, triangles, vertexAreas(rest, triangles, vertexCount)),
    trees: { skin: triangleOrder({ positions: rest, triangles }), skull: skull ? triangleOrder(skullAtRest(skull)) : null },
    hash: hashBytes(skullBytes ? [headBytes, skullBytes, chartBytes] : [headBytes, chartBytes]),
  };
}
