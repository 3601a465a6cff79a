import { expect, it } from 'vitest';
import { farthestWorthComparing } from './worth-comparing.ts';

const cosines = Array.from({ length: 200 }, (_, at) => (at - 100) / 1000);

it('follows how cosines and bits hang together', () => {
  const distances = cosines.map((cosine) => 256 - 150 * cosine);
  expect(farthestWorthComparing({ cosines, distances }, 0.4)).toBeCloseTo(196);
});

it('looks further where they hang together loosely', () => {
  const loose = (by: number) => cosines.map((cosine, at) => 256 - 150 * cosine + by * (at % 2));
  const of = (by: number) => farthestWorthComparing({ cosines, distances: loose(by) }, 0.4);
  expect(of(20)).toBeGreaterThan(of(5) + 15);
});

it('knows no end where bits tell nothing', () => {
  const same = cosines.map(() => 256);
  expect(farthestWorthComparing({ cosines, distances: same }, 0.4)).toBe(Infinity);
  expect(farthestWorthComparing({ cosines: [0.5], distances: [3] }, 0.4)).toBe(Infinity);
});
