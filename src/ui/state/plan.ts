import { loadTechnique } from '../../technique/library';
import type { Technique } from '../../technique/types';
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

/** Set when a technique is chosen before its plan lies on the face: the view then turns to the region as soon as it does. */
let toFrame = false;

/** Choose a technique (null = free practice): a fresh attempt with the planned device and product, and a view of the region. */
export function chooseTechnique(id: string | null): void {
  newAttempt();
  toFrame = id !== null;
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

/** Keep the plan in step with patient, technique and side, and the view on its region; returns a function that stops. */
export function followPlan(): () => void {
  layPlan();
  return store.subscribe((now, before) => {
    const turned = now.side !== before.side;
    if (now.patient === before.patient && now.technique === before.technique && (!turned || now.trace)) return;
    layPlan();
    if (store.getState().targets.length === 0 || !(toFrame || turned)) return;
    toFrame = false;
    lookAtPlan();
  });
}

/** Millimetres around the planned points that the view shows: near enough for the marks, far enough to know the face. */
const REGION_SPAN_MM = 170;

/** Look at the middle of the planned points, from beside the skin's normal so that the syringe does not hide the entry. */
export function lookAtPlan(): void {
  const { patient, targets, lookAt } = store.getState();
  if (!patient || targets.length === 0) return;
  const { fairedNormals, triangles } = patient.skin;
  const middle: [number, number, number] = [0, 0, 0];
  const normal: [number, number, number] = [0, 0, 0];
  for (const { entry } of targets) {
    const o = triangles[entry.at.triangle * 3] * 3;
    for (let k = 0; k < 3; k++) {
      middle[k] += entry.point_mm[k] / targets.length;
      normal[k] += fairedNormals[o + k];
    }
  }
  lookAt(middle, oblique(normal), REGION_SPAN_MM);
}
