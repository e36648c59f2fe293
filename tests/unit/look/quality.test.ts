import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { FULL_PACE, paceAfter, STEPS, type Pace } from '../../../src/scene/quality';
import { coarserTriangles, levelIndex, levelFor } from '../../../src/scene/skin/lod';

/** Ten frames on a machine that takes `whole` ms for the full picture. */
function settle(whole: number, from: Pace = FULL_PACE): Pace {
  let pace = from;
  for (let i = 0; i < 10; i++) pace = paceAfter(pace, pace.moving, whole * STEPS[pace.moving] ** 2);
  return pace;
}

describe('pace of the picture', () => {
  it('leaves a quick machine at full quality', () => {
    expect(settle(12)).toEqual(FULL_PACE);
  });

  it('draws less on a slow one while it moves, and everything at rest', () => {
    const pace = settle(90);
    expect(STEPS[pace.moving]).toBeLessThan(0.7);
    expect(pace.resting).toBe(0);
  });

  it('comes back when the machine is free again', () => {
    expect(settle(10, settle(400))).toEqual(FULL_PACE);
  });

  it('never rests coarser than it may, nor leaves the steps', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(STEPS.length - 1), fc.double({ min: 0, max: 1e5, noNaN: true }))), (frames) => {
        let pace = FULL_PACE;
        for (const [step, ms] of frames) pace = paceAfter(pace, step, ms);
        expect(STEPS[pace.moving]).toBeGreaterThan(0);
        expect(pace.resting).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('does not swing at the limit', () => {
    const pace = settle(60);
    expect(paceAfter(pace, pace.moving, 60 * STEPS[pace.moving] ** 2)).toEqual(pace);
  });
});

/** Two quads side by side divided twice, numbered as the head's are: children one after another, each from its parent's corner. */
function twice(x0: number, y0: number, size: number): { corners: [number, number][] } {
  const divide = (x: number, y: number, s: number, turn: number, level: number): [number, number][][] => {
    const c: [number, number][] = [[x, y], [x + s, y], [x + s, y + s], [x, y + s]];
    const turned = c.map((_, i) => c[(i + turn) % 4]);
    if (level === 0) return [turned];
    const h = s / 2;
    const at: [number, number][] = [[x, y], [x + h, y], [x + h, y + h], [x, y + h]];
    return [0, 1, 2, 3].flatMap((k) => divide(...at[(k + turn) % 4], h, (k + turn) % 4, level - 1));
  };
  return { corners: divide(x0, y0, size, 0, 2).flat() };
}

describe('levels of the skin', () => {
  const points = [...twice(0, 0, 4).corners, ...twice(4, 0, 4).corners];
  const triangles = new Uint32Array(points.length / 4 * 6);
  for (let q = 0; q < points.length / 4; q++) triangles.set([0, 1, 2, 0, 2, 3].map((k) => q * 4 + k), q * 6);
  const area = (index: ArrayLike<number>, from = 0, count = index.length) => {
    let sum = 0;
    for (let t = from; t < from + count; t += 3) {
      const [a, b, c] = [points[index[t]], points[index[t + 1]], points[index[t + 2]]];
      sum += ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
    }
    return sum;
  };

  it.each([4, 16] as const)('cover the same ground the same way round with %i quads in one', (quads) => {
    const coarse = coarserTriangles(triangles, quads);
    expect(coarse.length * quads).toBe(triangles.length);
    expect(area(coarse)).toBeCloseTo(area(triangles), 9);
  });

  it('stand behind one another in one index', () => {
    const { index, levels } = levelIndex(triangles);
    for (const { start, count } of Object.values(levels)) expect(area(index, start, count)).toBeCloseTo(32, 9);
    expect(levels.cage.start + levels.cage.count).toBe(index.length);
  });

  it('are finer near by than far away', () => {
    expect(levelFor(12, false)).toBe('fine');
    expect(levelFor(3, false)).toBe('coarse');
    expect(levelFor(3, true)).toBe('cage');
  });
});
