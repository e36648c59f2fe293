import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allAlong, allHits, buildTriangleTree, closestOnDiscs, closestPoint, distanceAlong, firstAlong, firstHit, firstHitPacked, makeClosest, makeDiscs, makeHits, makeLine, packMesh, segmentSegmentSquared, segmentToDiscs } from '../../../src/patient/trees';
import { syntheticPatient } from '../../helpers/synthetic';

const { skin } = syntheticPatient();
const tree = buildTriangleTree(skin);
const packed = packMesh(skin, tree);
const discs = makeDiscs(skin, tree);
const coordinate = fc.integer({ min: -9_000, max: 9_000 }).map((k) => k / 100);
const point = fc.tuple(coordinate, coordinate, coordinate);
const direction = point.filter(([x, y, z]) => Math.hypot(x, y, z) > 1).map(([x, y, z]) => [x, y, z].map((v) => v / Math.hypot(x, y, z)));

/** Vertices of the skin, so that lines meet it, exactly in a vertex too. */
const aim = fc.nat(skin.positions.length / 3 - 1).map((v) => [...skin.positions.subarray(3 * v, 3 * v + 3)]);

describe('a mesh laid out for readings', () => {
  it('is hit by a line where the mesh is', () => {
    const one = makeHits(1), other = makeHits(1), many = makeHits(32), more = makeHits(32), line = makeLine();
    let met = 0;
    fc.assert(
      fc.property(point, aim, fc.integer({ min: 1, max: 150 }), ([x, y, z], [tx, ty, tz], end) => {
        const away = Math.hypot(tx - x, ty - y, tz - z);
        fc.pre(away > 1);
        const dx = (tx - x) / away, dy = (ty - y) / away, dz = (tz - z) / away;
        line.set([x, y, z, dx, dy, dz, 0, end]);
        expect(firstAlong(packed, line, one)).toBe(firstHit(skin, tree, x, y, z, dx, dy, dz, 0, end, other));
        if (other.count > 0) met++;
        expect([one.count, one.t[0], one.entering[0]].slice(0, 1 + 2 * one.count)).toEqual([other.count, other.t[0], other.entering[0]].slice(0, 1 + 2 * other.count));
        const n = allAlong(packed, line, many);
        expect(n).toBe(allHits(skin, tree, x, y, z, dx, dy, dz, 0, end, more));
        for (let i = 0; i < n; i++) expect([many.t[i], many.triangle[i], many.entering[i]]).toEqual([more.t[i], more.triangle[i], more.entering[i]]);
      }),
      { numRuns: 600 },
    );
    expect(met).toBeGreaterThan(50);
  });

  it('is hit first where it was, however the search is cut short by a triangle the line is known to meet', () => {
    const all = makeHits(32), one = makeHits(1), other = makeHits(1);
    let met = 0;
    fc.assert(
      fc.property(point, aim, fc.nat(skin.triangles.length / 3 - 1), ([x, y, z], [tx, ty, tz], stray) => {
        const away = Math.hypot(tx - x, ty - y, tz - z);
        fc.pre(away > 1);
        const d = [(tx - x) / away, (ty - y) / away, (tz - z) / away] as const;
        const n = allHits(skin, tree, x, y, z, ...d, 0, 150, all);
        const first = firstHitPacked(packed, x, y, z, ...d, 0, 150, one);
        for (const triangle of [stray, ...all.triangle.subarray(0, n)]) {
          const near = distanceAlong(skin, triangle, x, y, z, ...d, 0, 150);
          const place = all.triangle.subarray(0, n).indexOf(triangle);
          expect(near).toBe(place < 0 ? Infinity : all.t[place]);
          if (near === Infinity) continue;
          met++;
          expect(firstHitPacked(packed, x, y, z, ...d, 0, near, other)).toBe(first);
          expect(other.t[0]).toBe(one.t[0]);
        }
      }),
      { numRuns: 400 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it('is as far from a point as the mesh is, within a radius or without one', () => {
    const one = makeClosest(), other = makeClosest(), query = new Float64Array(4);
    fc.assert(
      fc.property(point, fc.option(fc.integer({ min: 1, max: 60 })), ([x, y, z], radius) => {
        query.set([x, y, z, radius ?? Infinity]);
        closestOnDiscs(discs, query, one);
        expect(one.distance).toBe(closestPoint(skin, tree, x, y, z, other, radius ?? Infinity));
        expect(one.triangle < 0).toBe(other.triangle < 0);
      }),
      { numRuns: 800 },
    );
  });

  it('is as far from a segment as its nearest edge or end', () => {
    const closest = makeClosest(), least = new Float64Array(1);
    const p = skin.positions, t = skin.triangles;
    fc.assert(
      fc.property(point, direction, fc.integer({ min: 0, max: 30 }), ([x, y, z], d, length) => {
        const s = Float64Array.of(x, y, z, x + d[0] * length, y + d[1] * length, z + d[2] * length);
        least[0] = Infinity;
        segmentToDiscs(discs, s, least);
        let truth = Math.min(closestPoint(skin, tree, s[0], s[1], s[2], closest), closestPoint(skin, tree, s[3], s[4], s[5], closest));
        for (let i = 0; i < t.length; i++) {
          const a = 3 * t[i], b = 3 * t[i % 3 === 2 ? i - 2 : i + 1];
          truth = Math.min(truth, Math.sqrt(segmentSegmentSquared(s[0], s[1], s[2], s[3], s[4], s[5], p[a], p[a + 1], p[a + 2], p[b], p[b + 1], p[b + 2])));
        }
        expect(least[0]).toBeCloseTo(truth, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('may be empty', () => {
    const none = { positions: new Float32Array(0), triangles: new Uint32Array(0) };
    const empty = buildTriangleTree(none);
    const line = makeLine(), out = makeClosest();
    line.set([0, 0, 0, 0, 0, 1, 0, 100]);
    expect(firstAlong(packMesh(none, empty), line, makeHits(1))).toBe(-1);
    closestOnDiscs(makeDiscs(none, empty), Float64Array.of(0, 0, 0, Infinity), out);
    expect(out.triangle).toBe(-1);
  });

  it('tells when a leaf holds more triangles than a link can count', () => {
    const few = { positions: skin.positions, triangles: skin.triangles.slice(0, 48) };
    const leaf = { bounds: new Float32Array([-300, -300, -300, 300, 300, 300]), nodes: new Uint32Array([0, 16]), items: Uint32Array.from({ length: 16 }, (_, k) => k) };
    expect(() => packMesh(few, leaf)).toThrow(/a leaf of 16 triangles/);
  });
});
