import { expect, test } from 'vitest';
import { LAYER_KEYS, shownLayer, SURFACE_LAYERS } from '../../../src/ui/state/view';

test('a layer asked for twice is the same object, isolated or not, so that what is drawn comes to rest', () => {
  for (const isolated of [null, ...LAYER_KEYS]) for (const key of LAYER_KEYS) expect(shownLayer({ layers: SURFACE_LAYERS, isolated }, key)).toBe(shownLayer({ layers: SURFACE_LAYERS, isolated }, key));
});

test('an isolated layer is whole, the rest is away but for a ghost of the bone', () => {
  const view = { layers: SURFACE_LAYERS, isolated: 'artery' as const };
  expect(shownLayer(view, 'artery')).toEqual({ visible: true, opacity: 1 });
  expect(shownLayer(view, 'skin').visible).toBe(false);
  expect(shownLayer(view, 'bone').opacity).toBeLessThan(1);
});
