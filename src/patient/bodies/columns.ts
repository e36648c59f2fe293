import { BELOW, LAYER_COUNT } from '../layers';
import type { StackPlace } from '../courses/stack';
import type { Ground } from '../courses/ground';
import type { LaidPlan } from './laid';

/** Numbers per column: origin and unit direction (xyz each), then the cumulative depths of the layers, mm. */
export const COLUMN = 6 + LAYER_COUNT + 1;
const DEPTHS = 6;
const LEVELS = LAYER_COUNT + 1;

const BONE = BELOW.indexOf('bone');
const ORBIT = BELOW.indexOf('orbit');
const DEEP_SPACE = BELOW.indexOf('deep-space');

/** The columns of the shell at the vertices of a laid plan; those of vertices that found no skin are 0. */
export interface SheetColumns {
  values: Float64Array;
  /** What the column ends on, an index into BELOW. */
  below: Uint8Array;
}

/** As `columnAt`, for every vertex of a laid plan. */
export function columnsOf({ triangle, corner, weight }: LaidPlan, { skin, shell }: Pick<Ground, 'skin' | 'shell'>): SheetColumns {
  const { positions } = skin;
  const { directions, depths } = shell;
  const count = triangle.length;
  const values = new Float64Array(count * COLUMN);
  const below = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (triangle[i] < 0) continue;
    below[i] = shell.below[triangle[i]];
    const at = i * COLUMN;
    const a = corner[i * 3], b = corner[i * 3 + 1], c = corner[i * 3 + 2];
    const wa = weight[i * 3], wb = weight[i * 3 + 1], wc = weight[i * 3 + 2];
    for (let k = 0; k < 3; k++) {
      values[at + k] = wa * positions[a * 3 + k] + wb * positions[b * 3 + k] + wc * positions[c * 3 + k];
      values[at + 3 + k] = wa * directions[a * 3 + k] + wb * directions[b * 3 + k] + wc * directions[c * 3 + k];
    }
    for (let k = 0; k < LEVELS; k++) values[at + DEPTHS + k] = wa * depths[a * LEVELS + k] + wb * depths[b * LEVELS + k] + wc * depths[c * LEVELS + k];
    const x = values[at + 3], y = values[at + 4], z = values[at + 5];
    const length = Math.sqrt(x * x + y * y + z * z);
    if (length > 0) for (let k = 3; k < 6; k++) values[at + k] /= length;
  }
  return { values, below };
}

/** Depth of a stack place in column `i`, as `depthOf`. */
export function placeIn({ values }: SheetColumns, i: number, place: StackPlace): number {
  const at = i * COLUMN + DEPTHS + place.layer;
  return values[at] + place.fraction * (values[at + 1] - values[at]) + place.beyond;
}

/** Depth of the lower end of layer `k` (0 = the skin) in column `i`. */
export const layerEnd = ({ values }: SheetColumns, i: number, k: number): number => values[i * COLUMN + DEPTHS + k + 1];

/** Depth at which column `i` ends. */
export const columnEnd = ({ values }: SheetColumns, i: number): number => values[i * COLUMN + DEPTHS + LAYER_COUNT];

export const endsOnBone = ({ below }: SheetColumns, i: number): boolean => below[i] === BONE;

/** Whether nothing hard ends column `i`. */
export const endsSoft = ({ below }: SheetColumns, i: number): boolean => below[i] === DEEP_SPACE || below[i] === ORBIT;
