/**
 * The camera as plain numbers: what it looks at, from where, how far. Pure, in millimetres; `CameraRig.tsx` puts it on the three camera.
 * Yaw 0 looks at the face from the front, +90 from the patient's left side; pitch + looks down on it.
 */
export interface View {
  /** What is looked at, mm. */
  target: [number, number, number];
  yaw_deg: number;
  pitch_deg: number;
  /** From the target to the eye, mm. */
  distance: number;
}

export const PITCH_LIMIT = 80;
export const DISTANCE_MIN = 60;
export const DISTANCE_MAX = 1600;
export const FIELD_OF_VIEW = 24;

/** Named views that fit a head into the frame; distance is for a frame as wide as it is high and is widened by `fit`. */
export const PRESETS = {
  front: { target: [0, -4, 40], yaw_deg: 0, pitch_deg: 0, distance: 690 },
  'left-three-quarter': { target: [4, -4, 34], yaw_deg: 42, pitch_deg: 2, distance: 690 },
  'right-three-quarter': { target: [-4, -4, 34], yaw_deg: -42, pitch_deg: 2, distance: 690 },
  'left-profile': { target: [0, -4, 20], yaw_deg: 90, pitch_deg: 0, distance: 690 },
  'right-profile': { target: [0, -4, 20], yaw_deg: -90, pitch_deg: 0, distance: 690 },
  basal: { target: [0, -14, 50], yaw_deg: 0, pitch_deg: -52, distance: 620 },
} as const satisfies Record<string, { target: readonly [number, number, number]; yaw_deg: number; pitch_deg: number; distance: number }>;
export type PresetName = keyof typeof PRESETS;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** A view within the limits of the rig. */
export function limited(view: View): View {
  return {
    target: [clamp(view.target[0], -160, 160), clamp(view.target[1], -220, 180), clamp(view.target[2], -140, 170)],
    yaw_deg: view.yaw_deg,
    pitch_deg: clamp(view.pitch_deg, -PITCH_LIMIT, PITCH_LIMIT),
    distance: clamp(view.distance, DISTANCE_MIN, DISTANCE_MAX),
  };
}

/** A named view, moved back when the frame is narrower than it is high so that the head still fits. */
export function presetView(name: PresetName, aspect: number): View {
  const preset = PRESETS[name];
  return limited({ ...preset, target: [...preset.target], distance: preset.distance * Math.max(1, 0.82 / aspect) });
}

/** A view that looks straight at a point along `normal` (both mm space), from a distance that shows `span_mm`. */
export function lookAt(point: readonly [number, number, number], normal: readonly [number, number, number], span_mm: number): View {
  const flat = Math.hypot(normal[0], normal[2]);
  return limited({
    target: [...point],
    yaw_deg: (Math.atan2(normal[0], normal[2]) * 180) / Math.PI,
    pitch_deg: clamp((Math.atan2(normal[1], flat) * 180) / Math.PI, -50, 50),
    distance: span_mm / (2 * Math.tan((FIELD_OF_VIEW * Math.PI) / 360)),
  });
}

/**
 * A normal turned 35 degrees about the vertical axis, so that a syringe standing on the skin does not hide its own point: towards the front,
 * or further to its own side where that would look across the midline. Little of its rise is kept, or the red of a lip would be seen from the floor.
 */
export function oblique(normal: readonly [number, number, number]): [number, number, number] {
  const turn = (35 * Math.PI) / 180;
  const side = normal[0] >= 0 ? 1 : -1;
  const away = Math.atan2(Math.abs(normal[0]), normal[2]);
  const a = side * (away > turn ? -turn : turn);
  return [normal[0] * Math.cos(a) + normal[2] * Math.sin(a), clamp(normal[1] * 0.6, -0.24, 0.3), normal[2] * Math.cos(a) - normal[0] * Math.sin(a)];
}

/** Unit vector from the target to the eye. */
export function eyeDirection(view: View): [number, number, number] {
  const yaw = (view.yaw_deg * Math.PI) / 180;
  const pitch = (view.pitch_deg * Math.PI) / 180;
  return [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)];
}

/** Orbit by pointer pixels in a frame `height` pixels high: a full height turns half a circle. */
export function orbited(view: View, dx: number, dy: number, height: number): View {
  const scale = 180 / Math.max(1, height);
  return limited({ ...view, yaw_deg: view.yaw_deg - dx * scale, pitch_deg: view.pitch_deg + dy * scale });
}

/** Shift the target by pointer pixels so that the face follows the pointer. */
export function panned(view: View, dx: number, dy: number, height: number): View {
  const perPixel = (2 * view.distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360)) / Math.max(1, height);
  const yaw = (view.yaw_deg * Math.PI) / 180;
  const pitch = (view.pitch_deg * Math.PI) / 180;
  const right = [Math.cos(yaw), 0, -Math.sin(yaw)];
  const up = [-Math.sin(yaw) * Math.sin(pitch), Math.cos(pitch), -Math.cos(yaw) * Math.sin(pitch)];
  return limited({
    ...view,
    target: [0, 1, 2].map((axis) => view.target[axis] - right[axis] * dx * perPixel + up[axis] * dy * perPixel) as View['target'],
  });
}

/** Closer (factor < 1) or farther. */
export function zoomed(view: View, factor: number): View {
  return limited({ ...view, distance: view.distance * factor });
}

/** One step of the smooth way from `now` to `goal`; yaw takes the shorter turn. `done` when nothing visible is left to move. */
export function eased(now: View, goal: View, seconds: number, halfLife = 0.09): { view: View; done: boolean } {
  const k = 1 - Math.pow(0.5, seconds / halfLife);
  const turn = ((((goal.yaw_deg - now.yaw_deg) % 360) + 540) % 360) - 180;
  const mix = (a: number, b: number) => a + (b - a) * k;
  const rest =
    Math.abs(turn) + Math.abs(goal.pitch_deg - now.pitch_deg) + Math.abs(goal.distance - now.distance) * 0.2 +
    Math.hypot(goal.target[0] - now.target[0], goal.target[1] - now.target[1], goal.target[2] - now.target[2]);
  if (rest < 0.05) return { view: goal, done: true };
  return {
    view: {
      target: [mix(now.target[0], goal.target[0]), mix(now.target[1], goal.target[1]), mix(now.target[2], goal.target[2])],
      yaw_deg: now.yaw_deg + turn * k,
      pitch_deg: mix(now.pitch_deg, goal.pitch_deg),
      distance: mix(now.distance, goal.distance),
    },
    done: false,
  };
}
