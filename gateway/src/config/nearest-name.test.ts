import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['host', 'port', 'limits', 'rate_per_minute', 'public_url'];

describe('nearestName', () => {
  it.each([
    ['hots', 'host'],
    ['Ports', 'port'],
    ['limit', 'limits'],
    ['ratePerMinute', 'rate_per_minute'],
    ['rate-per-min', 'rate_per_minute'],
    ['url', undefined],
    ['colour', undefined],
    ['', undefined],
  ])('"%s" was meant to be %s', (name, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });

  it('has nothing to offer where nothing is known', () => {
    expect(nearestName('host', [])).toBeUndefined();
  });
});
