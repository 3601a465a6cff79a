import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader } from './event-reader.ts';

const stream =
  ': hello\r\nid: 1\nretry: 250\ndata:\n\nevent: message\ndata: {"a":\rdata: 1}\r\n\r\ndata: x\n\n';

describe('createEventReader', () => {
  it('gives events with their data, whatever ends their lines', () => {
    expect(createEventReader(1000).take(stream)).toEqual([
      { event: 'message', data: '' },
      { event: 'message', data: '{"a":\n1}' },
      { event: 'message', data: 'x' },
    ]);
  });

  it('reads the same in whichever pieces it comes', () => {
    const whole = createEventReader(1000).take(stream);
    const cuts = fc.array(fc.nat(stream.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (at) => {
        const reader = createEventReader(1000);
        const ends = [...at.toSorted((a, b) => a - b), stream.length];
        const events = ends.flatMap(
          (end, index) => reader.take(stream.slice(ends[index - 1] ?? 0, end)) ?? [],
        );
        expect(events).toEqual(whole);
        expect(reader.lastId()).toBe('1');
        expect(reader.retryMs()).toBe(250);
      }),
    );
  });

  it('gives nothing of an event that is not over', () => {
    expect(createEventReader(1000).take('data: half')).toEqual([]);
  });

  it('takes no event without an end', () => {
    const reader = createEventReader(1000);
    for (let line = 0; line < 100; line += 1) reader.take('data: line\n');
    expect(reader.take('data: one more\n')).toBeUndefined();
    expect(createEventReader(1000).take('x'.repeat(1001))).toBeUndefined();
  });
});
