import type { SystemCall } from './parse-trace.ts';

/** What one transaction wrote to the write-ahead log. */
export interface WalCommit {
  readonly writes: readonly SystemCall[];
}

const frameHeaderBytes = 24;

/**
 * The transactions in the log, in order. SQLite writes a frame as its header and then its page; the
 * header of a transaction's last frame carries the size of the database (https://sqlite.org/walformat.html).
 * What has no such end was cut off, and is left out.
 */
export function findWalCommits(calls: readonly SystemCall[]): readonly WalCommit[] {
  const commits: WalCommit[] = [];
  let writes: SystemCall[] = [];
  let isLastFrame = false;
  for (const call of calls.filter(isWalWrite)) {
    writes.push(call);
    if (bytesWritten(call) === frameHeaderBytes) {
      isLastFrame = endsTransaction(call);
    } else if (isLastFrame) {
      commits.push({ writes });
      writes = [];
      isLastFrame = false;
    }
  }
  return commits;
}

function isWalWrite({ name, file }: SystemCall): boolean {
  return name.startsWith('pwrite') && file.endsWith('-wal');
}

function bytesWritten({ text }: SystemCall): number {
  return Number(/, (\d+), \d+\)?(?: += \d+)?$/.exec(text)?.[1]);
}

function endsTransaction({ text }: SystemCall): boolean {
  const quoted = /, "((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '';
  const [a, b, c, d] = bytesOf(quoted).slice(4, 8);
  return [a, b, c, d].some((byte) => byte !== 0);
}

const named: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, b: 8, a: 7 };

/* strace writes bytes as C does: \0 to \377, a few by name, the rest as they are. */
function bytesOf(quoted: string): readonly number[] {
  return [...quoted.matchAll(/\\([0-7]{1,3})|\\(.)|(.)/gs)].map(([, octal, escape, plain]) => {
    if (octal !== undefined) return Number.parseInt(octal, 8);
    if (escape !== undefined) return named[escape] ?? escape.charCodeAt(0);
    return plain?.charCodeAt(0) ?? 0;
  });
}
