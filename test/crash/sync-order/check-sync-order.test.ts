import { describe, expect, it } from 'vitest';
import { checkSyncOrder } from './check-sync-order.ts';
import { parseTrace } from './parse-trace.ts';

const request = '10 read(40<socket:[1]>, "POST /orchestrate ask-1", 65536) = 23';
const header = (size: string) =>
  String.raw`11 pwrite64(34</d/tutti.db-wal>, "\0\0\0\4${size}\3\37G_d\253a\313/\302\17}\n\30\200\25", 24, 4152) = 24`;
const lastHeader = header(String.raw`\0\0\0/`);
const otherHeader = header(String.raw`\0\0\0\0`);
const page = '11 pwrite64(34</d/tutti.db-wal>, "… rcp-1 …", 4096, 4176) = 4096';
const sync = '11 fsync(34</d/tutti.db-wal>) = 0';
const answer = '10 write(40<socket:[1]>, "HTTP/1.1 200 OK rcp-1", 21) = 21';

const problemsOf = (...lines: readonly string[]) =>
  checkSyncOrder(parseTrace(lines.join('\n')), [{ requestMark: 'ask-1', commitMark: 'rcp-1' }]);

describe('checkSyncOrder', () => {
  it('is content where the commit is synced before it is answered', () => {
    expect(problemsOf(request, lastHeader, page, sync, answer)).toEqual([]);
  });

  it.each([
    ['no sync', [request, lastHeader, page, answer]],
    ['a sync after the answer', [request, lastHeader, page, answer, sync]],
    ['a sync before the commit', [request, sync, lastHeader, page, answer]],
    ['a sync amid the commit', [request, otherHeader, page, sync, lastHeader, page, answer]],
    [
      'a sync that has begun, but not ended',
      [
        request,
        lastHeader,
        page,
        '11 fsync(34</d/tutti.db-wal> <unfinished ...>',
        answer,
        '11 <... fsync resumed>) = 0',
      ],
    ],
    [
      'a sync that failed',
      [
        request,
        lastHeader,
        page,
        '11 fsync(34</d/tutti.db-wal>) = -1 EIO (Input/output error)',
        answer,
      ],
    ],
    [
      'a sync of another file',
      [request, lastHeader, page, '11 fsync(28</d/tutti.db>) = 0', answer],
    ],
  ])('finds %s', (_, lines) => {
    expect(problemsOf(...lines)).toEqual(['rcp-1: answered before its commit was synced']);
  });

  it('finds an answer that was sent amid its commit', () => {
    expect(problemsOf(request, otherHeader, page, answer, lastHeader, page, sync)).toEqual([
      'rcp-1: answered before its commit was written',
    ]);
  });

  it('is not content with a trace that lacks what it looks for', () => {
    expect(problemsOf()).toEqual(['rcp-1: its request is not in the trace']);
    expect(problemsOf(request, answer)).toEqual(['rcp-1: its commit was not written']);
  });
});
