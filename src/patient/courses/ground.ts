import { referenceUv } from '../../atlas/landmarks';
import type { SideName } from '../../atlas/types';
import { BELOW, LAYER_COUNT, type Below } from '../layers';
import { referenceDepths } from '../shell/stacks';
import { atLabel, findLandmark, type ChartedSkin } from '../surface';
import type { Chart, Mesh, Shell, SkinPoint } from '../types';

export type Point = [number, number, number];

/** What courses and bodies are laid on: this patient's skin, chart and shell, and where bone openings are. */
export interface Ground {
  /** With vertex normals where the skin is drawn. */
  skin: Mesh & { normals?: Float32Array };
  chart: Chart;
  shell: Shell;
  /** This patient's own skull, where there is one. */
  bone?: Mesh;
  /** Where a chart label lies on the skin; u signed (right side negative). Null off the chart. */
  locate(u: number, v: number): SkinPoint | null;
  /** Skin point of a landmark, mm. A midline landmark is the same for both sides. */
  landmark(id: string, side: SideName): Point;
  /** Chart label of a landmark on this patient: u >= 0, v. */
  label(id: string): readonly [number, number];
  /** A bone opening or other deep anchor of this patient's own skull, where there is one. */
  opening(anchor: string, side: SideName): Point | null;
  /** Cumulative layer depths (`LAYER_COUNT + 1` numbers, first 0) of the reference patient at a chart label. */
  reference(u: number, v: number): ArrayLike<number>;
}

/**
 * The ground of a compiled skin. `openings` are the named points of this patient's own skull (`id` for the left and the midline,
 * `id:right` for the right). Throws on a landmark that the patient does not have.
 */
export function groundOf(surface: ChartedSkin, shell: Shell, openings: Readonly<Record<string, readonly [number, number, number]>> = {}, bone?: Mesh): Ground {
  const labels = new Map<string, readonly [number, number]>();
  const references = new Map<string, ArrayLike<number>>();
  const find = (id: string, side: SideName) => {
    const found = findLandmark(surface, id, side);
    if (!found) throw new Error(`The patient has no skin landmark "${id}".`);
    return found;
  };
  return {
    skin: surface.skin,
    chart: surface.chart,
    shell,
    bone,
    locate: (u, v) => atLabel(surface, u, v),
    landmark: (id, side) => find(id, side).point,
    label: (id) => {
      let label = labels.get(id);
      if (!label) {
        label = findLandmark(surface, id, 'left')?.uv ?? referenceUv(id);
        labels.set(id, label);
      }
      return label;
    },
    opening: (anchor, side) => {
      const point = openings[side === 'left' ? anchor : `${anchor}:right`] ?? null;
      return point && [point[0], point[1], point[2]];
    },
    reference: (u, v) => {
      const key = `${Math.abs(u)} ${v}`;
      let depths = references.get(key);
      if (!depths) {
        depths = referenceDepths(u, v);
        references.set(key, depths);
      }
      return depths;
    },
  };
}

/** Chart label of a landmark plus an offset in reference mm, on this patient; u >= 0 unless the offset crosses the midline. */
export function labelAt(ground: Pick<Ground, 'label'>, ref: { landmark: string; lateral_mm: number; superior_mm: number }): [number, number] {
  const [u, v] = ground.label(ref.landmark);
  return [u + ref.lateral_mm, v + ref.superior_mm];
}

/** One straight line from the skin to the deep boundary. */
export interface Column {
  origin: Point;
  direction: Point;
  /** Cumulative mm, `LAYER_COUNT + 1`. */
  depths: number[];
  below: Below;
  mucosa: boolean;
  /** Index into REGIONS, 255 = none. */
  region: number;
}

const STRIDE = LAYER_COUNT + 1;

/** The column of the shell at a skin point: corner columns blended by the barycentric weights. */
export function columnAt(ground: Pick<Ground, 'skin' | 'shell' | 'chart'>, at: SkinPoint): Column {
  const { skin, shell, chart } = ground;
  const origin: Point = [0, 0, 0];
  const direction: Point = [0, 0, 0];
  const depths = new Array<number>(STRIDE).fill(0);
  const weights = [1 - at.b - at.c, at.b, at.c];
  for (let corner = 0; corner < 3; corner++) {
    const vertex = skin.triangles[at.triangle * 3 + corner];
    const weight = weights[corner];
    for (let k = 0; k < 3; k++) {
      origin[k] += weight * skin.positions[vertex * 3 + k];
      direction[k] += weight * shell.directions[vertex * 3 + k];
    }
    for (let k = 0; k < STRIDE; k++) depths[k] += weight * shell.depths[vertex * STRIDE + k];
  }
  const length = Math.sqrt(direction[0] * direction[0] + direction[1] * direction[1] + direction[2] * direction[2]);
  if (length > 0) for (let k = 0; k < 3; k++) direction[k] /= length;
  return { origin, direction, depths, below: BELOW[shell.below[at.triangle]], mucosa: shell.mucosa[at.triangle] === 1, region: chart.region[at.triangle] };
}

/** The point of a column at a depth in mm along it. */
export function along(column: Column, depth: number): Point {
  const { origin, direction } = column;
  return [origin[0] + direction[0] * depth, origin[1] + direction[1] * depth, origin[2] + direction[2] * depth];
}

/**
 * Where a label lies on the skin, or for a label just off the chart (eye opening, nostril, ear) the nearest place found by
 * stepping outward up to `reach` chart millimetres. Null when there is none.
 */
export function locateNear(ground: Ground, u: number, v: number, reach = 14): { at: SkinPoint; u: number; v: number; moved: number } | null {
  const hit = ground.locate(u, v);
  if (hit) return { at: hit, u, v, moved: 0 };
  for (let radius = 0.5; radius <= reach; radius += 0.5) {
    for (const [du, dv] of COMPASS) {
      const nu = u + du * radius;
      const nv = v + dv * radius;
      const near = ground.locate(nu, nv);
      if (near) return { at: near, u: nu, v: nv, moved: radius };
    }
  }
  return null;
}

const D = 0.7071067811865476;
const E1 = 0.3826834323650898;
const E2 = 0.9238795325112867;
const COMPASS: readonly (readonly [number, number])[] = [[1, 0], [-1, 0], [0, 1], [0, -1], [D, D], [-D, D], [D, -D], [-D, -D], [E1, E2], [-E1, E2], [E1, -E2], [-E1, -E2], [E2, E1], [-E2, E1], [E2, -E1], [-E2, -E1]];
