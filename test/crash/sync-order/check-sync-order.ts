import type { SystemCall } from './parse-trace.ts';
import { findWalCommits } from './wal-commits.ts';

/** An answer, as the trace can find it again. */
export interface TracedAnswer {
  /** Stands in the request and nowhere else. */
  readonly requestMark: string;
  /** Stands in the answer, and was first written to the log by the commit that the answer speaks of. */
  readonly commitMark: string;
}

/**
 * What is wrong with the order, for each answer: its request is read, its commit is written, a sync of the
 * log begins after that and ends well, and only then the answer is sent.
 */
export function checkSyncOrder(
  calls: readonly SystemCall[],
  answers: readonly TracedAnswer[],
): readonly string[] {
  const commits = findWalCommits(calls);
  const syncs = calls.filter(isGoodWalSync);
  return answers.flatMap(({ requestMark, commitMark }) => {
    const about = (problem: string) => [`${commitMark}: ${problem}`];
    const request = calls.find((call) => isRead(call) && call.text.includes(requestMark));
    const commit = commits.find(({ writes }) =>
      writes.some(({ text }) => text.includes(commitMark)),
    );
    const answer = calls.find((call) => isSend(call) && call.text.includes(commitMark));
    const [firstWrite] = commit?.writes ?? [];
    const lastWrite = commit?.writes.at(-1);
    if (!request) return about('its request is not in the trace');
    if (!answer) return about('its answer is not in the trace');
    if (!firstWrite || !lastWrite) return about('its commit was not written');
    if (firstWrite.startsAt < request.endsAt) return about('written before the request was read');
    if (answer.startsAt < lastWrite.endsAt) return about('answered before its commit was written');
    const synced = syncs.some(
      (sync) => sync.startsAt > lastWrite.endsAt && sync.endsAt < answer.startsAt,
    );
    return synced ? [] : about('answered before its commit was synced');
  });
}

export function isGoodWalSync({ name, file, failed }: SystemCall): boolean {
  return (name === 'fsync' || name === 'fdatasync') && file.endsWith('-wal') && !failed;
}

function isRead({ name, file }: SystemCall): boolean {
  return (name === 'read' || name.startsWith('recv')) && file.startsWith('socket:');
}

function isSend({ name, file }: SystemCall): boolean {
  return /^(write|writev|sendto|sendmsg)$/.test(name) && file.startsWith('socket:');
}
