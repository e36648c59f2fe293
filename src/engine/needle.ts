import { CANNULAS, NEEDLES } from '../atlas/devices';
import type { Device } from '../patient/types';
import { rad, tan } from './math';

/** Gauges that a pose may name. */
export const GAUGE_MIN = 18;
export const GAUGE_MAX = 34;
/** Angle of a long (type A) bevel to the shaft, degrees (evidence: ochsnerBevel). */
export const BEVEL_ANGLE_DEG = 11;

/** Measures of a device, mm. */
export interface DeviceShape {
  kind: 'needle' | 'cannula';
  gauge: number;
  outer_mm: number;
  inner_mm: number;
  /** Length of the bevel along the shaft; 0 for a cannula. */
  bevel_mm: number;
  /** Centre of a cannula's side port, back from the tip; 0 for a needle. */
  port_mm: number;
  /** True where the table has no row for this gauge and the measures lie between its neighbours. */
  interpolated: boolean;
  sources: string[];
}

interface Row {
  gauge: number;
  outer: number;
  inner: number;
  port: number;
  sources: string[];
}

const needleRows: Row[] = NEEDLES.map((n) => ({ gauge: n.gauge, outer: n.outer_mm, inner: n.inner_regular_wall_mm ?? n.outer_mm / 2, port: 0, sources: n.sources }));
const cannulaRows: Row[] = CANNULAS.map((c) => ({ gauge: c.gauge, outer: c.outer_mm, inner: c.inner_mm_typical ?? c.outer_mm / 2, port: c.port_centre_from_tip_mm ?? 1, sources: c.sources }));

/** Row of a gauge; between rows linear in the gauge, beyond them from the other kind's tubing of that gauge or the nearest row. */
function rowOf(rows: Row[], others: Row[], gauge: number): { row: Row; interpolated: boolean } {
  let below: Row | null = null;
  let above: Row | null = null;
  for (const row of rows) {
    if (row.gauge === gauge) return { row, interpolated: false };
    if (row.gauge < gauge && (below === null || row.gauge > below.gauge)) below = row;
    if (row.gauge > gauge && (above === null || row.gauge < above.gauge)) above = row;
  }
  // The outer diameter belongs to the gauge, whatever is made of the tube.
  const tube = others.find((row) => row.gauge === gauge);
  const near = (below ?? above) as Row;
  const far = (above ?? below) as Row;
  const f = far.gauge === near.gauge ? 0 : (gauge - near.gauge) / (far.gauge - near.gauge);
  const mix = (a: number, b: number): number => a + (b - a) * f;
  const outer = tube ? tube.outer : below && above ? mix(near.outer, far.outer) : edgeOuter(needleRows.concat(cannulaRows), gauge);
  const inner = below && above ? mix(near.inner, far.inner) : (near.inner / near.outer) * outer;
  const sources = [...new Set([...near.sources, ...far.sources])];
  return { row: { gauge, outer, inner, port: mix(near.port, far.port), sources }, interpolated: true };
}

/** Outer diameter between the nearest rows of either kind. */
function edgeOuter(rows: Row[], gauge: number): number {
  let below = rows[0];
  let above = rows[0];
  for (const row of rows) {
    if (row.gauge <= gauge && (below.gauge > gauge || row.gauge > below.gauge)) below = row;
    if (row.gauge >= gauge && (above.gauge < gauge || row.gauge < above.gauge)) above = row;
  }
  if (below.gauge === above.gauge) return below.outer;
  return below.outer + ((above.outer - below.outer) * (gauge - below.gauge)) / (above.gauge - below.gauge);
}

function makeShape(kind: Device['kind'], gauge: number): DeviceShape {
  const needle = kind === 'needle';
  const { row, interpolated } = needle ? rowOf(needleRows, cannulaRows, gauge) : rowOf(cannulaRows, needleRows, gauge);
  return {
    kind,
    gauge,
    outer_mm: row.outer,
    inner_mm: row.inner,
    bevel_mm: needle ? row.outer / tan(rad(BEVEL_ANGLE_DEG)) : 0,
    port_mm: needle ? 0 : row.port,
    interpolated,
    sources: row.sources,
  };
}

const shapes: Record<Device['kind'], DeviceShape[]> = { needle: [], cannula: [] };
for (let gauge = GAUGE_MIN; gauge <= GAUGE_MAX; gauge++) {
  shapes.needle.push(makeShape('needle', gauge));
  shapes.cannula.push(makeShape('cannula', gauge));
}

/**
 * Measures of a needle or cannula. Does not allocate.
 * @throws RangeError when the gauge is not a whole number from 18 to 34
 */
export function deviceShape(device: Pick<Device, 'kind' | 'gauge'>): DeviceShape {
  const shape = shapes[device.kind]?.[device.gauge - GAUGE_MIN];
  if (shape === undefined) throw new RangeError(`device: ${device.kind} ${device.gauge} G is unknown; use kind needle or cannula and a whole gauge from ${GAUGE_MIN} to ${GAUGE_MAX}`);
  return shape;
}
