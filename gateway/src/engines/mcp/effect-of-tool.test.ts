import { describe, expect, it } from 'vitest';
import { configuredEffect, hintedEffect } from './effect-of-tool.ts';

describe('the effect of an upstream tool', () => {
  it.each([
    [{ readOnlyHint: true }, 'read'],
    [{ readOnlyHint: false, destructiveHint: false, openWorldHint: false }, 'write'],
    [{ readOnlyHint: false, destructiveHint: false }, 'outward'],
    [{ destructiveHint: true, openWorldHint: false }, 'destructive'],
    [{}, 'destructive'],
    [{ readOnlyHint: 'true' }, 'destructive'],
    ['read', 'destructive'],
  ] as const)('is proposed from the hints %j as %s', (annotations, effect) => {
    expect(hintedEffect({ name: 'x', annotations })).toBe(effect);
  });

  it('is destructive without any hint', () => {
    expect(hintedEffect({ name: 'x' })).toBe('destructive');
  });

  it('is what the first pattern of the file says', () => {
    const patterns = [
      { match: 'read_secret', effect: 'outward' },
      { match: 'read_*', effect: 'read' },
    ] as const;
    expect(configuredEffect(patterns, 'read_file')).toBe('read');
    expect(configuredEffect(patterns, 'read_secret')).toBe('outward');
    expect(configuredEffect(patterns, 'write_file')).toBeUndefined();
  });
});
