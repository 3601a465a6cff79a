import { describe, expect, it } from 'vitest';
import { showValue } from './show-value.ts';

const plain = (_format: unknown, text: string) => text;

describe('showValue', () => {
  it('numbers memories', () => {
    const memory = {
      text: 'The spare key\nis with Ada',
      tags: ['home'],
      created_at: '2026-11-22T08:00:00.000Z',
    };
    expect(
      showValue({ items: [{ id: 'mem_1', ...memory, speaker_id: 'ada', score: 1 }] }, plain),
    ).toBe('1. The spare key\n   is with Ada\n   2026-11-22  #home  said by ada  mem_1');
  });

  it('shows fields, lists and what they hold', () => {
    const value = {
      id: 'mem_1',
      ok: true,
      tags: ['a', 'b'],
      none: [],
      nested: { deep: { k: null } },
      empty: {},
    };
    expect(showValue(value, plain)).toBe(
      [
        'id: mem_1',
        'ok: true',
        'tags:',
        '  - a',
        '  - b',
        'none: (none)',
        'nested:',
        '  deep:',
        '    k: null',
        'empty: (nothing)',
      ].join('\n'),
    );
  });

  it('never lets a value speak to the terminal', () => {
    expect(showValue({ '\u001b[31mkey': '\u001b]0;title\u0007' }, plain)).toBe(
      '\\u001b[31mkey: \\u001b]0;title\\u0007',
    );
  });
});
