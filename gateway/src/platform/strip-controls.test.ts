import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controls, escapes } from './strip-controls.ts';

const ordinary = [
  'plain text\n\twith a tab',
  'Zoë said: “naïve”, 日本語, हिन्दी, ไทย',
  'family 👨‍👩‍👧‍👦, England 🏴󠁧󠁢󠁥󠁮󠁧󠁿, flag 🏳️‍🌈',
  'שלום \u200f(1)\u200e, می\u200cخواهم',
];

describe('controls', () => {
  it.each(ordinary)('leaves %j as it is', (text) => {
    expect(controls.strip(text)).toBe(text);
  });

  it.each([
    ['colours', '\x1b[31mred\x1b[0m \x9b1mbold', 'red bold'],
    ['links', '\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x07', 'click'],
    ['the clipboard', 'a\x1b]52;c;cm0gLXJm\x07b \x9d52;c;eA==\x9cc', 'ab c'],
    ['device control', 'a\x1bP1;2|payload\x1b\\b\x1b_x\x1b\\c', 'abc'],
    ['cursor and charset', 'a\x1b(0b\x1bcd\x1b7e', 'abde'],
    ['a sequence that never ends', 'a\x1b]52;c;never', 'a52;c;never'],
    ['one sequence inside of another', '\x1b\x1b[0m[31mx', '[31mx'],
    ['carriage returns and bells', 'one\r\ntwo\rthree\x07\x00\x7f\x85', 'one\ntwothree'],
    ['overrides', 'user\u202e txt.exe \u2066x\u2069', 'user txt.exe x'],
    [
      'tags',
      'hi\u{E0069}\u{E0067}\u{E006E}\u{E007F} there \u{1F3F4}\u{E0041}',
      'hi there \u{1F3F4}',
    ],
  ])('takes out %s', (_, text, clean) => {
    expect(controls.isDirty(text)).toBe(true);
    expect(controls.strip(text)).toBe(clean);
  });

  it('leaves nothing behind that it would call dirty, flags aside', () => {
    const pieces = fc.constantFrom(
      '\x1b',
      '[',
      ']',
      '8;;',
      'm',
      '\x07',
      '\\',
      '\x9b',
      '\x9d',
      'P',
      'a',
      '\r',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join('');
        expect(controls.isDirty(controls.strip(text))).toBe(false);
        expect(escapes.isDirty(escapes.strip(text))).toBe(false);
        if (!controls.isDirty(text)) expect(controls.strip(text)).toBe(text);
      }),
    );
  });

  it.each(['\x1b]', '\x1b[1', '\x9d', '\x1bP;', '\x1b', '\u{1F3F4}\u{E0067}'])(
    'takes no longer than the text is long: %j',
    (piece) => {
      const startedAt = performance.now();
      controls.strip(piece.repeat(200_000));
      escapes.strip(piece.repeat(200_000));
      expect(performance.now() - startedAt).toBeLessThan(1000);
    },
  );
});

describe('escapes', () => {
  it.each([...ordinary, 'one\r\ntwo\x07', 'user\u202e txt', '\x85'])(
    'leaves %j as it is',
    (text) => {
      expect(escapes.isDirty(text)).toBe(false);
      expect(escapes.strip(text)).toBe(text);
    },
  );

  it('takes out what a terminal would obey', () => {
    expect(escapes.strip('\x1b[31mred\r\n\x1b]52;c;eA==\x07\x9b0m.')).toBe('red\r\n.');
  });
});
