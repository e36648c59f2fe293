import { loadTechnique, type Technique } from '../../technique';
import { oblique } from '../../scene/rig/orbit';
import { planOn } from './reader';
import { newAttempt } from './session';
import { store } from './store';

/** `needle-27G` -> needle, 27. */
export function parseDeviceId(id: string): { kind: 'needle' | 'cannula'; gauge: number } | null {
  const match = /^(needle|cannula)-(\d+)G$/.exec(id);
  return match ? { kind: match[1] as 'needle' | 'cannula', gauge: Number(match[2]) } : null;
}

/** Take the device, length and first product that the plan names. The aim stays the learner's to find. */
export function takePlannedDevice(technique: Technique): void {
  const { setHand } = store.getState();
  const parsed = parseDeviceId(technique.plan.device.id);
  if (parsed) setHand({ device: { ...parsed, length_mm: technique.plan.device.length_mm } });
  const product = technique.plan.products[0];
  if (product) setHand({ product });
  setHand({ rate_ml_per_min: Math.min(0.3, technique.plan.rate_ml_per_min_max) });
}

/** Choose a technique (null = free practice): a fresh attempt; device and product stay as the hand has them. */
export function chooseTechnique(id: string | null): void {
  newAttempt();
  store.getState().setAttempt({ technique: id, targets: [] });
  if (id !== null) takePlannedDevice(loadTechnique(id));
}

/** Lay the present plan on the present patient; free practice and misfits have no targets. */
export function layPlan(): void {
  const { patient, technique, side, setAttempt, say } = store.getState();
  if (!patient || technique === null) return setAttempt({ targets: [] });
  const targets = planOn(patient, technique, side);
  if (typeof targets === 'string') {
    setAttempt({ targets: [] });
    say('caution', targets);
  } else setAttempt({ targets });
}

/** Keep the plan in step with patient, technique and side; returns a function that stops. */
export function followPlan(): () => void {
  layPlan();
  return store.subscribe((now, before) => {
    if (now.patient !== before.patient || now.technique !== before.technique || (now.side !== before.side && !now.trace)) layPlan();
  });
}

/** Look at the first planned point. */
export function lookAtPlan(): void {
  const { patient, targets, lookAt } = store.getState();
  const target = targets[0];
  if (!patient || !target) return;
  const { fairedNormals, triangles } = patient.skin;
  const o = triangles[target.entry.at.triangle * 3] * 3;
  lookAt([...target.entry.point_mm], oblique([fairedNormals[o], fairedNormals[o + 1], fairedNormals[o + 2]]), 230);
}
