import { DUCTS } from './ducts';
import { FAT } from './fat';
import { GLANDS } from './glands';
import { LIGAMENTS } from './ligaments';
import { MUSCLES } from './muscles';
import { NERVES } from './nerves';
import type { Course, Shape } from './types';
import { VESSELS } from './vessels';

/** All vessels, nerves and ducts, in file order. */
export const COURSES: readonly Course[] = [...VESSELS, ...NERVES, ...DUCTS];
/** All muscles, glands, fat pads and ligaments, in file order. */
export const SHAPES: readonly Shape[] = [...MUSCLES, ...GLANDS, ...FAT, ...LIGAMENTS];

/** Distinct source ids of a course or shape, in order of first use. */
export function sourcesOf(structure: Course | Shape): string[] {
  const ids = 'waypoints' in structure ? structure.waypoints.map((waypoint) => waypoint.source) : [structure.source];
  return [...new Set(ids)];
}
