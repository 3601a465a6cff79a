import { expect, it } from 'vitest';
import { createStopTeller } from './tell-stops-apart.ts';

it('takes signals within half a second of the first for the same one', () => {
  let now = 1000;
  const tell = createStopTeller(() => now);
  expect(tell()).toBe('first');
  now += 3;
  expect(tell()).toBe('same');
  now = 1499;
  expect(tell()).toBe('same');
  now = 1500;
  expect(tell()).toBe('again');
});
