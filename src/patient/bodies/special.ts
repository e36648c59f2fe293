import type { Shape, SideName } from '../../atlas/types';
import { anchorAt, deepPoint } from '../courses/anchors';
import { sin } from '../../engine/math';
import { along, columnAt, labelAt, locateNear, type Ground, type Point } from '../courses/ground';
import { depthOf, placeDepth } from '../courses/stack';
import { underSkin } from '../courses/underSkin';
import type { Centreline } from '../courses/trace';
import { joined, type BodyBuffer } from './mesh';
import { lowest, neckSkin } from './neck';
import { strap, type Station } from './strap';

/** A point of the tissue at a chart label and depth; null off the chart. */
function tissue(ground: Ground, side: SideName, u: number, v: number, depth: number): Point | null {
  const near = locateNear(ground, side === 'left' ? u : -u, v, 8);
  return near ? along(columnAt(ground, near.at), depth) : null;
}

/**
 * The part of temporalis that the chart cannot carry: from the lower fan, medial to the zygomatic arch, to the coronoid process and
 * the front of the ramus (insertion: textbook; section assumed).
 */
export function temporalisTendon(ground: Ground, side: SideName): BodyBuffer | null {
  const fan = tissue(ground, side, 84, 0, 13);
  const above = tissue(ground, side, 82, -9, 14.5);
  const tip = anchorAt(ground, 'coronoid-tip', side);
  if (!fan || !above || !tip) return null;
  const stations: Station[] = [
    { at: fan, halfWidth: 17, halfThickness: 2.6 },
    { at: above, halfWidth: 13, halfThickness: 3.4 },
    { at: tip, halfWidth: 7, halfThickness: 3 },
    { at: [tip[0], tip[1] - 12, tip[2] + 1], halfWidth: 4, halfThickness: 1.2 },
  ];
  return strap(stations, [0, 0, 1]);
}

/** The levator of the upper lid: from above the optic canal over the globe, widening to its aponeurosis (shape: `centreline`, `width_mm`). */
export function levatorOfLid(shape: Shape, ground: Ground, side: SideName): BodyBuffer | null {
  const points = (shape.centreline ?? []).map((point): Point | null => {
    if (point.deep) return deepPoint(ground, point.deep, side);
    const [u, v] = [31 + point.lateral_mm, point.superior_mm];
    return tissue(ground, side, u, v, point.depth_mm ?? 3);
  });
  const width = shape.width_mm;
  if (!width || points.length < 2) return null;
  const stations: Station[] = [];
  for (let i = 0; i < points.length; i++) {
    const at = points[i];
    if (!at) return null;
    const t = i / (points.length - 1);
    // The lid follows the globe, so the flat width of the aponeurosis is drawn a fifth narrower than its arc.
    stations.push({ at, halfWidth: (width.at_origin + t * (0.8 * width.at_lid - width.at_origin)) / 2, halfThickness: shape.thickness_mm * (t < 1 ? 0.5 : 0.15) });
  }
  return strap(stations, [1, 0, 0], 16);
}

/** The deep part of the parotid behind the ramus, between mandibular neck and angle (extent: textbook; section assumed). */
export function deepParotid(ground: Ground, side: SideName): BodyBuffer | null {
  const neck = anchorAt(ground, 'mandibular-neck', side);
  const angle = anchorAt(ground, 'mandible-angle-inner', side);
  if (!neck || !angle) return null;
  const at = (t: number, back: number): Point => [neck[0] + t * (angle[0] - neck[0]), neck[1] + t * (angle[1] - neck[1]), neck[2] + t * (angle[2] - neck[2]) - back];
  const stations: Station[] = [
    { at: at(-0.1, 4), halfWidth: 2, halfThickness: 1.5 },
    { at: at(0.15, 6), halfWidth: 6, halfThickness: 4.5 },
    { at: at(0.45, 8), halfWidth: 7, halfThickness: 5 },
    { at: at(0.75, 8), halfWidth: 4.5, halfThickness: 3.5 },
    { at: at(0.95, 7), halfWidth: 1, halfThickness: 0.8 },
  ];
  return strap(stations, [1, 0, 0]);
}

/**
 * Sternocleidomastoid from the mastoid process down and forward to the sternum and the medial clavicle (attachments: textbook; section
 * assumed). Most of it lies behind and below the chart, so it is laid through points of the neck and not as a sheet.
 */
export function sternocleidomastoid(ground: Ground, side: SideName): BodyBuffer | null {
  const foramen = anchorAt(ground, 'stylomastoid-foramen', side);
  if (!foramen) return null;
  const sign = side === 'left' ? 1 : -1;
  const mastoid: Point = [foramen[0] + sign * 7, foramen[1] - 4, foramen[2] - 10];
  const end = sternum(ground, side);
  const skin = underSkin(ground);
  const stations: Station[] = [];
  for (const [t, halfWidth, halfThickness] of [[0, 9, 2], [0.14, 10.5, 4], [0.4, 13, 5.2], [0.7, 16, 3.8], [0.88, 17.5, 3], [1, 18, 1.8]] as const) {
    const at: Point = [mastoid[0] + t * (end[0] - mastoid[0]), mastoid[1] + t * (end[1] - mastoid[1]), mastoid[2] + t * (end[2] - mastoid[2])];
    skin.keep(at, 0, halfThickness, SCM_COVER);
    stations.push({ at, halfWidth, halfThickness });
  }
  const body = strap(stations, [0, 0, 1], 0, 18, [-sign, 0, 0.9]);
  // The neck is round and the muscle follows it.
  for (let at = 0; at < body.positions.length; at += 3) skin.keep(body.positions, at, 0, SCM_COVER);
  return body;
}

/** Where sternocleidomastoid ends: beside the jugular notch at the lower edge of the model; on a model without a neck below the chin. */
function sternum(ground: Ground, side: SideName): Point {
  const chin = ground.landmark('menton', side);
  const gonion = ground.landmark('gonion', side);
  const y = lowest(ground) + STERNUM.above;
  const hit = y < chin[1] ? neckSkin(ground, chin[1] + 20)(y, STERNUM.angle, side) : null;
  if (!hit) return [0.72 * gonion[0], chin[1] + 4, gonion[2] - 10];
  return [hit.at[0] - STERNUM.deep * hit.normal[0], y, hit.at[2] - STERNUM.deep * hit.normal[2]];
}

/** The end of sternocleidomastoid: mm above the lower edge of the model, degrees from straight ahead about the axis of the neck, mm under the skin (assumed). */
const STERNUM = { above: 16, angle: 46, deep: 7 } as const;

/** Skin, fat and platysma over sternocleidomastoid, mm (assumed). */
const SCM_COVER = 5;

/** Half-width and half-thickness of plexuses and sinuses, mm (assumed). */
const PLEXUS: Record<string, [number, number]> = { 'pterygoid-plexus': [6, 4], 'cavernous-sinus': [3, 2.5] };

/** A plexus or sinus as a rounded body about its course; one that lies in the skin as a net of fine vessels. */
export function courseBody(line: Centreline, ground: Ground): BodyBuffer | null {
  const count = line.radii.length;
  if (count < 2) return null;
  if (line.course.waypoints.every((point) => point.where === 'skin')) return skinNet(line, ground);
  const size = PLEXUS[line.id] ?? [line.radii[0], line.radii[0]];
  const stations: Station[] = [];
  const pieces = 6;
  for (let i = 0; i <= pieces; i++) {
    const index = Math.round((i / pieces) * (count - 1)) * 3;
    const t = i / pieces;
    const swell = Math.sqrt(Math.max(0.04, 4 * t * (1 - t)));
    stations.push({ at: [line.points[index], line.points[index + 1], line.points[index + 2]], halfWidth: size[0] * swell, halfThickness: size[1] * swell });
  }
  return strap(stations, [1, 0, 0]);
}

/** Strands of a net in the skin: shifts across the course (mm) at its start, two stations and its end, and the bore (assumed). */
const STRANDS: readonly (readonly [number, number, number, number])[] = [
  [0, -2.4, -1.6, -2.2],
  [0, 0.4, -0.4, 0.3],
  [0, 2.2, 2.6, 1.8],
  [-2, -0.6, 1.8, 2.4],
  [2.2, 1, -1.4, -2.6],
];
const NET_RADIUS = 0.16;

function skinNet(line: Centreline, ground: Ground): BodyBuffer | null {
  const side: SideName = line.side === 'right' ? 'right' : 'left';
  const labels = line.course.waypoints.map((point) => labelAt(ground, point));
  const depth = line.course.waypoints.map((point) => placeDepth(point.depth_mm, point.plane, point.source, 255, ground.reference(...labelAt(ground, point)), line.id));
  let net: BodyBuffer | null = null;
  for (const strand of STRANDS) {
    const stations: Station[] = [];
    const pieces = 9;
    for (let i = 0; i <= pieces; i++) {
      const t = i / pieces;
      const segment = Math.min(Math.floor(t * (labels.length - 1)), labels.length - 2);
      const share = t * (labels.length - 1) - segment;
      const step = Math.min(Math.floor(t * 3), 2);
      const shift = strand[step] + (t * 3 - step) * (strand[step + 1] - strand[step]) + 0.5 * sin(11 * t + strand[1]);
      const u = Math.max(0.3, labels[segment][0] + share * (labels[segment + 1][0] - labels[segment][0]) + shift);
      const v = labels[segment][1] + share * (labels[segment + 1][1] - labels[segment][1]);
      const near = locateNear(ground, side === 'left' ? u : -u, v, 4);
      if (!near) continue;
      const column = columnAt(ground, near.at);
      stations.push({ at: along(column, depthOf(depth[segment], column.depths)), halfWidth: NET_RADIUS, halfThickness: NET_RADIUS });
    }
    if (stations.length < 3) continue;
    const thread = strap(stations, [1, 0, 0], 0, 6);
    net = net ? joined(net, thread) : thread;
  }
  return net;
}
