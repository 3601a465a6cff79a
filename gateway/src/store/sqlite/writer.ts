/** The worker thread in which everything is written: one connection, one group after another. */
import { statSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { createFileEraser } from './forgetting/file-eraser.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openForWriting, type DatabaseOptions } from './open-database.ts';
import { createLateSync } from './late-sync.ts';
import { isStanding } from './is-standing.ts';
import { createStandingReads, type StandingReads } from './standing-reads.ts';
import { createGroupCommit } from './threads/group-commit.ts';
import { runWorker } from './threads/run-worker.ts';
import { answerRead, serveWrites } from './threads/serve.ts';
import { createWriteOperations, type WriteOperations } from './write-operations.ts';
import { createWriteProof, type WriteProof } from './write-proof.ts';

type Decisions = WriteOperations & Pick<WriteProof, 'proveWritable' | 'writeLittle'>;

export type WriterOperations = Decisions & StandingReads;

/* Receipts of reads wait up to half a second to be written: with this, they are on the disk within one. */
const lateMs = 400;
const lateOperation = 'recordReads' satisfies keyof WriteOperations;

runWorker((port) => {
  const options = workerData as DatabaseOptions;
  const db = openForWriting(options);
  /* Of a process, or a thread, that died: whoever ends in order empties the log. */
  const isLogLeft = (statSync(`${options.path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  migrate(db, readMigrations());
  const { note, proveWritable, writeLittle } = createWriteProof(db);
  const eraser = createFileEraser(db, options.path);
  eraser.finishLast();
  const operations: Decisions = {
    ...createWriteOperations(db, eraser),
    proveWritable,
    writeLittle,
  };
  const onOutcome = (stored: boolean) => {
    note(stored);
    if (stored) eraser.afterCommit();
  };
  const commitSynced = createGroupCommit(db, { operations, onOutcome });
  const lateSync = createLateSync(db, {
    commitGroup: commitSynced,
    mayBeLate: ({ name }) => options.synchronous === 'FULL' && name === lateOperation,
    writeLittle: { id: 0, name: 'writeLittle' satisfies keyof Decisions, input: [] },
    isLeft: isLogLeft,
    lateMs,
    now: () => performance.now(),
  });
  const commitDecisions = lateSync.commitGroup;
  const standing = createStandingReads(db);
  const reads: StandingReads = {
    ...standing,
    /* It is signed, and the signature kept: what a power cut may still take would then look like a log cut off. */
    findAuditHead() {
      lateSync.syncNow();
      return standing.findAuditHead();
    },
  };
  serveWrites({
    port,
    /* A question needs no commit, and one without changes would prove nothing about the disk. */
    commitGroup(calls) {
      if (!calls.some(({ name }) => isStanding(name))) return commitDecisions(calls);
      const decisions = calls.filter(({ name }) => !isStanding(name));
      const answers = calls.filter(({ name }) => isStanding(name));
      return [
        ...(decisions.length > 0 ? commitDecisions(decisions) : []),
        ...answers.map((call) => answerRead(reads, call)),
      ];
    },
    onClose() {
      lateSync.close();
      try {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // What a full disk leaves in the log is read from there at the next start.
      }
      db.close();
      eraser.close();
    },
  });
});
