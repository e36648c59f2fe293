/** A patient's skin with its chart: all that is needed to place and to walk. */
import { skinPosition, skinToUv, uvToSkin, uvToSkinNear, type ChartGrid } from './chart';
import type { Chart, LandmarkPoint, Mesh, Side, SkinPoint } from './types';

export interface ChartedSkin {
  skin: Mesh;
  chart: Chart;
  grid: ChartGrid;
  landmarks: readonly LandmarkPoint[];
}

/** A request that cannot be met; `path` names the field, `message` the mend. */
export interface PlaceError {
  code: 'unknown-landmark' | 'off-chart' | 'bad-number';
  path: string;
  message: string;
}

export type Placed = { at: SkinPoint; point: [number, number, number]; uv: [number, number] };

export const isPlaceError = (x: object): x is PlaceError => 'code' in x;

/** 1 on the left, -1 on the right. */
export const sideSign = (side: Side): 1 | -1 => (side === 'left' ? 1 : -1);

/** The landmark of that id on a side; a midline landmark serves both. */
export function findLandmark(surface: Pick<ChartedSkin, 'landmarks'>, id: string, side: Side): LandmarkPoint | null {
  return surface.landmarks.find((l) => l.id === id && l.surface === 'skin' && (l.side === side || l.side === 'mid')) ?? null;
}

/** A skin point with its position and label (u negative on the right). */
export function placed(surface: ChartedSkin, at: SkinPoint): Placed {
  const { skin, chart } = surface;
  return { at, point: skinPosition(skin.positions, skin.triangles, at), uv: skinToUv(chart, skin.triangles, at) ?? [0, 0] };
}

/** Exact skin point of a label, or the nearest within `reach` mm. */
export function atLabel(surface: ChartedSkin, u: number, v: number, reach = 0): SkinPoint | null {
  const { skin, chart, grid } = surface;
  return reach > 0 ? (uvToSkinNear(chart, skin.triangles, grid, u, v, reach)?.point ?? null) : uvToSkin(chart, skin.triangles, grid, u, v);
}

/**
 * Where a measure from a landmark starts: the label of the landmark on this patient (u signed) and its skin point. A landmark on a rim of
 * the chart (corner of the eye or mouth) starts at the nearest chart point.
 */
export function startOf(surface: ChartedSkin, id: string, side: Side, path: string): Placed | PlaceError {
  const known = surface.landmarks.some((l) => l.id === id);
  const found = findLandmark(surface, id, side);
  if (!found) {
    const ids = [...new Set(surface.landmarks.filter((l) => l.surface === 'skin').map((l) => l.id))];
    return { code: 'unknown-landmark', path, message: known ? `"${id}" has no skin point to measure from; use a neighbouring landmark.` : `Unknown landmark "${id}". Known: ${ids.join(', ')}.` };
  }
  if (found.at && surface.chart.domain[found.at.triangle]) return placed(surface, found.at);
  const near = found.uv ? atLabel(surface, sideSign(side) * found.uv[0], found.uv[1], 4) : null;
  if (!near) return { code: 'off-chart', path, message: `"${id}" lies off the face chart (eye opening, ear or mouth): measure from a landmark on the skin.` };
  return placed(surface, near);
}
