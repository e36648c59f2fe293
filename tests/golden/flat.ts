/** A flat patient made by hand: the face is the plane z = 80, x to the left, y up; each plan region is a stack with bone at the plan's depth. */
import { cos, rad, sin } from '../../src/engine/math';
import type { Technique } from '../../src/technique';
import type { PlannedTarget, Pose, RecordedReading, Side, SkinPoint, TouchRecord, Vec3 } from '../../src/trace';
import type { Rig } from './perform';

const SKIN_Z = 80;
const GRID = 400;

/** Where landmarks lie on the flat face: far enough apart that plans do not run into each other. */
const BASE: Record<string, [number, number]> = {
  'lateral-brow': [55, 30],
  'mid-zygomatic-arch': [70, 0],
  'malar-prominence': [45, -10],
  'alar-crease': [16, -20],
  'labiale-superius': [0, -40],
  pogonion: [0, -75],
  menton: [0, -95],
  rhinion: [0, -5],
  glabella: [0, 35],
  'medial-brow': [12, 30],
  'mid-brow': [28, 32],
  gonion: [60, -60],
};

/** A cylinder of endless length along y: enough to be near, pierced or entered. */
export interface FlatVessel extends TouchRecord {
  x: number;
  depth: number;
  radius: number;
}

/** Skin points of the flat face are coded in the triangle index: half millimetres on a grid. */
export const flatPoint = (x: number, y: number): SkinPoint => ({ triangle: Math.round((x + 100) * 2) * GRID + Math.round((y + 100) * 2), b: 0, c: 0 });
const xy = (p: SkinPoint): [number, number] => [Math.floor(p.triangle / GRID) / 2 - 100, (p.triangle % GRID) / 2 - 100];

export function flatRig(vessels: FlatVessel[] = []): Rig {
  let current: PlannedTarget[] = [];
  const read = (pose: Pose): RecordedReading => {
    const [x, y] = xy(pose.entry);
    const side = x === 0 ? 'mid' : x > 0 ? 'left' : 'right';
    const out = x < 0 ? -1 : 1;
    const a = rad(pose.angle_deg);
    const z = rad(pose.azimuth_deg);
    const dir: Vec3 = [out * cos(a) * sin(z), cos(a) * cos(z), -sin(a)];
    const near = current.reduce<PlannedTarget | null>((best, t) => (best === null || gap(t, x, y) < gap(best, x, y) ? t : best), null);
    const [top, bottom] = near?.window_mm ?? [3, 5];
    const periosteum = near?.layer === 'periosteum';
    const bone = periosteum ? bottom : bottom + 3;
    const reach = Math.min(pose.depth_mm, bone / Math.max(1e-6, sin(a)));
    const tip: Vec3 = [x + dir[0] * reach, y + dir[1] * reach, SKIN_Z + dir[2] * reach];
    const straight = SKIN_Z - tip[2];
    const layer = straight < Math.min(1, top) ? 'skin' : straight < top - 1e-9 ? 'superficial-fat' : straight <= bottom + 1e-9 ? (near?.layer ?? 'deep-fat') : 'deep-fat';
    const touched = vessels.filter((v) => v.side === side);
    const wall = (v: FlatVessel, p: Vec3): number => Math.sqrt((p[0] - out * v.x) * (p[0] - out * v.x) + (SKIN_Z - p[2] - v.depth) * (SKIN_Z - p[2] - v.depth)) - v.radius;
    const shaft = (v: FlatVessel): number => {
      let least = Infinity;
      for (let i = 0; i <= 50; i++) least = Math.min(least, wall(v, [x + (dir[0] * reach * i) / 50, y, SKIN_Z + (dir[2] * reach * i) / 50]));
      return least;
    };
    const nearest = (kinds: string[]): RecordedReading['vessel'] => {
      const found = touched.filter((v) => kinds.includes(v.kind)).sort((p, q) => wall(p, tip) - wall(q, tip))[0];
      return found && wall(found, tip) <= 15 ? { ...record(found), distance_mm: wall(found, tip), shaft_distance_mm: shaft(found) } : null;
    };
    const pierced = touched.filter((v) => shaft(v) <= 0).map(record);
    return {
      entry: { point_mm: [x, y, SKIN_Z], uv_mm: [Math.abs(x), y], region: null, side },
      tip: { point_mm: tip, layer, depth_below_skin_mm: straight },
      opening_mm: tip,
      depth_reached_mm: reach,
      skin_to_bone_mm: bone,
      hard_tissue: straight >= bone - 1e-9 ? 'bone' : null,
      bone_contact: straight >= bone - 1e-9,
      path: [{ layer, from_mm: 0, to_mm: reach }],
      vessel: nearest(['artery', 'vein']),
      nerve: nearest(['nerve']),
      pierced,
      opening_in_lumen: touched.filter((v) => (v.kind === 'artery' || v.kind === 'vein') && wall(v, tip) < 0).map(record),
      within: [],
      risk: { level: pierced.length ? 'danger' : 'low', vascular: pierced.length ? 1 : 0, nerve: 0 },
    };
  };
  return {
    patient: { preset: 'female-35' },
    built_with: { atlas: 'flat', head: 'flat', compiler: 'flat', engine: 'flat' },
    read,
    targets(technique, sides) {
      current = flatTargets(technique, sides);
      return current;
    },
    move(target, lateral, superior) {
      const [x, y] = xy(target.entry.at);
      return flatPoint(x + (target.side === 'right' ? -1 : 1) * lateral, y + superior);
    },
  };
}

const record = ({ id, name, kind, side }: FlatVessel): TouchRecord => ({ id, name, kind, side });
const gap = (t: PlannedTarget, x: number, y: number): number => Math.abs(t.entry.point_mm[0] - x) + Math.abs(t.entry.point_mm[1] - y);

function flatTargets(technique: Technique, sides: Side[]): PlannedTarget[] {
  const { plan } = technique;
  return plan.items.flatMap((item, index) =>
    (item.per_side ? sides : ['mid' as const]).map((side): PlannedTarget => {
      const from = item.kind === 'thread' ? item.entry : item;
      const [bx, by] = BASE[from.landmark];
      const out = side === 'right' ? -1 : 1;
      const x = out * (bx + from.lateral_mm);
      const y = by + from.superior_mm;
      const at = flatPoint(x, y);
      const [gx, gy] = xy(at);
      const sine = sin(rad(item.angle_deg));
      const length = item.kind === 'thread' ? item.entry_to_tip_mm : 0;
      const depth = item.kind === 'thread' ? length * sine : item.depth_mm.F;
      const shaft = item.kind === 'thread' ? length : depth / sine;
      const window: [number, number] = item.kind === 'thread' ? [0.5, depth] : [Math.min(item.reference_window_mm.F[0], depth - 0.3), item.depth_layer === 'periosteum' ? depth : Math.max(item.reference_window_mm.F[1], depth + 0.3)];
      const az = rad(item.azimuth_deg);
      const cosine = cos(rad(item.angle_deg));
      const tip: Vec3 = [gx + out * cosine * sin(az) * shaft, gy + cosine * cos(az) * shaft, SKIN_Z - depth];
      return {
        id: `${index}-${side}`,
        item: index,
        side,
        kind: item.kind,
        label: `point ${index + 1}${side === 'mid' ? '' : ` ${side}`}`,
        entry: { at, point_mm: [gx, gy, SKIN_Z], uv_mm: [Math.abs(gx), gy] },
        deposit_mm: item.kind === 'thread' ? [[gx, gy, SKIN_Z], tip] : [tip],
        layer: item.depth_layer,
        window_mm: window,
        depth_mm: depth,
        angle_deg: item.angle_deg,
        azimuth_deg: item.azimuth_deg,
        shaft_mm: shaft,
        bevel: item.bevel,
        device: { kind: plan.device.id.startsWith('cannula') ? 'cannula' : 'needle', gauge: Number(plan.device.id.replace(/\D/g, '')), length_mm: plan.device.length_mm },
        volume_ml: item.kind === 'thread' ? item.volume_ml_total : item.volume_ml,
        units: item.kind === 'point' ? (item.units ?? null) : null,
        passes: item.kind === 'thread' ? item.passes : 1,
        optional: item.optional ?? false,
        bone_contact: item.bone_contact ?? plan.bone_contact,
        target_structure: item.target_structure ?? null,
        vessel_mm: null,
        nerve_mm: null,
        pierces: [],
        note: null,
      };
    }),
  );
}
