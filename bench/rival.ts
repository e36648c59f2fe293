import { Box3, BufferAttribute, BufferGeometry, Line3, Vector3 } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import type { CompiledPatient } from '../src/patient/types';

const SIDES = 8;

/**
 * The same search as a knowledgeable user of three-mesh-bvh writes it: every vessel, nerve and duct as a tube of 8 sides with a ring each
 * 1 mm, all merged into one tree; a shapecast that skips boxes farther than the reach and takes the exact distance of each remaining
 * triangle to the shaft, keeping the least per structure.
 */
export function makeRival(patient: CompiledPatient): { triangles: number; search(shaft: Float64Array, reach: number, out: Map<number, number>): void } {
  const { a, b, radius, structure } = patient.tubes;
  const positions: number[] = [], index: number[] = [], owner: number[] = [];
  for (const s of patient.structures.keys()) {
    const { shape, first, count } = patient.structures[s];
    if (shape !== 'tube' || count === 0) continue;
    const start = positions.length / 3;
    const n = new Vector3(1, 0, 0), t = new Vector3(), m = new Vector3();
    for (let i = 0; i <= count; i++) {
      const k = 3 * (first + Math.min(i, count - 1));
      const p = i < count ? a : b;
      t.set(b[k] - a[k], b[k + 1] - a[k + 1], b[k + 2] - a[k + 2]).normalize();
      n.addScaledVector(t, -n.dot(t));
      if (n.lengthSq() < 1e-9) n.set(t.y, t.z, t.x).addScaledVector(t, -(t.y * t.x + t.z * t.y + t.x * t.z));
      n.normalize();
      m.crossVectors(t, n);
      const r = radius[first + Math.min(i, count - 1)];
      for (let j = 0; j < SIDES; j++) {
        const angle = (2 * Math.PI * j) / SIDES;
        const c = Math.cos(angle) * r, q = Math.sin(angle) * r;
        positions.push(p[k] + c * n.x + q * m.x, p[k + 1] + c * n.y + q * m.y, p[k + 2] + c * n.z + q * m.z);
        const next = (j + 1) % SIDES;
        if (i === count) continue;
        const o = start + i * SIDES;
        index.push(o + j, o + next, o + SIDES + next, o + j, o + SIDES + next, o + SIDES + j);
        owner.push(structure[first], structure[first]);
      }
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
  geometry.setIndex(new BufferAttribute(new Uint32Array(index), 1));
  // `indirect` keeps the triangle order, so that each triangle still knows its structure.
  const bvh = new MeshBVH(geometry, { indirect: true });
  const segment = new Line3(), grown = new Box3(), hit = new Vector3(), direction = new Vector3();
  return {
    triangles: owner.length,
    search(shaft, reach, out) {
      out.clear();
      segment.start.set(shaft[0], shaft[1], shaft[2]);
      segment.end.set(shaft[3], shaft[4], shaft[5]);
      segment.delta(direction);
      bvh.shapecast({
        intersectsBounds: (box) => {
          grown.copy(box).expandByScalar(reach);
          return segmentMeetsBox(segment.start, direction, grown);
        },
        intersectsTriangle: (triangle, i) => {
          const d = triangle.closestPointToSegment(segment, hit);
          if (d > reach) return false;
          const s = owner[i];
          const known = out.get(s);
          if (known === undefined || d < known) out.set(s, d);
          return false;
        },
      });
    },
  };
}

/** Slab test of a segment against a box. */
function segmentMeetsBox(start: Vector3, d: Vector3, box: Box3): boolean {
  let from = 0, to = 1;
  for (const axis of ['x', 'y', 'z'] as const) {
    if (d[axis] === 0) {
      if (start[axis] < box.min[axis] || start[axis] > box.max[axis]) return false;
      continue;
    }
    let t0 = (box.min[axis] - start[axis]) / d[axis];
    let t1 = (box.max[axis] - start[axis]) / d[axis];
    if (t0 > t1) [t0, t1] = [t1, t0];
    from = Math.max(from, t0);
    to = Math.min(to, t1);
    if (from > to) return false;
  }
  return true;
}
