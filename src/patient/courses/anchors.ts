import { DEEP_ANCHORS, REFERENCE_SKIN } from '../../atlas/deep-anchors';
import type { DeepAnchor, DeepRef, SideName } from '../../atlas/types';
import type { Ground, Point } from './ground';

const byId = new Map(DEEP_ANCHORS.map((anchor) => [anchor.id, anchor]));

/** The landmark whose distance from the midplane scales the anchors of one group. */
const WIDTH: Record<DeepAnchor['scale'], string | null> = { orbit: 'exocanthion', skull: 'zygion', mandible: 'gonion', neck: null };

/**
 * Where a deep point lies on this patient: the anchor (the skull's own opening where it has one, else landmark + scaled offset)
 * plus the point's own offset, scaled alike. Straight head axes, mm.
 */
export function deepPoint(ground: Ground, ref: DeepRef, side: SideName): Point {
  const anchor = byId.get(ref.anchor);
  if (!anchor) throw new Error(`Unknown deep anchor "${ref.anchor}". Known: ${[...byId.keys()].join(', ')}.`);
  const scale = scales(ground, anchor);
  const sign = side === 'left' ? 1 : -1;
  const base = anchorPoint(ground, anchor, side, scale);
  return [base[0] + sign * ref.lateral_mm * scale.lateral, base[1] + ref.superior_mm * scale.superior, base[2] - ref.posterior_mm * scale.posterior];
}

/** Position of a deep anchor by id; null for an id that is none. */
export function anchorAt(ground: Ground, id: string, side: SideName): Point | null {
  const anchor = byId.get(id);
  return anchor ? anchorPoint(ground, anchor, side, scales(ground, anchor)) : null;
}

interface Scale {
  lateral: number;
  superior: number;
  posterior: number;
}

function anchorPoint(ground: Ground, anchor: DeepAnchor, side: SideName, scale: Scale): Point {
  const own = ground.opening(anchor.id, side);
  if (own) return own;
  const sign = side === 'left' ? 1 : -1;
  const [x, y, z] = ground.landmark(anchor.landmark, side);
  return [x + sign * anchor.lateral_mm * scale.lateral, y + anchor.superior_mm * scale.superior, z - anchor.posterior_mm * scale.posterior];
}

/** Sideways by the half-width of the group's landmark, front-back by the landmark's distance in front of the tragion, up by the mean of both. */
function scales(ground: Ground, anchor: DeepAnchor): Scale {
  const width = WIDTH[anchor.scale];
  if (width === null) return { lateral: 1, superior: 1, posterior: 1 };
  const lateral = Math.abs(ground.landmark(width, 'left')[0]) / REFERENCE_SKIN[width][0];
  // Landmarks near the ear have no depth of their own to scale by: take the whole head's.
  const front = REFERENCE_SKIN[anchor.landmark][2] >= 20 ? anchor.landmark : 'glabella';
  const tragion = ground.landmark('tragion', 'left')[2];
  const posterior = (ground.landmark(front, 'left')[2] - tragion) / REFERENCE_SKIN[front][2];
  return { lateral, superior: (lateral + posterior) / 2, posterior };
}
