import type { DatabaseSync } from 'node:sqlite';
import { failureOf, isStorageError } from './failure.ts';
import type { Call, Reply } from './messages.ts';
import type { Operations } from './operations.ts';

export interface GroupCommitOptions {
  readonly operations: Operations;
  /** Called after each group: false where the disk refused any of it. */
  readonly onOutcome?: (stored: boolean) => void;
}

/**
 * Runs many decisions and syncs the disk once for all of them. A decision that throws is undone
 * alone; if the commit fails, none of the group happened.
 */
export function createGroupCommit(
  db: DatabaseSync,
  { operations, onOutcome = () => {} }: GroupCommitOptions,
): (calls: readonly Call[]) => readonly Reply[] {
  const statements = {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    savepoint: db.prepare('SAVEPOINT decision'),
    release: db.prepare('RELEASE decision'),
    undo: db.prepare('ROLLBACK TO decision'),
  };

  function commitGroup(calls: readonly Call[]): readonly Reply[] {
    let stored = true;
    try {
      statements.begin.run();
      const replies = calls.map((call) => decide(call, () => (stored = false)));
      statements.commit.run();
      return replies;
    } catch (error) {
      stored = false;
      /* Some errors roll back by themselves. The connection stays open in any case: reopening as the
         last one would replay the log and could bring back a commit that was just reported as failed. */
      if (db.isTransaction) statements.rollback.run();
      return calls.map(({ id }) => ({ id, failure: failureOf(error) }));
    } finally {
      onOutcome(stored);
    }
  }

  function decide({ id, name, input }: Call, onStorageError: () => void): Reply {
    const operation = operations[name];
    if (!operation) return { id, failure: failureOf(new Error(`no operation ${name}`)) };
    statements.savepoint.run();
    try {
      const value = operation(...(input as never[]));
      statements.release.run();
      return { id, value };
    } catch (error) {
      if (!db.isTransaction) throw error;
      if (isStorageError(error)) onStorageError();
      statements.undo.run();
      statements.release.run();
      return { id, failure: failureOf(error) };
    }
  }

  return commitGroup;
}
