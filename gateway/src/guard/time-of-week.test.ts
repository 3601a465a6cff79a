import { describe, expect, it } from 'vitest';
import type { TimeOfWeek } from './rule.ts';
import { compileTimeOfWeek } from './time-of-week.ts';

/* The 4th of March 2026 is a Wednesday. */
const isIn = (time: TimeOfWeek, at: string) =>
  compileTimeOfWeek({ zone: 'UTC', ...time }).includes(Date.parse(at));

describe('a time of the week', () => {
  it.each([
    ['2026-03-04T08:59:59Z', false],
    ['2026-03-04T09:00:00Z', true],
    ['2026-03-04T16:59:59Z', true],
    ['2026-03-04T17:00:00Z', false],
  ])('between 09:00-17:00 holds at %s: %s', (at, expected) => {
    expect(isIn({ between: '09:00-17:00' }, at)).toBe(expected);
  });

  it.each([
    ['2026-03-04T21:59:00Z', false],
    ['2026-03-04T22:00:00Z', true],
    ['2026-03-05T00:00:00Z', true],
    ['2026-03-05T06:59:00Z', true],
    ['2026-03-05T07:00:00Z', false],
    ['2026-03-04T03:00:00Z', false],
  ])('a night belongs to the day on which it begins: wed 22:00-07:00 at %s: %s', (at, expected) => {
    expect(isIn({ days: ['wed'], between: '22:00-07:00' }, at)).toBe(expected);
  });

  it('runs from Sunday into Monday', () => {
    expect(isIn({ days: ['sun'], between: '22:00-07:00' }, '2026-03-09T01:00:00Z')).toBe(true);
  });

  it.each([
    ['2026-03-03T23:59:59Z', false],
    ['2026-03-04T00:00:00Z', true],
    ['2026-03-04T23:59:59Z', true],
    ['2026-03-05T00:00:00Z', false],
  ])('a day alone is the whole day: %s: %s', (at, expected) => {
    expect(isIn({ days: ['wed'] }, at)).toBe(expected);
    expect(isIn({ days: ['wed'], between: '00:00-24:00' }, at)).toBe(expected);
  });

  it('goes by the clock on the wall of its zone, summer and winter', () => {
    const berlin = { zone: 'Europe/Berlin', between: '08:00-09:00' };
    expect(isIn(berlin, '2026-01-05T07:30:00Z')).toBe(true);
    expect(isIn(berlin, '2026-07-06T07:30:00Z')).toBe(false);
    expect(isIn(berlin, '2026-07-06T06:30:00Z')).toBe(true);
  });

  it('takes the zone of the machine where none is named', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(compileTimeOfWeek({ days: ['mon'] }).describe(0)).toMatch(
      new RegExp(`^\\w{3} \\d\\d:\\d\\d in ${timeZone}$`),
    );
  });
});
