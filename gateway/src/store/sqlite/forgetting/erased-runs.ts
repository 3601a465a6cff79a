import type { DatabaseSync } from 'node:sqlite';
import type { Answer } from '#contract';
import { command, listParam } from '../statement.ts';
import { emptiedAnswer } from './emptied.ts';

interface EmptyParams extends Record<string, string | number | null> {
  readonly id: string;
  readonly answer: string | null;
  readonly keeps_url: number;
}

/** Takes out of runs what they were asked and what they answered. An explicit key stays, so that a replay is told. */
export function createErasedRuns(db: DatabaseSync) {
  const empty = command<EmptyParams>(
    db,
    `UPDATE runs SET inputs = '{}', inputs_digest = '', plan = NULL, progress = NULL, handle = NULL, answer = :answer,
       callback_url = iif(:keeps_url, callback_url, NULL),
       key = iif(key_kind = 'derived', NULL, key),
       key_expires_at = iif(key_kind = 'derived', NULL, key_expires_at),
       key_kind = iif(key_kind = 'derived', NULL, key_kind)
     WHERE id = :id`,
  );
  const atEnd = command<{ id: string }>(db, 'UPDATE runs SET forget_at_end = 1 WHERE id = :id');
  const unsalt = command<{ ids: string }>(
    db,
    'DELETE FROM digest_salts WHERE run_id IN (SELECT value FROM json_each(:ids))',
  );
  const undigest = command<{ ids: string }>(
    db,
    `UPDATE receipts SET receipt = json_remove(receipt, '$.inputs_digest')
     WHERE job_id IN (SELECT value FROM json_each(:ids))`,
  );
  /* Its token still finds the run that spent it: it is the caller's own. */
  const blankPreview = command<{ id: string }>(
    db,
    `UPDATE previews SET digest = '', plan = NULL WHERE spent_by = :id`,
  );

  return {
    empty(
      run: { readonly id: string; readonly answer: string | null },
      { inAnswer, inCallbackUrl }: { inAnswer: boolean; inCallbackUrl: boolean },
    ): void {
      const { id } = run;
      const answer = inAnswer ? emptied(run.answer) : run.answer;
      empty({ id, answer, keeps_url: inCallbackUrl ? 0 : 1 });
      blankPreview({ id });
      const ids = listParam([id]);
      unsalt({ ids });
      undigest({ ids });
    },
    emptyAtEnd({ id }: { readonly id: string }): void {
      atEnd({ id });
    },
  };
}

function emptied(answer: string | null): string | null {
  return answer === null ? null : JSON.stringify(emptiedAnswer(JSON.parse(answer) as Answer));
}
