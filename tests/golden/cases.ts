/** The golden attempts: what is done right or wrong, and on whom. Traces are written by `generate.ts` and never by the tests. */
import { frameAt, makeFrame } from '../../src/engine/frame';
import { loadTechnique, plannedPose } from '../../src/technique';
import type { PlannedTarget, Pose, Side } from '../../src/trace';
import type { CompiledRig } from './compiled';
import type { Slip } from './perform';

export interface GoldenCase {
  id: string;
  technique: string;
  preset: string;
  seed?: number;
  sides: Side[];
  optional?: boolean;
  slip?: (rig: CompiledRig) => Slip | ((target: PlannedTarget) => Slip);
}

const right: Side[] = ['right'];
const both: Side[] = ['right', 'left'];

/** A pose near the target whose opening lies in a lumen of that kind, found by trying entries and depths; the nearest to the plan wins. */
export function intoLumen(rig: CompiledRig, target: PlannedTarget, kind: 'artery' | 'vein', reach = 10): Pose {
  const offsets: [number, number][] = [];
  for (let i = -reach; i <= reach; i += 0.5) for (let j = -reach; j <= reach; j += 0.5) offsets.push([i, j]);
  offsets.sort((a, b) => a[0] * a[0] + a[1] * a[1] - b[0] * b[0] - b[1] * b[1]);
  for (const [lateral, superior] of offsets) {
    let entry: Pose['entry'];
    try {
      entry = rig.move(target, lateral, superior);
    } catch {
      continue;
    }
    const side = frameAt(rig.patientData, entry, makeFrame(), target.side === 'mid' ? undefined : target.side).side;
    for (let depth = 1; depth <= 14; depth += 0.25) {
      const pose: Pose = { ...plannedPose(target, depth), entry, side };
      const { opening_in_lumen: lumen } = rig.read(pose);
      if (lumen.some((v) => v.kind === kind) && lumen.every((v) => v.kind === kind)) return pose;
    }
  }
  throw new Error(`no ${kind} within ${reach} mm of ${target.label}`);
}

const plain = (technique: string, preset = 'female-35'): GoldenCase => ({ id: `good-${technique}${preset === 'female-35' ? '' : `-${preset}`}`, technique, preset, sides: loadTechnique(technique).plan.items.some((i) => !i.per_side) ? both : right });

export const CASES: readonly GoldenCase[] = [
  plain('fil-temple-deep'),
  plain('fil-zygoma'),
  plain('fil-pyriform'),
  plain('fil-upper-lip-body'),
  plain('fil-chin'),
  plain('fil-nose-dorsum'),
  plain('tox-glabella'),
  plain('tox-masseter'),
  plain('fil-chin', 'male-45'),
  { id: 'wrong-depth', technique: 'tox-masseter', preset: 'female-35', sides: right, slip: () => ({ depth_mm: -7 }) },
  { id: 'wrong-layer', technique: 'fil-zygoma', preset: 'female-35', sides: right, slip: () => ({ depth_mm: -5 }) },
  { id: 'wrong-entry', technique: 'fil-chin', preset: 'female-35', sides: both, slip: () => ({ superior_mm: 7 }) },
  { id: 'wrong-angle', technique: 'fil-chin', preset: 'female-35', sides: both, slip: () => ({ angle_deg: -35 }) },
  { id: 'too-much', technique: 'fil-chin', preset: 'female-35', sides: both, slip: () => ({ volume_factor: 2.5 }) },
  { id: 'too-fast', technique: 'fil-pyriform', preset: 'female-35', sides: right, slip: () => ({ rate_factor: 4 }) },
  { id: 'intra-arterial', technique: 'fil-pyriform', preset: 'female-35', sides: right, slip: (rig) => ({ pose: (t) => intoLumen(rig, t, 'artery') }) },
  { id: 'intra-arterial-lip', technique: 'fil-upper-lip-body', preset: 'male-45', sides: right, slip: (rig) => (t) => (t.item === 0 ? { pose: () => intoLumen(rig, t, 'artery', 6) } : {}) },
  { id: 'pierced-withdrawn', technique: 'fil-pyriform', preset: 'female-35', sides: right, slip: (rig) => ({ first: (t) => intoLumen(rig, t, 'artery') }) },
  { id: 'venous', technique: 'fil-temple-deep', preset: 'female-35', sides: right, slip: (rig) => ({ pose: (t) => intoLumen(rig, t, 'vein', 14) }) },
  { id: 'wrong-device', technique: 'fil-zygoma', preset: 'male-45', sides: right, slip: () => ({ device: { kind: 'cannula', gauge: 27, length_mm: 38 } }) },
  { id: 'missing-points', technique: 'tox-glabella', preset: 'female-35', sides: both, slip: () => (t) => ({ skip: t.item === 2 }) },
  { id: 'no-aspiration', technique: 'fil-temple-deep', preset: 'male-45', sides: right, slip: () => ({ aspirate: false }) },
  { id: 'redirected', technique: 'fil-zygoma', preset: 'female-35', sides: right, slip: () => ({ redirect: 2 }) },
  { id: 'seeded', technique: 'tox-masseter', preset: 'female-35', seed: 7, sides: right },
];
