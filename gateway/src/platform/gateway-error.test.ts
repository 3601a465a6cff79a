import { describe, expect, it } from 'vitest';
import { ErrorBody } from '#contract';
import { errorBodyOf, GatewayError } from './gateway-error.ts';

describe('errorBodyOf', () => {
  it('tells what one of our errors says', () => {
    const error = new GatewayError('rate_limited', 'Too many.', {
      hint: 'Wait.',
      retryable: true,
      details: { limit: 1 },
      cause: new Error('inside'),
    });
    expect(errorBodyOf(error)).toEqual({
      code: 'rate_limited',
      message: 'Too many.',
      hint: 'Wait.',
      retryable: true,
      details: { limit: 1 },
    });
  });

  it('does not call an error retryable unless it says so', () => {
    const body = errorBodyOf(new GatewayError('denied', 'No.', { hint: 'Ask.' }));
    expect(body).toEqual({ code: 'denied', message: 'No.', hint: 'Ask.', retryable: false });
  });

  it.each([new Error('password=hunter2'), 'password=hunter2', null, { code: 'denied' }])(
    'tells nothing of what is inside %o',
    (thrown) => {
      const body = ErrorBody.parse(errorBodyOf(thrown));
      expect(body.code).toBe('internal');
      expect(body.retryable).toBe(false);
      expect(JSON.stringify(body)).not.toContain('hunter2');
    },
  );
});
