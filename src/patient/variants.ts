import type { Course, Shape, SideName, VariantGroup, VariantOp, Waypoint } from '../atlas/types';
import { COURSES, SHAPES } from '../atlas/structures';
import { VARIANT_GROUPS } from '../atlas/variants';
import type { DrawnVariant } from './types';

/** The anatomy of one side of one person, still in face coordinates. Insertion order is file order. */
export interface SideAnatomy {
  courses: Map<string, Course>;
  shapes: Map<string, Shape>;
}

/** A named communication between two vessels or nerves. */
export interface Connection {
  a: string;
  sideA: SideName;
  b: string;
  sideB: SideName;
}

export interface Anatomy {
  left: SideAnatomy;
  right: SideAnatomy;
  connections: Connection[];
}

/**
 * Applies drawn variants to the base files, op by op in file order: a per-side draw to its side, a person-wide draw to both
 * sides unless the op names one. Afterwards a structure whose parent is gone hangs on the parent's parent. The base is not changed.
 */
export function applyVariants(
  draws: readonly DrawnVariant[],
  courses: readonly Course[] = COURSES,
  shapes: readonly Shape[] = SHAPES,
  groups: readonly VariantGroup[] = VARIANT_GROUPS,
): Anatomy {
  const start = (): SideAnatomy => ({
    courses: new Map(courses.filter((course) => !course.optional).map((course) => [course.id, course])),
    shapes: new Map(shapes.map((shape) => [shape.id, shape])),
  });
  const anatomy: Anatomy = { left: start(), right: start(), connections: [] };
  const parents = (): Map<string, string | null> => new Map(courses.map((course) => [course.id, course.parent]));
  const everParent = { left: parents(), right: parents() };
  for (const draw of draws) {
    const option = groups.find((group) => group.id === draw.group)?.options.find((candidate) => candidate.id === draw.option);
    if (!option) throw new Error(`Drawn variant ${draw.group}/${draw.option} is not in the atlas.`);
    for (const op of option.ops) {
      const sides: SideName[] = op.side ? [op.side] : draw.side === 'person' ? ['left', 'right'] : [draw.side];
      for (const side of sides) run(anatomy, side, op, everParent[side]);
    }
  }
  for (const side of ['left', 'right'] as const) adoptOrphans(anatomy[side].courses, everParent[side]);
  return anatomy;
}

function run(anatomy: Anatomy, side: SideName, op: VariantOp, everParent: Map<string, string | null>): void {
  const { courses, shapes } = anatomy[side];
  switch (op.op) {
    case 'add':
      if ('course' in op) {
        const { optional: _optional, ...course } = op.course;
        courses.set(course.id, course);
        if (!everParent.has(course.id)) everParent.set(course.id, course.parent);
      } else addLike(courses, shapes, op.shape);
      return;
    case 'connect':
      connect(anatomy, side, op);
      return;
    case 'remove':
      courses.delete(op.id);
      shapes.delete(op.id);
      return;
    default: {
      const course = courses.get(op.id);
      if (course) {
        const changed = changeCourse(course, op);
        courses.set(op.id, changed);
        if (op.op === 'reparent') everParent.set(op.id, changed.parent);
      }
      const shape = shapes.get(op.id);
      if (shape) shapes.set(op.id, changeShape(shape, op));
    }
  }
}

type Change = Exclude<VariantOp, { op: 'add' } | { op: 'connect' } | { op: 'remove' }>;

function changeCourse(course: Course, op: Change): Course {
  switch (op.op) {
    case 'reroute':
      return op.waypoints ? { ...course, waypoints: op.waypoints } : course;
    case 'reparent':
      return op.only_if_parent !== undefined && course.parent !== op.only_if_parent ? course : { ...course, parent: op.parent };
    case 'end-at':
      return op.waypoint_index >= course.waypoints.length - 1 ? course : { ...course, waypoints: course.waypoints.slice(0, op.waypoint_index + 1) };
    case 'plane':
      return mapRange(course, op.from_index, op.to_index, (point) => ({ ...point, plane: op.plane, depth_mm: null }));
    case 'shift':
      return mapRange(course, op.from_index ?? 0, op.to_index ?? course.waypoints.length - 1, (point) => shiftWaypoint(point, op.lateral_mm, op.superior_mm, op.depth_mm));
    case 'calibre':
      return { ...course, diameter_mm: { start: op.start, end: op.end } };
  }
}

function changeShape(shape: Shape, op: Change): Shape {
  if (op.op === 'reroute') return op.outline ? { ...shape, outline: op.outline } : shape;
  if (op.op !== 'shift') return shape;
  return {
    ...shape,
    outline: shape.outline.map((ref) => ({ ...ref, lateral_mm: ref.lateral_mm + op.lateral_mm, superior_mm: ref.superior_mm + op.superior_mm })),
    depth_mm: { superficial: shape.depth_mm.superficial + op.depth_mm, deep: shape.depth_mm.deep + op.depth_mm },
  };
}

function shiftWaypoint(point: Waypoint, lateral: number, superior: number, depth: number): Waypoint {
  if (point.where === 'deep' && point.deep) {
    const { deep } = point;
    return { ...point, deep: { ...deep, lateral_mm: deep.lateral_mm + lateral, superior_mm: deep.superior_mm + superior, posterior_mm: deep.posterior_mm + depth } };
  }
  return { ...point, lateral_mm: point.lateral_mm + lateral, superior_mm: point.superior_mm + superior, depth_mm: point.depth_mm === null ? null : point.depth_mm + depth };
}

/** Changes waypoints from..to (inclusive, cut to those that exist); the same course when none is left. */
function mapRange(course: Course, from: number, to: number, change: (point: Waypoint) => Waypoint): Course {
  const last = Math.min(to, course.waypoints.length - 1);
  if (from > last) return course;
  return { ...course, waypoints: course.waypoints.map((point, index) => (index >= from && index <= last ? change(point) : point)) };
}

function addLike(courses: Map<string, Course>, shapes: Map<string, Shape>, add: { like: string; id: string; lateral_mm?: number; superior_mm?: number }): void {
  const lateral = add.lateral_mm ?? 0;
  const superior = add.superior_mm ?? 0;
  const course = courses.get(add.like);
  if (course) courses.set(add.id, { ...course, id: add.id, name: `${course.name}, second`, waypoints: course.waypoints.map((point) => shiftWaypoint(point, lateral, superior, 0)) });
  const shape = shapes.get(add.like);
  if (shape) shapes.set(add.id, { ...changeShape(shape, { op: 'shift', id: add.like, lateral_mm: lateral, superior_mm: superior, depth_mm: 0 }), id: add.id, name: `${shape.name}, second` });
}

function connect(anatomy: Anatomy, side: SideName, op: Extract<VariantOp, { op: 'connect' }>): void {
  const opposite: SideName = side === 'left' ? 'right' : 'left';
  const sideB = op.side_b === undefined ? side : op.side_b === 'opposite' ? opposite : op.side_b;
  if (!anatomy[side].courses.has(op.a) || !anatomy[sideB].courses.has(op.b)) return;
  const twin = anatomy.connections.some((other) => other.a === op.a && other.b === op.b && ((other.sideA === side && other.sideB === sideB) || (op.a === op.b && other.sideA === sideB && other.sideB === side)));
  if (!twin) anatomy.connections.push({ a: op.a, sideA: side, b: op.b, sideB });
}

/** A course whose parent is absent hangs on the nearest ancestor that is there. */
function adoptOrphans(courses: Map<string, Course>, everParent: ReadonlyMap<string, string | null>): void {
  for (const [id, course] of courses) {
    let parent = course.parent;
    let steps = 0;
    while (parent !== null && !courses.has(parent) && steps++ < 20) parent = everParent.get(parent) ?? null;
    if (parent !== course.parent) courses.set(id, { ...course, parent });
  }
}
