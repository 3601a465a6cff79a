import { describe, expect, it } from 'vitest';
import { createKeptOutput } from './kept-output.ts';

const fed = (maxBytes: number, ...chunks: readonly (string | Buffer)[]) => {
  const output = createKeptOutput(maxBytes);
  for (const chunk of chunks) output.add(Buffer.from(chunk));
  return output;
};

describe('createKeptOutput', () => {
  it('keeps the beginning, and counts the rest', () => {
    const output = fed(5, 'abc', 'defg', 'h');
    expect([output.text(), output.totalBytes, output.isTruncated]).toEqual(['abcde', 8, true]);
  });

  it('keeps all of what fits exactly', () => {
    const output = fed(3, 'abc');
    expect([output.text(), output.isTruncated]).toEqual(['abc', false]);
  });

  it('puts characters together that came in two pieces', () => {
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    expect(fed(10, first, second).text()).toBe('é');
  });

  it('never ends amid a character', () => {
    expect(fed(4, 'ééé').text()).toBe('éé');
    expect(fed(5, 'ééé').text()).toBe('éé');
  });

  it('shows what is no UTF-8 as such', () => {
    expect(fed(10, Buffer.from([0x61, 0xff])).text()).toBe('a\uFFFD');
  });

  it('knows the latest line, also of a bar that is drawn over and over', () => {
    expect(fed(2, 'one\ntwo\n').lastLine()).toBe('two');
    expect(fed(99, '10%\r', '20%\r').lastLine()).toBe('20%');
    expect(fed(99, 'x'.repeat(5000), '\nend').lastLine()).toBe('end');
    expect(fed(99).lastLine()).toBe('');
  });
});
