import { describe, expect, it } from 'vitest';
import { fitOfTime, readTimeCue } from './time-cue.ts';

const now = Date.parse('2026-06-15T12:00:00Z');
const fits = (query: string, day: string) => {
  const cue = readTimeCue(query, now);
  return cue !== undefined && fitOfTime(cue, Date.parse(`${day}T09:00:00Z`)) > 0;
};

describe('the time in a question', () => {
  it.each([
    ['What did I buy last May?', '2026-05-20', '2025-05-20'],
    ['What did I buy last July?', '2025-07-03', '2026-07-03'],
    ['Where was I in May 2023?', '2023-05-08', '2024-05-08'],
    ['What happened on 8 May 2023?', '2023-05-08', '2023-06-08'],
    ['Who called on May 8th?', '2024-05-08', '2024-06-08'],
    ['What was said on 2024-02-03?', '2024-02-03', '2024-03-03'],
    ['What did she say yesterday?', '2026-06-14', '2026-06-15'],
    ['What did we decide two weeks ago?', '2026-06-01', '2026-05-01'],
    ['Whom did I meet last Friday?', '2026-06-12', '2026-06-11'],
    ['What did I do last week?', '2026-06-08', '2026-06-15'],
    ['Where did we go in 2022?', '2022-11-30', '2023-01-01'],
  ])('%j speaks of %s, not of %s', (query, day, other) => {
    expect(fits(query, day)).toBe(true);
    expect(fits(query, other)).toBe(false);
  });

  it.each(['May I come in?', 'Where do the dogs march?', 'What is my name?', 'a decent meal'])(
    'is none in %j',
    (query) => {
      expect(readTimeCue(query, now)).toBeUndefined();
    },
  );

  it('fits the very day better than its month', () => {
    const cue = readTimeCue('on 8 May', now);
    const fit = (day: string) => (cue ? fitOfTime(cue, Date.parse(day)) : 0);
    expect(fit('2023-05-08')).toBeGreaterThan(fit('2023-05-09'));
  });
});
