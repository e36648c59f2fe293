import { expect, test } from 'vitest';
import { stepOf, type Progress } from '../../../src/ui/steps';

const rest: Progress = { placed: false, depth_mm: 0, injecting: false, givenNow_ml: 0, passes: 0, planned: 1 };

test('one point goes from the entry to the score, a step at a time', () => {
  const way: Partial<Progress>[] = [
    {},
    { placed: true },
    { placed: true, depth_mm: 0.1, passes: 1 },
    { placed: true, depth_mm: 4, passes: 1, injecting: true },
    { placed: true, depth_mm: 4, passes: 1, givenNow_ml: 0.1 },
    { passes: 1 },
  ];
  expect(way.map((at) => stepOf({ ...rest, ...at }))).toEqual(['entry', 'aim', 'depth', 'inject', 'withdraw', 'score']);
});

test('a plan of several points asks for the next entry until all had their pass', () => {
  expect([0, 1, 4, 5, 6].map((passes) => stepOf({ ...rest, planned: 5, passes }))).toEqual(['entry', 'entry', 'entry', 'score', 'score']);
});

test('free practice may be finished after one pass', () => {
  expect(stepOf({ ...rest, planned: 0 })).toBe('entry');
  expect(stepOf({ ...rest, planned: 0, passes: 1 })).toBe('score');
});
