import type { DatabaseSync } from 'node:sqlite';
import {
  hasSameInputs,
  type AcceptOutcome,
  type AcceptRun,
  type Run,
  type RunKey,
} from '../../runs/run-store.ts';
import { createAskOwner } from './approval-writes.ts';
import { runEvent } from './audit-events.ts';
import { createAuditWrites } from './audit-writes.ts';
import { createPreviewSpending } from './preview-spending.ts';
import {
  createFreeKey,
  createRunKeys,
  isUnresolved,
  keyStands,
  type KeyHolder,
} from './run-keys.ts';
import { newRunParams, planOf, runOf } from './run-rows.ts';
import { command } from './statement.ts';

/** As `AcceptOutcome`, but an accepted run is what was asked for, so only its plan travels back. */
export type Acceptance =
  | Exclude<AcceptOutcome, { kind: 'accepted' }>
  | { readonly kind: 'accepted'; readonly plan: Run['plan'] };

/** Decides whether a call becomes a new run, and records it if so. */
export function createAcceptRun(db: DatabaseSync): (input: AcceptRun) => Acceptance {
  const keys = createRunKeys(db);
  const freeKey = createFreeKey(db);
  const spending = createPreviewSpending(db);
  const askOwner = createAskOwner(db);
  const { appendAudit } = createAuditWrites(db);
  const insertRun = command<ReturnType<typeof newRunParams> & KeyParams>(
    db,
    `INSERT INTO runs (id, caller, space, intent, route, effect, repeat, resource, inputs, inputs_digest,
       plan, handle, rule, callback_url, trace_id, created_at, status, epoch, replica_id, lease_until,
       key_kind, key, key_expires_at)
     VALUES (:id, :caller, :space, :intent, :route, :effect, :repeat, :resource, :inputs, :inputs_digest,
       :plan, :handle, :rule, :callback_url, :trace_id, :created_at, :status, :epoch, :replica_id, :lease_until,
       :key_kind, :key, :key_expires_at)`,
  );
  const noteEffect = command<{ caller: string; resource: string }>(
    db,
    `INSERT INTO last_effects VALUES (:caller, :resource, last_insert_rowid())
     ON CONFLICT DO UPDATE SET run_seq = excluded.run_seq`,
  );

  return function acceptRun({ run, key, consent, ask }) {
    const acceptance = decide({ run, key, consent });
    if (ask && acceptance.kind === 'accepted') askOwner(ask);
    return acceptance;
  };

  function decide({
    run,
    key,
    consent,
  }: Pick<AcceptRun, 'run'> & {
    key: RunKey | undefined;
    consent: AcceptRun['consent'] | undefined;
  }): Acceptance {
    const holder = key && keys.findHolder(run, key);
    const standing = holder && keyStands(holder, { key, now: run.createdAt }) ? holder : undefined;
    if (standing && key?.kind === 'explicit') return sameExplicitKey(standing, run);
    if (!consent) return standing ? existing(standing) : record(run, { key, holder });

    const claim = spending.findClaimed(run, consent);
    if (claim.kind === 'existing') return claim;
    if (claim.kind === 'consent_refused') {
      // The same confirmed call once more: its preview is spent, its key tells which run that was.
      return claim.why === 'no_preview' && standing ? existing(standing) : claim;
    }
    // Not even a fresh consent repeats what may have happened: the owner has to find out first.
    if (holder && isUnresolved(holder)) return existing(holder);
    spending.spend(claim, run);
    appendAudit(
      runEvent(run, {
        at: run.createdAt,
        kind: 'preview_spent',
        details: { by: claim.by.kind },
      }),
    );
    const plan = claim.plan === null ? undefined : planOf(claim.plan);
    return record(withPlan(run, plan), { key, holder });
  }

  function record(
    run: Run,
    { key, holder }: { key: RunKey | undefined; holder: KeyHolder | undefined },
  ): Acceptance {
    if (holder) freeKey(holder);
    insertRun({ ...newRunParams(run), ...keyParams(key) });
    if (run.effect !== 'read') noteEffect({ caller: run.caller, resource: run.resource });
    return { kind: 'accepted', plan: run.plan };
  }
}

interface KeyParams extends Record<string, string | number | null> {
  readonly key_kind: string | null;
  readonly key: string | null;
  readonly key_expires_at: number | null;
}

function keyParams(key: RunKey | undefined): KeyParams {
  if (!key) return { key_kind: null, key: null, key_expires_at: null };
  return { key_kind: key.kind, key: key.key, key_expires_at: key.expiresAt };
}

function sameExplicitKey(holder: KeyHolder, run: Run): Acceptance {
  const kept = runOf(holder);
  const kind = hasSameInputs(kept, run.inputsDigest) ? 'existing' : 'key_reused';
  return { kind, run: kept };
}

function existing(holder: KeyHolder): Acceptance {
  return { kind: 'existing', run: runOf(holder) };
}

/** The run with the plan of the preview that it spent. */
export function withPlan(run: Run, plan: Run['plan']): Run {
  return plan === undefined ? run : { ...run, plan };
}
