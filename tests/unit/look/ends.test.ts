import { describe, expect, it } from 'vitest';
import { joinFinder, thinnedEnds } from '../../../src/scene/freeEnds';
import { fadeOut } from '../../../src/scene/materials/vertexTraits';
import { oblique } from '../../../src/scene/rig/orbit';

describe('ends of vessels', () => {
  const points = Array.from({ length: 21 }, (_, i) => [i * 2, 0, 0]).flat();
  const radii = Array.from({ length: 21 }, () => 0.8);

  it('thin where they run out, and only there', () => {
    const out = thinnedEnds(points, radii, { first: false, last: true });
    expect(out[20]).toBeCloseTo(0.2, 9);
    expect(out.slice(0, 15)).toEqual(radii.slice(0, 15));
    for (let i = 1; i <= 20; i++) expect(out[i]).toBeLessThanOrEqual(out[i - 1]);
  });

  it('stay as they are where they are joined', () => {
    expect(thinnedEnds(points, radii, { first: false, last: false })).toEqual(radii);
  });

  it('are joined where another structure lies at the end, not by their own capsules', () => {
    const tubes = { a: new Float32Array([0, 0, 0, 9, 0, 0]), b: new Float32Array([1, 0, 0, 10, 0, 0]), radius: new Float32Array([0.5, 0.5]), structure: new Uint16Array([0, 1]) };
    const joined = joinFinder({ tubes });
    expect(joined(10, 0.5, 0, 0.5, 0)).toBe(true);
    expect(joined(1, 0, 0, 0.5, 0)).toBe(false);
    expect(joined(30, 0, 0, 0.5, 0)).toBe(false);
  });
});

describe('a muscle that goes on below the picture', () => {
  it('is marked from its lower end up, others are left alone', () => {
    const positions = new Float32Array([0, 0, 0, 1, 100, 0, 2, 10, 0, 5, 0, 0, 6, 1, 0, 7, 2, 0]);
    const pale = new Float32Array(6).fill(0.5);
    fadeOut(pale, positions, new Uint32Array([0, 1, 2, 3, 4, 5]), new Uint16Array([7, 8]), (id) => id === 7);
    expect(pale[0]).toBe(-1);
    expect(pale[2]).toBeLessThan(-0.5);
    expect(pale[1]).toBe(0.5);
    expect([...pale.slice(3)]).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('the view of a technique', () => {
  it('comes from the front of the normal and near the horizon', () => {
    const [, y, z] = oblique([0.3, -0.8, 0.5]);
    expect(y).toBeGreaterThanOrEqual(-0.24);
    expect(z).toBeGreaterThan(0);
    expect(oblique([1, 0, 0])[2]).toBeGreaterThan(0.5);
  });

  it('stays on the side of its point', () => {
    for (const x of [0.15, 0.4, 0.6, 0.9]) {
      expect(oblique([x, 0, Math.sqrt(1 - x * x)])[0]).toBeGreaterThan(-0.01);
      expect(oblique([-x, 0, Math.sqrt(1 - x * x)])[0]).toBeLessThan(0.01);
    }
  });
});
