import { describe, expect, it } from 'vitest';
import { createOpenCalls } from './open-calls.ts';

describe('open calls', () => {
  it('are cancelled by session and id, and only while they are open', () => {
    const calls = createOpenCalls();
    const opened = ['a', 'b', 'c'].map((session) => ({
      one: calls.open(session, 1),
      text: calls.open(session, '1'),
    }));
    const [first, second, third] = opened;
    first?.one.close();
    first?.one.close();
    calls.cancel('a', 1);
    calls.cancel('b', 1);
    calls.cancel('d', 1);
    second?.one.close();
    calls.cancel('c', '1');
    const cancelled = opened.map(({ one, text }) => [
      one.cancel.signal.aborted,
      text.cancel.signal.aborted,
    ]);
    expect(cancelled).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
    third?.text.close();
    calls.cancel('c', 1);
    expect(third?.one.cancel.signal.aborted).toBe(true);
  });
});
