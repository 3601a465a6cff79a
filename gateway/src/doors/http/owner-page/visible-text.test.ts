import { describe, expect, it } from 'vitest';
import { visible } from './visible-text.ts';

function shown(text: string): string {
  return visible(text).safeHtml.replaceAll(/<mark title="[^"]*">([^<]*)<\/mark>/g, '[$1]');
}

describe('text from elsewhere', () => {
  it('is shown as it is where all of it can be seen', () => {
    for (const text of ['df -h | grep /dev', 'Größe: 5 €', '大きさ', 'naïve', '👍', '']) {
      expect(shown(text)).toBe(text);
    }
  });

  it.each([
    ['an escape sequence', '\u001b[2Krm', '[\\u001b][2Krm'],
    ['a carriage return', 'ls\rrm', 'ls[\\r]rm'],
    ['a tab', 'a\tb', 'a[\\t]b'],
    ['a NUL', 'a\0b', 'a[\\u0000]b'],
    ['a DEL', 'a\u007fb', 'a[\\u007f]b'],
    ['a C1 control', 'a\u009bb', 'a[\\u009b]b'],
    ['a mark that turns the direction', 'a\u202eb', 'a[\\u202e]b'],
    ['an isolate', '\u2066a\u2069', '[\\u2066]a[\\u2069]'],
    ['a zero-width space', 'r\u200bm', 'r[\\u200b]m'],
    ['a joiner', 'r\u2060m', 'r[\\u2060]m'],
    ['a byte order mark', '\ufeffls', '[\\ufeff]ls'],
    ['a tag character', 'ls\u{e0041}', 'ls[\\u{e0041}]'],
    ['a soft hyphen', 'r\u00adm', 'r[\\u00ad]m'],
    ['a no-break space', 'ls\u00a0-l', 'ls[\\u00a0]-l'],
    ['an ideographic space', 'ls\u3000-l', 'ls[\\u3000]-l'],
    ['a filler', 'ls\u3164', 'ls[\\u3164]'],
    ['a variation selector', 'a\ufe00', 'a[\\ufe00]'],
    ['a line separator', 'a\u2028b', 'a[\\u2028]b'],
    ['a private character', 'a\ue000', 'a[\\ue000]'],
    ['half of a pair', 'a\ud800', 'a[\\ud800]'],
  ])('shows %s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('shows a line break, and breaks the line', () => {
    expect(shown('ls\nrm')).toBe('ls[\\n]\nrm');
  });

  it('tells what it shows from what was written', () => {
    expect(shown('\\u202e \\n')).toBe('\\u202e \\n');
  });

  it('is never HTML', () => {
    expect(shown('<script>alert(1)</script>&"\'')).toBe(
      '&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;',
    );
  });
});
