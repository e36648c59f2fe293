/**
 * The floor of the mouth and the gland beside it, laid between points of the jaw and the hyoid (attachments: textbook; sections assumed):
 * below the jaw the chart gives no depth, so they are no sheets of it.
 */
import type { SideName } from '../../atlas/types';
import { anchorAt } from '../courses/anchors';
import type { Ground, Point } from '../courses/ground';
import { underSkin } from '../courses/underSkin';
import { gridBody, rimShare } from './grid';
import type { BodyBuffer } from './mesh';
import { neckSkin } from './neck';
import { strap, type Station } from './strap';

/** Points of the floor of the mouth on this patient. */
interface Floor {
  sign: 1 | -1;
  /** Inner face of the jaw at the midline, lower border, and where the mylohyoid line ends behind the last molar. */
  chin: Point;
  molar: Point;
  /** Body of the hyoid in the midline, and the end of mylohyoid on it. */
  hyoid: Point;
  hyoidSide: Point;
}

/** From the skin of the chin's lower edge to the inner face of the jaw above it, mm: up and back (on both presets within 2 mm of the skull). */
const CHIN = { up: 7, back: 10.5 };
/** Hyoid: mm above the chin's lower edge and behind the skin of the neck that much lower (assumed). */
const HYOID = { up: 4, below: 14, behind: 8, half: 12 };

function floorOf(ground: Ground, side: SideName): Floor | null {
  const notch = anchorAt(ground, 'antegonial-notch-inner', side);
  const foramen = anchorAt(ground, 'mental-foramen', side);
  const menton = ground.landmark('menton', side);
  const front = neckSkin(ground, menton[1] + 20)(menton[1] - HYOID.below, 0, side);
  if (!notch || !foramen || !front) return null;
  const sign = side === 'left' ? 1 : -1;
  const y = menton[1] + HYOID.up;
  const z = Math.min(front.at[2] + HYOID.behind, menton[2] - 30);
  return {
    sign,
    chin: [0, menton[1] + CHIN.up, menton[2] - CHIN.back],
    molar: [sign * (Math.abs(notch[0]) - 12), foramen[1] + 10, notch[2] + 8],
    hyoid: [0, y, z],
    hyoidSide: [sign * HYOID.half, y + 1, z - 3],
  };
}

const lerp = (a: Point, b: Point, t: number): Point => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];

const MYLOHYOID = { across: 10, down: 14, half: 1 };

/** Mylohyoid of one side: from the inner face of the jaw down to the midline raphe and the hyoid; the halves meet in the raphe. */
export function mylohyoid(ground: Ground, side: SideName): BodyBuffer | null {
  const floor = floorOf(ground, side);
  if (!floor) return null;
  const { across, down, half } = MYLOHYOID;
  const { chin, molar, hyoid, hyoidSide, sign } = floor;
  const skin = underSkin(ground);
  return gridBody(across, down, (i, j) => {
    const s = j / down;
    const t = i / across;
    // Along the jaw the line bows outwards with the arch and rises backwards.
    const jaw = lerp(chin, molar, s);
    jaw[0] += sign * 5 * 4 * s * (1 - s);
    const middle = s < 0.75 ? lerp(chin, hyoid, s / 0.75) : lerp(hyoid, hyoidSide, (s - 0.75) / 0.25);
    const at = lerp(jaw, middle, t);
    // It sags like a hammock.
    at[1] -= 3 * 4 * t * (1 - t) * s;
    const thick = 0.15 + (half - 0.15) * rimShare(i, j, across, down, 2, { last: true });
    const both = { outer: [at[0], at[1] - thick, at[2]] as Point, inner: [at[0], at[1] + thick, at[2]] as Point };
    skin.keep(both.outer, 0, 0, FLOOR_COVER);
    skin.keep(both.inner, 0, 0, FLOOR_COVER + 2 * thick);
    return both;
  }, 'across');
}

/** Skin, fat, platysma and digastric under mylohyoid, mm (assumed). */
const FLOOR_COVER = 8;

/** Anterior belly of digastric: from the digastric fossa behind the chin to the loop at the hyoid. */
export function digastricAnterior(ground: Ground, side: SideName): BodyBuffer | null {
  const floor = floorOf(ground, side);
  if (!floor) return null;
  const { sign, chin, hyoidSide } = floor;
  const from: Point = [sign * 6, chin[1] - 1, chin[2] + 2];
  const to: Point = [hyoidSide[0] + sign * 4, hyoidSide[1] - 2, hyoidSide[2] + 2];
  const skin = underSkin(ground);
  const stations = ([[0, 3.5, 1.2], [0.25, 6, 2.6], [0.55, 6, 2.8], [0.85, 3.2, 2], [1, 1.6, 1.4]] as const).map(([t, halfWidth, halfThickness]) => {
    const at = lerp(from, to, t);
    skin.keep(at, 0, halfThickness, DIGASTRIC_COVER);
    return { at, halfWidth, halfThickness };
  });
  return strap(stations, [1, 0, 0]);
}

/** Skin, fat and platysma under digastric, mm (assumed). */
const DIGASTRIC_COVER = 5.5;

/** A strap through `stations` (mm) that lies `cover` mm or more below the skin, first its middle line, then its surface. */
function covered(ground: Ground, stations: readonly Station[], across: Point, sides: number, cover: number): BodyBuffer {
  const skin = underSkin(ground);
  for (const { at, halfThickness } of stations) skin.keep(at, 0, halfThickness, cover);
  const body = strap(stations, across, 0, sides);
  for (let at = 0; at < body.positions.length; at += 3) skin.keep(body.positions, at, 0, cover);
  return body;
}

/**
 * The submandibular gland: a superficial part the size of a thumb's end joint under and inside the jaw in front of its angle (size: textbook,
 * 30 x 20 x 14 mm; capsule depth as its shape says).
 */
export function submandibular(ground: Ground, side: SideName): BodyBuffer | null {
  const notch = anchorAt(ground, 'antegonial-notch-inner', side);
  if (!notch) return null;
  const sign = side === 'left' ? 1 : -1;
  const stations = ([[17, 2, 1.5, 2], [12, 8, 6, 1], [2, 10.5, 7.2, 0], [-8, 9.5, 6.8, 0.5], [-14, 5.5, 4.5, 1.5], [-16.5, 1.5, 1.2, 2]] as const).map(([ahead, halfWidth, halfThickness, up]) => {
    const at: Point = [notch[0] - sign * (4.5 + 0.12 * ahead), notch[1] - 4 + up, notch[2] - 2 + ahead];
    return { at, halfWidth, halfThickness };
  });
  return covered(ground, stations, [0, 1, 0], 18, GLAND_COVER);
}

/** Skin, fat, platysma and capsule over the gland, mm (measured 8.8 to the capsule, 4.0 SD: the neck of a slim model is thinner). */
const GLAND_COVER = 6.2;

/** The tail of the parotid: behind and below the angle, over the front of sternocleidomastoid (textbook; section assumed). */
export function parotidTail(ground: Ground, side: SideName): BodyBuffer | null {
  const lobule = ground.landmark('otobasion-inferius', side);
  const gonion = ground.landmark('gonion', side);
  const sign = side === 'left' ? 1 : -1;
  const stations = ([[0.1, 10, 6, 4, 3.5], [0.4, 7, 7, 10.5, 4.6], [0.8, 1.5, 8, 10.5, 4], [1.12, -6, 8, 6, 2.6], [1.28, -10, 8, 1.2, 1]] as const).map(([t, ahead, inward, halfWidth, halfThickness]) => {
    const at = lerp(lobule, gonion, t);
    at[0] -= sign * inward;
    at[2] += ahead;
    return { at, halfWidth, halfThickness };
  });
  return covered(ground, stations, [0, 0, 1], 16, PAROTID_COVER);
}

/** Depth of the parotid capsule, mm (gelezhe2023: 5.98, 2.2 SD). */
const PAROTID_COVER = 6;
