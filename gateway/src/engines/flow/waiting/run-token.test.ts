import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunTokens } from './run-token.ts';

const hourMs = 60 * 60_000;
const macOf = (text: string) => createHmac('sha256', 'pepper').update(text).digest('base64url');

function tokensAt(now: number) {
  return createRunTokens({ macOf, now: () => now });
}

describe('createRunTokens', () => {
  const token = tokensAt(0).make({ runId: 'job_a', attempt: 3, deadlineAt: hourMs });

  it('is good for its run, and says for which attempt', () => {
    expect(tokensAt(0).check('job_a', token)).toEqual({ kind: 'good', attempt: 3 });
  });

  it('ends a day after the deadline', () => {
    expect(tokensAt(25 * hourMs).check('job_a', token).kind).toBe('good');
    expect(tokensAt(25 * hourMs + 1001).check('job_a', token).kind).toBe('expired');
  });

  it('is wrong for any other run, attempt, end or key', () => {
    expect(tokensAt(0).check('job_b', token).kind).toBe('wrong');
    expect(tokensAt(0).check('job_a', token.replace('tfl_3_', 'tfl_4_')).kind).toBe('wrong');
    const [, attempt = '', , mac = ''] = token.split('_');
    expect(tokensAt(0).check('job_a', `tfl_${attempt}_zzzzzz_${mac}`).kind).toBe('wrong');
    const others = createRunTokens({ macOf: (text) => macOf(`other ${text}`), now: () => 0 });
    expect(others.check('job_a', token).kind).toBe('wrong');
  });

  it('is no text that somebody makes up', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tokensAt(0).check('job_a', text).kind).toBe('wrong');
      }),
    );
  });
});
