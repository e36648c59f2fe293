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

/** Tissue kept between the wall of a deep trunk of the neck and the skin, mm. */
const NECK_COVER = 2;

/**
 * A deep point of the neck moved inwards until a tube of that radius there lies under the skin: the neck's width is no part of the
 * published spread of its vessels. Other deep points come back as they are.
 */
export function underNeckSkin(ground: Ground, ref: DeepRef, point: Point, radius: number): Point {
  if (byId.get(ref.anchor)?.scale !== 'neck') return point;
  let at = point;
  for (let round = 0; round < 3; round++) {
    const { positions } = ground.skin;
    let best = Number.POSITIVE_INFINITY;
    let vertex = 0;
    for (let i = 0; i < positions.length; i += 3) {
      const dx = positions[i] - at[0];
      const dy = positions[i + 1] - at[1];
      const dz = positions[i + 2] - at[2];
      const d = dx * dx + dy * dy + dz * dz;
      if (d < best) {
        best = d;
        vertex = i;
      }
    }
    const { directions } = ground.shell;
    let depth = 0;
    for (let k = 0; k < 3; k++) depth += (at[k] - positions[vertex + k]) * directions[vertex + k];
    const lack = radius + NECK_COVER - depth;
    if (lack <= 0) return at;
    at = [at[0] + lack * directions[vertex], at[1] + lack * directions[vertex + 1], at[2] + lack * directions[vertex + 2]];
  }
  return at;
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
