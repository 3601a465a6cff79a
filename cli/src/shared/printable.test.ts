import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableLine } from './printable.ts';

describe('printable', () => {
  it('shows what a terminal would obey, and keeps lines and tabs', () => {
    expect(printable('a\u001b[2Jb\r\nc\td\u202e\u009b')).toBe('a\\u001b[2Jb\nc\td\\u202e\\u009b');
  });

  it('puts text on one line of a given length', () => {
    expect(printableLine('one\ntwo   three', 9)).toBe('one two …');
  });

  it('escapes inside of JSON without changing what it says', () => {
    const value = { text: '\u202eé\u009b\u001b' };
    expect(printableJson(value)).not.toMatch(/[\u202e\u009b]/);
    expect(JSON.parse(printableJson(value))).toEqual(value);
  });
});
