/** What happened at each planned point, for the table under the card. */
import { axisAngle } from '../trace/axis';
import type { MetricContext } from './metrics/types';
import type { ItemResult } from './types';

const round2 = (x: number): number => Math.round(x * 100) / 100 + 0;

export function itemResults({ targets, attempt, match }: MetricContext): ItemResult[] {
  return targets.map((target, index) => {
    const tracks = match.tracksOf[index];
    const deposits = attempt.deposits.filter((d) => tracks.includes(d.track));
    const volume = match.volumeOf(target.id);
    const done = deposits.length > 0 && volume > 0;
    const pass = done ? attempt.passes[deposits[0].pass] : null;
    const mean = (pick: (i: number) => number): number => {
      let sum = 0;
      for (let i = 0; i < deposits.length; i++) sum += pick(i) * deposits[i].volume_ml;
      return sum / volume;
    };
    const d = pass ? pass.entry.point_mm.map((x, i) => x - target.entry.point_mm[i]) : null;
    const byLayer = new Map<string, number>();
    for (const deposit of deposits) byLayer.set(deposit.layer, (byLayer.get(deposit.layer) ?? 0) + deposit.volume_ml);
    const layer = [...byLayer.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
    return {
      target: target.id,
      label: target.label,
      optional: target.optional,
      done,
      entry_error_mm: d ? round2(Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2])) : null,
      depth_mm: done ? round2(mean((i) => deposits[i].depth_mm)) : null,
      target_depth_mm: round2(target.depth_mm),
      layer,
      target_layer: target.layer,
      angle_error_deg: done ? round2(axisAngle(attempt.tracks[deposits[0].track].pose, target)) : null,
      volume_ml: Math.round(volume * 1e4) / 1e4 + 0,
      target_volume_ml: target.volume_ml,
      tracks: [...tracks],
    };
  });
}
