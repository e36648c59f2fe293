import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXCLUDED, insidePolygon } from '../../../src/atlas/regions';
import { buildShapes, bodiesOf } from '../../../src/patient/bodies/build';
import { splitPinches, triangulate } from '../../../src/patient/bodies/lattice';
import { volume6, type BodyBuffer } from '../../../src/patient/bodies/mesh';
import { signedDistance, smoothRing } from '../../../src/patient/bodies/outline';
import { strap } from '../../../src/patient/bodies/strap';
import { drawVariants } from '../../../src/patient/draw';
import { applyVariants } from '../../../src/patient/variants';
import { flatGround } from '../courses/sheet';

const ground = flatGround();
const built = buildShapes(applyVariants(drawVariants({ preset: 'female-35' })), ground, true);
const body = (id: string): BodyBuffer => {
  const found = built.find((candidate) => candidate.shape.id === id && candidate.side === 'left');
  if (!found) throw new Error(`${id} was not built`);
  return found.buffer;
};

/** Edges that are not used exactly once in each sense. */
function openEdges({ triangles }: Pick<BodyBuffer, 'triangles'>): number {
  const edges = new Map<string, number>();
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const key = `${triangles[t + k]} ${triangles[t + ((k + 1) % 3)]}`;
      edges.set(key, (edges.get(key) ?? 0) + 1);
    }
  let bad = 0;
  for (const [key, count] of edges) if (count !== 1 || edges.get(key.split(' ').reverse().join(' ')) !== 1) bad++;
  return bad;
}

/** Depths (-z on the flat patient) of a body's outer and inner face near (u, v). */
function depthsAt(buffer: BodyBuffer, u: number, v: number, reach = 1.6): { top: number; bottom: number } | null {
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < buffer.positions.length; i += 3) {
    if (Math.abs(buffer.positions[i] - u) > reach || Math.abs(buffer.positions[i + 1] - v) > reach) continue;
    top = Math.min(top, -buffer.positions[i + 2]);
    bottom = Math.max(bottom, -buffer.positions[i + 2]);
  }
  return bottom > top ? { top, bottom } : null;
}

describe('bodies', () => {
  it('hold the muscles and glands that are taught', () => {
    const ids = new Set(built.map(({ shape }) => shape.id));
    for (const id of ['frontalis', 'corrugator-supercilii', 'procerus', 'orbicularis-oculi-orbital', 'orbicularis-oculi-palpebral', 'orbicularis-oris', 'zygomaticus-major', 'zygomaticus-minor', 'levator-labii-superioris', 'levator-nasolabialis', 'depressor-anguli-oris', 'depressor-labii-inferioris', 'mentalis', 'masseter-superficial', 'masseter-deep', 'temporalis', 'buccinator', 'platysma', 'parotid-superficial', 'submandibular', 'levator-palpebrae-superioris', 'sternocleidomastoid'])
      expect(ids.has(id), id).toBe(true);
  });

  it('are closed and face outward on both sides', () => {
    for (const { shape, side, buffer } of built) {
      expect(openEdges(buffer), `${shape.id} ${side}`).toBe(0);
      expect(volume6(buffer), `${shape.id} ${side}`).toBeGreaterThan(0);
    }
  });

  it('stay inside the triangle budget', () => {
    const count = (kinds: string[]): number => built.filter(({ shape }) => kinds.includes(shape.kind)).reduce((sum, { buffer }) => sum + buffer.triangles.length / 3, 0);
    expect(count(['muscle'])).toBeLessThan(90_000);
    expect(count(['fat', 'gland', 'ligament'])).toBeLessThan(50_000);
  });

  it('leave the eye and the mouth open', () => {
    const fissure = EXCLUDED.find((opening) => opening.id === 'palpebral-fissure');
    const lid = body('orbicularis-oculi-palpebral');
    for (let i = 0; i < lid.positions.length; i += 3) if (fissure) expect(insidePolygon(fissure.outline.map(([u, v]) => [31 + 0.85 * (u - 31), 0.7 * v]), lid.positions[i], lid.positions[i + 1])).toBe(false);
    expect(depthsAt(body('orbicularis-oris'), 4, -64.3, 1)).toBeNull();
    expect(depthsAt(body('orbicularis-oculi-orbital'), 31, 0, 2)).toBeNull();
  });

  it('lie under the dermis and over the bone', () => {
    for (const { shape, buffer } of built.filter(({ shape: { id, kind } }) => kind === 'muscle' && !['levator-palpebrae-superioris', 'temporalis', 'sternocleidomastoid', 'mylohyoid', 'digastric-anterior'].includes(id)))
      for (let i = 2; i < buffer.positions.length; i += 3) {
        expect(-buffer.positions[i], shape.id).toBeGreaterThan(1);
        expect(-buffer.positions[i], shape.id).toBeLessThan(22.5);
      }
  });

  it('taper towards the rim', () => {
    const { top, bottom } = depthsAt(body('masseter-superficial'), 92, -58) ?? { top: 0, bottom: 0 };
    expect(bottom - top).toBeGreaterThan(5);
    const thin = body('frontalis');
    const middle = depthsAt(thin, 30, 50);
    expect(middle && middle.bottom - middle.top).toBeGreaterThan(0.8);
  });

  it('keep the order of overlapping muscles', () => {
    for (const [over, under, u, v] of [
      ['orbicularis-oculi-orbital', 'corrugator-supercilii', 26, 23],
      ['masseter-superficial', 'masseter-deep', 92, -40],
      ['depressor-anguli-oris', 'depressor-labii-inferioris', 24, -82],
    ] as const) {
      const a = depthsAt(body(over), u, v);
      const b = depthsAt(body(under), u, v);
      if (!a || !b) continue;
      expect((b.top + b.bottom) / 2, `${under} under ${over}`).toBeGreaterThan((a.top + a.bottom) / 2);
    }
  });

  it('carry unit fibre directions, along the muscle', () => {
    const buffer = body('zygomaticus-major');
    let along = 0;
    for (let i = 0; i < buffer.fibre.length; i += 3) {
      const [x, y, z] = buffer.fibre.slice(i, i + 3);
      expect(Math.hypot(x, y, z)).toBeCloseTo(1, 5);
      along += Math.abs(0.7 * x + 0.7 * y);
    }
    expect(along / (buffer.fibre.length / 3)).toBeGreaterThan(0.8);
  });

  it('are concatenated with their structures', () => {
    const { structures, bodies } = bodiesOf(built, [], 100);
    structures.forEach((structure, index) => {
      for (let t = structure.first; t < structure.first + structure.count; t++) expect(bodies.structure[t]).toBe(100 + index);
    });
    expect(bodies.triangles.length / 3).toBe(bodies.structure.length);
    expect(bodies.fibre.length).toBe(bodies.positions.length);
  });
});

describe('flat meshes', () => {
  it('cover a disc, a border all round', () => {
    fc.assert(
      fc.property(fc.double({ min: 4, max: 25, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.9, max: 2.5, noNaN: true }), (radius, centre, spacing) => {
        const mesh = triangulate((u, v) => radius - Math.hypot(u - centre, v), [centre - radius, -radius, centre + radius, radius], spacing);
        let area = 0;
        for (let t = 0; t < mesh.triangles.length; t += 3) {
          const [a, b, c] = [mesh.triangles[t] * 2, mesh.triangles[t + 1] * 2, mesh.triangles[t + 2] * 2];
          const size = ((mesh.uv[b] - mesh.uv[a]) * (mesh.uv[c + 1] - mesh.uv[a + 1]) - (mesh.uv[c] - mesh.uv[a]) * (mesh.uv[b + 1] - mesh.uv[a + 1])) / 2;
          if (size < -1e-9) return false;
          area += size;
        }
        const disc = Math.PI * radius * radius;
        const onBorder = mesh.border.every((i) => Math.abs(Math.hypot(mesh.uv[i * 2] - centre, mesh.uv[i * 2 + 1]) - radius) < 0.05);
        return onBorder && Math.abs(area - disc) < 0.06 * disc;
      }),
      { numRuns: 40 },
    );
  });

  it('give a pinched vertex one copy a fan', () => {
    const bow = splitPinches([0, 1, 2, 2, 3, 4], 5);
    expect(bow.triangles).toEqual([0, 1, 2, 5, 3, 4]);
    expect(bow.source).toEqual([0, 1, 2, 3, 4, 2]);
  });

  it('round outlines smoothly through their corners, and join the halves at the midline', () => {
    const { ring, midline } = smoothRing([[0, 10], [0, -10], [12, -8], [14, 6]]);
    expect(midline).toBe(true);
    expect(signedDistance(ring, 0, 0)).toBeGreaterThan(5);
    expect(signedDistance(ring, -10, 0)).toBeCloseTo(signedDistance(ring, 10, 0), 1);
    expect(Math.abs(signedDistance(ring, 14, 6))).toBeLessThan(0.2);
    expect(smoothRing([[5, 0], [9, 0], [7, 4]]).midline).toBe(false);
  });
});

describe('straps', () => {
  it('are closed, outward, as wide as asked', () => {
    const made = strap([{ at: [0, 0, 0], halfWidth: 2, halfThickness: 1 }, { at: [0, -10, 0], halfWidth: 4, halfThickness: 1 }, { at: [0, -20, 3], halfWidth: 1, halfThickness: 0.5 }], [1, 0, 0]);
    expect(openEdges(made)).toBe(0);
    expect(volume6(made)).toBeGreaterThan(0);
    expect(Math.max(...made.positions.filter((_, i) => i % 3 === 0))).toBeGreaterThan(3.8);
  });
});
