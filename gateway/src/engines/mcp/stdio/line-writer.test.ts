import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLineWriter } from './line-writer.ts';

const never = new Promise<never>(() => {});

describe('a line writer', () => {
  it('writes the lines of one turn at once, in their order', async () => {
    const written: string[] = [];
    const stdin = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    });
    const lines = createLineWriter(stdin, never);
    await Promise.all(['one', 'two', 'three'].map((line) => lines.write(line)));
    expect(written).toEqual([]);
    await new Promise(setImmediate);
    await lines.write('four');
    lines.flush();
    expect(written).toEqual(['one\ntwo\nthree\n', 'four\n']);
  });

  it('makes who writes wait for a reader that is behind, until it reads or has ended', async () => {
    const ended = Promise.withResolvers<void>();
    const stdin = new PassThrough({ highWaterMark: 4 });
    const lines = createLineWriter(stdin, ended.promise);
    await lines.write('longer than that');
    lines.flush();
    let settled = 0;
    const waiting = [lines.write('a'), lines.write('b')];
    for (const one of waiting) void one.then(() => (settled += 1));
    await new Promise(setImmediate);
    expect(settled).toBe(0);
    stdin.resume();
    await Promise.all(waiting);
    stdin.pause();
    await lines.write('again longer than that');
    lines.flush();
    const last = lines.write('c');
    ended.resolve();
    await last;
  });
});
