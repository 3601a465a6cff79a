import { describe, expect, it } from 'vitest';
import { rememberUntil } from './remember-until.ts';

const now = Date.parse('2026-11-22T10:00:00Z');

describe('how long an approval is remembered', () => {
  it('is not at all, where nobody says so', () => {
    expect(rememberUntil({}, now)).toBeUndefined();
  });

  it.each([
    ['12h', '2026-11-22T22:00:00.000Z'],
    ['7d', '2026-11-29T10:00:00.000Z'],
    ['2w', '2026-12-06T10:00:00.000Z'],
  ])('is given as %s', (remember, until) => {
    expect(rememberUntil({ remember }, now)).toBe(until);
  });

  it.each([
    ['2026-12-31', '2026-12-31T23:59:59.000Z'],
    ['2026-12-31T18:00:00+02:00', '2026-12-31T16:00:00.000Z'],
  ])('is given until %s', (date, until) => {
    expect(rememberUntil({ rememberUntil: date }, now)).toBe(until);
  });

  it.each([
    { remember: 'soon' },
    { remember: '7' },
    { remember: '1y' },
    { rememberUntil: 'tomorrow' },
    { remember: '7d', rememberUntil: '2026-12-31' },
  ])('is not %j', (options) => {
    expect(() => rememberUntil(options, now)).toThrow(/remember/);
  });
});
