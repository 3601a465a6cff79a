import type { DatabaseSync } from 'node:sqlite';
import type { ExplicitKey, Run, RunKey } from '../../runs/run-store.ts';
import { runColumns, type RunRow } from './run-rows.ts';
import { command, query } from './statement.ts';

/** The run that holds a key. */
export interface KeyHolder extends RunRow {
  readonly key_expires_at: number;
  /** The last effectful run of that caller on that resource, if there was any. */
  readonly last_effect: number | null;
}

/** Finds the run that holds a key, whether or not the key still stands. */
export function createRunKeys(db: DatabaseSync) {
  const holder = query<{ caller: string; intent: string; kind: string; key: string }, KeyHolder>(
    db,
    `SELECT ${runColumns}, key_expires_at,
       (SELECT run_seq FROM last_effects
        WHERE last_effects.caller = runs.caller AND last_effects.resource = runs.resource) AS last_effect
     FROM runs WHERE caller = :caller AND intent = :intent AND key_kind = :kind AND key = :key`,
  );

  return {
    findHolder(run: Run, key: RunKey): KeyHolder | undefined {
      return holder.first({ caller: run.caller, intent: run.intent, kind: key.kind, key: key.key });
    },
    findExplicit({ caller, intent, key }: ExplicitKey): KeyHolder | undefined {
      return holder.first({ caller, intent, kind: 'explicit', key });
    },
  };
}

/** Takes its key from a run, so that the same call runs anew. */
export function createFreeKey(db: DatabaseSync): (run: { seq: number }) => void {
  const free = command<{ seq: number }>(
    db,
    'UPDATE runs SET key_kind = NULL, key = NULL, key_expires_at = NULL WHERE seq = :seq',
  );
  return ({ seq }) => void free({ seq });
}

/** Whether a call made at `now` with this key is the same call as the one that holds it. */
export function keyStands(
  holder: KeyHolder,
  { key, now }: { key: Pick<RunKey, 'kind'> & { again?: boolean }; now: number },
): boolean {
  if (isUnresolved(holder)) return true;
  if (key.kind === 'derived' && key.again) return false;
  if (hasYetToBegin(holder)) return true;
  if (key.kind === 'derived' && wasOvertaken(holder)) return false;
  return holder.settled_at === null || holder.key_expires_at > now;
}

/** Nobody knows what it did: its key holds until the owner has found out. */
export function isUnresolved(holder: KeyHolder): boolean {
  return holder.status === 'unknown';
}

/* The owner is not asked the same twice, whatever else was asked of them meanwhile. */
function hasYetToBegin({ status }: KeyHolder): boolean {
  return status === 'needs_approval' || status === 'queued';
}

/*
 * Light on, off, on is three runs: the second made the first no longer the last word.
 * Not the higher number is the last word: what was approved begins long after it was recorded.
 */
function wasOvertaken({ seq, effect, last_effect }: KeyHolder): boolean {
  if (last_effect === null) return false;
  return effect === 'read' ? last_effect > seq : last_effect !== seq;
}
