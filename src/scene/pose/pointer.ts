/**
 * Mouse, pen and touch on the picture. One finger or the left button: on the syringe it turns the needle, elsewhere the head;
 * a tap or click sets the entry or picks a structure; wheel or a pinch that began on the syringe moves the needle by 0.1 mm,
 * otherwise it zooms.
 */
import { aim, frameAt, makeFrame } from '../../engine/frame';
import type { CompiledPatient, SkinPoint } from '../../patient/types';
import { pickSkin, type SkinHit } from '../pick';
import { orbited, panned, zoomed } from '../rig/orbit';
import { length, pixelsToSegment, project, rayAt, raySphere, sub, type Ray } from '../rig/ray';
import { moveTo, stage } from '../stage';
import { aimFromHub } from './aim';
import { STEP_MM, type PoseSink, type PoseSource } from './PoseSource';

/** What the gestures need to know of the hand and the patient, read when they need it. */
export interface PointerContext {
  patient(): CompiledPatient | null;
  needle(): { entry: SkinPoint; angle_deg: number; azimuth_deg: number; depth_mm: number; length_mm: number } | null;
  /** Whether a needle may be set by a tap now. */
  canPlace(): boolean;
  /** The pointer moved without a button, or left. */
  point(ray: Ray | null, skin: SkinHit | null): void;
  /** A tap that did not set a needle. */
  tap(ray: Ray, skin: SkinHit | null): void;
}

const TAP_PIXELS = 6;
/** Pixels that a browser sends for one notch of a wheel. */
const WHEEL_NOTCH = 100;
/** Lines that browsers which count in lines send for one. */
const LINES_A_NOTCH = 3;
const BARREL_MM = 60;

type Gesture =
  | { kind: 'none' }
  | { kind: 'press' | 'orbit' | 'pan'; x: number; y: number }
  | { kind: 'aim'; radius: number; dx: number; dy: number }
  | { kind: 'pinch'; onNeedle: boolean; span: number; x: number; y: number; rest: number };

/** Pointer input on `element`, which must not scroll or pan by itself (`touch-action: none`). */
export function pointerSource(element: HTMLElement, context: PointerContext): PoseSource {
  return {
    attach(sink: PoseSink) {
      const fingers = new Map<number, { x: number; y: number }>();
      const frame = makeFrame();
      let gesture: Gesture = { kind: 'none' };
      let wheelRest = 0;

      const at = (event: { clientX: number; clientY: number }) => {
        const box = element.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
      };
      const rayOf = (x: number, y: number) => rayAt(stage.view, stage.frame, x, y);
      const skinUnder = (ray: Ray) => {
        const patient = context.patient();
        return patient ? pickSkin(patient, ray) : null;
      };

      /** Lever from the entry to where the syringe is turned (mm), and the pointer's place beside it; null when the pointer is not on it. */
      const held = (x: number, y: number, reach: number): { radius: number; dx: number; dy: number } | null => {
        const patient = context.patient();
        const needle = context.needle();
        if (!patient || !needle) return null;
        frameAt(patient, needle.entry, frame);
        aim(frame, needle.angle_deg, needle.azimuth_deg, 0);
        const out = needle.length_mm - needle.depth_mm + BARREL_MM;
        const p = (mm: number) => [0, 1, 2].map((k) => frame.point[k] - frame.direction[k] * mm);
        const [near, far] = [project(stage.view, stage.frame, p(0)), project(stage.view, stage.frame, p(out))];
        if (pixelsToSegment(x, y, near, far) > reach) return null;
        // Always turned by the same lever, wherever the syringe is held, so that a short, foreshortened shaft does not jump.
        const radius = out * 0.8;
        const lever = project(stage.view, stage.frame, p(radius));
        return { radius, dx: x - lever.x, dy: y - lever.y };
      };

      const two = () => {
        const [a, b] = [...fingers.values()];
        return { span: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      };

      const down = (event: PointerEvent) => {
        // A control that lies over the picture keeps its own press: capturing it here would take its click away.
        if (event.target instanceof Element && event.target.closest('a, button, input, select, summary, label')) return;
        const p = at(event);
        fingers.set(event.pointerId, p);
        try {
          element.setPointerCapture(event.pointerId);
        } catch {
          // A pointer that has just been lifted can no longer be captured; the gesture then ends by itself.
        }
        if (fingers.size === 2) {
          const onNeedle = gesture.kind === 'aim';
          if (onNeedle) endAim();
          gesture = { kind: 'pinch', onNeedle, ...two(), rest: 0 };
          return;
        }
        if (fingers.size > 2) return;
        const grip = event.button === 0 ? held(p.x, p.y, event.pointerType === 'mouse' ? 16 : 30) : null;
        if (grip !== null) gesture = { kind: 'aim', ...grip };
        else gesture = { kind: event.button === 2 || event.shiftKey ? 'pan' : 'press', ...p };
        if (gesture.kind !== 'aim') context.point(null, null);
      };

      const move = (event: PointerEvent) => {
        const p = at(event);
        const finger = fingers.get(event.pointerId);
        if (!finger) {
          if (event.pointerType !== 'touch') hover(p.x, p.y);
          return;
        }
        finger.x = p.x;
        finger.y = p.y;
        if (gesture.kind === 'press' && Math.hypot(p.x - gesture.x, p.y - gesture.y) > TAP_PIXELS) gesture = { kind: 'orbit', x: gesture.x, y: gesture.y };
        if (gesture.kind === 'orbit' || gesture.kind === 'pan') {
          const change = gesture.kind === 'orbit' ? orbited : panned;
          moveTo(change(stage.goal, p.x - gesture.x, p.y - gesture.y, stage.frame.height), true);
          gesture = { kind: gesture.kind, x: p.x, y: p.y };
        } else if (gesture.kind === 'aim') drag(p.x - gesture.dx, p.y - gesture.dy, gesture.radius);
        else if (gesture.kind === 'pinch' && fingers.size === 2) pinch(gesture);
      };

      const drag = (x: number, y: number, radius: number) => {
        const patient = context.patient();
        const needle = context.needle();
        if (!patient || !needle) return;
        frameAt(patient, needle.entry, frame);
        const point = raySphere(rayOf(x, y), frame.point as unknown as number[], radius);
        if (length(sub(point, frame.point as unknown as number[])) < 1) return;
        const next = aimFromHub(frame, point);
        sink.aim(next.angle_deg, next.azimuth_deg, true);
      };

      const endAim = () => {
        const needle = context.needle();
        if (needle) sink.aim(needle.angle_deg, needle.azimuth_deg, false);
      };

      const pinch = (g: Extract<Gesture, { kind: 'pinch' }>) => {
        const now = two();
        if (g.onNeedle) {
          const travel = g.rest + (g.span - now.span) * 0.04;
          const steps = Math.trunc(travel / STEP_MM);
          if (steps !== 0) sink.advance(steps * STEP_MM);
          gesture = { ...g, ...now, rest: travel - steps * STEP_MM };
          return;
        }
        let view = zoomed(stage.goal, g.span / Math.max(1, now.span));
        view = panned(view, now.x - g.x, now.y - g.y, stage.frame.height);
        moveTo(view, true);
        gesture = { ...g, ...now };
      };

      const hover = (x: number, y: number) => {
        const ray = rayOf(x, y);
        const skin = skinUnder(ray);
        const onSyringe = held(x, y, 16) !== null;
        element.style.cursor = onSyringe ? 'grab' : skin?.inDomain && context.canPlace() ? 'crosshair' : '';
        context.point(ray, skin);
        sink.hover(skin && skin.inDomain && context.canPlace() && !onSyringe ? skin.at : null);
      };

      const up = (event: PointerEvent) => {
        const p = at(event);
        fingers.delete(event.pointerId);
        if (gesture.kind === 'aim') endAim();
        if (gesture.kind === 'press' && event.type === 'pointerup') {
          const ray = rayOf(p.x, p.y);
          const skin = skinUnder(ray);
          if (skin?.inDomain && context.canPlace()) {
            sink.place(skin.at);
            sink.hover(null);
          } else context.tap(ray, skin);
        }
        const rest = [...fingers.values()][0];
        gesture = rest ? { kind: 'orbit', x: rest.x, y: rest.y } : { kind: 'none' };
      };

      const leave = () => {
        if (fingers.size > 0) return;
        context.point(null, null);
        sink.hover(null);
      };

      const wheel = (event: WheelEvent) => {
        event.preventDefault();
        const lines = event.deltaMode === 1 ? (event.deltaY * WHEEL_NOTCH) / LINES_A_NOTCH : event.deltaY;
        if (context.needle() && !event.ctrlKey && !event.altKey && !event.metaKey) {
          // Shift turns the wheel sideways on some systems.
          const turned = lines !== 0 ? lines : event.deltaX;
          wheelRest += turned;
          const notches = Math.trunc(wheelRest / WHEEL_NOTCH);
          wheelRest -= notches * WHEEL_NOTCH;
          if (notches !== 0) sink.advance(notches * STEP_MM * (event.shiftKey ? 10 : 1));
          return;
        }
        moveTo(zoomed(stage.goal, Math.exp(Math.max(-120, Math.min(120, lines)) * 0.0016)));
      };
      const menu = (event: Event) => event.preventDefault();

      element.addEventListener('pointerdown', down);
      element.addEventListener('pointermove', move);
      element.addEventListener('pointerup', up);
      element.addEventListener('pointercancel', up);
      element.addEventListener('pointerleave', leave);
      element.addEventListener('wheel', wheel, { passive: false });
      element.addEventListener('contextmenu', menu);
      return () => {
        element.removeEventListener('pointerdown', down);
        element.removeEventListener('pointermove', move);
        element.removeEventListener('pointerup', up);
        element.removeEventListener('pointercancel', up);
        element.removeEventListener('pointerleave', leave);
        element.removeEventListener('wheel', wheel);
        element.removeEventListener('contextmenu', menu);
      };
    },
  };
}
