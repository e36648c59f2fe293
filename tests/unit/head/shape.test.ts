import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ageWeights, HEAD_PRESETS, headPreset, morphCage, morphNames, shapeHead } from '../../../src/patient/head';
import { preset, theHead } from './fixture';

/** Largest distance of a head to its mirror image, mm. */
function asymmetry(skin: Float32Array, mirror: Uint32Array): number {
  let worst = 0;
  mirror.forEach((j, i) => {
    worst = Math.max(worst, Math.abs(skin[i * 3] + skin[j * 3]), Math.abs(skin[i * 3 + 1] - skin[j * 3 + 1]), Math.abs(skin[i * 3 + 2] - skin[j * 3 + 2]));
  });
  return worst;
}

describe('a head', () => {
  for (const id of Object.keys(HEAD_PRESETS)) {
    it(`${id} is its own mirror image to a hundredth of a millimetre`, async () => {
      const { head, shape } = await preset(id);
      expect(asymmetry(shape.skin, head.surface.mirror)).toBeLessThan(0.01);
    });

    it(`${id} has its origin midway between the tragions`, async () => {
      const { landmarks } = await preset(id);
      const [l, r] = ['left', 'right'].map((s) => landmarks.find((x) => x.id === 'tragion' && x.side === s)?.point ?? [9, 9, 9]);
      for (let k = 0; k < 3; k++) expect(Math.abs(l[k] + r[k]) / 2).toBeLessThan(0.05);
    });

    it(`${id} closes its lips: no line of sight from the front between them`, async () => {
      const { head, shape } = await preset(id);
      const y = (row: number, column: number): number => shape.skin[head.lips[row][column] * 3 + 1];
      for (let j = 0; j <= 8; j++) {
        const gap = Math.min(...[3, 4, 5, 6, 7].map((r) => y(r, j) - y(r, 19 - j)));
        expect(gap, `column ${j}`).toBeLessThan(0.1);
        expect(gap, `column ${j}`).toBeGreaterThan(-1);
      }
    });

    it(`${id} rests its lids on the eyeballs`, async () => {
      const { head, shape } = await preset(id);
      for (const side of ['left', 'right'] as const) {
        const { centre, radius } = shape.eyes[side];
        expect(radius).toBeGreaterThan(11);
        expect(radius).toBeLessThan(16);
        const gap = Array.from(head.surface.loops[`lid-inner-${side}`], (v) => Math.hypot(...[0, 1, 2].map((k) => shape.skin[v * 3 + k] - centre[k])) - radius);
        // The inner edge of the lids dips into the globe or stands off it by less than a millimetre, but for the inner corner.
        expect(gap.filter((g) => g < 1).length / gap.length).toBeGreaterThan(0.75);
      }
    });
  }

  it('is the same again from the same weights', async () => {
    const head = await theHead();
    const a = shapeHead(head, headPreset('male-45').weights).skin;
    const b = shapeHead(head, headPreset('male-45').weights).skin;
    expect(Buffer.from(a.buffer).equals(Buffer.from(b.buffer))).toBe(true);
  });

  it('stays symmetric under any sliders', async () => {
    const head = await theHead();
    const names = morphNames(head);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 8 }), (list) => {
        const cage = morphCage(head, Object.fromEntries(list));
        for (let i = 0; i < head.mirror.length; i++) if (Math.abs(cage[i * 3] + cage[head.mirror[i] * 3]) > 0.05) return false;
        return true;
      }),
      { numRuns: 25 },
    );
  });

  it('moves one side only when asked', async () => {
    const head = await theHead();
    const rest = morphCage(head, {});
    const moved = morphCage(head, { 'ear-size:left': 1 });
    let left = 0;
    let right = 0;
    for (let i = 0; i < head.skinCount; i++) {
      const d = Math.hypot(...[0, 1, 2].map((k) => moved[i * 3 + k] - rest[i * 3 + k]));
      if (rest[i * 3] > 20) left = Math.max(left, d);
      if (rest[i * 3] < -20) right = Math.max(right, d);
    }
    expect(left).toBeGreaterThan(3);
    expect(right).toBeLessThan(left / 4);
  });

  it('names an unknown morph or side', async () => {
    const head = await theHead();
    expect(() => morphCage(head, { 'nose-size': 1 })).toThrow(/"nose-size" names no morph/);
    expect(() => morphCage(head, { 'nose-width:top': 1 })).toThrow(/left or right/);
    expect(() => morphCage(head, { 'nose-width': NaN })).toThrow(/must be a number/);
    expect(() => headPreset('female-99')).toThrow(/unknown preset "female-99".*female-35/);
  });

  it('a slider without a second shape runs both ways', async () => {
    const head = await theHead();
    const x = (w: number): number => morphCage(head, { 'mouth-width': w })[head.lips[1][10] * 3];
    expect(x(1)).toBeGreaterThan(x(0) + 2);
    expect(x(-1)).toBeLessThan(x(0) - 2);
  });
});

describe('age', () => {
  it('begins with nothing at 20 and only ever grows', () => {
    expect(ageWeights(20)).toEqual({});
    const total = (y: number): number => Object.values(ageWeights(y)).reduce((s, w) => s + w, 0);
    for (let y = 21; y <= 75; y++) expect(total(y)).toBeGreaterThanOrEqual(total(y - 1));
    expect(total(75)).toBeGreaterThan(10);
  });

  it('hollows the temple and drops the jowl', async () => {
    const { landmarks: _, head } = await preset('female-35');
    void _;
    const young = morphCage(head, ageWeights(25));
    const old = morphCage(head, ageWeights(75));
    let hollow = 0;
    let drop = 0;
    for (let i = 0; i < head.skinCount; i++) {
      const [x, y, z] = [young[i * 3], young[i * 3 + 1], young[i * 3 + 2]];
      if (x > 50 && y > 20 && y < 55 && z > 20 && z < 60) hollow = Math.max(hollow, x - old[i * 3]);
      if (x > 30 && x < 55 && y < -45 && y > -75 && z > 30) drop = Math.max(drop, y - old[i * 3 + 1]);
    }
    expect(hollow).toBeGreaterThan(2);
    expect(drop).toBeGreaterThan(2);
  });

  it('is refused outside a life', () => {
    expect(() => ageWeights(5)).toThrow(/between 18 and 90/);
    expect(() => ageWeights(NaN)).toThrow(/between 18 and 90/);
  });
});
