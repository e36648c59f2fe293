import raw from './data/adjustments.json';

/** How far a waypoint of a base course was moved on the compiled face, inside the published spread, because it ran through another structure. */
export interface Adjustment {
  id: string;
  index: number;
  lateral_mm: number;
  superior_mm: number;
  depth_mm: number;
  why: string;
}

export const ADJUSTMENTS = raw as unknown as readonly Adjustment[];
