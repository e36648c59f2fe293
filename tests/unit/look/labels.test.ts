/** Labels keep apart and within the frame, whatever they point at. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landmark } from '../../../src/atlas/landmarks';
import { SKIN_LANDMARKS } from '../../../src/scene/layerKinds';
import { layoutLabels, type Anchor } from '../../../src/scene/labelLayout';

const LINE = 26;
const frame = { width: 390, height: 400 };
const anchors = fc
  .array(fc.record({ x: fc.double({ min: 0, max: frame.width, noNaN: true }), y: fc.double({ min: 0, max: frame.height, noNaN: true }) }), { minLength: 1, maxLength: 18 })
  .map((points) => points.map((p, i): Anchor => ({ ...p, id: `a${i}`, text: `label ${i}` })));

describe('label layout', () => {
  it.each([false, true])('staggered %s: no two labels of a column nearer than a line, none outside the frame, leaders do not cross', (staggered) => {
    fc.assert(
      fc.property(anchors, (list) => {
        const placed = layoutLabels(list, { ...frame, staggered });
        expect(placed.length).toBeGreaterThan(0);
        for (const a of placed) {
          expect(a.labelY).toBeGreaterThanOrEqual(LINE / 2);
          expect(a.labelY).toBeLessThanOrEqual(frame.height - LINE / 2);
          for (const b of placed) {
            if (a === b || (!staggered && a.side !== b.side)) continue;
            expect(Math.abs(a.labelY - b.labelY)).toBeGreaterThan(LINE - 1e-6);
            if (a.y < b.y) expect(a.labelY).toBeLessThan(b.labelY);
          }
        }
      }),
    );
  });

  it('sets two long names on one height side by side only where there is room', () => {
    const two: Anchor[] = [
      { id: 'l', text: 'left', x: 100, y: 200 },
      { id: 'r', text: 'right', x: 300, y: 200 },
    ];
    const [a, b] = layoutLabels(two, frame);
    expect([a.labelY, b.labelY]).toEqual([200, 200]);
    const [c, d] = layoutLabels(two, { ...frame, staggered: true });
    expect(Math.abs(c.labelY - d.labelY)).toBeCloseTo(LINE, 6);
    expect([c.side, d.side]).toEqual(['left', 'right']);
  });
});

describe('labels of whole skin', () => {
  it('name the landmarks as the atlas does', () => {
    for (const [id, name] of SKIN_LANDMARKS) expect(name).toBe(landmark(id).name);
    expect(SKIN_LANDMARKS.size).toBe(15);
  });
});
