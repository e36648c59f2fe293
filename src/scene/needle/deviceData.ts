/**
 * What the picture of a device needs: outer diameter, hub colour, bevel. Values are those of the atlas (devices.json);
 * colours follow ISO 6009 and are stored as the named colour's usual moulding.
 */
import { CANNULAS, NEEDLES, SYRINGES } from '../../atlas/devices';
import type { Device } from '../../patient/types.ts';

const HUB_COLOURS: Record<string, string> = {
  yellow: '#e6c83c',
  'deep green': '#1f7a4a',
  black: '#23262a',
  'deep blue': '#2456a8',
  orange: '#e07a2c',
  brown: '#7a5237',
  'medium grey': '#8b9299',
  'blue-green': '#2f8f95',
  red: '#c23b36',
  white: '#eef0f1',
};

const UNLISTED_HUB = '#b9c0c6';

export interface DeviceLook {
  outer_mm: number;
  inner_mm: number;
  hub: string;
  hubName: string;
  /** Needle: length of the bevel. Cannula: distance of the port's centre from the tip. */
  tip_mm: number;
}

/** Look of a device; the nearest listed gauge stands in for one that is not listed. */
export function deviceLook(device: Device): DeviceLook {
  const nearest = <T extends { gauge: number }>(list: readonly T[]): T => list.reduce((best, item) => (Math.abs(item.gauge - device.gauge) < Math.abs(best.gauge - device.gauge) ? item : best));
  const needle = nearest(NEEDLES);
  const hubName = needle.hub_colour_iso6009 ?? '';
  const hub = HUB_COLOURS[hubName] ?? UNLISTED_HUB;
  if (device.kind === 'needle') return { outer_mm: needle.outer_mm, inner_mm: needle.inner_regular_wall_mm ?? needle.outer_mm * 0.5, hub, hubName, tip_mm: needle.bevel_length_mm ?? needle.outer_mm * 5 };
  const cannula = nearest(CANNULAS);
  return { outer_mm: cannula.outer_mm, inner_mm: cannula.inner_mm_typical ?? cannula.outer_mm * 0.6, hub, hubName, tip_mm: cannula.port_centre_from_tip_mm ?? 1.5 };
}

/** Lengths usually sold, per kind and gauge, longest last. */
export function usualLengths(kind: Device['kind'], gauge: number): number[] {
  const list: readonly { gauge: number; usual_lengths_mm: number[] }[] = kind === 'needle' ? NEEDLES : CANNULAS;
  return list.find((item) => item.gauge === gauge)?.usual_lengths_mm ?? [];
}

/** Gauges listed for a kind. */
export function listedGauges(kind: Device['kind']): number[] {
  const list: readonly { gauge: number }[] = kind === 'needle' ? NEEDLES : CANNULAS;
  return list.map((item) => item.gauge);
}

/** The two barrels drawn: 1 mL long filler barrel, 1 mL tuberculin barrel for toxin. */
export function barrel(toxin: boolean): { volume_ml: number; inner_diameter_mm: number } {
  const id = toxin ? 'syr-1-luer' : 'syr-1-long';
  return SYRINGES.find((item) => item.id === id) ?? { volume_ml: 1, inner_diameter_mm: 6.35 };
}
