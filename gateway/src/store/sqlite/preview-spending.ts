import type { DatabaseSync } from 'node:sqlite';
import type { AcceptOutcome, ConsentClaim, ConsentRefusal, Run } from '../../runs/run-store.ts';
import { runColumns, runOf, type RunRow } from './run-rows.ts';
import { command, query } from './statement.ts';

/** A preview that may be spent now. */
export interface Spendable {
  readonly kind: 'spendable';
  readonly plan: string | null;
  readonly by: ConsentClaim;
}

type Claimed = Spendable | Extract<AcceptOutcome, { kind: 'existing' | 'consent_refused' }>;

interface PreviewRow {
  readonly caller: string;
  readonly digest: string;
  readonly plan: string | null;
  readonly expires_at: number;
  readonly spent_by: string | null;
}

/** Finds what a consent speaks of, spends it, and gives it back where nothing happened after all. */
export function createPreviewSpending(db: DatabaseSync) {
  const byToken = query<{ token_hash: string }, PreviewRow>(
    db,
    `SELECT caller, digest, plan, expires_at, spent_by FROM previews WHERE token_hash = :token_hash`,
  );
  const newest = query<{ caller: string; digest: string; now: number }, { plan: string | null }>(
    db,
    `SELECT plan FROM previews
     WHERE caller = :caller AND digest = :digest AND token_only = 0 AND spent_by IS NULL AND expires_at > :now
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  );
  const runById = query<{ id: string }, RunRow>(
    db,
    `SELECT ${runColumns} FROM runs WHERE id = :id`,
  );
  const spendToken = command<{ token_hash: string; run_id: string }>(
    db,
    'UPDATE previews SET spent_by = :run_id WHERE token_hash = :token_hash',
  );
  /* All of them: a preview that was asked for twice must not let a repeated flag run twice. */
  const spendFlag = command<{ caller: string; digest: string; run_id: string }>(
    db,
    `UPDATE previews SET spent_by = :run_id
     WHERE caller = :caller AND digest = :digest AND token_only = 0 AND spent_by IS NULL`,
  );
  const giveBack = command<{ run_id: string }>(
    db,
    'UPDATE previews SET spent_by = NULL WHERE spent_by = :run_id',
  );

  function findByToken(run: Run, by: ConsentClaim & { kind: 'token' }): Claimed {
    const preview = byToken.first({ token_hash: by.tokenHash });
    if (!preview) return refused('unknown_token');
    if (preview.caller !== run.caller) return refused('not_yours');
    /* Empty where what it showed was forgotten since: its token is proof enough of who spent it. */
    const isSame = preview.digest === by.digest || preview.digest === '';
    if (preview.spent_by !== null) {
      const spender = isSame ? runById.first({ id: preview.spent_by }) : undefined;
      return spender ? { kind: 'existing', run: runOf(spender) } : refused('spent');
    }
    if (!isSame) return refused('changed');
    if (preview.expires_at <= run.createdAt) return refused('expired');
    return { kind: 'spendable', plan: preview.plan, by };
  }

  return {
    findClaimed(run: Run, by: ConsentClaim): Claimed {
      if (by.kind === 'token') return findByToken(run, by);
      const preview = newest.first({ caller: run.caller, digest: by.digest, now: run.createdAt });
      return preview ? { kind: 'spendable', plan: preview.plan, by } : refused('no_preview');
    },
    spend({ by }: Spendable, run: Run): void {
      if (by.kind === 'token') spendToken({ token_hash: by.tokenHash, run_id: run.id });
      else spendFlag({ caller: run.caller, digest: by.digest, run_id: run.id });
    },
    giveBack(runId: string): void {
      giveBack({ run_id: runId });
    },
  };
}

function refused(why: ConsentRefusal): Claimed {
  return { kind: 'consent_refused', why };
}
