import { describe, expect, it } from 'vitest';
import { httpStatusOfCode } from '#contract';
import { consentRefused } from './consent-refused.ts';

describe('consentRefused', () => {
  it.each([
    ['unknown_token', 404],
    ['not_yours', 403],
    ['expired', 410],
    ['changed', 409],
    ['spent', 409],
  ] as const)('%s travels under %i, and says how to get a new preview', (why, status) => {
    const error = consentRefused(why);
    expect(httpStatusOfCode[error.code]).toBe(status);
    expect(error.hint).toContain('preview');
    expect(error.retryable).toBe(false);
  });
});
