/** Rays and projections between the screen and the head, in millimetres, from plain camera numbers. */
import { eyeDirection, FIELD_OF_VIEW, type View } from './orbit';

export type Vec3 = [number, number, number];

export interface Ray {
  origin: Vec3;
  direction: Vec3;
}

export const sub = (a: readonly number[], b: readonly number[]): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const add = (a: readonly number[], b: readonly number[]): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const scaled = (a: readonly number[], k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const dot = (a: readonly number[], b: readonly number[]): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: readonly number[], b: readonly number[]): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const length = (a: readonly number[]): number => Math.sqrt(dot(a, a));
export const unit = (a: readonly number[]): Vec3 => scaled(a, 1 / (length(a) || 1));
export const along = (ray: Ray, t: number): Vec3 => add(ray.origin, scaled(ray.direction, t));

/** Size of the picture in CSS pixels. */
export interface Frame {
  width: number;
  height: number;
}

interface Axes {
  eye: Vec3;
  forward: Vec3;
  right: Vec3;
  up: Vec3;
}

/** Eye and orthonormal axes of a view. */
export function axes(view: View): Axes {
  const back = eyeDirection(view);
  const forward = scaled(back, -1);
  const right = unit(cross(forward, [0, 1, 0]));
  return { eye: add(view.target, scaled(back, view.distance)), forward, right, up: cross(right, forward) };
}

/** The ray under a pixel (from the picture's upper left corner). */
export function rayAt(view: View, frame: Frame, x: number, y: number): Ray {
  const a = axes(view);
  const t = Math.tan((FIELD_OF_VIEW * Math.PI) / 360);
  const nx = ((x / frame.width) * 2 - 1) * t * (frame.width / frame.height);
  const ny = (1 - (y / frame.height) * 2) * t;
  return { origin: a.eye, direction: unit(add(add(a.forward, scaled(a.right, nx)), scaled(a.up, ny))) };
}

/** Pixel of a point, with its distance in front of the eye (mm; not in the picture when <= 0). */
export function project(view: View, frame: Frame, point: readonly number[]): { x: number; y: number; depth: number } {
  const a = axes(view);
  const d = sub(point, a.eye);
  const depth = dot(d, a.forward);
  const t = Math.tan((FIELD_OF_VIEW * Math.PI) / 360) * Math.max(1e-6, depth);
  return {
    x: (dot(d, a.right) / (t * (frame.width / frame.height)) + 1) * 0.5 * frame.width,
    y: (1 - dot(d, a.up) / t) * 0.5 * frame.height,
    depth,
  };
}

/** Where a ray first meets a sphere, or its nearest approach to the sphere when it passes by. */
export function raySphere(ray: Ray, centre: readonly number[], radius: number): Vec3 {
  const m = sub(ray.origin, centre);
  const b = dot(m, ray.direction);
  const c = dot(m, m) - radius * radius;
  const h = b * b - c;
  if (h >= 0) return along(ray, -b - Math.sqrt(h));
  return add(centre, scaled(unit(sub(along(ray, -b), centre)), radius));
}

/** Shortest distance in pixels from (x, y) to the segment a-b. */
export function pixelsToSegment(x: number, y: number, a: { x: number; y: number }, b: { x: number; y: number }): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const t = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - dx * t, y - a.y - dy * t);
}
