/** What covers the vault behind and above the face chart, cast onto the skull and the scalp (extent and attachments: textbook; thickness assumed). */
import type { SideName } from '../../atlas/types';
import { cos, PI, sin } from '../../engine/math';
import { columnAt, locateNear, type Ground, type Point } from '../courses/ground';
import { casting } from './cast';
import { gridBody, rimShare } from './grid';
import type { BodyBuffer } from './mesh';
import { oncePerSkin } from './skinBody';

const off = (at: Point, normal: Point, by: number): Point => [at[0] + by * normal[0], at[1] + by * normal[1], at[2] + by * normal[2]];

/**
 * The fan of temporalis behind the chart: fibres run from the temporal line behind the ear forward over the root of the zygomatic arch. `pole` is
 * where they come together (mm above and in front of the tragion), `reach` the radius of the fan by angle from upright to backward.
 */
const FAN = { pole: [4, 14], from: -6, to: 90, inner: 13, reach: [[-6, 68], [20, 68], [45, 60], [68, 49], [90, 41]], across: 16, along: 10 } as const;

/** Posterior fibres of temporalis; null without a skull. */
export function temporalisBehind(ground: Ground, side: SideName): BodyBuffer | null {
  if (!ground.bone) return null;
  const tragion = ground.landmark('tragion', side);
  const y0 = tragion[1] + FAN.pole[0];
  const z0 = tragion[2] + FAN.pole[1];
  const cast = casting(ground.bone, 0, side === 'left' ? 1 : -1, [y0 - 15, z0 - 65, y0 + 75, z0 + 10]);
  return gridBody(FAN.across, FAN.along, (i, j) => {
    const angle = FAN.from + (i / FAN.across) * (FAN.to - FAN.from);
    const out = 1 - j / FAN.along;
    const r = FAN.inner + out * (reachAt(angle) - FAN.inner);
    const hit = cast(y0 + r * cos((angle * PI) / 180), z0 - r * sin((angle * PI) / 180));
    if (!hit) return null;
    const thick = (0.9 + 2.6 * (1 - out)) * rimShare(i, j, FAN.across, FAN.along, 2, { first: true, bottom: true }) + 0.15;
    return { outer: off(hit.at, hit.normal, ON_BONE + thick), inner: off(hit.at, hit.normal, ON_BONE) };
  });
}

/** Periosteum under the muscle, mm (assumed). */
const ON_BONE = 0.3;

function reachAt(angle: number): number {
  const { reach } = FAN;
  for (let k = 1; k < reach.length; k++) {
    const [a, ra] = reach[k - 1];
    const [b, rb] = reach[k];
    if (angle <= b) return ra + ((angle - a) / (b - a)) * (rb - ra);
  }
  return reach[reach.length - 1][1];
}

/** Galea: half width, the chart height at which it begins, how far it reaches back, its depth under the scalp's skin and half its thickness, mm (assumed). */
const GALEA = { half: 50, front: 66, back: -72, depth: 3.4, thick: 0.35, across: 12, down: 26 } as const;

/** The epicranial aponeurosis of one side, from the upper edge of frontalis over the vertex; the halves meet in the midline. Null where the model has no vault. */
export const galea = oncePerSkin((ground, side) => {
  const top = ground.landmark('trichion', side);
  const sign = side === 'left' ? 1 : -1;
  const mesh = ground.skin;
  // It begins under the upper edge of frontalis.
  const front: number[] = [];
  for (let i = 0; i <= GALEA.across; i++) {
    const near = locateNear(ground, (sign * (i * GALEA.half)) / GALEA.across, GALEA.front);
    if (!near) return null;
    front.push(columnAt(ground, near.at).origin[2]);
  }
  const most = Math.max(...front) + 1;
  const bounds: [number, number, number, number] = side === 'left' ? [-1, GALEA.back - 2, GALEA.half + 2, most] : [-GALEA.half - 2, GALEA.back - 2, 1, most];
  const cast = casting(mesh, 1, 1, bounds);
  return gridBody(GALEA.across, GALEA.down, (i, j) => {
    const x = i / GALEA.across;
    const back = GALEA.back + 12 * x * x;
    const hit = cast(sign * Math.max(0.02, x * GALEA.half), front[i] + (j / GALEA.down) * (back - front[i]));
    if (!hit || hit.at[1] < top[1] - 45) return null;
    const thick = 0.06 + (GALEA.thick - 0.06) * rimShare(i, j, GALEA.across, GALEA.down, 2, { first: true });
    return { outer: off(hit.at, hit.normal, thick - GALEA.depth), inner: off(hit.at, hit.normal, -thick - GALEA.depth) };
  });
});
