import type { DatabaseSync } from 'node:sqlite';
import { errorOf } from './threads/failure.ts';
import type { Call, Reply } from './threads/messages.ts';

type CommitGroup = (calls: readonly Call[]) => readonly Reply[];

interface LateSync {
  readonly commitGroup: CommitGroup;
  /** Syncs what is late, if anything is; throws where the disk refuses. */
  syncNow(): void;
  close(): void;
}

interface LateSyncOptions {
  readonly commitGroup: CommitGroup;
  /** Whether a power cut may take what the call wrote, if it comes within `lateMs`. */
  readonly mayBeLate: (call: Call) => boolean;
  /** Writes something: its commit syncs the log, and with it all that was written before. */
  readonly writeLittle: Call;
  /** Whether somebody before us may have left what is not synced yet: that is done first. */
  readonly isLeft: boolean;
  readonly lateMs: number;
  readonly now: () => number;
}

/**
 * Syncs the log with every group, but for those in which nothing has to be on the disk at once: they are synced
 * together, `lateMs` after the first of them at the latest (decisions/0058).
 */
export function createLateSync(db: DatabaseSync, options: LateSyncOptions): LateSync {
  const { commitGroup, mayBeLate, lateMs, now } = options;
  let isSyncing = true;
  /* When a group that might have been late was synced: only those that follow on it closely may wait. */
  let syncedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function syncCommits(wanted: boolean): void {
    if (wanted === isSyncing) return;
    db.exec(`PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}`);
    isSyncing = wanted;
  }

  function syncRest(): Reply | undefined {
    clearTimeout(timer);
    timer = undefined;
    syncCommits(true);
    const [reply] = commitGroup([options.writeLittle]);
    if (reply && 'failure' in reply) timer = setTimeout(syncRest, lateMs).unref();
    return reply;
  }

  if (options.isLeft) syncRest();
  return {
    commitGroup(calls) {
      const isLate = now() - syncedAt < lateMs && calls.every((call) => mayBeLate(call));
      syncCommits(!isLate);
      const replies = commitGroup(calls);
      if (isLate) timer ??= setTimeout(syncRest, lateMs).unref();
      /* Decisions that changed nothing sync nothing; what may be late nearly always writes. */
      else if (calls.some((call, at) => mayBeLate(call) && 'value' in (replies[at] ?? {}))) {
        clearTimeout(timer);
        timer = undefined;
        syncedAt = now();
      }
      return replies;
    },
    syncNow() {
      const reply = timer && syncRest();
      if (reply && 'failure' in reply) throw errorOf(reply.failure);
    },
    close() {
      clearTimeout(timer);
      syncCommits(true);
    },
  };
}
