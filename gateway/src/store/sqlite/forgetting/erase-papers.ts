import type { DatabaseSync } from 'node:sqlite';
import type { StoredApproval } from '../../../consent/approval-store.ts';
import { command, eachRow, listParam, query } from '../statement.ts';
import { emptiedApproval, emptiedBody } from './emptied.ts';
import type { Mentions } from './mentions.ts';

interface Papers {
  readonly space: string;
  /** Runs that say what was forgotten. */
  readonly runIds: readonly string[];
  readonly mentions: Mentions;
}

/** Empties what runs leave beside them: requests to the owner, messages to be sent, results behind handles, previews. */
export function createErasePapers(db: DatabaseSync): (papers: Papers) => void {
  const eraseApprovals = createEraseApprovals(db);
  const eraseMessages = createEraseMessages(db);
  const eraseResults = createEraseResults(db);
  const erasePreviews = createErasePreviews(db);
  return (papers) => {
    eraseApprovals(papers.runIds);
    eraseMessages(papers);
    eraseResults(papers);
    erasePreviews(papers);
  };
}

function createEraseApprovals(db: DatabaseSync): (runIds: readonly string[]) => void {
  const ofRuns = query<{ ids: string }, { id: string; approval: string }>(
    db,
    'SELECT id, approval FROM approvals WHERE run_id IN (SELECT value FROM json_each(:ids))',
  );
  const empty = command<{ id: string; approval: string }>(
    db,
    `UPDATE approvals SET approval = :approval, digest = '', remember_until = NULL WHERE id = :id`,
  );
  return (runIds) => {
    for (const { id, approval } of ofRuns.all({ ids: listParam(runIds) })) {
      const stored = JSON.parse(approval) as StoredApproval;
      empty({ id, approval: JSON.stringify(emptiedApproval(stored)) });
    }
  };
}

interface MessageRow {
  readonly id: string;
  readonly run_id: string;
  readonly url: string;
  readonly body: string | null;
  readonly detail: string | null;
}

function createEraseMessages(db: DatabaseSync): (papers: Papers) => void {
  const all = eachRow<{ space: string }, MessageRow>(
    db,
    'SELECT id, run_id, url, body, detail FROM outbox WHERE space = :space',
  );
  const empty = command<{ id: string; body: string | null }>(
    db,
    'UPDATE outbox SET body = :body, detail = NULL WHERE id = :id',
  );
  /* An address that says it cannot be sent to without saying it once more. */
  const giveUp = command<{ id: string }>(
    db,
    `UPDATE outbox SET url = '', body = NULL, detail = 'forgotten', outcome = ifnull(outcome, 'given_up'),
       finished_at = ifnull(finished_at, due_at) WHERE id = :id`,
  );
  return ({ space, runIds, mentions }) => {
    const linked = new Set(runIds);
    const meant = [...all({ space })].filter(
      (row) =>
        linked.has(row.run_id) ||
        [row.body, row.detail, row.url].some((text) => mentions.inAnyRecord(text)),
    );
    for (const { id, url, body } of meant) {
      if (mentions.inAnyRecord(url)) giveUp({ id });
      else empty({ id, body: body === null ? null : emptiedBody(body) });
    }
  };
}

function createEraseResults(db: DatabaseSync): (papers: Papers) => void {
  const all = eachRow<{ space: string }, { handle: string; intent: string; text: string }>(
    db,
    'SELECT handle, intent, text FROM results WHERE space = :space',
  );
  const empty = command<{ handle: string }>(
    db,
    `UPDATE results SET text = '', forgotten = 1 WHERE handle = :handle`,
  );
  return ({ space, mentions }) => {
    const meant: string[] = [];
    for (const { handle, intent, text } of all({ space })) {
      const says = /^(memory|jobs)\./.test(intent) ? mentions.inMemoryRecord : mentions.inAnyRecord;
      if (says(text)) meant.push(handle);
    }
    for (const handle of meant) empty({ handle });
  };
}

function createErasePreviews(db: DatabaseSync): (papers: Papers) => void {
  const plans = eachRow<{ space: string }, { id: string; plan: string }>(
    db,
    `SELECT id, plan FROM previews WHERE plan IS NOT NULL
     AND caller IN (SELECT name FROM callers WHERE space = :space)`,
  );
  const remove = command<{ id: string }>(db, 'DELETE FROM previews WHERE id = :id');
  return ({ space, mentions }) => {
    const meant: string[] = [];
    for (const { id, plan } of plans({ space })) if (mentions.inMemoryRecord(plan)) meant.push(id);
    for (const id of meant) remove({ id });
  };
}
